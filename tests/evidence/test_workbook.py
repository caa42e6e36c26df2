"""The spreadsheet has one accessible table to a sheet, and nothing in it is ever run."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from xlsxwriter.worksheet import Worksheet

from feedback.evidence.document import Cell, Document, Notice, Row, Section, Table
from feedback.evidence.plain import clean
from feedback.evidence.workbook import as_xlsx
from feedback.export import workbook
from feedback.export.workbook import MOST_LETTERS
from tests.evidence.documents import (
    AS_AT,
    CONTROL,
    HOSTILE,
    counts,
    document,
    hostile,
    said,
    whole,
    xml,
)

pytestmark = pytest.mark.usefixtures("speaking_app")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def written(found: Document) -> bytes:
    """The file; each document is written once."""
    return as_xlsx(found)


def opened(found: Document) -> Any:
    """The workbook as openpyxl reads it, its formulas as they are written."""
    return openpyxl.load_workbook(BytesIO(written(found)))


def rows(sheet: Any) -> list[list[Any]]:
    """Everything on a sheet."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def with_table(table: Table) -> Document:
    """A document with one table."""
    return document(Section("results", said("Results"), (table,)))


def test_a_cover_contents_and_notes_come_before_one_table_to_a_sheet() -> None:
    found = opened(whole())

    assert found.sheetnames == [
        "Cover sheet",
        "Contents",
        "Notes",
        "1 Who replied",
        "2 Roles",
        "3 Roles",
    ]
    assert [len(found[name].tables) for name in found.sheetnames] == [0, 1, 1, 1, 1, 1]


def test_the_contents_lead_to_every_sheet() -> None:
    found = opened(whole())

    contents = found["Contents"]
    links = [one.hyperlink.location for row in contents.iter_rows() for one in row if one.hyperlink]

    assert links == [f"'{name}'!A1" for name in found.sheetnames[2:]]


def test_the_contents_say_under_what_each_table_stands() -> None:
    found = rows(opened(whole())["Contents"])

    assert ["1 Who replied", "Sessions: Who replied"] in found
    assert ["3 Roles", "Who took part: Roles"] in found


def test_each_released_number_is_a_number_with_its_cell_beside_it() -> None:
    found = rows(opened(whole())["1 Who replied"])

    start = next(at for at, row in enumerate(found) if row[0] == "Answer")
    assert found[start] == ["Answer", "Number", "Name of the cell", "Out of"]
    assert found[start + 1] == ["Yes", 41, "R1.ps_overall.yes", 60]
    assert found[start + 2] == ["Partly", "5 to 9", "R1.ps_overall.partly", 60]


def test_what_is_not_shown_is_in_the_notes() -> None:
    found = rows(opened(whole())["Notes"])

    assert ["What this is", "Fewer than 10 answers this term."] in found
    assert ["Who replied", "Counts under 5 are hidden."] in found


def test_a_long_text_is_printed_whole() -> None:
    text = "Families told us that the letters are hard to read. " * 4
    table = Table(said(text), (said("A"), said("B")), (Row(said(text), (Cell(said("1")),)),))
    book = opened(with_table(table))

    sheet = book.worksheets[-1]
    [tall] = [row for row in sheet.iter_rows() if row[-1].value == 1]
    # Of 60 letters a line, four lines of 15 points; the title runs on over more columns.
    assert sheet.row_dimensions[tall[0].row].height >= 4 * 15
    assert sheet.page_setup.orientation == "landscape"
    assert (range_boundaries(sheet.print_area.rpartition("!")[2])[2] or 0) > 2


def test_no_cell_is_merged_hidden_or_empty() -> None:
    for sheet in opened(whole()).worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        for table in sheet.tables.values():
            cells = [cell.value for row in sheet[table.ref] for cell in row]
            assert None not in cells


def formulas_and_links(made: bytes) -> tuple[int, int]:
    """How many cells a spreadsheet program would work out, and how many lead elsewhere."""
    with ZipFile(BytesIO(made)) as opened_file:
        found = {name: opened_file.read(name) for name in opened_file.namelist()}
    sheets = [xml(part) for name, part in found.items() if name.startswith("xl/worksheets/sheet")]
    formulas = sum(1 for sheet in sheets for _one in sheet.iter(f"{MAIN}f"))
    return formulas, sum(part.count(b'TargetMode="External"') for part in found.values())


def test_hostile_words_are_never_run() -> None:
    assert formulas_and_links(written(hostile())) == (0, 0)
    text = rows(opened(hostile()).worksheets[-1])
    values = {value for row in text for value in row}
    assert values >= {*HOSTILE, clean(CONTROL)}


def test_words_that_are_run_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "AS_WRITTEN", {"in_memory": True})
    monkeypatch.setattr(Worksheet, "write_string", Worksheet.write)

    formulas, links = formulas_and_links(as_xlsx(hostile()))

    assert formulas > 0
    assert links > 0


def test_two_sheets_never_have_one_name_and_every_name_is_legal() -> None:
    long = "Who replied: parents/carers [all] * ? 'of the City' and of nowhere else"
    found = opened(document(Section("all", said("All"), tuple(counts(long) for _ in range(12)))))

    names = found.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 15
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_columns_of_one_name_are_told_apart() -> None:
    row = Row(said("a"), (Cell(said("1")), Cell(said("2"))))
    found = opened(with_table(Table(said("T"), (said("Yes"), said("yes"), said("YES")), (row,))))

    assert ["Yes", "yes (2)", "YES (3)"] in rows(found.worksheets[-1])


@pytest.mark.parametrize("language", ["ar", "bn"])
def test_a_table_without_a_latin_letter_is_written_too(language: str) -> None:
    words = {"ar": "نعم", "bn": "হ্যাঁ"}[language]
    table = Table(
        said(words, language), (said(words), said(words)), (Row(said(words), (Cell(said(words)),)),)
    )
    found = opened(document(Section("x", said(words), (table,)), language=language))

    sheet = found.worksheets[-1]
    assert [words, words] in rows(sheet)
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")


def test_a_code_stays_a_code_and_a_text_too_long_for_a_cell_is_cut() -> None:
    rows_in = tuple(Row(said(one), (Cell(said(one)),)) for one in ("1.1", "007", "x" * 40_000))
    found = rows(
        opened(with_table(Table(said("T"), (said("A"), said("B")), rows_in))).worksheets[-1]
    )

    assert ["1.1", "1.1"] in found
    assert ["007", "007"] in found
    assert len(found[-1][1]) == MOST_LETTERS


def test_a_document_without_a_table_is_still_a_workbook() -> None:
    found = opened(document(Section("x", said("Results"), (Notice(said("Nothing yet")),))))

    assert found.sheetnames == ["Cover sheet", "Contents", "Notes"]


def test_the_same_document_is_the_same_file_and_says_which_it_is() -> None:
    assert as_xlsx(whole()) == written(whole())
    said_of = opened(whole()).properties
    assert said_of.title == "Evidence"
    assert said_of.created.date() == AS_AT


def test_another_reader_finds_the_same_tables() -> None:
    """The shared texts, read without a library for spreadsheets."""
    with ZipFile(BytesIO(written(whole()))) as made:
        shared = xml(made.read("xl/sharedStrings.xml"))
        sheet = xml(made.read("xl/worksheets/sheet4.xml"))
    texts = ["".join(part.text or "" for part in one.iter(f"{MAIN}t")) for one in shared]

    found = [
        texts[int(value.text or "")] if cell.get("t") == "s" else value.text
        for cell in sheet.iter(f"{MAIN}c")
        for value in cell.iter(f"{MAIN}v")
    ]

    assert found[-4:] == ["No", "10", "R1.ps_overall.no", "60"]
    assert "Who replied" in found

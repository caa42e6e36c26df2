"""Spreadsheets as people really save them: read rightly, or refused in a sentence."""

import codecs
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from feedback.bring_in import ImportRefusedError
from feedback.bring_in.xlsx_file import LARGEST
from feedback.database import create_engine_for
from feedback.migrations import upgrade
from tests.conventions.checkout import ROOT
from tests.feedback.bringing_in import HEADINGS, MAPPING, ROWS, bring, contents, csv_file, stored

WORDS = ("1", "“Très bien” — £5 café, naïve", "good")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Reading a file has nothing to do with the kind of database: SQLite will do."""
    engine = create_engine_for(f"sqlite:///{tmp_path / 'heard.sqlite3'}")
    upgrade(engine)
    return engine


def workbook(folder: Path, rows: list[list[object]], name: str = "comments.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = folder / name
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_common_encodings_and_delimiters_are_read(
    encoding: str, delimiter: str, engine: Engine, tmp_path: Path
) -> None:
    told: list[str] = []
    path = csv_file(tmp_path, [WORDS], encoding=encoding, delimiter=delimiter)

    bring(engine, path, told=told)

    assert stored(engine, "comment", "text") == [(WORDS[1],)]
    assert told == (
        ["comments.csv is not UTF-8; we read it as Windows-1252, as older Excel writes it."]
        if encoding == "cp1252"
        else []
    )


def test_a_comment_over_several_lines_stays_one_comment(engine: Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [("1", 'One,\r\ntwo "three"', "good"), ("9", "", "good")])

    report = bring(engine, path)

    assert stored(engine, "comment", "text") == [('One,\ntwo "three"',)]
    # The number is that of the line where the row begins.
    assert [refusal.row for refusal in report.refused] == [4]


BROKEN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "only a mark": (codecs.BOM_UTF8, "no row of headings"),
    "no rows": (b"rating,said,asked\n", "no rows below"),
    "blank rows": (b"rating,said,asked\n,,\n\n", "no rows below"),
    "missing column": (b"rating,asked\n1,good\n", "no column “said”"),
    "two columns of a name": (b"rating,said,said,asked\n1,a,b,good\n", "more than one column"),
    "a NUL byte": (b"rating,said,asked\n1,a\0b,good\n", "NUL byte in line 2"),
    "a lone quote": (b'rating,said,asked\n1,ok,good\n1,"lost,good\n1,x,good\n', "line 3"),
    "words after a quote": (b'rating,said,asked\n1,"a" b,good\n', "line 2"),
    "no known encoding": (b"rating,said,asked\n1,\x81\x8d,good\n", "neither UTF-8"),
    "a workbook in disguise": (b"PK\x03\x04rest", "a workbook inside"),
    "an old workbook": (b"\xd0\xcf\x11\xe0rest", "old Excel file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_changes_nothing(name: str, engine: Engine, tmp_path: Path) -> None:
    content, complaint = BROKEN[name]
    path = tmp_path / "comments.csv"
    path.write_bytes(content)
    before = contents(engine)

    with pytest.raises(ImportRefusedError, match=complaint):
        bring(engine, path)

    assert contents(engine) == before


def test_ragged_rows_are_refused_and_blank_ones_passed_over(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_bytes(b"rating,said,asked\n1,short\n\n,,\n1,a,good,more\n1,fine,good\n")

    report = bring(engine, path)

    assert [str(each) for each in report.refused] == [
        "row 2: it has 2 cells, and the headings have 3",
        "row 5: it has 4 cells, and the headings have 3",
    ]
    assert report.accepted == 1


def test_a_formula_error_is_nobodys_comment(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, csv_file(tmp_path, [("1", "#REF!", "good")]))

    assert [str(each) for each in report.refused] == [
        "row 2, column “said”: its formula has no value; open the file in Excel and save it"
    ]


def test_a_workbook_is_read_like_the_csv_of_it(engine: Engine, tmp_path: Path) -> None:
    rows: list[list[object]] = [list(HEADINGS)]
    rows += [list(row) for row in ROWS]
    for row in rows[1:]:
        row[0] = int(str(row[0]))  # Excel keeps numbers as numbers, and empty cells as nothing.
        row[1] = row[1] or None
    bring(engine, csv_file(tmp_path))

    report = bring(engine, workbook(tmp_path, rows))

    assert (report.accepted, report.already_there, report.refused) == (0, 3, ())


def test_a_workbooks_days_are_days(engine: Engine, tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEADINGS, "day"], [1, "Kind", "good", date(2026, 5, 14)]]
    dated = f'{MAPPING}\n[date]\ncolumn = "day"\n'

    bring(engine, workbook(tmp_path, rows), mapping=dated, on=None)

    assert stored(engine, "response", "week") == [(date(2026, 5, 11),)]


def test_a_formula_nobody_has_worked_out_is_refused(engine: Engine, tmp_path: Path) -> None:
    rows: list[list[object]] = [list(HEADINGS), [1, '="a"&"b"', "good"], [1, "Kind", "good"]]

    report = bring(engine, workbook(tmp_path, rows))

    assert [(each.row, each.column) for each in report.refused] == [(2, "said")]
    assert stored(engine, "comment", "text") == [("Kind",)]


def test_merged_cells_and_several_sheets_are_refused(engine: Engine, tmp_path: Path) -> None:
    merged, several = Workbook(), Workbook()
    for book in (merged, several):
        assert book.active is not None
        book.active.append(list(HEADINGS))
        book.active.append([1, "Kind", "good"])
    assert merged.active is not None
    merged.active.merge_cells("B2:B3")
    several.create_sheet("Notes")
    merged.save(tmp_path / "merged.xlsx")
    several.save(tmp_path / "several.xlsx")
    before = contents(engine)

    for name, complaint in (("merged", "merged cells"), ("several", "2 sheets")):
        with pytest.raises(ImportRefusedError, match=complaint):
            bring(engine, tmp_path / f"{name}.xlsx")

    assert contents(engine) == before


def test_a_workbook_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked(
    engine: Engine, tmp_path: Path
) -> None:
    path = workbook(tmp_path, [list(HEADINGS), [1, "Kind", "good"]])
    with zipfile.ZipFile(path, "a") as archive:
        # Only said to be large: whoever believes it has measured, and whoever unpacks it fails.
        archive.writestr("xl/worksheets/sheet2.xml", b"")
        archive.getinfo("xl/worksheets/sheet2.xml").file_size = LARGEST + 1

    with pytest.raises(ImportRefusedError, match="too large to be a list of comments"):
        bring(engine, path)

    assert stored(engine, "comment", "text") == []


@pytest.mark.parametrize("content", [b"rating,said\n", b"PK\x03\x04 but nothing more"])
def test_a_broken_workbook_is_a_sentence(content: bytes, engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "comments.xlsx"
    path.write_bytes(content)

    with pytest.raises(ImportRefusedError, match=r"comments\.xlsx is "):
        bring(engine, path)


def test_the_documented_example_does_what_the_document_says(engine: Engine, tmp_path: Path) -> None:
    document = (ROOT / "docs/importing.md").read_text("utf-8")
    mapping = (ROOT / "docs/examples/mapping.toml").read_text("utf-8")
    path = tmp_path / "feedback.csv"
    path.write_bytes((ROOT / "docs/examples/feedback.csv").read_bytes())

    report = bring(engine, path, mapping=mapping)

    assert f"```toml\n{mapping}```" in document
    assert (report.accepted, report.responses, report.comments) == (5, 4, 5)
    assert "Accepted:       5 rows (4 new responses, 5 new comments)" in document
    assert [f"  {refusal}" in document for refusal in report.refused] == [True]

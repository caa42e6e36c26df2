"""No number differs between two files: each is found in the release that it says it is from."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from flask import Flask

from feedback.evidence.document import Document, Variant
from feedback.evidence.gathering import document_of
from feedback.evidence.open_data import open_data
from feedback.evidence.pdf import as_pdf
from feedback.evidence.scope import Scope
from feedback.evidence.word import as_docx
from feedback.evidence.workbook import as_xlsx
from feedback.review import files
from tests.evidence import numbers
from tests.evidence.conftest import NOW
from tests.evidence.documents import AS_AT
from tests.evidence.numbers import Pair
from translations import ENGLISH

# The last number before a cell in brackets; in a PDF a line may break anywhere.
IN_A_PDF = re.compile(r"([0-9]+)[^0-9\[\]]*\[(R[0-9]+\.[^\[\]]+)\]")


@pytest.fixture(scope="module", autouse=True)
def in_the_area(sample_area: Flask) -> Iterator[None]:
    """Everything here only reads."""
    with sample_area.test_request_context():
        yield


@pytest.fixture(scope="module")
def scope(in_the_area: None) -> Scope:
    """The board's pack, as at the end of the year."""
    return Scope(Variant.BOARD, AS_AT, NOW.date(), ENGLISH)


@pytest.fixture(scope="module")
def document(scope: Scope) -> Document:
    """The pack, before it is a file."""
    return document_of(scope)


@pytest.fixture(scope="module")
def written(document: Document) -> Mapping[str, bytes]:
    """Its Word file and its spreadsheet, written once."""
    return {"word.docx": as_docx(document), "workbook.xlsx": as_xlsx(document)}


@pytest.fixture(scope="module")
def word(written: Mapping[str, bytes]) -> Sequence[str]:
    """The words of its Word file."""
    return numbers.in_word(written["word.docx"])


@pytest.fixture(scope="module")
def rows(written: Mapping[str, bytes]) -> list[list[str]]:
    """The rows of its spreadsheet."""
    return numbers.in_workbook(written["workbook.xlsx"])


@pytest.fixture(scope="module")
def converted(
    written: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """What another program reads in the Word file and the spreadsheet: their text, as it saw it."""
    folder = tmp_path_factory.mktemp("converted")
    for name, content in written.items():
        (folder / name).write_bytes(content)
    said = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / name) for name in written),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "Error" not in said.stdout + said.stderr
    return {
        name: numbers.in_pdf((folder / f"{name}.pdf").read_bytes()) for name in ("word", "workbook")
    }


@pytest.fixture(scope="module")
def allowed(scope: Scope) -> Mapping[str, set[str]]:
    """What the releases say, cell by cell."""
    return numbers.released(scope.releases, scope.area, to_officer=False)


def in_the_model(document: Document) -> list[Pair]:
    """Every released number of the document, with its cell."""
    return [
        (cell.words.text, cell.cell_id)
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.cell_id
    ]


def test_every_released_number_of_the_document_is_in_its_release(
    document: Document, allowed: Mapping[str, set[str]]
) -> None:
    found = in_the_model(document)

    assert len(found) > 100
    assert numbers.strangers(found, allowed) == []


def test_every_released_number_of_the_word_file_is_in_its_release(
    document: Document, word: Sequence[str], allowed: Mapping[str, set[str]]
) -> None:
    found = list(numbers.beside_in_words(word))

    assert Counter(cell for _number, cell in found) == Counter(
        cell for _number, cell in in_the_model(document)
    )
    assert numbers.strangers(found, allowed) == []


def test_every_released_number_of_the_pdf_is_in_its_release(
    document: Document, allowed: Mapping[str, set[str]]
) -> None:
    text = numbers.in_pdf(as_pdf(document))

    found = [(one[1], without_spaces(one[2])) for one in IN_A_PDF.finditer(text)]
    assert Counter(cell for _number, cell in found) == Counter(
        cell for _number, cell in in_the_model(document)
    )
    said = {without_spaces(f"{number}[{cell}]") for number, cell in in_the_model(document)}
    assert [one for one in said if one not in without_spaces(text)] == []
    assert numbers.strangers(found, allowed) == []


def without_spaces(text: str) -> str:
    """The same words without what a line may break."""
    return "".join(text.split())


def test_every_released_number_of_the_spreadsheet_is_in_its_release(
    document: Document, rows: list[list[str]], allowed: Mapping[str, set[str]]
) -> None:
    found = list(numbers.beside_in_rows(rows))

    assert Counter(found) == Counter(in_the_model(document))
    assert numbers.strangers(found, allowed) == []


@pytest.mark.parametrize("name", ["word", "workbook"])
def test_another_program_opens_the_files_and_finds_every_cell(
    document: Document, converted: Mapping[str, str], name: str
) -> None:
    text = "".join(converted[name].split())

    assert not [cell for _number, cell in in_the_model(document) if cell not in text]
    for section in document.sections:
        if name == "word":
            assert "".join(section.title.text.split()) in text


def test_every_number_of_the_open_data_is_in_its_release(
    scope: Scope, allowed: Mapping[str, set[str]]
) -> None:
    found = list(numbers.beside_in_csv(open_data(scope)["released-numbers.csv"]))

    assert len(found) > 300
    assert numbers.strangers(found, allowed) == []


def test_every_number_of_the_files_for_programs_is_in_its_release(
    scope: Scope, allowed: Mapping[str, set[str]]
) -> None:
    for one in scope.shown:
        about = files.about(one, area=scope.area, language="en")
        said = files.lines(one, area=scope.area, to_officer=False)
        found = list(numbers.beside_in_json(files.as_json(about, said)))

        assert found
        assert numbers.strangers(found, allowed) == []


def test_a_writer_of_files_adds_no_number_of_its_own(
    document: Document, word: Sequence[str]
) -> None:
    assert numbers.of_text("\n".join(word)) == numbers.of_document(document)


@pytest.mark.parametrize(
    "changed", [("42", "R2.responses"), ("41", "R99.ps_overall.good"), ("1", "R2.nothing")]
)
def test_a_number_that_no_release_says_would_be_seen(
    changed: Pair, allowed: Mapping[str, set[str]]
) -> None:
    assert numbers.strangers([changed], allowed) == [changed]

"""The open data says what the releases say, and what each of its columns means."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO

import pytest
from flask import Flask

from feedback.evidence import bundle
from feedback.evidence.document import Variant
from feedback.evidence.gathering import document_of
from feedback.evidence.open_data import DICTIONARY, MEANINGS, open_data
from feedback.evidence.scope import Scope
from feedback.language import speaking
from feedback.results import Seer, made, release
from feedback.review.files import is_like_a_formula
from tests.evidence.conftest import NOW
from tests.evidence.documents import AS_AT
from translations import ENGLISH, LANGUAGES

Row = dict[str, str]


@pytest.fixture(scope="module", autouse=True)
def in_the_area(sample_area: Flask) -> Iterator[None]:
    """Everything here only reads."""
    with sample_area.test_request_context():
        yield


def data(variant: Variant, language: str = "en") -> Mapping[str, bytes]:
    """The files for one kind of reader."""
    return open_data(Scope(variant, AS_AT, NOW.date(), LANGUAGES[language]))


@pytest.fixture(scope="module")
def board(in_the_area: None) -> Mapping[str, bytes]:
    """The files for the board."""
    return data(Variant.BOARD)


def rows(content: bytes) -> list[Row]:
    """A file as a spreadsheet reads it."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_there_is_one_file_for_each_kind_of_thing(board: Mapping[str, bytes]) -> None:
    assert set(board) == {*MEANINGS, DICTIONARY}
    assert all(rows(content) for content in board.values())


def test_the_dictionary_names_every_column_of_every_file_in_order(
    board: Mapping[str, bytes],
) -> None:
    said = [(row["file"], row["column"]) for row in rows(board[DICTIONARY])]

    there = [
        (name, column)
        for name, content in board.items()
        if name != DICTIONARY
        for column in content.decode("utf-8-sig").splitlines()[0].split(",")
    ]

    assert said == there
    assert all(row["meaning"] for row in rows(board[DICTIONARY]))


def test_every_number_is_the_releases_own(board: Mapping[str, bytes]) -> None:
    shown = [row for row in rows(board["released-numbers.csv"]) if row["shown"]]

    with speaking(ENGLISH):
        found = {one.number: release(one.number, Seer.FORUM) for one in made()}
    for row in shown:
        of = found[int(row["release"][1:])]
        assert of is not None
        if row["part"] == "responses":
            assert int(row["shown"]) == of.total
        elif row["part"] in ("answers", "participation", "tone"):
            table = of.table(row["table"])
            assert table is not None
            cells = {table.table.cell_id(one.category.code): one for one in table.table.cells}
            expected = table.table.total if row["row"] == "all" else cells[row["cell_id"]].shown
            assert int(row["shown"]) == expected
    assert len(shown) > 50


def test_a_hidden_count_has_a_range_and_no_number(board: Mapping[str, bytes]) -> None:
    hidden = [
        row
        for row in rows(board["released-numbers.csv"])
        if not row["shown"] and row["cell_id"] and row["part"] != "fits"
    ]

    assert hidden
    assert all(row["low"] and row["high"] and row["low"] != row["high"] for row in hidden)


def test_a_withheld_table_says_why(board: Mapping[str, bytes]) -> None:
    withheld = [row for row in rows(board["released-numbers.csv"]) if row["withheld"]]

    assert withheld
    assert all(row["words"] and not row["shown"] for row in withheld)


def test_the_public_gets_no_more_than_the_board(board: Mapping[str, bytes]) -> None:
    public = {row["cell_id"] for row in rows(data(Variant.PUBLIC)["released-numbers.csv"])}

    assert public < {row["cell_id"] for row in rows(board["released-numbers.csv"])}


def test_the_public_gets_no_fingerprint_of_a_release_anywhere() -> None:
    later = date(2026, 12, 20)
    public = Scope(Variant.PUBLIC, later, later, ENGLISH)
    board = Scope(Variant.BOARD, later, later, ENGLISH)
    fingerprints = {told for one in board.releases for told in one.hashes}

    def everything(scope: Scope) -> str:
        document = document_of(scope)
        cells = [
            cell.words.text for one in document.tables for row in one.rows for cell in row.cells
        ]
        data = b"".join(open_data(scope).values()).decode()
        return "\n".join([*cells, data, bundle.manifest(scope, {}).decode()])

    assert public.shown
    assert all(one in everything(board) for one in fingerprints)
    assert not any(one in everything(public) for one in fingerprints)


def test_nobody_is_named_and_nobody_is_counted_in_an_initiative(
    board: Mapping[str, bytes],
) -> None:
    with_names = [name for name in MEANINGS if b"Sample officer" in board[name]]

    assert with_names == []
    assert not {"parent_carers", "young_people"} & set(rows(board["initiatives.csv"])[0])


def test_the_files_are_the_same_in_every_language(board: Mapping[str, bytes]) -> None:
    assert data(Variant.BOARD, "ar") == board


def test_no_cell_is_a_formula(board: Mapping[str, bytes]) -> None:
    cells = [
        cell
        for content in board.values()
        for row in csv.reader(StringIO(content.decode("utf-8-sig")))
        for cell in row
    ]

    assert not [cell for cell in cells if is_like_a_formula(cell)]

"""S23 and S24: formulas in spreadsheets, and characters that no file and no database takes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine

from feedback import create_app
from feedback.bring_in import ImportRefusedError
from feedback.cli import reading_sheets, translators_sheet
from feedback.cli.translators_sheet import SheetRow
from feedback.config import Config
from feedback.models import Role
from feedback.review import files
from feedback.review.files import Line
from forms import fields as form_fields
from tests.attacks.register import attack, control
from tests.attacks.world import enter_as, token_for
from tests.feedback.asking import open_collection, stamp_on, stored
from translations import LANGUAGES

RUN = tuple("=+-@\t\r|%＝＋－＠")
FORMULAS = [
    *(f"{start}1+1" for start in (*RUN, "\n=")),
    *(f"{blank}=HYPERLINK(1)" for blank in (" ", "   ", "\t ", "\N{NO-BREAK SPACE}")),
    "-5",
    "+44 20 7946 0000",
]
ABOUT: dict[str, Any] = {"hashes": [], "terms": [], "change": None}


def run_by_a_spreadsheet(folder: Path) -> list[str]:
    """Write every formula into every kind of file we make, and read it as such a program would."""
    written = {
        "results": io.StringIO(files.as_csv(ABOUT, lines()).decode("utf-8-sig"), newline=""),
        "translators": io.StringIO(translators(folder / "t.csv").decode("utf-8-sig"), newline=""),
        "comments": io.StringIO(comments(folder).decode(), newline=""),
    }
    found = [
        f"{name}: {cell!r}"
        for name, kept in written.items()
        for row in csv.reader(kept)
        for cell in row
        if is_run(cell)
    ]
    lost = [
        f"{name}: {words} is lost"
        for name, kept in written.items()
        for words in FORMULAS[-2:]
        if words not in kept.getvalue()
    ]
    return [*found, *lost, *workbook(folder / "t.xlsx")]


def is_run(cell: str) -> bool:
    """Whether some program would work this out, at once or after skipping blanks."""
    return cell.startswith(RUN) or cell.lstrip().startswith(RUN)


def lines() -> list[Line]:
    """Lines of results whose words are all formulas."""
    names = [field.name for field in fields(Line) if field.type == "str" or field.type is str]
    assert len(names) > 5
    said: list[dict[str, Any]] = [dict.fromkeys(names, formula) for formula in FORMULAS]
    return [Line(**one) for one in said]


def translators(path: Path) -> bytes:
    """The sheet of a translator, in which words are formulas."""
    rows = [
        SheetRow(number, (one,), (one,), state="", note=one, context=one)
        for number, one in enumerate(FORMULAS, start=2)
    ]
    translators_sheet.write(path, LANGUAGES["fr"], (), rows)
    return path.read_bytes()


def comments(folder: Path) -> bytes:
    """Families' comments as `heard read` gives them back."""
    source, target = folder / "comments.csv", folder / "read.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["text", "question_type"], *([one, "nonspecific"] for one in FORMULAS)])
    reading_sheets.read_sheet(source, target)
    return target.read_bytes()


def workbook(path: Path) -> list[str]:
    """The cells of a workbook that are no words."""
    translators(path)
    sheet: Any = load_workbook(path).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return [f"workbook: {cell.value!r}" for cell in cells if cell.value and cell.data_type != "s"]


@attack("S23")
def test_s23_no_spreadsheet_of_ours_runs_what_somebody_wrote(tmp_path: Path) -> None:
    assert run_by_a_spreadsheet(tmp_path) == []


def write_cells_as_they_are(patch: pytest.MonkeyPatch) -> None:
    for module in (files, translators_sheet):
        patch.setattr(module, "is_like_a_formula", lambda _text: False)


def write_workbooks_as_they_are(patch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    def write(path: Path, _language: Any, table: list[list[str]]) -> None:
        made = Workbook()
        sheet: Any = made.active
        for row in table:
            sheet.append(row)
        made.save(path)

    patch.setattr(translators_sheet, "_write_workbook", write)


@control("S23")
@pytest.mark.parametrize(
    ("sabotage", "kinds"),
    [
        (write_cells_as_they_are, {"results", "translators", "comments"}),
        (write_workbooks_as_they_are, {"workbook"}),
    ],
)
def test_s23_control_cells_written_as_they_are_would_be_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Callable[[pytest.MonkeyPatch], None],
    kinds: set[str],
) -> None:
    sabotage(monkeypatch)

    assert {one.partition(":")[0] for one in run_by_a_spreadsheet(tmp_path)} == kinds


CONTROLS = [bytes([number]) for number in range(32)]
OTHERS = [b"\x7f", b"\xc2\x85", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xed\xa0\x80", b"\xff\xfe"]


def broken_by_characters(app: Flask, folder: Path) -> list[str]:
    """Send every such character in a family's and in an officer's form, then write every file."""
    open_collection(app)
    return [*sent_by_families(app), *sent_by_officers(app), *exported(app, folder)]


def sent_by_families(app: Flask) -> Iterator[str]:
    """Answers to a comment that is not stored, or not as it should be."""
    client = app.test_client()
    for one in (*CONTROLS, *OTHERS):
        text = quote_from_bytes(b"before " + one + b" after")
        body = f"nonce={stamp_on(client)}&ps_overall=good&ps_better={text}"
        answer = client.post("/S/ABC234", data=body, content_type=FORM)
        if answer.status_code not in {200, 400}:
            yield f"a family's {one!r} is answered {answer.status_code}"
    kept = [comment.text for comment in stored(app)[2]]
    yield from (f"kept {text!r}" for text in kept if not form_fields_take(text))
    if not all("before" in text and "after" in text for text in kept) or not kept:
        yield "words around it are lost"


FORM = "application/x-www-form-urlencoded"


def form_fields_take(text: str) -> bool:
    """Whether a workbook and both databases take this text."""
    return all(one in "\n\t\r" or ord(one) >= 32 for one in text) and not any(
        0xD800 <= ord(one) < 0xE000 or ord(one) & 0xFFFE == 0xFFFE for one in text
    )


def sent_by_officers(app: Flask) -> Iterator[str]:
    """The same in the name of somebody an administrator invites."""
    client = enter_as(app, Role.ADMINISTRATOR)
    for number, one in enumerate((*CONTROLS, *OTHERS)):
        typed = {"csrf_token": token_for(client), "email": f"x{number}@a.example", "role": "viewer"}
        name = quote_from_bytes(b"before " + one + b" after")
        body = f"{urlencode(typed)}&name={name}"
        answer = client.post("/staff/people/new", data=body, content_type=FORM)
        if answer.status_code not in {200, 303, 400}:
            yield f"an administrator's {one!r} is answered {answer.status_code}"
    if client.get("/staff/people").status_code != 200:
        yield "the list of people breaks"


def exported(app: Flask, folder: Path) -> Iterator[str]:
    """Every file made of what was kept."""
    kept = [comment.text for comment in stored(app)[2]]
    for suffix in ("csv", "xlsx"):
        rows = [SheetRow(2, (one,), (one,), state="", note=one) for one in kept]
        try:
            translators_sheet.write(folder / f"kept.{suffix}", LANGUAGES["fr"], (), rows)
            translators_sheet.read(folder / f"kept.{suffix}")
        except ImportRefusedError as error:
            yield f"{suffix}: {error}"
        except Exception as error:
            yield f"{suffix}: {type(error).__name__}"


@attack("S24")
def test_s24_characters_that_no_file_takes_are_left_out_at_the_door(
    engine: Engine, config: Config, tmp_path: Path
) -> None:
    assert broken_by_characters(create_app(config, engine=engine), tmp_path) == []


@control("S24")
def test_s24_control_without_the_door_an_export_breaks(
    bare: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_fields, "CANNOT_BE_STORED", re.compile("(?!)"))

    through = broken_by_characters(bare, tmp_path)

    assert "xlsx: IllegalCharacterError" in through

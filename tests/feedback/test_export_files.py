"""The spreadsheet and the SPSS file say what the other files of a page say, and nothing more."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyreadstat
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet

from feedback.export import spreadsheet, spss
from feedback.export.workbook import Sheet, workbook
from feedback.models import Action, Role
from feedback.review.files import Kind, Line
from tests.client import CheckingClient
from tests.conventions.checkout import ROOT
from tests.feedback.audited import said
from tests.feedback.releasing import freeze, released
from tests.feedback.staff_pages import signed_in
from tests.feedback.terms import SPRING, SUMMER, term_of
from tests.feedback.test_review_files import crossing, json_of, mixed, results_of

EXPLAINED = ROOT / "docs" / "exports.md"


def book_of(content: bytes) -> list[Worksheet]:
    """The sheets of a workbook, as a spreadsheet program opens them."""
    return list(openpyxl.load_workbook(BytesIO(content)).worksheets)


def fetched(client: CheckingClient, address: str) -> list[Worksheet]:
    return book_of(client.get(f"{address}/results.xlsx").data)


def cases_of(content: bytes, folder: Path) -> tuple[list[dict[str, Any]], Any]:
    """The cases of an SPSS file, and what the file says of its variables."""
    path = folder / "results.sav"
    path.write_bytes(content)
    frame, about = pyreadstat.read_sav(path, user_missing=True)
    cases = [
        {name: None if value != value else value for name, value in case.items()}
        for case in frame.to_dict("records")
    ]
    return cases, about


def numbers_in(sheets: list[Worksheet]) -> dict[str, tuple[Any, Any, Any, Any]]:
    """The numbers of a workbook by the name of their cell: count, least, most, in words."""
    found = {}
    for sheet in sheets:
        for row in sheet.iter_rows(values_only=True):
            if len(row) > 4 and str(row[-1]).startswith("R"):
                found[str(row[-1])] = row[-5:-1]
    return found  # type: ignore[return-value]  # four cells before the last


def test_the_spreadsheet_holds_every_number_of_the_json_file_and_no_other(app: Flask) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)

    numbers = numbers_in(fetched(client, address))
    lines = json_of(client, address)["lines"]

    expected = {
        line["cell_id"]: (
            spreadsheet.HIDDEN if line["shown"] is None else line["shown"],
            line["low"],
            line["high"],
            line["words"] or str(line["shown"]),
        )
        for line in lines
        if line["cell_id"] and line["part"] not in ("responses", "fits")
    }
    assert len(expected) > 10
    assert numbers == expected


def test_a_sheet_is_one_table_that_a_screen_reader_can_announce(app: Flask) -> None:
    cover, contents, *tables = fetched(signed_in(app, Role.FORUM), mixed(app))

    assert (cover["A1"].value, cover["A5"].value) == ("After a session or event", "60 responses")
    named = [row[0].value for row in contents.iter_rows(min_row=3)]
    assert named == [sheet.title for sheet in tables]
    assert contents["A3"].hyperlink is not None
    withheld = [sheet for sheet in tables if not sheet.tables]
    assert {sheet["A2"].value[:15] for sheet in withheld} == {"Fewer than 10 p", "We do not show "}
    for sheet in tables:
        for table in sheet.tables.values():
            cells = [cell.value for row in sheet[table.ref] for cell in row]
            assert None not in cells, f"{sheet.title} has an empty cell"


def test_a_table_with_an_empty_cell_is_refused() -> None:
    gap = Sheet("T1", "x", columns=("A", "B"), rows=[("1", "")])

    with pytest.raises(ValueError, match="empty cell: T1"):
        workbook([gap], title="", author="", on=date(2026, 9, 1))


HOSTILE = ("=1+1", "@SUM(1)", "+1", "-1", "https://evil.example", "12", "\x01bell", "<b>&amp;</b>")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_a_spreadsheet(text: str) -> None:
    sheets = [Sheet("T1", text, (text,), (f"{text} ",), ((text,),))]

    [sheet] = book_of(workbook(sheets, title=text, author=text, on=date(2026, 9, 1)))

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_same_release_gives_the_same_files_on_any_day(app: Flask) -> None:
    client, address = signed_in(app, Role.FORUM), mixed(app)
    first = [client.get(f"{address}/results.{kind}").data for kind in ("xlsx", "sav")]

    again = [client.get(f"{address}/results.{kind}").data for kind in ("xlsx", "sav")]

    assert first == again
    with ZipFile(BytesIO(first[0])) as packed:
        assert {one.date_time[0] for one in packed.infolist()} == {1980}
        about = packed.read("docProps/core.xml").decode()
    # The day of the freezing, and no other.
    assert set(re.findall(r"\d{4}-\d\d-\d\d", about)) == {"2029-06-01"}
    assert first[1][92:109] == b"01 Jun 2900:00:00"


def test_the_spss_file_holds_every_line_of_the_json_file(app: Flask, tmp_path: Path) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)

    cases, about = cases_of(client.get(f"{address}/results.sav").data, tmp_path)
    lines = json_of(client, address)["lines"]

    labels = about.variable_value_labels
    assert [
        (
            labels["part"][case["part"]],
            labels["tab"].get(case["tab"], ""),
            labels["row"].get(case["row"], ""),
            case["low"],
            case["high"],
            *(case[name] for name in ("cell_id", "tab_code", "row_code", "col_code", "words")),
        )
        for case in cases
    ] == [
        (
            line["part"],
            line["title"],
            line["row_title"] or line["row"],
            line["low"],
            line["high"],
            *(line[name] for name in ("cell_id", "table", "row", "column", "words")),
        )
        for line in lines
    ]
    counts = [case["shown"] for case in cases if (case["shown"] or -1) >= 0]
    assert counts == [line["shown"] for line in lines if line["shown"] is not None]


def test_a_hidden_count_is_missing_in_spss_with_its_range_beside_it(
    app: Flask, tmp_path: Path
) -> None:
    content = signed_in(app, Role.FORUM).get(f"{mixed(app)}/results.sav").data

    cases, about = cases_of(content, tmp_path)

    hidden = next(one for one in cases if one["cell_id"] == "R1.ps_included.not_favourable")
    assert (hidden["shown"], hidden["low"], hidden["high"]) == (spss.HIDDEN, 0, 4)
    withheld = next(one for one in cases if one["tab_code"] == "ps_confident")
    assert (withheld["shown"], withheld["low"], withheld["high"]) == (spss.WITHHELD, None, None)
    assert about.variable_value_labels["withheld"][withheld["withheld"]] == "too_few"
    assert about.missing_ranges["shown"] == [{"lo": spss.WITHHELD, "hi": spss.HIDDEN}]
    # What SPSS itself counts with: neither stands for a number.
    frame, _about = pyreadstat.read_sav(tmp_path / "results.sav")
    assert frame["shown"].min() >= 5


def test_a_crossing_has_its_group_in_both_files(tmp_path: Path, app: Flask) -> None:
    with app.test_request_context("/"):
        found = results_of(crossing())
        lines = [Line("responses", shown=60, low=60, high=60)]
        said_of_one = ("x", "X", "good", "Good", "mum", "A mother", "R1.x.good.mum")
        lines.append(Line("crossing", *said_of_one, None, 0, 4))
        about = {"hashes": ["ab"], "release": "R1", "survey": "post_session", "terms": []}
        area = app.extensions["heard_area"]
        book = book_of(spreadsheet.as_xlsx(found, about, lines, area=area))
        cases, said_of = cases_of(spss.as_sav(found, about, lines), tmp_path)

    assert [cell.value for cell in book[2][3]][:3] == ["Good", "A mother", spreadsheet.HIDDEN]
    assert said_of.variable_value_labels["col"][cases[1]["col"]] == "A mother"


def test_a_label_too_long_for_spss_is_cut_between_two_letters(tmp_path: Path) -> None:
    long = "é" * 200
    line = Line("answers", "t", long, "r", long, words=long * 20, shown=5, low=5, high=5)
    about = {"hashes": ["ab"], "release": "R1", "survey": "s", "terms": []}

    cases, said_of = cases_of(spss.as_sav(results_of(), about, [line]), tmp_path)

    assert said_of.variable_value_labels["tab"] == {1: "é" * 60}
    assert cases[0]["words"] == "é" * 1000


def test_a_release_of_too_few_answers_has_files_without_a_number(
    app: Flask, tmp_path: Path
) -> None:
    term_of(app, SUMMER, good=4, poor=3)
    client, address = signed_in(app, Role.FORUM), released(app)

    [cover] = fetched(client, address)
    [case], _about = cases_of(client.get(f"{address}/results.sav").data, tmp_path)

    assert any("fewer than 10 answers" in str(cell.value) for cell in cover["A"])
    assert (case["shown"], case["low"], case["high"]) == (spss.WITHHELD, None, None)


def test_a_year_has_these_files_too(app: Flask, tmp_path: Path) -> None:
    term_of(app, SPRING, good=12, poor=15)
    term_of(app, SUMMER, good=14, poor=15)
    freeze(app)
    client, address = signed_in(app, Role.VIEWER), "/staff/results/years/2025-26/post_session"

    cases, _about = cases_of(client.get(f"{address}/results.sav").data, tmp_path)

    assert {case["release"] for case in cases} == {"R1+R2"}
    good = "R1+R2.ps_overall.favourable"
    assert next(one["shown"] for one in cases if one["cell_id"] == good) == 26
    assert numbers_in(fetched(client, address))[good][0] == 26


def test_fetching_one_is_kept_in_the_audit(app: Flask) -> None:
    client, address = signed_in(app, Role.FORUM), mixed(app)

    for kind in (Kind.XLSX, Kind.SAV):
        answer = client.get(f"{address}/results.{kind}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"].endswith(f'r1.{kind}"')

    kept = [entry[:3] for entry in said(app) if entry[0] == Action.EXPORTED]
    assert kept == [(Action.EXPORTED, "release", "R1")] * 2


def test_the_files_of_the_restricted_survey_are_for_officers_only(app: Flask) -> None:
    term_of(app, SUMMER, good=12, poor=12)
    released(app)
    forum = signed_in(app, Role.FORUM)

    for kind in (Kind.XLSX, Kind.SAV):
        address = f"/staff/results/years/2025-26/ap_experience/results.{kind}"
        assert forum.get(address).status_code == 403
    assert signed_in(app, Role.ADMINISTRATOR).get("/staff/results/1/results.sav").status_code == 403


def test_every_variable_and_column_of_the_files_is_explained(app: Flask) -> None:
    explained = EXPLAINED.read_text(encoding="utf-8")
    sheets = fetched(signed_in(app, Role.FORUM), mixed(app))
    columns = {str(cell.value) for sheet in sheets if sheet.tables for cell in _heads(sheet)}

    assert len(columns) > 6
    missing = [f"`{name}`" for name in (*spss.VARIABLES, *columns) if f"`{name}`" not in explained]
    assert missing == []


def _heads(sheet: Worksheet) -> list[Any]:
    [table] = sheet.tables.values()
    return list(sheet[table.ref][0])

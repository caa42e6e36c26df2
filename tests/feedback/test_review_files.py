"""The files of a release say what its page says, no more and no less, and are safe to open."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from analysis.comparison import Change
from analysis.disclosure import PublishedCell, crossed
from analysis.tables import Category, Withheld
from feedback.areas import Area
from feedback.models import Action, Role
from feedback.results import ChangeResult, CrossingResult, Results
from feedback.review import comparing
from feedback.review.files import (
    FORMAT,
    MIMETYPES,
    Kind,
    Line,
    about,
    as_csv,
    as_json,
    lines,
    safe_cell,
)
from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.conventions.checkout import ROOT
from tests.feedback.asking import soup
from tests.feedback.audited import said
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze, released
from tests.feedback.staff_pages import signed_in
from tests.feedback.terms import SPRING, SUMMER, asked_in, term_of

Row = dict[str, str]


def mixed(app: Flask) -> str:
    """A release of 60 with tables that are shown, hidden, withheld and crossed."""
    collection = asked_in(app, SUMMER)
    for number, chosen in (
        (25, {"ps_overall": "good", "ps_included": "yes", "child_age": "5_11"}),
        (20, {"ps_overall": "poor", "ps_included": "yes", "child_age": "12_15"}),
        (12, {"ps_overall": "poor", "ps_included": "yes", "child_age": "5_11"}),
        (3, {"ps_overall": "poor", "ps_included": "no", "ps_confident": "yes"}),
    ):
        families_answer(app, collection, number, chosen, week=SUMMER)
    return released(app)


def csv_rows(client: CheckingClient, address: str) -> list[Row]:
    """A CSV file as a spreadsheet reads it."""
    text = client.get(f"{address}/results.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def json_of(client: CheckingClient, address: str) -> dict[str, Any]:
    """A JSON file as a program reads it."""
    found: dict[str, Any] = json.loads(client.get(f"{address}/results.json").data)
    return found


def on_page(client: CheckingClient, address: str) -> dict[str, str]:
    """Every number of a page by its cell."""
    page = soup(client.get(address))
    return {
        str(cell["data-cell"]): " ".join(cell.get_text(" ").split())
        for cell in page.select("[data-cell]")
    }


def test_a_file_holds_every_number_of_its_page_and_no_other(app: Flask) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)

    rows = [row for row in csv_rows(client, address) if row["cell_id"]]
    in_file = {row["cell_id"]: row["words"] or row["shown"] for row in rows}

    page = on_page(client, address)
    assert page.pop("R1.responses") == "60 responses"
    assert in_file.pop("R1.responses") == "60"
    assert in_file == page
    assert len(in_file) == len(rows) - 1


def test_the_two_files_say_the_same(app: Flask) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)

    from_csv = csv_rows(client, address)
    from_json = json_of(client, address)["lines"]

    assert [
        {name: "" if value is None else str(value) for name, value in line.items()}
        for line in from_json
    ] == [{name: row[name] for name in from_json[0]} for row in from_csv]


def test_a_hidden_number_is_a_range_and_a_withheld_table_a_reason(app: Flask) -> None:
    address = mixed(app)

    lines = json_of(signed_in(app, Role.FORUM), address)["lines"]

    [hidden] = [line for line in lines if line["cell_id"] == "R1.ps_included.not_favourable"]
    assert (hidden["shown"], hidden["low"], hidden["high"]) == (None, 0, 4)
    assert hidden["words"] == "fewer than 5"
    [withheld] = [line for line in lines if line["table"] == "ps_confident"]
    assert withheld["withheld"] == "too_few"
    assert withheld["words"].startswith("Fewer than 10 people answered this question")
    assert [withheld["shown"], withheld["low"], withheld["high"]] == [None, None, None]


def test_a_file_says_which_release_it_is_and_by_which_rules(app: Flask) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)
    [fingerprint] = [code.get_text() for code in soup(client.get(address)).select("details code")]

    found = json_of(client, address)

    assert found["release"] == "R1"
    assert found["hashes"] == [fingerprint]
    assert (found["base"], found["threshold"]) == (10, 5)
    assert (found["survey"], found["terms"]) == ("post_session", ["2026-summer"])
    assert {row["hashes"] for row in csv_rows(client, address)} == {fingerprint}


def test_every_name_in_a_file_is_explained(app: Flask) -> None:
    explained = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")

    found = json_of(signed_in(app, Role.FORUM), mixed(app))

    names = [*found, *found["lines"][0], *{line["part"] for line in found["lines"]}]
    assert [name for name in names if f"`{name}`" not in explained] == []


def test_a_release_of_too_few_answers_has_files_without_a_number(app: Flask) -> None:
    term_of(app, SUMMER, good=4, poor=3)
    address = released(app)

    [line] = json_of(signed_in(app, Role.FORUM), address)["lines"]

    assert line["withheld"] == "too_few"
    assert [line["shown"], line["low"], line["high"], line["cell_id"]] == [None, None, None, ""]


def test_a_year_has_files_too(app: Flask) -> None:
    term_of(app, SPRING, good=12, poor=15)
    term_of(app, SUMMER, good=14, poor=15)
    freeze(app)

    found = json_of(signed_in(app, Role.FORUM), "/staff/results/years/2025-26/post_session")

    assert found["release"] == "R1+R2"
    assert len(found["hashes"]) == 2
    [good] = [one for one in found["lines"] if one["cell_id"] == "R1+R2.ps_overall.favourable"]
    assert good["shown"] == 26


def test_a_file_is_offered_under_a_plain_name_and_its_fetching_is_kept(app: Flask) -> None:
    address = mixed(app)
    client = signed_in(app, Role.FORUM)
    links = soup(client.get(address)).select('a[href*="/results."]')

    answers = [client.get(str(link["href"])) for link in links]

    assert [answer.headers["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="heard-e09000001-post_session-r1.{kind}"' for kind in Kind
    ]
    assert [answer.mimetype for answer in answers] == [MIMETYPES[kind] for kind in Kind]
    kept = [entry for entry in said(app) if entry[0] == Action.EXPORTED]
    assert [entry[:3] for entry in kept] == [(Action.EXPORTED, "release", "R1")] * len(Kind)


def test_the_csv_file_opens_in_any_spreadsheet(app: Flask) -> None:
    content = signed_in(app, Role.FORUM).get(f"{mixed(app)}/results.csv").data

    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


@pytest.mark.parametrize("start", list("=+-@|%\t\r＝＋－＠｜％"))
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert safe_cell(f"{start}cmd") == f"'{start}cmd"
    assert safe_cell(f" {start}cmd") == f"' {start}cmd"


@pytest.mark.parametrize("plain", ["12 to 18", "fewer than 5", "R1.ps_overall.all", "", 26])
def test_an_ordinary_cell_stays_as_it_is(plain: object) -> None:
    assert safe_cell(plain) == str(plain)


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICER, 200), (Role.FORUM, 403)])
def test_the_files_of_the_restricted_survey_are_for_officers_only(
    app: Flask, role: Role, status: int
) -> None:
    collection = asked_in(app, SUMMER, survey_slug="ap_experience")
    families_answer(app, collection, 12, {"ap_overall": "good"}, week=SUMMER)
    address = released(app, "ap_experience")

    assert signed_in(app, role).get(f"{address}/results.json").status_code == status


def crossing(**cells: PublishedCell) -> CrossingResult:
    """Answers by groups of people: one row, one column and totals, and what else there is."""
    places: dict[tuple[str | None, str | None], PublishedCell] = {
        ("good", "mum"): PublishedCell("good", None, 27, 31),
        ("good", None): PublishedCell("good", 35, 35, 35),
        (None, "mum"): PublishedCell("all", 31, 31, 31),
        (None, None): PublishedCell("all", 60, 60, 60),
    }
    others = {tuple(where.split("_")): cell for where, cell in cells.items()}
    table = crossed(
        {**places, **{(row, column): cell for (row, column), cell in others.items()}},
        [Category("good", "Good")],
        [Category("mum", "A mother")],
        table_id="overall.role",
        title="Overall, by role",
        ref="R1.overall.role",
    )
    return CrossingResult("overall.role", "Overall, by role", "role", False, table)


def results_of(*crossings: CrossingResult, **special: Any) -> Results:
    """A release that shows these and no other table."""
    usual: dict[str, Any] = {
        "survey": SURVEYS["post_session"],
        "numbers": (1,),
        "hashes": ("ab",),
        "terms": (),
        "frozen_on": date(2026, 9, 1),
        "public_from": date(2026, 9, 2),
        "withheld": None,
        "total": 60,
        "tables": (),
        "crossings": crossings,
    }
    return Results(**usual | special)


def lines_of(app: Flask, found: Results) -> list[Line]:
    with app.test_request_context("/"):
        return lines(found, area=app.extensions["heard_area"], to_officer=False)


def test_every_line_of_a_crossing_names_its_row_and_its_column(app: Flask) -> None:
    _responses, *said = lines_of(app, results_of(crossing()))

    assert [
        (one.row, one.row_title, one.column, one.column_title, one.cell_id, one.shown)
        for one in said
    ] == [
        ("good", "Good", "mum", "A mother", "R1.overall.role.good.mum", None),
        ("good", "Good", "all", "", "R1.overall.role.good.all", 35),
        ("all", "", "mum", "A mother", "R1.overall.role.all.mum", 31),
        ("all", "", "all", "", "R1.overall.role.all.all", 60),
    ]
    assert {(one.part, one.table, one.title) for one in said} == {
        ("crossing", "overall.role", "Overall, by role")
    }
    # Of its own column, in which nobody else is left.
    assert [one.words for one in said] == ["27 or more", "35", "31", "60"]


def test_a_crossing_has_no_row_or_column_that_its_page_has_not(app: Flask) -> None:
    other = PublishedCell("x", 12, 12, 12)

    said = lines_of(app, results_of(crossing(poor_mum=other, good_dad=other, poor_dad=other)))

    assert [one.row for one in said if "poor" in one.cell_id or "dad" in one.cell_id] == []
    assert len(said) == 5


def test_a_crossing_that_is_withheld_is_one_line_and_says_why(app: Flask) -> None:
    gone = CrossingResult("overall.role", "Overall, by role", "role", False, None)

    [_responses, line] = lines_of(app, results_of(gone))

    assert (line.part, line.table, line.withheld) == ("crossing", "overall.role", "unprotectable")
    assert line.words.startswith("We do not show this table")
    assert (line.shown, line.low, line.high, line.cell_id) == (None, None, None, "")


@pytest.mark.parametrize(
    ("withheld", "total"), [(Withheld.TOO_FEW, None), (None, None), (Withheld.UNPROTECTABLE, 60)]
)
def test_nothing_is_in_a_file_whose_page_shows_nothing(
    app: Flask, withheld: Withheld | None, total: int | None
) -> None:
    [line] = lines_of(app, results_of(crossing(), withheld=withheld, total=total))

    assert (line.part, line.withheld) == ("responses", (withheld or Withheld.TOO_FEW).value)
    assert (line.shown, line.low, line.high, line.cell_id) == (None, None, None, "")


def test_a_program_that_reads_the_files_is_told_their_format(app: Flask) -> None:
    change = ChangeResult(Change.MORE, 1, (), "good")
    found = results_of(numbers=(2,), change=change, hashes=("ab", "cd"))

    said = about(found, area=app.extensions["heard_area"], language="en")
    without = about(results_of(), area=app.extensions["heard_area"], language="en")

    # Whoever wrote a program against it relies on each of these.
    assert (FORMAT, said["format"]) == (1, 1)
    assert said["change"] == {"since": "R1", "verdict": Change.MORE.value}
    assert without["change"] is None
    written = as_csv(said, [Line("fits", low=0, high=2)]).decode("utf-8-sig").splitlines()
    [row] = csv.DictReader(written)
    assert (row["hashes"], row["change"]) == ("ab cd", f"{Change.MORE.value} since R1")
    assert (row["shown"], row["low"], row["high"]) == ("", "0", "2")
    [other] = csv.DictReader(as_csv(without, [Line("fits")]).decode("utf-8-sig").splitlines())
    assert other["change"] == ""


def test_a_json_file_is_readable_by_people_too(app: Flask) -> None:
    said = as_json({"area": "São"}, [Line("fits")]).decode()

    assert said.startswith('{\n "area": "São",\n "lines": [\n  {\n   "part": "fits"')
    assert said.endswith("}\n")


@pytest.mark.parametrize(("to_officer", "rows"), [(True, 1), (False, 0)])
def test_what_may_be_said_of_a_group_to_officers_only_is_in_their_file_only(
    app: Flask, monkeypatch: pytest.MonkeyPatch, to_officer: bool, rows: int
) -> None:
    def everyone(_found: Results, *, area: Area, to_officer: bool) -> list[Any]:
        fits = comparing.Fits(4, 9, 900, 120) if to_officer else None
        cell = SimpleNamespace(fits=fits, table="age", question="How old?", code="5_11")
        cell.label, cell.cell_id = "5 to 11", "R1.age.5_11"
        return [cell]

    monkeypatch.setattr(comparing, "everyone", everyone)
    with app.test_request_context("/"):
        said = lines(results_of(), area=app.extensions["heard_area"], to_officer=to_officer)

    fitting = [one for one in said if one.part == "fits"]
    assert len(fitting) == rows
    for one in fitting:
        assert (one.cell_id, one.row, one.row_title) == ("R1.age.5_11.fits", "5_11", "5 to 11")
        assert (one.table, one.title) == ("age", "How old?")
        assert (one.shown, one.low, one.high) == (None, 4, 9)
        assert "120" in one.words


@pytest.mark.parametrize("blanks", [" ", "\n", "\u00a0", "  \n "])
def test_a_formula_behind_blanks_is_still_one(blanks: str) -> None:
    assert safe_cell(f"{blanks}=cmd") == f"'{blanks}=cmd"


def test_nothing_is_an_empty_cell_and_nought_is_not() -> None:
    assert [safe_cell(one) for one in (None, 0, False)] == ["", "0", "False"]

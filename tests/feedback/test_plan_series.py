"""Numbers that others counted: a file is taken whole or not at all, and says what it is not."""

from __future__ import annotations

import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select
from werkzeug.test import TestResponse

from feedback.models import AuditEntry, PlanPoint, PlanSeries, Role
from feedback.plan.reading_series import Columns, SeriesRefusedError, read
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import error_at, token
from tests.feedback.staff_pages import signed_in, words

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FORM = "/staff/plan/3.1/series/new"
TODAY = date(2026, 11, 28)
FIELDS = {
    "what": "Visits to the Local Offer",
    "kind": "web",
    "source": "The web team",
    "measure": "",
    "day_column": "Date",
    "written_as": "day_first",
    "number_column": "Visits",
}
GOOD = b"Date,Visits\n01/09/2026,120\n02/09/2026,98\n"


def bring_in(app: Flask, content: bytes, **typed: str) -> TestResponse:
    """An officer uploads a file and says which column is which."""
    officer = signed_in(app)
    file = (BytesIO(content), "numbers.csv")
    sent = {**FIELDS, **typed, "csrf_token": token(officer, FORM), "file": file}
    return officer.post(FORM, data=sent, content_type="multipart/form-data")


def kept(app: Flask) -> list[tuple[date, int]]:
    with database_of(app).session() as session:
        rows = session.exec(select(PlanPoint).order_by(col(PlanPoint.day))).all()
        assert bool(rows) == bool(session.exec(select(PlanSeries)).all())
        return [(row.day, row.number) for row in rows]


def test_a_file_of_web_statistics_stands_on_its_row_with_source_and_date(app: Flask) -> None:
    assert bring_in(app, GOOD).status_code == 303

    said = words(signed_in(app, Role.FORUM).get("/staff/plan/3.1"))

    assert "Visits to the Local Offer Web statistics. Newest: 98 (2 September 2026)" in said
    assert "From 1 September 2026 to 2 September 2026, all together: 218" in said
    assert "Source: The web team" in said
    assert "These are not survey results." in said
    assert "below 5" not in said


def test_the_example_in_the_documents_is_taken_as_it_says(app: Flask) -> None:
    typed = tomllib.loads((EXAMPLES / "web-visits.toml").read_text("utf-8"))

    sent = bring_in(app, (EXAMPLES / "web-visits.csv").read_bytes(), **typed)

    assert sent.status_code == 303
    assert kept(app)[0] == (date(2026, 4, 1), 412)
    assert kept(app)[2] == (date(2026, 6, 1), 1024)


WRONG: dict[str, tuple[bytes, str]] = {
    "a wrong column": (b"Day,Visits\n01/09/2026,1\n", "no column called “Date”"),
    "a wrong date": (b"Date,Visits\n2026-09-01,1\n", "Row 2: “2026-09-01” is not a day"),
    "a day to come": (b"Date,Visits\n01/09/2090,1\n", "is still to come"),
    "a day twice": (b"Date,Visits\n01/09/2026,1\n01/09/2026,2\n", "Row 3: this day is there twice"),
    "a part of a number": (b"Date,Visits\n01/09/2026,1.5\n", "“1.5” is not a whole number"),
    "a word": (b"Date,Visits\n01/09/2026,many\n", "“many” is not a whole number"),
    "an empty cell": (b"Date,Visits\n01/09/2026,\n", "“” is not a whole number"),
    "a formula": (b"Date,Visits\n01/09/2026,=1+1\n", "“=1+1” is a formula"),
    "a command": (b"Date,Visits\n01/09/2026,@SUM(A1)\n", "is a formula"),
    "a number below nought": (b"Date,Visits\n01/09/2026,-4\n", "has a sign before it"),
    "a NUL": (b"Date,Visits\n01/09/2026,1\x00\n", "This is no CSV file"),
    "a workbook": (b"PK\x03\x04 rest", "This is an Excel file."),
    "nothing": (b"", "Choose a CSV file."),
    "names alone": (b"Date,Visits\n", "There is no row under the names"),
    "too many rows": (b"Date,Visits\n" + b"01/09/2026,1\n" * 2_001, "more than 2000 rows"),
    "a huge file": (b"Date,Visits\n" + b"x" * 300_000, "This file is too big."),
    "a huge number": (b"Date,Visits\n01/09/2026," + b"9" * 400 + b"\n", "is not a whole number"),
    "an open quotation mark": (b'Date,Visits\n"01/09/2026,1\n', "quotation mark"),
    "other digits": ("Date,Visits\n01/09/2026,\u0664\n".encode(), "is not a whole number"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_with_anything_wrong_is_refused_whole_in_a_sentence(app: Flask, what: str) -> None:
    content, said = WRONG[what]
    good_rows = b"03/09/2026,7\n" if what.startswith("a ") and b"\n" in content else b""

    refused = bring_in(app, content + good_rows)

    page = soup(refused)
    assert refused.status_code == 400
    assert said in error_at(page, "file")
    assert page.find(id="source")["value"] == "The web team"
    assert "choose it again" in page.get_text()
    assert kept(app) == []


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("what", "Write what was counted."),
        ("kind", "Choose what kind of number it is."),
        ("source", "Write where the numbers come from."),
        ("number_column", "Write the name of the column"),
    ],
)
def test_what_the_form_needs_is_asked_for(app: Flask, field: str, said: str) -> None:
    refused = bring_in(app, GOOD, **{field: ""})

    assert refused.status_code == 400
    assert said in error_at(soup(refused), field)
    assert kept(app) == []


def test_the_same_file_twice_is_one_and_a_better_one_stands_above(app: Flask) -> None:
    bring_in(app, GOOD)
    again = bring_in(app, GOOD)
    better = bring_in(app, GOOD.replace(b"98", b"99"))

    assert "These very numbers are there already." in error_at(soup(again), "file")
    assert better.status_code == 303
    page = soup(signed_in(app).get("/staff/plan/3.1"))
    newest = [one.find_next("p").get_text() for one in page("h4")]
    assert ["Newest: 99" in newest[0], "Newest: 98" in newest[1]] == [True, True]


@pytest.mark.parametrize("kind", ["appeals", "attendance", "other"])
def test_small_numbers_about_people_are_warned_about(app: Flask, kind: str) -> None:
    bring_in(app, b"Date,Visits\n01/09/2026,4\n02/09/2026,5\n", kind=kind)

    said = words(signed_in(app).get("/staff/plan/3.1"))

    assert "1 of these numbers is below 5 and about people. Do not publish it" in said


def test_only_officers_bring_numbers_in(app: Flask) -> None:
    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER, Role.ADMINISTRATOR):
        assert signed_in(app, role).get(FORM).status_code == 403


def test_bringing_in_is_in_the_audit_and_cannot_be_undone(app: Flask) -> None:
    bring_in(app, GOOD)

    with database_of(app).session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "imported_series")).one()
        assert (entry.subject_id, entry.how_many) == ("3.1", 2)
    for what in ("UPDATE plan_point SET number = 1", "DELETE FROM plan_series"):
        with pytest.raises(DBAPIError), database_of(app).transaction() as connection:
            connection.execute(text(what))


def test_a_measure_that_a_series_shows_says_so(app: Flask) -> None:
    area = app.extensions["heard_area"]
    page = soup(signed_in(app).get("/staff/plan"))
    unasked = next(one for one in area.measures if "No evidence here yet" in _line(page, one.text))

    bring_in(app, GOOD, measure=unasked.ref)

    after = soup(signed_in(app).get("/staff/plan"))
    assert "Numbers from elsewhere" in _line(after, unasked.text)


def _line(page: BeautifulSoup, said: str) -> str:
    return next(str(li.get_text()) for li in page("li") if said in li.get_text())


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace(b",", b";"),
        GOOD.replace(b",", b"\t"),
        b"\xef\xbb\xbf" + GOOD,
        GOOD.decode().encode("utf-16"),
        b"# A report\n#\n" + GOOD,
        GOOD.replace(b"\n", b"\r\n") + b"\r\n,\r\n",
        GOOD.replace(b"Date,", b"Caf\xe9,Date,").replace(b"\n0", b"\nx,0"),
    ],
)
def test_a_file_is_read_as_programs_really_write_it(content: bytes) -> None:
    points = read(content, Columns("Date", "Visits", "day_first"), today=TODAY)

    assert points == ((date(2026, 9, 1), 120), (date(2026, 9, 2), 98))


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_or_refused(content: bytes) -> None:
    columns = Columns("Date", "Visits", "day_first")

    for whole in (content, b"Date,Visits\n" + content):
        try:
            assert read(whole, columns, today=TODAY)
        except SeriesRefusedError as refused:
            assert refused.problems

"""How visits to one survey's collections turned into answers: told of all of them together."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlmodel import col, select

from feedback.models import Collection, Placement, Role
from tests import factories
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.releasing import LATER, freeze, table
from tests.feedback.staff_pages import signed_in
from tests.feedback.test_scan_results import OPEN, WEDNESDAY, frozen, page_of, scanned

CODES = ("AAA234", "BBB234", "CCC234", "DDD234", "EEE234")
MONDAY = date(2026, 3, 2)
TOGETHER = "All collections of this survey together"


def asked_in(
    app: Flask, code: str, visits: tuple[int, int, int], *, weeks: int = 0, **special: Any
) -> UUID:
    """A collection that so many visits came to; what was sent is stored, as families do."""
    shift = timedelta(weeks=weeks)
    days = {name: moment + shift for name, moment in OPEN.items()}
    asked = open_collection(app, code, **{**days, **special})
    with database_of(app).session() as session:
        place = session.exec(select(Placement).where(Placement.code == code)).one()
        place_id = place.id
    if visits[0]:
        scanned(app, asked, place_id, visits, day=shift.days)
    answered(app, asked, visits[2], week=MONDAY + shift)
    return asked


def answered(app: Flask, asked: UUID, number: int, *, week: date = MONDAY, **special: Any) -> None:
    """So many responses, however they came."""
    with database_of(app).session() as session:
        of = session.exec(select(Collection).where(col(Collection.id) == asked)).one()
        session.add_all(factories.response(of, week=week, **special) for _one in range(number))


def everything_frozen(app: Flask, *, now: datetime = LATER) -> None:
    """As `heard releases make` does it: the answers first, then the scans."""
    freeze(app, now=now)
    frozen(app, now=now)


def five(app: Flask) -> list[UUID]:
    """Five places where the same survey was asked, each often."""
    visits = [(40, 24, 20), (30, 15, 12), (25, 14, 14), (20, 9, 4), (12, 8, 8)]
    return [asked_in(app, code, one) for code, one in zip(CODES, visits, strict=True)]


def words_of(app: Flask, asked: UUID) -> str:
    """The page of scans in words."""
    return " ".join(page_of(app, asked).get_text(" ").split())


def test_five_places_are_told_how_visits_turned_into_answers(app: Flask) -> None:
    places = five(app)
    answered(app, places[0], 3, channel="paper")

    everything_frozen(app)

    page = page_of(app, places[3])
    assert "5 collections in this term. Opened 127 times." in words_of(app, places[3])
    assert table(page, "How far they came") == {
        "Opened the survey": "127",
        "Answered something and pressed a button": "70",
        "Sent their answers": "58",
    }
    beside = page.select_one('[data-cell="R1.responses"]')
    assert beside.get_text() == "61 responses were counted in R1."
    assert TOGETHER in words_of(app, places[4])


def test_what_one_of_several_places_sent_is_told_nowhere(app: Flask) -> None:
    places = [asked_in(app, code, (30, 20, 15)) for code in CODES[:2]]

    everything_frozen(app)

    page, lines = page_of(app, places[0]), lines_of(app, places[0])
    assert "How far they came here: we only say so of all collections together." in str(page)
    assert {line["table"] for line in lines if line["stage"] == "sent"} == {"together"}
    said = {one["cell_id"]: one["words"] for one in lines}
    cells = [one for one in page.select("[data-cell]") if not one["data-cell"].startswith("R")]
    assert all(said[one["data-cell"]] in one.get_text(strip=True) for one in cells)
    assert {"S1.all.opened", "S1.all.reached.sent"} <= {one["data-cell"] for one in cells}


def test_beside_a_place_that_few_opened_no_stage_is_told_and_no_exact_sum(app: Flask) -> None:
    often = asked_in(app, CODES[0], (40, 24, 20))
    seldom = asked_in(app, CODES[1], (3, 1, 1))
    answered(app, seldom, 2, channel="paper")

    everything_frozen(app)

    # Of 43 openings, less the 40 of the other place, three were left: and two of 22 on paper.
    for one in (often, seldom):
        said = words_of(app, one)
        assert "2 collections in this term. Opened 40 to 49 times." in said
        assert "23 responses were counted in R1." in said
        assert "Sent their answers" not in said


def test_nothing_is_told_beside_a_release_of_two_terms(app: Flask) -> None:
    asked_in(app, CODES[0], (8, 4, 3), weeks=-12)
    places = [asked_in(app, code, (40, 24, 20)) for code in CODES[1:3]]

    everything_frozen(app)

    # The release counts 43 of two terms: less what these sent, three were left.
    said = words_of(app, places[0])
    assert "Opened 80 times." in said
    assert "Sent their answers" not in said
    assert "counted in R" not in said


def test_nothing_is_told_beside_a_release_that_counts_an_earlier_collection(app: Flask) -> None:
    early = asked_in(app, CODES[0], (30, 20, 15), weeks=-12)
    everything_frozen(app, now=WEDNESDAY - timedelta(weeks=2))
    answered(app, early, 1, week=MONDAY - timedelta(weeks=12))
    places = [asked_in(app, code, (40, 24, 20)) for code in CODES[1:3]]

    everything_frozen(app)

    assert "Sent their answers" in words_of(app, early)
    said = words_of(app, places[0])
    assert "Opened 80 times." in said
    assert "Sent their answers" not in said


def test_the_only_collection_of_a_term_is_told_by_itself_not_only_the_first(app: Flask) -> None:
    asked_in(app, CODES[0], (30, 20, 15), weeks=-23, survey_slug="local_offer")
    again = asked_in(app, CODES[1], (160, 100, 80), survey_slug="local_offer")

    everything_frozen(app)

    assert table(page_of(app, again), "How far they came")["Sent their answers"] == "80"
    assert TOGETHER not in words_of(app, again)
    assert any(one["stage"] == "sent" and one["row"] == "en" for one in lines_of(app, again))


def lines_of(app: Flask, asked: UUID) -> list[dict[str, str]]:
    """The file of the newest scans of a collection."""
    client = signed_in(app, role=Role.OFFICER)
    page = soup(client.get(f"/staff/collections/{asked}/scans"))
    answer = client.get(page.select_one("a[href$='scans.csv']")["href"])
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))

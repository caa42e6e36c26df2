"""A survey about feeling heard that has counted goes on counting, and no stranger lifts it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete

from feedback.models import Collection, Involvement, KeptPulse, Response
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import REGISTER, Typed, change, error_at, one_day, send
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

FAILED = "fewer than two in three of them felt heard"


def _kept(app: Flask, survey: UUID) -> tuple[object, ...]:
    with database_of(app).session() as session:
        found = session.get(Collection, survey)
        assert found
        return found.opens_at, found.closes_at, found.initiative_id


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("closes_on", {"closes_on": "01/01/2030"}),
        ("opens_on", {"opens_on": "01/02/2020"}),
    ],
)
def test_a_closed_survey_that_counts_keeps_its_days(app: Flask, field: str, typed: Typed) -> None:
    made = make.without_pulse(app)
    survey = make.ask_if_heard(app, made, "no", "no", "no")
    before, officer = _kept(app, survey), signed_in(app)

    refused = send(officer, f"/staff/collections/{survey}/edit", typed)

    assert refused.status_code == 400
    assert "The answers count for an initiative" in error_at(soup(refused), field)
    assert _kept(app, survey) == before
    assert FAILED in words(officer.get(f"{REGISTER}/{made}"))


def test_other_words_for_a_closed_survey_move_it_by_no_second(app: Flask) -> None:
    survey = make.ask_if_heard(app, make.without_pulse(app), "no", "no", "no")
    before = _kept(app, survey)

    sent = send(signed_in(app), f"/staff/collections/{survey}/edit", {"occasion": "A picnic"})

    assert sent.status_code == 303
    assert _kept(app, survey) == before


def test_a_survey_whose_answers_were_erased_still_belongs_to_its_initiative(app: Flask) -> None:
    made = make.without_pulse(app)
    survey = make.ask_if_heard(app, made, "no", "no", "no")
    store(app, KeptPulse(collection_id=survey, code="no", how_many=3))
    with database_of(app).session() as session:
        session.execute(delete(Response))
        session.commit()
    officer = signed_in(app)

    page = soup(officer.get(f"/staff/collections/{survey}/edit"))
    send(officer, f"/staff/collections/{survey}/edit", {"initiative": ""})

    assert page.select_one("select[name=initiative]") is None
    assert FAILED in words(officer.get(f"{REGISTER}/{made}"))


def test_more_answers_than_people_on_record_are_said_and_do_not_pass(app: Flask) -> None:
    made = make.without_pulse(app)
    make.ask_if_heard(app, made, *["yes"] * 9)
    officer = signed_in(app)

    change(app, Involvement, parent_carers=8)
    too_many = words(officer.get(f"{REGISTER}/{made}"))
    change(app, Involvement, parent_carers=9)
    enough = words(officer.get(f"{REGISTER}/{made}"))

    assert "More people answered than are on record as involved" in too_many
    assert "Add every session with the number of people who came." in too_many
    assert too_many.count("Passed") == enough.count("Passed") - 1


@pytest.mark.parametrize("said", [("yes",), ()])
def test_whoever_closes_it_is_told_whether_it_can_be_opened_again(
    app: Flask, said: tuple[str, ...]
) -> None:
    made, tomorrow = make.without_pulse(app), datetime.now(UTC) + timedelta(days=1)
    survey = make.ask_if_heard(app, made, *said, closes_at=tomorrow)
    officer, page = signed_in(app), f"/staff/collections/{survey}"

    make.press(officer, page, "close")

    told = words(officer.get(page))
    assert ("Its answers count for the initiative." in told) is bool(said)
    assert ("To open it again, change its closing date." in told) is not bool(said)

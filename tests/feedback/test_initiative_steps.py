"""What to do next is a link to where it is done, for who may do it."""

from __future__ import annotations

from datetime import date

from flask import Flask

from analysis.assessment import Missing
from feedback.coproduce.steps import PLACES
from feedback.models import Role, Stage
from tests.feedback import initiatives as make
from tests.feedback.asking import soup
from tests.feedback.initiatives import REGISTER, THEMES, one_day
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

KEYS = {Missing.SECOND_KEY, Missing.DIFFERENT_PERSON, Missing.RIGHT_KEY}
ADD_SESSION = "Add the session in which it was designed together."


def test_every_next_step_leads_to_a_page_and_a_place_on_it(app: Flask) -> None:
    made = make.initiative(stage=Stage.IDEA, options_fixed_on=None, delivered_on=None)
    told_nothing = make.reply(made, decision=None)
    no_reason = make.session(made, rung_reason=" ")
    early = make.initiative(title="Another", options_fixed_on=date(2025, 1, 1))
    store(app, made, told_nothing, no_reason, early)
    officer = signed_in(app)

    for page in (f"{REGISTER}/{made.id}", f"{REGISTER}/{early.id}"):
        steps = soup(officer.get(page)).select("main h3 ~ ul li > a")

        assert len(steps) >= 4
        for step in steps:
            address, _hash, place = str(step["href"]).partition("#")
            there = officer.get(address)
            assert there.status_code == 200
            assert not place or soup(there).select(f"main #{place}"), step["href"]


def test_the_step_of_a_test_leads_where_it_is_done(app: Flask) -> None:
    made = make.initiative()
    store(app, made)
    page = f"{REGISTER}/{made.id}"

    steps = soup(signed_in(app).get(page)).select("main li > a")

    places = {step.get_text(): str(step["href"]) for step in steps}
    assert places[ADD_SESSION] == f"{page}/involvement/new"
    assert places["Add each theme that families raised, and what was decided."] == (
        f"{THEMES}/new?initiative={made.id}"
    )
    assert f"/staff/collections/new?initiative={made.id}" in places.values()


def test_who_may_not_do_it_reads_the_step_without_a_link(app: Flask) -> None:
    made = make.initiative()
    store(app, made)

    page = signed_in(app, Role.FORUM).get(f"{REGISTER}/{made.id}")

    assert ADD_SESSION in words(page)
    assert not soup(page).select("main li a")


def test_every_gap_in_a_test_has_its_place() -> None:
    assert set(PLACES) == set(Missing) - KEYS

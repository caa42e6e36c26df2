"""A frozen release says what it said, whatever a later version of its survey asks."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from feedback import results, surveys
from feedback.models import Role
from feedback.results import Results, Seer
from forms.composed import Piece
from tests.feedback.asking import soup
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze, released
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.terms import SPRING, SUMMER, all_year
from tests.forms.composing import BRING, choice, composed

BEFORE = replace(
    composed(Piece("ps_overall", is_overall=True), Piece(choice())),
    over_budget_reason="Families wished for it.",
)
# The main question becomes one that has no good answers, and nobody is asked about themselves.
AFTER = replace(
    BEFORE,
    pieces=(Piece("ps_overall"), Piece(choice(), is_overall=True)),
    asks_about_you=False,
    over_budget_reason="The board wished for it.",
)


def answered(app: Flask) -> str:
    """Two releases large enough for crossings, of the survey as it was at first; the newer one."""
    publish(app, BEFORE)
    collection = all_year(app, survey_slug=BEFORE.slug)
    for code, friend, age in (("good", "friend", "0_4"), ("poor", "nobody", "12_15")):
        chosen = {"ps_overall": code, BRING: friend, "role": "parent_carer", "child_age": age}
        for week in (SPRING, SUMMER):
            families_answer(app, collection, 30, chosen, week=week)
    return released(app, BEFORE.slug)


def shown(app: Flask, number: int) -> Results:
    with app.test_request_context():
        found = results.release(number, Seer.OFFICER)
    assert found is not None
    return found


def test_a_release_says_the_same_after_another_version_moved_its_main_question(app: Flask) -> None:
    page = answered(app)
    officer = signed_in(app, Role.OFFICER)
    before = words(officer.get(page))
    assert "Overall, how was this session?”, by" in before
    assert "Families wished for it." in before

    publish(app, AFTER)

    assert surveys_overall(app) == BRING
    assert words(officer.get(page)) == before
    for name in ("results.csv", "results.json", "charts/ps_overall.svg"):
        assert officer.get(f"{page}/{name}").status_code == 200
    again = shown(app, int(page.rsplit("/", 1)[1]))
    assert again.survey.overall.id == "ps_overall"
    assert again.crossings and again.change


def surveys_overall(app: Flask) -> str:
    with app.test_request_context():
        found = surveys.over_time(BEFORE.slug)
    assert found is not None
    return found.overall.id


def test_what_became_restricted_is_in_no_sum_but_the_officers(app: Flask) -> None:
    draft = composed(Piece("fh_heard", is_overall=True), Piece("ps_overall"))
    publish(app, draft)
    mine, theirs = all_year(app, survey_slug=draft.slug), all_year(app)
    for code in ("good", "poor"):
        families_answer(app, mine, 12, {"fh_heard": "yes", "ps_overall": code}, week=SUMMER)
        families_answer(app, theirs, 15, {"ps_overall": code}, week=SUMMER)
    freeze(app)

    def sums(role: Role) -> list[str]:
        page = soup(signed_in(app, role).get("/staff/results/together"))
        return [one.get_text() for one in page.main.select("h2")]

    both = ["Overall, how was this session? (2025-26)"]
    assert sums(Role.FORUM) == sums(Role.OFFICER) == both

    publish(app, replace(draft, is_restricted=True))

    assert sums(Role.OFFICER) == both
    assert sums(Role.FORUM) == []

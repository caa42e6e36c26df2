"""Results of composed surveys go through the gate, and say nothing more of those asked less."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Flask

from feedback import breakdowns, results
from feedback.models import Role
from feedback.results import Seer
from feedback.results.asking import plan
from feedback.results.depending import without_those_that_tell
from feedback.surveys import merged
from forms.composed import After, Piece, survey
from forms.questions import Survey
from tests.feedback.asking import soup
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze, released, table
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.terms import SUMMER, all_year
from tests.forms.composing import (
    BRING,
    HELPS,
    SAY,
    choice,
    composed,
    of_every_kind,
    option,
)

POOR = After("ps_overall", ("poor",))
HIDDEN: dict[str, Any] = {"shown": None}


def one_way(name: str, rows: dict[str, list[str]], **counts: int | None) -> dict[str, Any]:
    return {
        "id": name,
        "rows": rows,
        "withheld": None,
        "total": 40,
        "cells": [{"where": {name: row}, "shown": counts[row]} for row in rows],
    }


def asked_after_poor() -> Survey:
    return survey(
        composed(
            Piece("ps_overall", is_overall=True),
            Piece(choice(), after=After("ps_overall", ("poor", "very_poor"))),
            Piece(choice(HELPS), only_for="parent_carer"),
        ),
        1,
    )


BY_MEANING = {
    "favourable": ["good", "very_good"],
    "in_between": ["dont_know", "neither"],
    "unfavourable": ["poor", "very_poor"],
}
IN_TWO = {
    "favourable": ["good", "very_good"],
    "not_favourable": ["dont_know", "neither", "poor", "very_poor"],
}
ROLES = {"group_1": ["parent_carer"], "group_2": ["helper", "professional", "young_person"]}
OWN = {"nobody": ["nobody"], "friend": ["friend"]}


def hidden_among(parent: dict[str, Any], role: dict[str, Any]) -> set[str]:
    tables = [parent, role, *(one_way(name, OWN, nobody=7, friend=8) for name in (BRING, HELPS))]

    found = without_those_that_tell({Seer.OFFICER: tables, Seer.PUBLIC: tables}, asked_after_poor())

    for shown in found.values():
        for one in shown:
            assert (one["withheld"] is None) is bool(one["cells"])
    return {one["id"] for one in found[Seer.PUBLIC] if one["withheld"]}


def test_a_question_after_an_answer_is_shown_only_where_its_parent_hides_nothing() -> None:
    roles = one_way("role", ROLES, group_1=25, group_2=15)
    counts = {"favourable": 20, "in_between": 6, "unfavourable": 14}
    shown = one_way("ps_overall", BY_MEANING, **counts)
    partly = one_way("ps_overall", BY_MEANING, **{**counts, "in_between": None})
    coarse = one_way("ps_overall", IN_TWO, favourable=20, not_favourable=20)

    assert hidden_among(shown, roles) == set()
    assert hidden_among(partly, roles) == {BRING}
    # How many said "poor" is in no row by itself: the answers here would narrow it down.
    assert hidden_among(coarse, roles) == {BRING}
    assert hidden_among({**shown, "withheld": "unprotectable", "cells": []}, roles) >= {BRING}


def test_a_question_for_one_role_is_shown_only_where_that_role_is() -> None:
    counts = {"favourable": 20, "in_between": 6, "unfavourable": 14}
    overall = one_way("ps_overall", BY_MEANING, **counts)

    assert hidden_among(overall, one_way("role", ROLES, group_1=None, group_2=None)) == {HELPS}


def test_what_hangs_from_a_hidden_question_is_hidden_too() -> None:
    made = survey(
        composed(
            Piece("ps_overall", is_overall=True),
            Piece(choice(), after=After("ps_overall", ("poor",))),
            Piece(choice(HELPS), after=After(BRING, ("friend",))),
        ),
        1,
    )
    tables = [
        one_way("ps_overall", IN_TWO, favourable=20, not_favourable=20),
        one_way(BRING, OWN, nobody=7, friend=8),
        one_way(HELPS, OWN, nobody=7, friend=8),
    ]

    found = without_those_that_tell({Seer.OFFICER: tables}, made)[Seer.OFFICER]

    assert [one["withheld"] is None for one in found] == [True, False, False]


def hidden_in(made: Survey, **tables: dict[str, Any]) -> set[str]:
    every = [*tables.values(), one_way("ps_listened", OWN, nobody=7, friend=8)]
    found = without_those_that_tell({Seer.OFFICER: every}, made)[Seer.OFFICER]
    return {one["id"] for one in found if one["withheld"]}


def test_a_question_that_versions_ask_after_different_answers_is_shown_only_where_all_are() -> None:
    def asks(after: After) -> tuple[Piece, ...]:
        first = (Piece("ps_overall", is_overall=True), Piece(choice()))
        return (*first, Piece("ps_listened", after=after))

    poor, friend = After("ps_overall", ("poor", "very_poor")), After(BRING, ("friend",))
    versions = [survey(composed(*asks(one)), at) for at, one in enumerate((poor, friend), 1)]
    counts = {"favourable": 20, "in_between": 6, "unfavourable": 14}
    told = one_way("ps_overall", BY_MEANING, **counts)
    partly = one_way("ps_overall", BY_MEANING, **{**counts, "unfavourable": None})
    own = one_way(BRING, OWN, nobody=7, friend=8)

    for made in (merged(versions), merged(versions[::-1])):
        assert hidden_in(made, overall=told, own=own) == set()
        assert hidden_in(made, overall=partly, own=own) == {"ps_listened"}
    # By itself, the version that asks after what is told shows it.
    assert hidden_in(versions[1], overall=partly, own=own) == set()


def test_what_hangs_from_a_hidden_question_is_hidden_wherever_it_stands() -> None:
    overall, own = Piece("ps_overall", is_overall=True), Piece(choice(), after=POOR)
    after_own = Piece("ps_listened", after=After(BRING, ("friend",)))
    first = survey(composed(overall, own, after_own), 1)
    second = survey(composed(overall, Piece("ps_listened"), own), 2)
    made = merged([first, second])
    assert [one.id for one in made.questions] == ["ps_overall", "ps_listened", BRING]

    coarse = one_way("ps_overall", IN_TWO, favourable=20, not_favourable=20)
    found = hidden_in(made, overall=coarse, own=one_way(BRING, OWN, nobody=7, friend=8))

    assert found == {BRING, "ps_listened"}


def test_a_question_without_good_answers_has_rows_at_any_base() -> None:
    own = survey(of_every_kind(), 1)
    many = survey(composed(Piece("ps_overall", is_overall=True), Piece(with_four())), 1)

    def rows(of: Survey, name: str, base: int) -> list[str]:
        return [row.code for row, _codes in breakdowns.of_answers(of.question(name), base)]

    assert rows(own, f"{HELPS}_friend", 12) == ["ticked", "not_ticked"]
    assert rows(many, BRING, 12) == ["a", "all_others"]
    assert rows(many, BRING, 120) == ["a", "b", "all_others"]
    assert rows(many, BRING, 300) == ["a", "b", "c", "d"]
    assert breakdowns.labels_of(many.question(BRING)).keys() >= {"a", "b", "c", "d", "all_others"}


def with_four() -> Any:
    return replace(choice(), options=tuple(option(code, code.upper()) for code in "abcd"))


def test_occasions_are_not_crossed_where_only_some_versions_ask_a_question() -> None:
    first = survey(of_every_kind(), 1)
    second = survey(composed(Piece("ps_overall", is_overall=True), Piece(choice())), 2)

    assert merged([first, first]).partly_asked == frozenset()
    both = merged([first, second])
    assert SAY in both.partly_asked
    sizes = {uuid4(): 30, uuid4(): 30}
    assert plan(first, sizes).occasions
    assert plan(both, sizes).occasions == {}


def test_a_release_shows_questions_of_every_kind(app: Flask) -> None:
    first = of_every_kind()
    publish(app, first)
    collection = all_year(app, survey_slug=first.slug)
    ticked = {f"{HELPS}_friend": "ticked", f"{HELPS}_nobody": "not_ticked"}
    families_answer(
        app, collection, 12, {"ps_overall": "good", BRING: "friend", **ticked}, week=SUMMER
    )
    families_answer(app, collection, 14, {"ps_overall": "poor", BRING: "nobody"}, week=SUMMER)

    page = words(signed_in(app, Role.OFFICER).get(released(app, first.slug)))

    assert "Who came with you?" in page
    assert "Who came with you? – A friend" in page
    assert "Not ticked" in page
    with app.test_request_context():
        newest = next(one for one in results.made() if one.survey.slug == first.slug)
        shown = results.release(newest.number, Seer.PUBLIC)
        assert shown is not None
        assert shown.table(BRING) is not None
        assert shown.table(f"{HELPS}_friend") is not None


def test_a_bank_question_adds_up_over_surveys_and_says_which(app: Flask) -> None:
    draft = composed(Piece("fh_heard", is_overall=True), Piece("ps_overall"), Piece("ps_listened"))
    apart = replace(draft.pieces[2], pools=False)
    publish(app, replace(draft, pieces=(*draft.pieces[:2], apart)))
    mine, theirs = all_year(app, survey_slug=draft.slug), all_year(app)
    every = {"ps_overall": "good", "ps_listened": "yes"}
    families_answer(app, mine, 12, {"fh_heard": "yes", **every}, week=SUMMER)
    families_answer(app, theirs, 15, every, week=SUMMER)
    families_answer(app, mine, 11, {**every, "fh_heard": "no", "ps_overall": "poor"}, week=SUMMER)
    families_answer(app, theirs, 12, {**every, "ps_overall": "poor"}, week=SUMMER)
    freeze(app)

    page = signed_in(app, Role.OFFICER).get("/staff/results/together")

    assert [one.get_text() for one in soup(page).main.select("h2")] == [
        "Overall, how was this session? (2025-26)"
    ]
    found = table(soup(page), "Overall, how was this session?")
    assert found["Very good or Good"] == "27"
    assert found["Everyone who answered"] == "50"
    said = words(page)
    assert "Coffee morning: R" in said
    assert "After a session or event: R" in said

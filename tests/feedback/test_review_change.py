"""Change between terms is a sentence, said only where chance is unlikely, and never an arrow."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from analysis import comparison
from feedback.models import Role
from feedback.results import Seer
from feedback.results.stored import Stored
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.terms import AUTUMN, NEXT_AUTUMN, SPRING, SUMMER, asked_in, term_of

MORE = (
    "Out of all answers, more were “Very good or Good” than in Spring term 2026. A change this "
    "big would be unusual by chance."
)
FEWER = MORE.replace("more were", "fewer were")
TOO_FEW = "Too few answers to tell if this has changed since Spring term 2026."


def newest(app: Flask) -> Stored:
    """The newest release that shows something."""
    return [one for one in freeze(app) if one.responses is not None][-1]


def newest_page(app: Flask) -> str:
    """The page of the newest release that shows something, as the Forum reads it."""
    answer = signed_in(app, Role.FORUM).get(f"/staff/results/{newest(app).number}")
    return said_on(answer)


def said_on(answer: TestResponse) -> str:
    """What a page says; the name of a term is marked as English, and so stands by itself."""
    return words(answer).replace(" .", ".")


@pytest.mark.parametrize(
    ("good", "poor", "said"),
    [(18, 6, MORE), (40, 15, MORE), (13, 11, TOO_FEW)],
    ids=["as many answers", "more answers", "by chance"],
)
def test_more_good_answers_are_said_only_when_chance_is_unlikely(
    app: Flask, good: int, poor: int, said: str
) -> None:
    term_of(app, SPRING, good=7, poor=17)
    term_of(app, SUMMER, good=good, poor=poor)

    page = newest_page(app)

    assert said in page
    assert [one for one in (MORE, FEWER, TOO_FEW) if one in page] == [said]
    assert not set("↑↓▲▼↗↘→") & set(page)


def test_fewer_good_answers_are_said_too(app: Flask) -> None:
    term_of(app, SPRING, good=18, poor=6)
    term_of(app, SUMMER, good=7, poor=17)

    assert FEWER in newest_page(app)


@pytest.mark.parametrize("weeks", [(AUTUMN, SUMMER), (SPRING, NEXT_AUTUMN)])
def test_only_the_term_directly_before_is_compared(app: Flask, weeks: tuple[date, date]) -> None:
    term_of(app, weeks[0], good=6, poor=18)
    term_of(app, weeks[1], good=18, poor=6)

    found = newest(app)

    assert found.content["change"] == {}


def test_a_first_release_has_nothing_to_compare_with(app: Flask) -> None:
    term_of(app, SUMMER, good=18, poor=6)

    assert newest(app).content["change"] == {}


@pytest.mark.parametrize(("then", "now"), [((2, 22), (18, 6)), ((6, 18), (22, 2))])
def test_a_hidden_count_is_not_compared(
    app: Flask, then: tuple[int, int], now: tuple[int, int]
) -> None:
    term_of(app, SPRING, good=then[0], poor=then[1])
    term_of(app, SUMMER, good=now[0], poor=now[1])

    assert newest(app).content["change"] == {}


def test_a_term_of_too_few_answers_is_compared_with_what_it_is_counted_in(app: Flask) -> None:
    term_of(app, AUTUMN, good=6, poor=18)
    term_of(app, SPRING, good=2, poor=1)
    term_of(app, SUMMER, good=18, poor=6)

    page = newest_page(app)

    assert "more were “Very good or Good” than in Autumn term 2025." in page


def test_the_restricted_survey_says_it_to_officers_only(app: Flask) -> None:
    for week, most in ((SPRING, "poor"), (SUMMER, "good")):
        collection = asked_in(app, week, survey_slug="ap_experience")
        rest = "good" if most == "poor" else "poor"
        families_answer(app, collection, 18, {"ap_overall": most}, week=week)
        families_answer(app, collection, 6, {"ap_overall": rest}, week=week)

    assert newest(app).content["change"] == {"officer": {"since": 1, "change": "more"}}


def test_a_page_never_works_the_change_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    term_of(app, SPRING, good=6, poor=18)
    term_of(app, SUMMER, good=18, poor=6)
    number = newest(app).number

    def refuse(*_counts: int) -> None:
        raise AssertionError("a page asked the test")

    monkeypatch.setattr(comparison, "judge_change", refuse)

    assert MORE in said_on(signed_in(app, Role.FORUM).get(f"/staff/results/{number}"))


def test_a_release_frozen_before_changes_were_kept_still_reads(app: Flask) -> None:
    term_of(app, SUMMER, good=18, poor=6)
    found = newest(app)
    old = Stored(
        found.number, found.hash, {k: v for k, v in found.content.items() if k != "change"}
    )

    assert all(old.change(seer) is None for seer in Seer)

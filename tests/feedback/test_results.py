"""The gate, from a family's answers to what a Forum reviewer reads: never one family alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup
from tests.feedback.families import asked, families_answer, families_write
from tests.feedback.releasing import another, freeze, released, table
from tests.feedback.staff_pages import browser, signed_in, words

TOO_FEW = "We have had fewer than 10 answers, so we are not showing results."
AUTUMN_2025, SPRING_2026 = date(2025, 10, 6), date(2026, 2, 2)
OPENED, CLOSED = datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC)
FEW = "fewer than 5"
OVERALL = "Overall, how was this session?"
WELCOME = "Did you feel welcome and included?"
TONES = "Tone of comments (computer estimate)"
GOOD, NOT_GOOD = "Very good or Good", "Neither good nor poor, Poor, Very poor or Don't know"

NewApp = Callable[[], Flask]


@pytest.fixture
def forum(app: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(app, Role.FORUM)


@pytest.fixture
def new_app(app: Flask, tmp_path: Path, migrated_sqlite: Path) -> NewApp:
    """Makes the same app with the same secret, each time with nothing in it."""
    numbers = count(1)
    return lambda: another(app, tmp_path / f"other{next(numbers)}", migrated_sqlite)


def page_after(app: Flask, overall: Mapping[str, int]) -> TestResponse:
    """What the Forum reads once these answers to the overall question are frozen."""
    collection = asked(app, occasion="Same")
    for code, number in overall.items():
        families_answer(app, collection, number, {"ps_overall": code})
    return signed_in(app, Role.FORUM).get(released(app))


@pytest.mark.parametrize(("families", "is_shown"), [(9, False), (10, True)])
def test_results_are_withheld_at_nine_answers_and_shown_at_ten(
    app: Flask, forum: CheckingClient, families: int, is_shown: bool
) -> None:
    open_collection(app)
    family = browser(app)
    for number in range(families):
        sent = send(family, {"ps_overall": "very_good" if number < 5 else "poor"})
        assert sent.status_code == 200

    page = forum.get(released(app))

    assert (TOO_FEW in words(page)) is not is_shown
    assert bool(soup(page).select("main table, main img")) is is_shown
    assert ("10 responses" in words(page)) is is_shown
    if is_shown:
        assert table(soup(page), OVERALL)[GOOD] == "5"


def test_a_single_reply_is_never_shown(new_app: NewApp) -> None:
    nobody = page_after(new_app(), {})
    one = page_after(new_app(), {"very_poor": 1})

    assert words(nobody) == words(one)
    assert "poor" not in words(one).lower()


def test_responses_set_aside_are_not_counted(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 9, {"ps_overall": "good"})
    families_answer(app, collection, 6, {"ps_overall": "poor"})
    families_answer(app, collection, 5, {"ps_overall": "poor"}, is_quarantined=True)

    page = forum.get(released(app))

    assert "15 responses" in words(page)
    assert table(soup(page), OVERALL)["Everyone who answered"] == "15"


def test_responses_set_aside_make_no_ten(new_app: NewApp) -> None:
    app = new_app()
    collection = asked(app)
    families_answer(app, collection, 9, {"ps_overall": "good"})
    families_answer(app, collection, 5, {"ps_overall": "poor"}, is_quarantined=True)

    assert TOO_FEW in words(signed_in(app, Role.FORUM).get(released(app)))


def test_small_numbers_are_hidden_in_words_in_the_table_and_in_the_chart(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    for code, number in {"very_good": 60, "good": 30, "neither": 13, "poor": 3}.items():
        families_answer(app, collection, number, {"ps_overall": code})

    address = released(app)
    page = forum.get(address)
    chart = forum.get(f"{address}/charts/ps_overall.svg")

    shown = table(soup(page), OVERALL)
    assert shown["Poor or Very poor"] == FEW
    assert shown["Everyone who answered"] == "106"
    drawn = BeautifulSoup(chart.get_data(as_text=True), "lxml").get_text("\n")
    assert f"Poor or Very poor: {FEW}" in drawn
    assert "Poor or Very poor: 3" not in drawn
    # What was said most often would give it away: 106 less 90 and 13.
    hidden = [value for value in shown.values() if not value.isdigit()]
    assert len(hidden) == 2
    assert all(value in drawn for value in hidden)


def test_nobody_can_tell_whether_everybody_said_the_same(new_app: NewApp) -> None:
    shown = []
    for good in (0, 1, 4):
        app = new_app()
        page = page_after(app, {"good": good, "very_poor": 12 - good})
        chart = signed_in(app, Role.FORUM).get("/staff/results/1/charts/ps_overall.svg")
        shown.append((words(page), chart.status_code, chart.data))
    split = page_after(new_app(), {"good": 5, "very_poor": 7})

    assert shown[0] == shown[1] == shown[2]
    assert words(split) != shown[0][0]


def test_a_term_holds_only_its_own_weeks(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app, opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, collection, 6, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, collection, 6, {"ps_overall": "poor"}, week=AUTUMN_2025)
    families_answer(app, collection, 5, {"ps_overall": "good"}, week=SPRING_2026)
    families_answer(app, collection, 8, {"ps_overall": "poor"}, week=SPRING_2026)

    freeze(app)
    autumn, spring = forum.get("/staff/results/1"), forum.get("/staff/results/2")

    assert "Autumn term 2025" in words(autumn) and "12 responses" in words(autumn)
    assert table(soup(autumn), OVERALL)[GOOD] == "6"
    assert "Spring term 2026" in words(spring) and "13 responses" in words(spring)
    assert table(soup(spring), OVERALL)[GOOD] == "5"


def test_answers_from_before_every_term_do_not_break_a_page(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_answer(app, collection, 12, {"ps_overall": "good"}, week=date(2019, 5, 6))

    assert "12 responses" in words(forum.get(released(app)))


def test_responses_are_never_called_families(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 7, {"ps_overall": "good"})
    families_answer(app, collection, 6, {"ps_overall": "poor"})

    page = words(forum.get(released(app)))

    assert "13 responses" in page
    assert "13 families" not in page


def test_who_left_a_question_out_is_not_in_its_table(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 8, {"ps_overall": "good", "ps_included": "yes"})
    families_answer(app, collection, 7, {"ps_overall": "poor", "ps_included": "no"})
    families_answer(app, collection, 6, {"ps_overall": "poor"})

    page = soup(forum.get(released(app)))

    assert table(page, OVERALL)["Everyone who answered"] == "21"
    assert table(page, WELCOME)["Everyone who answered"] == "15"


def test_a_question_that_fewer_than_ten_answered_is_not_shown(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_answer(app, collection, 9, {"ps_overall": "good", "ps_included": "yes"})
    families_answer(app, collection, 8, {"ps_overall": "poor"})
    address = released(app)

    page = forum.get(address)

    assert "Fewer than 10 people answered this question" in words(page)
    with pytest.raises(AssertionError, match="no table"):
        table(soup(page), WELCOME)
    assert forum.get(f"{address}/charts/ps_included.svg").status_code == 404


def test_comments_in_other_languages_are_not_scored_and_never_neutral(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_write(app, collection, 150, "كان كل شيء رائعا", language="ar")
    families_write(app, collection, 144, "It was wonderful, a great and lovely day.")
    families_write(app, collection, 3, "It was horrible and awful.")
    families_write(app, collection, 3, "?")

    page = soup(forum.get(released(app)))

    tones = table(page, TONES)
    assert tones["Not scored: not in English"] == "150"
    assert tones["Neutral or mixed"] == FEW
    assert "It reads English only." in page.get_text(" ")


def test_few_comments_in_other_languages_are_with_those_not_scored(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_write(app, collection, 12, "كان كل شيء رائعا", language="ar")
    families_write(app, collection, 14, "It was wonderful, a great and lovely day.")

    tones = table(soup(forum.get(released(app))), TONES)

    assert tones == {"Positive": "14", "Not positive, or not scored": "12", "All comments": "26"}


def test_every_comment_is_read_before_it_is_counted(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 12, "It was wonderful, a great and lovely day.")
    families_write(app, collection, 11, "It was horrible and awful.")

    page = forum.get(released(app))

    assert table(soup(page), TONES)["Positive"] == "12"
    assert "Not read yet" not in words(page)


def test_review_counts_nothing_itself() -> None:
    folder = Path(__file__).parents[2] / "feedback" / "review"
    sources = {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}

    assert len(sources) >= 3
    assert {name: found for name, text in sources.items() if (found := counting(text))} == {}


def counting(source: str) -> set[str]:
    """Every way to raw counts that a module mentions."""
    tree = ast.walk(ast.parse(source))
    forbidden = {"counts", "func", "Answer", "ReleasedTable", "Counter", "count_answers"}
    names = {
        name
        for node in tree
        for name in (
            [alias.name.rpartition(".")[2] for alias in node.names]
            if isinstance(node, ast.Import | ast.ImportFrom)
            else [node.attr]
            if isinstance(node, ast.Attribute)
            else []
        )
    }
    return names & forbidden


@pytest.mark.parametrize(
    "source",
    [
        "from feedback import counts",
        "from feedback.models import Answer",
        "import sqlalchemy\nsqlalchemy.func.count()",
    ],
)
def test_a_module_that_counts_for_itself_is_caught(source: str) -> None:
    assert counting(source)

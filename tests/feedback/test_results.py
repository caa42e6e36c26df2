"""The gate, from a family's answers to what a Forum reviewer reads: never one family alone."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from feedback.models import Collection, Role
from feedback.readings import read_pending
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup
from tests.feedback.families import asked, families_answer, families_write
from tests.feedback.staff_pages import browser, signed_in, words

TOO_FEW = "We have had fewer than 10 answers, so we are not showing results yet."
SUBTRACT = "Other pages already show part of these answers."
AUTUMN_2025, SPRING_2026 = date(2025, 10, 6), date(2026, 2, 2)


@pytest.fixture
def forum(app: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(app, Role.FORUM)


def of(collection: Collection) -> str:
    """The results page of one collection."""
    return f"/staff/results/collections/{collection.id}"


def table(page: BeautifulSoup, caption: str) -> dict[str, str]:
    """One table as a reader sees it: label to number or words."""
    for found in page.select("main table"):
        heading = found.find("caption")
        if heading and heading.get_text(strip=True) == caption:
            rows = [
                [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
                for row in found.select("tbody tr, tfoot tr")
            ]
            return {label: value for label, value in rows}
    raise AssertionError(f"no table {caption}")


FEW = "fewer than 5"
OVERALL = "Overall, how was this session?"
WELCOME = "Did you feel welcome and included?"


def test_results_are_withheld_at_nine_answers_and_shown_at_ten(
    app: Flask, forum: CheckingClient
) -> None:
    collection_id = open_collection(app)
    family, page = browser(app), f"/staff/results/collections/{collection_id}"
    for number in range(9):
        sent = send(family, {"ps_overall": "very_good" if number < 5 else "poor"})
        assert sent.status_code == 200

    nine = forum.get(page)
    send(family, {"ps_overall": "poor"})
    ten = forum.get(page)

    assert TOO_FEW in words(nine)
    assert not soup(nine).select("main table, main img")
    assert "10 responses" in words(ten)
    assert table(soup(ten), OVERALL)["Very good or Good"] == "5"


def test_a_single_reply_is_never_shown(app: Flask, forum: CheckingClient) -> None:
    nobody, one = asked(app, occasion="Same"), asked(app, occasion="Same")
    families_answer(app, one, 1, {"ps_overall": "very_poor", "role": "young_person"})

    pages = [words(forum.get(of(collection))) for collection in (nobody, one)]

    assert pages[0] == pages[1]
    assert "poor" not in pages[1].lower()


@pytest.mark.parametrize(("second", "is_shown"), [(8, False), (9, False), (10, True)])
def test_a_sum_is_withheld_when_subtracting_a_page_would_leave_a_few(
    app: Flask, forum: CheckingClient, second: int, is_shown: bool
) -> None:
    first_collection, second_collection = asked(app), asked(app)
    families_answer(app, first_collection, 6, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, first_collection, 6, {"ps_overall": "poor"}, week=AUTUMN_2025)
    families_answer(app, second_collection, second, {"ps_overall": "good"}, week=AUTUMN_2025)

    shown = forum.get(of(first_collection))
    survey = forum.get("/staff/results/surveys/post_session")
    term = forum.get("/staff/results/terms/2025-autumn/post_session")

    assert "12 responses" in words(shown)
    for total in (survey, term):
        assert (SUBTRACT in words(total)) is not is_shown
        assert (f"{12 + second} responses" in words(total)) is is_shown
        assert bool(soup(total).select("main table")) is is_shown


def test_a_table_is_withheld_when_only_that_question_would_leave_a_few(
    app: Flask, forum: CheckingClient
) -> None:
    first_collection, second_collection = asked(app), asked(app)
    for answer in ("yes", "no"):
        families_answer(app, first_collection, 6, {"ps_overall": "good", "ps_included": answer})
    families_answer(app, second_collection, 6, {"ps_overall": "poor"})
    families_answer(app, second_collection, 6, {"ps_overall": "poor", "ps_included": "no"})

    page = forum.get("/staff/results/surveys/post_session")

    assert "24 responses" in words(page)
    # 12 of one collection and none of the other: their own pages say 8 or more and fewer than 5.
    assert table(soup(page), OVERALL)["Very good or Good"] == "8 to 16"
    assert "Other pages already show part of this table." in words(page)
    with pytest.raises(AssertionError, match="no table"):
        table(soup(page), WELCOME)
    chart = "/staff/results/surveys/post_session/charts/ps_included.svg"
    assert forum.get(chart).status_code == 404


def test_a_collection_is_withheld_when_a_term_already_shows_most_of_it(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_answer(app, collection, 10, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, collection, 6, {"ps_overall": "poor"}, week=AUTUMN_2025)
    families_answer(app, collection, 9, {"ps_overall": "good"}, week=SPRING_2026)

    assert "16 responses" in words(forum.get("/staff/results/terms/2025-autumn/post_session"))
    assert SUBTRACT in words(forum.get(of(collection)))


def test_a_sum_never_says_more_than_the_pages_of_its_parts(
    app: Flask, forum: CheckingClient
) -> None:
    open_handed, guarded = asked(app), asked(app)
    families_answer(app, open_handed, 12, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, open_handed, 8, {"ps_overall": "poor"}, week=AUTUMN_2025)
    families_answer(app, guarded, 9, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, guarded, 2, {"ps_overall": "poor"}, week=AUTUMN_2025)

    parts = [table(soup(forum.get(of(one))), OVERALL) for one in (open_handed, guarded)]
    total = table(soup(forum.get("/staff/results/surveys/post_session")), OVERALL)

    assert [part["Very good or Good"] for part in parts] == ["12", "7 or more"]
    # 21 would give the guarded collection's 9 and 2 away.
    assert total["Very good or Good"] == "19 to 23"
    assert total["Everyone who answered"] == "31"


def test_every_answer_is_listed_where_no_page_shows_a_part(
    app: Flask, forum: CheckingClient
) -> None:
    for _number in range(9):
        small = asked(app)
        families_answer(app, small, 1, {"ps_overall": "poor"})
        families_answer(app, small, 5, {"ps_overall": "very_good"})
        families_answer(app, small, 1, {"ps_overall": "neither"})

    total = table(soup(forum.get("/staff/results/surveys/post_session")), OVERALL)

    # Three small counts of nought: the one count large enough to hide them is a range.
    assert [total[label] for label in ("Very good", "Good", "Poor")] == ["33 to 45", FEW, "9"]


def test_answers_outside_every_term_do_not_break_a_page(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 12, {"ps_overall": "good"}, week=date(2019, 5, 6))

    assert "12 responses" in words(forum.get("/staff/results/surveys/post_session"))


def test_responses_set_aside_are_not_counted(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 9, {"ps_overall": "good"})
    families_answer(app, collection, 5, {"ps_overall": "poor"}, is_quarantined=True)

    few = forum.get(of(collection))
    families_answer(app, collection, 6, {"ps_overall": "poor"})
    enough = forum.get(of(collection))

    assert TOO_FEW in words(few)
    assert "15 responses" in words(enough)
    assert table(soup(enough), OVERALL)["Everyone who answered"] == "15"


def test_small_numbers_are_hidden_in_words_in_the_table_and_in_the_chart(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    for code, number in {"very_good": 30, "good": 12, "neither": 3, "poor": 2}.items():
        families_answer(app, collection, number, {"ps_overall": code})

    page = soup(forum.get(of(collection)))
    chart = forum.get(f"{of(collection)}/charts/ps_overall.svg")

    assert table(page, OVERALL) == {
        "Very good": "30",
        "Good": "12",
        "Neither good nor poor": FEW,
        "Poor": FEW,
        "Very poor": FEW,
        "Don't know": FEW,
        "Everyone who answered": "47",
    }
    drawn = BeautifulSoup(chart.get_data(as_text=True), "html5lib").get_text("\n")
    assert "Very good: 30" in drawn
    assert "Poor: fewer than 5" in drawn
    assert "Poor: 2" not in drawn
    assert "Neither good nor poor: 3" not in drawn


def test_nobody_can_tell_whether_everybody_said_the_same(app: Flask, forum: CheckingClient) -> None:
    shown = []
    for good in (0, 1, 4):
        collection = asked(app, occasion="Same")
        families_answer(app, collection, good, {"ps_overall": "good"})
        families_answer(app, collection, 12 - good, {"ps_overall": "very_poor"})
        chart = forum.get(f"{of(collection)}/charts/ps_overall.svg")
        shown.append((words(forum.get(of(collection))), chart.status_code, chart.data))
    split = asked(app, occasion="Same")
    families_answer(app, split, 5, {"ps_overall": "good"})
    families_answer(app, split, 7, {"ps_overall": "very_poor"})

    assert shown[0] == shown[1] == shown[2]
    assert words(forum.get(of(split))) != shown[0][0]


def test_a_term_holds_only_its_own_weeks(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 6, {"ps_overall": "good"}, week=AUTUMN_2025)
    families_answer(app, collection, 6, {"ps_overall": "poor"}, week=AUTUMN_2025)
    families_answer(app, collection, 5, {"ps_overall": "good"}, week=SPRING_2026)
    families_answer(app, collection, 8, {"ps_overall": "poor"}, week=SPRING_2026)

    autumn = forum.get("/staff/results/terms/2025-autumn/post_session")
    spring = forum.get("/staff/results/terms/2026-spring/post_session")

    assert "12 responses" in words(autumn)
    assert table(soup(autumn), OVERALL)["Very good or Good"] == "6"
    assert "13 responses" in words(spring)
    assert table(soup(spring), OVERALL)["Very good or Good"] == "5"


def test_responses_are_never_called_families(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_answer(app, collection, 7, {"ps_overall": "good"})
    families_answer(app, collection, 6, {"ps_overall": "poor"})

    page = words(forum.get(of(collection)))

    assert "13 responses" in page
    assert "13 families" not in page


def test_comments_in_other_languages_are_not_scored_and_never_neutral(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    families_write(app, collection, 20, "كان كل شيء رائعا", language="ar")
    families_write(app, collection, 20, "It was wonderful, a great and lovely day.")
    families_write(app, collection, 3, "It was horrible and awful.")
    families_write(app, collection, 3, "?")
    read_pending(database_of(app))

    page = soup(forum.get(of(collection)))

    tones = table(page, "Tone of comments (computer estimate)")
    assert tones["Not scored: not in English"] == "20"
    assert tones["Positive"] == "20"
    assert tones["Neutral or mixed"] == FEW
    assert "It reads English only." in page.get_text(" ")


def test_comments_not_read_yet_say_so(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 43, "It was wonderful.")
    families_write(app, collection, 5, "كان رائعا", language="ar")

    page = words(forum.get(of(collection)))

    # All 48 wait, so one row holds everything: such a table could name everybody.
    assert "48 responses" in page
    assert "Positive" not in page


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

"""Pages of an area that grew ask the database no more often, and long lists come in pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.grown import add_initiatives, grown, questions, work
from tests.feedback.staff_pages import browser, new_staff, sign_in, signed_in

NOW = datetime.now(UTC)
BUDGET = 12
# The start page of staff says something of every feature; that of results asks once a survey.
BUDGETS = {"/staff": 21, "/staff/results": 13}
PAGES = (
    "/",
    "/made-together",
    "/you-said-we-did",
    "/you-said-we-did/feed.atom",
    "/results",
    "/quotes",
    "/action-plan",
    "/all-pages",
    "/sitemap.xml",
    "/api/v1/made-together",
    "/api/v1/releases",
    "/staff",
    "/staff/collections",
    "/staff/collections/new",
    "/staff/comments",
    "/staff/comments?state=held",
    "/staff/comments?state=decided",
    "/staff/comments?state=translate",
    "/staff/comments?state=again",
    "/staff/comments/agreement",
    "/staff/comments/quotes",
    "/staff/conversations",
    "/staff/evidence",
    "/staff/initiatives",
    "/staff/local-offer",
    "/staff/plan",
    "/staff/plan/asks",
    "/staff/results",
    "/staff/themes",
)
# Whose work stays the same, too, however many comments there are. Not of what is to be coded again:
# that passes over what this very officer has coded.
QUEUE = [path for path in PAGES if path.startswith("/staff/comments")][:4]
# Where each row of a long list is, and where each row leads.
LISTS = {
    "/staff/initiatives": "li.h-card",
    "/staff/collections": "main tbody tr",
    "/staff/themes": "li.h-card",
    "/staff/themes?state=changed": "li.h-card",
}


def asked(client: CheckingClient, app: Flask, path: str) -> int:
    """How many questions a page asks, when what is looked up once has been."""
    assert client.get(path).status_code == 200, path
    with questions(app) as found:
        client.get(path)
    return sum(not one.startswith("BEGIN") for one in found)


def test_no_page_asks_more_of_the_database_as_the_area_grows(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in {"PAGE": 5, "MOST_COUNTED": 5}.items():
        monkeypatch.setattr(f"feedback.moderate.queue.{name}", few)
    new_staff(app, is_sample=True)
    # Enough for something of every kind.
    grown(app, responses=250, initiatives=12, now=NOW, seed=1)
    officer = browser(app)
    sign_in(officer, new_staff(app, is_sample=True).email)
    before = {path: asked(officer, app, path) for path in PAGES}
    steps = {path: worked(officer, app, path) for path in QUEUE}

    grown(app, responses=500, initiatives=60, now=NOW, seed=2)
    after = {path: asked(officer, app, path) for path in PAGES}

    assert {path: (before[path], after[path]) for path in PAGES if after[path] > before[path]} == {}
    over = {path: number for path, number in after.items() if number > BUDGETS.get(path, BUDGET)}
    assert over == {}
    # Three times the comments.
    more = {path: (worked(officer, app, path), steps[path]) for path in QUEUE}
    assert {path: seen for path, seen in more.items() if seen[0] > 1.5 * seen[1]} == {}


def worked(client: CheckingClient, app: Flask, path: str) -> int:
    """How much SQLite does to find what stands in the queue."""
    with work(app) as steps:
        client.get(path)
    # The choice of collections is as long as there are collections.
    of_queue = {one for one in steps if "queued_comment" in one and "FROM collection" not in one}
    return sum(steps[one] for one in of_queue)


def test_a_question_for_each_row_is_noticed(app: Flask) -> None:
    new_staff(app, is_sample=True)
    grown(app, responses=60, initiatives=3, now=NOW, seed=1)
    engine: Any = app.extensions["heard_database"].engine

    with questions(app) as few, engine.connect() as connection:
        for _row in range(3):
            connection.exec_driver_sql("SELECT 1")

    assert sum(one == "SELECT 1" for one in few) == 3


def test_what_is_made_together_comes_in_pages_and_says_the_target_on_each(app: Flask) -> None:
    new_staff(app, is_sample=True)
    grown(app, responses=60, initiatives=120, now=NOW, seed=1)
    client = browser(app)
    pages = [soup(client.get(f"/made-together?page={number}")) for number in range(1, 6)]

    titles = [[one.text for one in page.select("main li > strong")] for page in pages]
    numbers = [one.text for one in pages[0].select("nav li a, nav [aria-current]")]

    assert [len(one) for one in titles[:2]] == [50, 50] and 0 < len(titles[2]) <= 50
    # Beyond the last page is the last page.
    assert titles[3] == titles[4] == titles[2]
    every = titles[0] + titles[1] + titles[2]
    assert len(set(every)) == len(every) >= 120
    assert {"1", "2", "3"} <= set(numbers)
    assert len({page.select_one("main h1 + p").text for page in pages}) == 1


def test_languages_and_asks_come_in_pages_and_choices_by_letter(app: Flask) -> None:
    new_staff(app, is_sample=True)
    grown(app, responses=60, initiatives=60, now=NOW, seed=1)
    officer = signed_in(app)

    for path, least in (("/staff/languages", 120), ("/staff/plan/asks", 80)):
        seen: list[str] = []
        address: str | None = path
        while address:
            page = soup(officer.get(address))
            shown = [one.get_text(" ") for one in page.select("table")[-1].select("tbody tr")]
            assert 0 < len(shown) <= 50
            seen += [one.get_text(" ") for one in page.select("main tbody tr")]
            following = page.select_one("nav a[rel=next]")
            address = str(following["href"]) if following else None
        assert len(set(seen)) >= least, path
    for path in ("/staff/themes/new", "/staff/collections/new", "/staff/conversations/new"):
        field = soup(officer.get(path)).select_one("select[name=initiative]")
        assert field.select_one("option")["value"] == ""
        assert len(field.select("optgroup option")) == len(field.select("option")) - 1 >= 60
        letters = [str(one["label"]) for one in field.select("optgroup")]
        assert letters == sorted(set(letters)) and "S" in letters


def test_open_pages_are_made_again_after_any_change(app: Flask) -> None:
    new_staff(app, is_sample=True)
    grown(app, responses=60, initiatives=2, now=NOW, seed=1)
    client = browser(app)
    first = client.get("/made-together").text

    add_initiatives(app.extensions["heard_database"], 1, now=NOW, seed=77)

    assert "of seed 77" not in first
    assert "of seed 77" in client.get("/made-together").text


def test_long_lists_come_in_pages_and_lose_nothing(app: Flask) -> None:
    new_staff(app, is_sample=True)
    grown(app, responses=60, initiatives=60, now=NOW, seed=1)
    officer = signed_in(app)

    for path, row in LISTS.items():
        seen: list[str] = []
        address: str | None = path
        while address:
            page = soup(officer.get(address))
            shown = [str(one.select_one("a")["href"]) for one in page.select(row)]
            assert 0 < len(shown) <= 50
            seen += shown
            following = page.select_one("nav a[rel=next]")
            # The part of the list that was asked for stays the same from page to page.
            assert (
                not following or "state=changed" not in path or "state=changed" in following["href"]
            )
            address = str(following["href"]) if following else None
        assert len(seen) == len(set(seen)) >= 60
        # An address from before, when there were more pages, shows the last one.
        mark = "&" if "?" in path else "?"
        assert soup(officer.get(f"{path}{mark}page=99")).select(row)

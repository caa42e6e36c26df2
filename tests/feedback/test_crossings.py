"""From 43 answers on, the overall question is told group by group: on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from feedback import create_app
from feedback.config import Config
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import families_answer
from tests.feedback.releasing import checking, released, table
from tests.feedback.staff_pages import signed_in
from tests.feedback.terms import all_year

OVERALL = "Overall, how was this session?"
GOOD = "Very good or Good"
AUTUMN = date(2025, 10, 6)

Cells = dict[tuple[str, str], str]


@pytest.fixture
def held(config: Config, engine: Engine) -> Iterator[Flask]:
    """The app on either database."""
    yield checking(create_app(config, engine=engine))


@pytest.fixture
def forum(held: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(held, Role.FORUM)


def many(app: Flask, *sizes: int) -> None:
    """Occasions of these sizes, at which every second family of older children was content."""
    for number, size in enumerate(sizes):
        collection = all_year(app, occasion=f"Occasion {number}")
        for index in range(size):
            chosen = {
                "ps_overall": "good" if index % 2 else "poor",
                "child_age": "5_11" if index % 3 else "12_15",
            }
            families_answer(app, collection, 1, chosen, week=AUTUMN)


def crossed(page: Any, words_in_title: str) -> Cells:
    """A crossed table as a reader sees it, by its row and its column."""
    [found] = [
        each for each in page.select("main table") if words_in_title in each.caption.get_text()
    ]
    columns = [cell.get_text() for cell in found.select("thead th")][1:]
    return {
        (row.find("th").get_text(), column): cell.get_text()
        for row in found.select("tbody tr")
        for column, cell in zip(columns, row.select("td"), strict=True)
    }


@pytest.mark.parametrize(("families", "is_crossed"), [(42, False), (43, True)])
def test_groups_are_crossed_from_forty_three_answers_on(
    held: Flask, forum: CheckingClient, families: int, is_crossed: bool
) -> None:
    many(held, families)

    page = soup(forum.get(released(held)))

    assert bool(page.find(string="The overall question, group by group")) is is_crossed


def test_the_margins_of_a_crossed_table_are_the_tables_of_its_questions(
    held: Flask, forum: CheckingClient
) -> None:
    many(held, 48)

    page = soup(forum.get(released(held)))
    one_way = table(page, OVERALL)
    ages = table(page, "How old is your child?")
    both = crossed(page, "by How old is your child")

    # Everybody answered both, so the row and the column of who did not hold nobody.
    assert both[GOOD, "All"] == one_way[GOOD] == "24"
    assert both["All", "Under 12"] == ages["Under 12"] == "32"
    assert both["All", "All"] == one_way["Everyone who answered"] == "48"
    inside = [both[row, "Under 12"] for row, column in both if column == "Under 12"]
    assert inside == ["16", "16", "32"]


def test_occasions_of_ten_or_more_have_a_row_and_the_others_share_one(
    held: Flask, forum: CheckingClient
) -> None:
    many(held, 22, 14, 6, 5)

    page = soup(forum.get(released(held)))

    columns = {column for _row, column in crossed(page, "by Occasion")}
    assert columns == {"Occasion 0", "Occasion 1", "All other occasions", "All"}


def test_a_deleted_occasion_is_named_as_deleted_and_its_numbers_stay(
    held: Flask, forum: CheckingClient
) -> None:
    many(held, 26, 20)
    address = released(held)
    before = crossed(soup(forum.get(address)), "by Occasion")
    with database_of(held).transaction() as connection:
        connection.execute(text("DELETE FROM response"))
        connection.execute(text("DELETE FROM collection WHERE occasion = 'Occasion 0'"))

    after = crossed(soup(forum.get(address)), "by Occasion")

    renamed = {
        (row, "An occasion that was deleted" if column == "Occasion 0" else column): said
        for (row, column), said in before.items()
    }
    assert after == renamed

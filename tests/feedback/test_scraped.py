"""Facts are scraped from the pages as a stranger reads them, and handed to an exact attacker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from analysis.gate.shape import Shape
from feedback.models import Role
from feedback.results.asking import plan
from forms.questions import Question
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from tests import factories
from tests.feedback.families import asked
from tests.feedback.releasing import freeze
from tests.feedback.scraping import (
    Known,
    Scraped,
    attackable,
    read_files,
    read_line,
    read_page,
    read_picture,
    scrape,
    told,
)
from tests.feedback.staff_pages import signed_in, store

SURVEY = SURVEYS["post_session"]
AUTUMN = date(2025, 10, 6)
WROTE = ("It was a wonderful day.", "It was horrible.", "كان رائعا", "Fine.")
SETS = [(13, 1), (13, 2), (26, 3), (26, 4), (55, 5)]


@dataclass(frozen=True)
class Frozen:
    """Random answers that were frozen, and the kinds of people that anybody knows they have."""

    app: Flask
    chosen: Sequence[Mapping[str, str]]
    shape: Shape
    facts: Mapping[Any, int]


def random_answers(app: Flask, families: int, seed: int) -> Frozen:
    """Families who answer as they like, leave out what they like, and write now and then."""
    random = Random(seed)  # noqa: S311 -- made-up answers, the same every time
    questions = [one for one in (*SURVEY.questions, ROLE, *ABOUT_YOU) if one.options]
    weights = {one.id: [random.random() ** 2 + 0.03 for _ in one.options] for one in questions}
    opens, closes = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)
    places = [
        asked(app, occasion=occasion, opens_at=opens, closes_at=closes)
        for occasion in ("Music morning", "Family day")
    ]
    things: list[Any] = []
    chosen, sizes = [], Counter[UUID]()
    for number in range(families):
        answers = {
            one.id: choice(random, one, weights[one.id])
            for one in questions
            if random.random() < 0.9
        }
        place = places[number % 2]
        response = factories.response(place, week=AUTUMN)
        things += [response, *factories.answers(response, answers)]
        if random.random() < 0.6:
            things.append(factories.comment(response, random.choice(WROTE)))
        chosen.append(answers)
        sizes[place.id] += 1
    store(app, *things)
    # What anybody could know: the registry of breakdowns, and how many answered.
    planned = plan(SURVEY, sizes)
    ask = planned.ask(app.extensions["heard_area"])
    freeze(app)
    return Frozen(app, chosen, ask.shape, ask.facts)


def choice(random: Random, question: Question, weights: list[float]) -> str:
    [option] = random.choices(question.options, weights)
    return option.code


def everything(app: Flask) -> Scraped:
    """All pages of results, by the Forum and by officers, in English and Arabic."""
    found = Scraped()
    for role in (Role.FORUM, Role.OFFICER):
        client = signed_in(app, role)
        for path in ("/staff/results", "/staff/results/1"):
            for language in ("en", "ar"):
                scrape(client, path, language=language, into=found)
                if path.endswith("1"):
                    read_files(client, path, language=language, into=found)
    return found


def attacks(frozen: Frozen, found: Scraped) -> list[Any]:
    """What the attacker is handed: each table by itself, and each two that are linked."""
    overall = SURVEY.overall.id
    release = told(found, 1, overall=overall)
    at_most = {
        where: most for where, most in frozen.facts.items() if _least(release.tables, where) <= most
    }
    sets = [
        attackable(release, frozen.shape, [name], most=at_most)
        for name in release.tables
        if name != "tone" and "-by-" not in name
    ]
    crossed = [name for name in release.tables if "-by-" in name]
    for pair in combinations(crossed, 2):
        linked = {overall, *pair, *(name.partition("-by-")[2] for name in pair)}
        names = [name for name in release.tables if name in linked]
        sets.append(attackable(release, frozen.shape, names, most=at_most))
    return sets


def _least(tables: Mapping[str, list[Any]], where: Any) -> int:
    [(name, row)] = where
    return max(
        (one["low"] for one in tables.get(name, []) if one["where"] == {name: row}), default=0
    )


def breaches(folder: Path, sets: Sequence[Any]) -> list[str]:
    """What the attacker finds, in a process of its own: its solver and ours clash."""
    files = []
    for number, one in enumerate(sets):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(one), "utf-8")
        files.append(str(path))
    done = subprocess.run(
        [sys.executable, "-m", "tests.gate_attack.attacker", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == f"attacked {len(sets)}"
    return lines[:-1]


@pytest.mark.parametrize(("families", "seed"), SETS)
def test_what_pages_say_gives_no_small_count_away(
    app: Flask, tmp_path: Path, families: int, seed: int
) -> None:
    frozen = random_answers(app, families, seed)
    found = everything(app)

    sets = attacks(frozen, found)

    assert len(sets) >= (20 if families == 55 else 5)
    assert breaches(tmp_path, sets) == []


@pytest.mark.parametrize(("families", "seed"), SETS)
def test_every_number_says_its_cell_and_each_cell_is_the_same_everywhere(
    app: Flask, families: int, seed: int
) -> None:
    random_answers(app, families, seed)

    found = everything(app)

    assert len(found.said) > 15
    assert found.strays == []
    assert found.contradictions() == {}
    # A file says in numbers what the page says in words, and has no cell that the page has not.
    assert set(found.ranges) == {cell for cell in found.words if not cell.endswith(".fits")}
    assert said_in_files(found) == said_in_words(found)


def said_in_words(found: Scraped) -> list[tuple[int, int]]:
    """Between which numbers each cell lies, as a reader of the page understands it."""
    tables = told(found, 1, overall=SURVEY.overall.id).tables
    return sorted((one["low"], one["high"]) for cells in tables.values() for one in cells)


def said_in_files(found: Scraped) -> list[tuple[int, int]]:
    """The same, as the files have it in numbers; totals of one question are no cells there."""
    cells = [
        cell for cell in found.ranges if "-by-" in cell or not cell.endswith((".all", ".responses"))
    ]
    assert all(len(found.ranges[cell]) == 1 for cell in cells)
    return sorted(said for cell in cells for said in found.ranges[cell])


def test_a_page_that_prints_one_hidden_count_is_caught(app: Flask, tmp_path: Path) -> None:
    frozen = random_answers(app, 26, 3)
    found = everything(app)
    cell = next(
        cell
        for cell, words in found.words.items()
        if words.endswith(" or more") and not cell.startswith("R1.tone")
    )
    _release, table, row = cell.split(".")
    options = next(one for one in (*SURVEY.questions, ROLE, *ABOUT_YOU) if one.id == table)
    rows = plan(SURVEY, {factories.collection().id: len(frozen.chosen)})
    codes = rows.breakdowns[options.id].rows[row]
    true = sum(one.get(table) in codes for one in frozen.chosen)

    found.words[cell] = str(true)

    assert breaches(tmp_path, attacks(frozen, found))


PAGE = '<html lang="en"><main><span data-cell="R1.a.b">7</span>{}</main></html>'


@pytest.mark.parametrize("stray", ["<p>7 families</p>", "<li>Under 12: 3</li>", "<p>٣</p>"])
def test_a_number_without_a_cell_is_caught(app: Flask, stray: str) -> None:
    found = Scraped()

    read_page(BeautifulSoup(PAGE.format(stray), "lxml"), Known.of(app), into=found)

    assert len(found.strays) == 1


@pytest.mark.parametrize("known", ["<p>Autumn term 2026</p>", "<p>Under 12</p>", "<p>R1</p>"])
def test_what_is_called_by_a_number_is_no_number_of_a_cell(app: Flask, known: str) -> None:
    found = Scraped()

    read_page(BeautifulSoup(PAGE.format(known), "lxml"), Known.of(app), into=found)

    assert found.strays == []


def test_a_number_in_a_picture_without_a_cell_is_caught(app: Flask) -> None:
    found = Scraped()
    picture = b"<svg><desc>Good: 3</desc><text>Good</text><text>7</text></svg>"

    read_picture(picture, Known.of(app), into=found)

    assert found.strays == ["in a picture: 7", "described in a picture: 3"]


def test_a_number_in_a_file_without_a_cell_is_caught() -> None:
    found = Scraped()

    read_line({"cell_id": "", "words": "", "shown": 7, "low": 7, "high": 7}, into=found)

    assert found.strays == ["in a file: 7"]


def test_a_cell_that_two_places_say_differently_is_caught(app: Flask) -> None:
    found = Scraped()
    again = '<span data-cell="R1.a.b">8</span>'

    read_page(BeautifulSoup(PAGE.format(again), "lxml"), Known.of(app), into=found)

    assert set(found.contradictions()) == {"R1.a.b"}

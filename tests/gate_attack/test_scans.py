"""The exact attacker on what is told of scans: no number under ten can be narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from analysis.gate.asked import Rules
from analysis.gate.shape import Cell
from feedback.results import scan_making
from feedback.results.scan_counting import BEGUN, LANGUAGE, LOOKED, PLACE, REACHED, SENT, Counted
from feedback.results.scan_making import ON, protected
from tests.gate_attack.attacker import attack

LANGUAGES = ("ar", "bn", "en", "so", "ur")
RULES = Rules(b"x" * 32, base=10, threshold=10)
FIRST_DAY, DAYS = date(2026, 3, 2), 12
# How many visits, from how many places; from a hundred on, tables are crossed.
SETS = ((13, 2), (40, 3), (75, 2), (120, 1), (160, 2), (250, 3))


def visits_to(number: int, places: int) -> Counted:
    """So many visits, most of them in few languages, on few days and from one place."""
    chance = Random(f"{number} {places}")  # noqa: S311 -- made-up visits, not secrets
    codes = tuple(f"PLACE{place}" for place in range(places))
    found, days = Counter[Cell](), Counter[date]()
    for _visit in range(number):
        language = chance.choices(LANGUAGES, (2, 3, 20, 1, 1))[0]
        place = chance.choices(codes, range(1, places + 1))[0]
        reached = chance.choices((LOOKED, BEGUN, SENT), (5, 1, 4))[0]
        found[(LANGUAGE, language), (PLACE, place), (REACHED, reached)] += 1
        days[FIRST_DAY + timedelta(chance.choices(range(DAYS), [9, *[1] * (DAYS - 1)])[0])] += 1
    every_day = {
        FIRST_DAY + timedelta(day): days[FIRST_DAY + timedelta(day)] for day in range(DAYS)
    }
    return Counted(codes, LANGUAGES, every_day, found)


def breaches(counted: Counted) -> Iterator[str]:
    """What the attacker works out of everything that is told."""
    told = [one for one in protected(counted, RULES, is_alone=True) if not one["withheld"]]
    columns: dict[str, Any] = {
        REACHED: [LOOKED, BEGUN, SENT],
        PLACE: list(counted.places),
        LANGUAGE: list(counted.languages),
        ON: [day.isoformat() for day in counted.days],
    }
    total = {"where": {}, "low": counted.opened, "high": counted.opened}
    for is_of_days in (False, True):
        tables = [
            {"cells": [*one["cells"], total]}
            for one in told
            if (one["table"] == [ON]) == is_of_days
        ]
        if tables:
            out = {"roles": {"staff": tables}}
            yield from attack({"categories": columns, "threshold": RULES.threshold}, [out])


@pytest.mark.parametrize(("number", "places"), SETS)
def test_nobody_narrows_a_small_number_of_visits(number: int, places: int) -> None:
    counted = visits_to(number, places)

    assert list(breaches(counted)) == []


def test_hiding_only_what_is_small_is_got_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_the_small(choice: Any, *, threshold: int) -> tuple[frozenset[int], ...]:
        return (frozenset(at for at, count in enumerate(choice) if count < threshold),)

    monkeypatch.setattr("analysis.gate.release.hiding_choices", only_the_small)
    monkeypatch.setattr(scan_making, "_narrowed", lambda *_: [])
    monkeypatch.setattr(scan_making, "BASE_FOR_THREE_ROWS", 1000)

    found = [list(breaches(visits_to(*one))) for one in SETS]

    assert any(found)

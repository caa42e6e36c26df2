"""The exact attacker on what a survey's collections tell together, beside a release of its answers.

It sees how often each was opened, how far all visits came, and how many each occasion got as a
release says it; it may take it that nobody answered on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from analysis.gate.asked import Rules
from analysis.gate.shape import Cell
from feedback.results import scan_funnel
from feedback.results.asking import SMALLEST_OCCASION
from feedback.results.scan_counting import BEGUN, LOOKED, REACHED, SENT
from feedback.results.scan_funnel import told_together
from feedback.results.stored import Stored
from tests.gate_attack.attacker import attack

RULES = Rules(b"x" * 32, base=10, threshold=10)
BESIDE = Stored(1, "", {"responses": 100})
COLLECTION = "collection"
# Of each collection, how many visits only looked, began, and sent.
SETS = {
    "all were opened often": [(20, 3, 30), (14, 1, 12), (9, 2, 10), (30, 4, 60), (12, 0, 2)],
    "few began and did not send": [(5, 1, 14), (6, 0, 12), (7, 1, 9)],
    "few sent": [(30, 5, 2), (20, 4, 1)],
    "nobody opened one": [(20, 3, 30), (14, 1, 12), (0, 0, 0)],
    "few opened one": [(20, 3, 30), (14, 1, 12), (2, 1, 4)],
    "few opened two": [(20, 3, 30), (2, 0, 2), (2, 1, 4)],
    "few opened most": [(20, 3, 30), (2, 0, 2), (2, 1, 4), (3, 1, 2), (1, 1, 4), (5, 0, 1)],
}
Numbers = Sequence[tuple[int, int, int]]


def visits_of(numbers: Numbers) -> list[Mapping[Cell, int]]:
    """The visits to each collection, as they are counted."""
    stages = (LOOKED, BEGUN, SENT)
    return [{((REACHED, s),): n for s, n in zip(stages, one, strict=True)} for one in numbers]


def occasions(numbers: Numbers) -> list[dict[str, Any]]:
    """How many each got, where a release has a row for it: the largest, and never a few others."""
    sent = sorted(((one[2], f"C{at}") for at, one in enumerate(numbers)), reverse=True)
    large = [one for one in sent if one[0] >= SMALLEST_OCCASION]
    while large and sum(n for n, _ in sent) - sum(n for n, _ in large) < SMALLEST_OCCASION:
        large.pop()
    return [cell({COLLECTION: name, REACHED: SENT}, number, number) for number, name in large]


def cell(where: Mapping[str, str], low: int, high: int) -> dict[str, Any]:
    """One number, or the range it is told to lie in."""
    return {"where": dict(where), "low": low, "high": high}


def breaches(numbers: Numbers, more: Sequence[Mapping[str, Any]] = ()) -> Iterator[str]:
    """What the attacker works out of everything that is told, and of something more."""
    told = told_together(visits_of(numbers), RULES, BESIDE)
    assert told is not None
    cells = [cell({}, told["low"], told["high"]), *occasions(numbers), *more]
    for at, one in enumerate(numbers):
        few = sum(one) < RULES.base
        cells.append(cell({COLLECTION: f"C{at}"}, *((0, 9) if few else (sum(one), sum(one)))))
    for table in told["tables"]:
        cells += table.get("cells", [])
    columns = {
        COLLECTION: [f"C{at}" for at in range(len(numbers))],
        REACHED: [LOOKED, BEGUN, SENT],
    }
    spec = {"categories": columns, "threshold": RULES.threshold}
    yield from attack(spec, [{"roles": {"staff": [{"cells": cells}]}}])


@pytest.mark.parametrize("name", SETS)
def test_nobody_works_out_a_small_number_of_one_collection(name: str) -> None:
    assert list(breaches(SETS[name])) == []


@pytest.mark.parametrize("name", ["few opened one", "few opened two"])
def test_the_exact_sum_with_few_small_ones_is_got_through(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_funnel, "can_be_added", lambda *_: True)

    assert list(breaches(SETS[name])) != []


def test_what_one_collection_sent_is_got_through_beside_what_all_sent() -> None:
    numbers = [(20, 12, 30), (20, 12, 13), (14, 11, 4)]
    sent = [cell({COLLECTION: f"C{at}", REACHED: SENT}, n[2], n[2]) for at, n in enumerate(numbers)]

    assert list(breaches(numbers)) == []
    assert any("'C2'" in one for one in breaches(numbers, sent[:2]))

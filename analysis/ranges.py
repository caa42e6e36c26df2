"""Ranges round a count of few answers, and which of the two kinds a page may use.

Both kinds hold the truth at least 19 times in 20 if answering was a matter of chance. It never is:
pages say beside every range that people chose whether to answer, and that no range covers that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, comb, floor, sqrt

_TWO_SIDED_95 = 1.959963984540054
_EACH_TAIL = 0.025


class Answers(StrEnum):
    """Whom the answers stand for: it decides which range applies, and what may be said."""

    # Nobody is known, so one family may have answered twice: "13 responses", never "13 families".
    RESPONSES = "responses"
    # Each answer is known to come from a different person out of a known number of people.
    PEOPLE = "people"


class Method(StrEnum):
    """How a range was worked out."""

    WILSON = "wilson"
    EXACT = "exact"


@dataclass(frozen=True)
class Interval:
    """A range of shares, each between 0 and 1."""

    low: float
    high: float

    def people_of(self, base: int) -> tuple[int, int]:
        """Return it as whole people, outwards: inwards it would sound surer than it is."""
        return floor(self.low * base), min(base, ceil(self.high * base))


@dataclass(frozen=True)
class CountInterval:
    """A range of whole numbers of people."""

    low: int
    high: int


@dataclass(frozen=True)
class ShareRange:
    """Where the share in everyone may lie, and how that was worked out."""

    interval: Interval
    method: Method


def share_range(count: int, *, answers: int, everyone: int, answers_are: Answers) -> ShareRange:
    """Return the range that applies: exact for different people, Wilson for mere responses."""
    if answers_are is Answers.PEOPLE:
        people = exact_interval(count, answers=answers, population=everyone)
        interval = Interval(people.low / everyone, people.high / everyone)
        return ShareRange(interval, Method.EXACT)
    return ShareRange(wilson(count, answers), Method.WILSON)


def wilson(count: int, total: int) -> Interval:
    """Return the 95% Wilson range of a share, as if the population had no end.

    At worst it holds the truth less often than 95 times in 100: docs/decisions says how often.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError("A share needs a count between 0 and a total above 0.")
    square = _TWO_SIDED_95**2
    centre = (count + square / 2) / (total + square)
    spread = count * (total - count) / total + square / 4
    half_width = _TWO_SIDED_95 * sqrt(spread) / (total + square)
    # None and all are possible shares, whatever the rounding of the arithmetic.
    low = 0.0 if count == 0 else centre - half_width
    return Interval(low, 1.0 if count == total else centre + half_width)


def exact_interval(count: int, *, answers: int, population: int) -> CountInterval:
    """Return how many of a population could hold a view, when the answers are distinct people."""
    if not 0 <= count <= answers <= population:
        raise ValueError("A count cannot pass the answers, nor the answers the population.")
    possible = [
        holders
        for holders in range(count, population - (answers - count) + 1)
        if chance_of_at_most(count, answers, holders, population) > _EACH_TAIL
        and _chance_of_at_least(count, answers, holders, population) > _EACH_TAIL
    ]
    return CountInterval(possible[0], possible[-1])


def chance_of_at_most(count: int, answers: int, holders: int, population: int) -> float:
    """Return the chance of drawing this many holders or fewer, without replacement."""
    ways = sum(
        comb(holders, drawn) * comb(population - holders, answers - drawn)
        for drawn in range(min(count, answers) + 1)
    )
    return ways / comb(population, answers)


def _chance_of_at_least(count: int, answers: int, holders: int, population: int) -> float:
    """Return the chance of drawing this many holders or more, without replacement."""
    ways = sum(
        comb(holders, drawn) * comb(population - holders, answers - drawn)
        for drawn in range(count, min(holders, answers) + 1)
    )
    return ways / comb(population, answers)

"""Ranges round a count of few answers.

They hold the truth at least 19 times in 20 if answering was a matter of chance. It never is:
pages say beside every range that people chose whether to answer, and that no range covers that.
Nobody knows who answered, so no range may count answers as different people of a known number.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb, floor, sqrt

_TWO_SIDED_95 = 1.959963984540054


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


def chance_of_at_most(count: int, answers: int, holders: int, population: int) -> float:
    """Return the chance of drawing this many holders or fewer, without replacement."""
    ways = sum(
        comb(holders, drawn) * comb(population - holders, answers - drawn)
        for drawn in range(min(count, answers) + 1)
    )
    return ways / comb(population, answers)

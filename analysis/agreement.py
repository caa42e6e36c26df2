"""How far two readings of the same comments agree: a table always, Cohen's kappa from fifty on.

Kappa is 1 when all agree and 0 when they agree as often as chance would have it. Its interval uses
the large-sample standard error of J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample standard
errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), pages 323 to 327. Below
fifty pairs that interval is so wide (about 0.2 either way) that only the table is worth showing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEWEST_FOR_KAPPA = 50
_Z_95 = 1.959964


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """Pairs of readings counted: a row for what the first said, a column for the second."""

    codes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def pairs(self) -> int:
        """How many were read twice."""
        return sum(map(sum, self.counts))

    @property
    def same(self) -> int:
        """How many got the same both times."""
        return sum(self.counts[place][place] for place in range(len(self.codes)))

    @property
    def kappa(self) -> Kappa | None:
        """Kappa; None below fifty pairs, and where chance alone would make all agree."""
        return cohen_kappa(self.counts) if self.pairs >= FEWEST_FOR_KAPPA else None


def agreement(pairs: Iterable[tuple[str, str]], *, codes: Sequence[str]) -> Agreement:
    """Count pairs of readings; a code that is not among `codes` is a mistake, and refused."""
    found = Counter(pairs)
    if strange := {code for pair in found for code in pair} - set(codes):
        raise ValueError(f"unknown codes: {sorted(strange)}")
    counts = tuple(tuple(found[first, second] for second in codes) for first in codes)
    return Agreement(tuple(codes), counts)


def cohen_kappa(counts: Sequence[Sequence[int]]) -> Kappa | None:
    """Kappa of a square table of counts; None when nothing but agreement was possible."""
    total = sum(map(sum, counts))
    if not total:
        return None
    size = range(len(counts))
    share = [[count / total for count in row] for row in counts]
    first = [sum(share[row]) for row in size]
    second = [sum(share[row][column] for row in size) for column in size]
    seen = sum(share[place][place] for place in size)
    chance = sum(first[place] * second[place] for place in size)
    if math.isclose(chance, 1):
        return None
    value = (seen - chance) / (1 - chance)
    error = _standard_error(share, first, second, value, chance, total)
    return Kappa(value, max(-1.0, value - _Z_95 * error), min(1.0, value + _Z_95 * error))


def _standard_error(
    share: Sequence[Sequence[float]],
    first: Sequence[float],
    second: Sequence[float],
    value: float,
    chance: float,
    total: int,
) -> float:
    size = range(len(share))
    agreeing = sum(
        share[place][place] * (1 - (first[place] + second[place]) * (1 - value)) ** 2
        for place in size
    )
    differing = (1 - value) ** 2 * sum(
        share[row][column] * (second[row] + first[column]) ** 2
        for row in size
        for column in size
        if row != column
    )
    variance = agreeing + differing - (value - chance * (1 - value)) ** 2
    return math.sqrt(max(variance, 0.0)) / ((1 - chance) * math.sqrt(total))

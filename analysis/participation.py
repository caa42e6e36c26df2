"""Who took part, beside who there is: honest ranges, and a slow-to-anger "under-heard" flag.

Everything here starts from a safe table, because a flag or a range is a fact about a count and
may be published only if the count is. The ranges assume that answering was a matter of chance.
It never is: pages say so beside every range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb, sqrt

from analysis.tables import SafeCell, SafeTable

_TWO_SIDED_95 = 1.959963984540054
_EACH_TAIL = 0.025
_FAMILY_WISE_ERROR = 0.10
_RATIO_BELOW = 0.8
_SMALLEST_SHORTFALL = 2
# Nobody signs in, so one family may answer twice: a flag must outlive two such answers.
_REPEATS_TO_OUTLIVE = 2


@dataclass(frozen=True)
class Baseline:
    """How many of whom there are: an exact count with its base, or a text as it was published."""

    code: str
    text: str | None = None
    count: int | None = None
    base: int | None = None
    # False for a baseline that is worth printing but is about other people, such as all residents.
    is_right_yardstick: bool = True

    def __post_init__(self) -> None:
        """Refuse a count without a base, and a count larger than its base."""
        if (self.count is None) != (self.base is None):
            raise ValueError("A baseline count needs its base, and a base its count.")
        if self.count is not None and self.base is not None and not 0 <= self.count <= self.base:
            raise ValueError("A baseline count lies between 0 and its base.")
        if self.text is None and self.count is None:
            raise ValueError("A baseline is a text, a count with its base, or both.")


class Hearing(StrEnum):
    """Whether a group looks under-heard."""

    UNDER_HEARD = "under_heard"
    NO_SIGN = "no_sign"
    TOO_FEW_TO_TELL = "too_few_to_tell"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class ParticipationRow:
    """One group: what the gate shows of it, its baseline, and the verdict."""

    cell: SafeCell
    baseline_text: str | None
    baseline_count: int | None
    baseline_base: int | None
    hearing: Hearing


@dataclass(frozen=True)
class Interval:
    """A range of shares, each between 0 and 1."""

    low: float
    high: float


@dataclass(frozen=True)
class CountInterval:
    """A range of whole numbers of people."""

    low: int
    high: int


def compare_participation(
    table: SafeTable, baselines: Sequence[Baseline]
) -> tuple[ParticipationRow, ...]:
    """Set each group of a safe table beside its baseline; a withheld table has no rows."""
    by_code = {baseline.code: baseline for baseline in baselines}
    compared = {code for code, baseline in by_code.items() if _is_comparable(baseline)}
    codes_compared = compared & {cell.category.code for cell in table.cells}
    answers = _answers_in(table, codes_compared)
    return tuple(
        _row(cell, by_code.get(cell.category.code), answers=answers, groups=len(codes_compared))
        for cell in table.cells
    )


def judge_hearing(
    heard: int, *, answers: int, group_size: int, everyone: int, groups: int
) -> Hearing:
    """Say whether a group of known size looks under-heard among the answers, allowing for luck.

    The answers must come from the population the baseline counts; more answers than people means
    that some answered twice, and then nothing is claimed.
    """
    if answers > everyone:
        return Hearing.NOT_COMPARED
    if _outlives_repeats(heard, answers, group_size, everyone, groups):
        return Hearing.UNDER_HEARD
    if not _outlives_repeats(0, answers, group_size, everyone, groups):
        return Hearing.TOO_FEW_TO_TELL
    return Hearing.NO_SIGN


def wilson(count: int, total: int) -> Interval:
    """Return the 95% Wilson range of a share, as if the population had no end."""
    if not 0 <= count <= total or total == 0:
        raise ValueError("A share needs a count between 0 and a total above 0.")
    square = _TWO_SIDED_95**2
    centre = (count + square / 2) / (total + square)
    spread = count * (total - count) / total + square / 4
    half_width = _TWO_SIDED_95 * sqrt(spread) / (total + square)
    return Interval(max(0.0, centre - half_width), min(1.0, centre + half_width))


def exact_interval(count: int, *, answers: int, population: int) -> CountInterval:
    """Return how many of a population could hold a view, when the answers are distinct people."""
    if not 0 <= count <= answers <= population:
        raise ValueError("A count cannot pass the answers, nor the answers the population.")
    possible = [
        holders
        for holders in range(count, population - (answers - count) + 1)
        if _at_most(count, answers, holders, population) > _EACH_TAIL
        and _at_least(count, answers, holders, population) > _EACH_TAIL
    ]
    return CountInterval(possible[0], possible[-1])


def _is_comparable(baseline: Baseline) -> bool:
    return baseline.count is not None and baseline.is_right_yardstick


def _answers_in(table: SafeTable, codes: set[str]) -> int | None:
    """Return how many answers fall in these groups, or None when that is not public."""
    others = [cell.shown for cell in table.cells if cell.category.code not in codes]
    if table.total is None or any(shown is None for shown in others):
        return None
    return table.total - sum(shown for shown in others if shown is not None)


def _row(
    cell: SafeCell, baseline: Baseline | None, *, answers: int | None, groups: int
) -> ParticipationRow:
    if baseline is None:
        return ParticipationRow(cell, None, None, None, Hearing.NOT_COMPARED)
    hearing = _hearing(cell, baseline, answers=answers, groups=groups)
    return ParticipationRow(cell, baseline.text, baseline.count, baseline.base, hearing)


def _hearing(cell: SafeCell, baseline: Baseline, *, answers: int | None, groups: int) -> Hearing:
    size, everyone = baseline.count, baseline.base
    if answers is None or size is None or everyone is None or not baseline.is_right_yardstick:
        return Hearing.NOT_COMPARED
    # A hidden count is never judged; that nobody could tell needs no count, so it may be said.
    heard = answers if cell.shown is None else cell.shown
    verdict = judge_hearing(
        heard, answers=answers, group_size=size, everyone=everyone, groups=groups
    )
    if cell.shown is None and verdict is not Hearing.TOO_FEW_TO_TELL:
        return Hearing.NOT_COMPARED
    return verdict


def _outlives_repeats(
    heard: int, answers: int, group_size: int, everyone: int, groups: int
) -> bool:
    """Say whether the flag still stands if up to two of the other answers were repeats."""
    return all(
        _is_flagged(heard, answers - repeats, group_size, everyone, groups)
        for repeats in range(_REPEATS_TO_OUTLIVE + 1)
    )


def _is_flagged(heard: int, answers: int, group_size: int, everyone: int, groups: int) -> bool:
    """Apply the rule: exact one-sided p, a ratio below 0.8, and a shortfall of two people."""
    if answers <= 0 or heard > answers:
        return False
    expected = answers * group_size / everyone
    if expected - heard < _SMALLEST_SHORTFALL or heard >= _RATIO_BELOW * expected:
        return False
    return _at_most(heard, answers, group_size, everyone) < _FAMILY_WISE_ERROR / groups


def _at_most(count: int, answers: int, holders: int, population: int) -> float:
    """Return the chance of drawing this many holders or fewer, without replacement."""
    ways = sum(
        comb(holders, drawn) * comb(population - holders, answers - drawn)
        for drawn in range(min(count, answers) + 1)
    )
    return ways / comb(population, answers)


def _at_least(count: int, answers: int, holders: int, population: int) -> float:
    """Return the chance of drawing this many holders or more, without replacement."""
    ways = sum(
        comb(holders, drawn) * comb(population - holders, answers - drawn)
        for drawn in range(count, min(holders, answers) + 1)
    )
    return ways / comb(population, answers)

"""Who took part, beside who there is: facts for each group, and a slow-to-anger flag.

Everything here starts from a safe table. What is said of a group follows from the counts and
ranges that the table prints, so it tells nothing more. The flag and the ranges assume that
answering was a matter of chance. It never is: pages say so beside every range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.ranges import CountInterval, Interval, chance_of_at_most, wilson
from analysis.tables import SafeCell, SafeTable

# In a group smaller than this a verdict may point to somebody: it is for officers only.
SMALLEST_GROUP_FOR_ALL = 10
# An area may hide more than counts below 5, but what is as large as a base is no longer few.
_MORE_THAN_FEW = 10
_FAMILY_WISE_ERROR = 0.10
_RATIO_BELOW = 0.8
_SMALLEST_SHORTFALL = 2
# Nobody signs in, so one family may answer twice: a flag must outlive two such answers. Without
# this the rule raises a false flag too often even where nobody repeats: see docs/decisions.
_REPEATS_TO_OUTLIVE = 2


class Yardstick(StrEnum):
    """How far a published number is about the people we ask."""

    RIGHT = "right"  # The same people: compare.
    ROUGH = "rough"  # Other people: good only for noticing who is missing altogether.
    WRONG = "wrong"  # It would mislead: show it for context, never compare.


@dataclass(frozen=True)
class Baseline:
    """How many of whom there are, as published: a count, a count out of a base, or words."""

    code: str  # The row of the table that it is about.
    text: str | None = None
    count: int | None = None
    base: int | None = None
    yardstick: Yardstick = Yardstick.RIGHT
    ref: str | None = None  # The area's own row, which knows its date and document.

    def __post_init__(self) -> None:
        """Refuse a base without a count or words, and a count that does not fit its base."""
        if self.text is None and self.count is None:
            raise ValueError("A baseline is a text, a count, or both.")
        if self.count is not None and self.count < 0:
            raise ValueError("A baseline count is 0 or more.")
        if None not in (self.count, self.base) and (self.count or 0) > (self.base or 0):
            raise ValueError("A baseline count is no larger than its base.")


class Presence(StrEnum):
    """Whether a group took part, as far as the table says."""

    COUNTED = "counted"
    NONE_OR_FEW = "none_or_few"  # "No answers, or fewer than 5": the cell's high is the most.
    HIDDEN = "hidden"  # More than a few, or nobody can tell: hidden to protect another row.


class Hearing(StrEnum):
    """Whether a group looks under-heard."""

    UNDER_HEARD = "under_heard"
    NO_SIGN = "no_sign"
    TOO_FEW_TO_TELL = "too_few_to_tell"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class ParticipationRow:
    """One group: what the gate shows of it, how many there are, and what may be said."""

    cell: SafeCell
    baseline: Baseline | None
    hearing: Hearing = Hearing.NOT_COMPARED
    # How many answers the group's share is out of, and where the share may lie beside its
    # baseline's; None where no share makes sense, such as a count of people without a base.
    answers: int | None = None
    share: Interval | None = None

    @property
    def baseline_count(self) -> int | None:
        """How many of this group there are, if that is published."""
        return None if self.baseline is None else self.baseline.count

    @property
    def presence(self) -> Presence:
        """Say whether the group took part."""
        if self.cell.shown is not None:
            return Presence.COUNTED
        is_few = self.cell.low == 0 and self.cell.high < _MORE_THAN_FEW
        return Presence.NONE_OR_FEW if is_few else Presence.HIDDEN

    @property
    def is_for_officers_only(self) -> bool:
        """Say whether the group is so small that a verdict on it may point to somebody."""
        return self.baseline_count is not None and self.baseline_count < SMALLEST_GROUP_FOR_ALL


class Missing(StrEnum):
    """Why a group belongs under "who is missing, and what we plan"."""

    NONE_OR_FEW = "none_or_few"
    UNDER_HEARD = "under_heard"


@dataclass(frozen=True)
class MissingGroup:
    """A group to plan for; a page sets what is planned beside it."""

    row: ParticipationRow
    why: Missing


def compare_participation(
    table: SafeTable, baselines: Sequence[Baseline]
) -> tuple[ParticipationRow, ...]:
    """Set each group of a safe table beside its baseline; a withheld table has no rows.

    Of several baselines for one row the best yardstick is used, then a count before words, then
    the first. Groups are compared only where their counts together make up the base.
    """
    # Worst first: the last one written for a row stays.
    best = {baseline.code: baseline for baseline in reversed(sorted(baselines, key=_rank))}
    rows = [ParticipationRow(cell, best.get(cell.category.code)) for cell in table.cells]
    compared = [row for row in rows if _is_comparable(row.baseline)]
    if not _is_everybody(compared):
        return tuple(rows)
    answers = _answers_in(table, compared)
    return tuple(
        _compare(row, answers, groups=len(compared)) if _is_comparable(row.baseline) else row
        for row in rows
    )


def parts_of_a_whole(counts: Sequence[Baseline]) -> tuple[Baseline, ...]:
    """Give counts their sum as a base, where everybody we ask about is in exactly one of them.

    26 with an EHC plan and 43 with SEN Support are 26 and 43 of 69. Only for counts of the same
    people at the same time: nobody else can know that, so the caller says it by calling this.
    """
    if any(part.count is None or part.base is not None for part in counts):
        raise ValueError("Parts of a whole are counts that have no base yet.")
    base = sum(part.count or 0 for part in counts)
    return tuple(replace(part, base=base) for part in counts)


def who_is_missing(rows: Iterable[ParticipationRow]) -> tuple[MissingGroup, ...]:
    """List the groups that look under-heard, or that gave few answers though there are more."""
    found = ((row, _why_missing(row)) for row in rows)
    return tuple(MissingGroup(row, why) for row, why in found if why is not None)


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


def _rank(baseline: Baseline) -> tuple[int, bool]:
    """The best first."""
    return list(Yardstick).index(baseline.yardstick), baseline.count is None


def _is_comparable(baseline: Baseline | None) -> bool:
    return (
        baseline is not None
        and baseline.count is not None
        and baseline.base is not None
        and baseline.yardstick is Yardstick.RIGHT
    )


def _is_everybody(compared: Sequence[ParticipationRow]) -> bool:
    """Say whether these groups make up one population: a share needs the same people below it."""
    baselines = [row.baseline for row in compared if row.baseline is not None]
    return {each.base for each in baselines} == {sum(each.count or 0 for each in baselines)}


def _answers_in(table: SafeTable, compared: Sequence[ParticipationRow]) -> CountInterval:
    """How many answers, at least and at most, a reader could think these groups gave together."""
    inside = {row.cell.category.code for row in compared}
    others = [cell for cell in table.cells if cell.category.code not in inside]
    total = table.total or 0
    return CountInterval(
        max(sum(row.cell.low for row in compared), total - sum(cell.high for cell in others)),
        min(sum(row.cell.high for row in compared), total - sum(cell.low for cell in others)),
    )


def _compare(row: ParticipationRow, answers: CountInterval, *, groups: int) -> ParticipationRow:
    everyone = row.baseline.base if row.baseline is not None else None
    group_size, heard = row.baseline_count, row.cell.shown
    if everyone is None or group_size is None:
        return row
    # A verdict holds for every count that a reader could think of, or it is not given.
    verdicts = {
        judge_hearing(
            count, answers=out_of, group_size=group_size, everyone=everyone, groups=groups
        )
        for out_of in range(answers.low, answers.high + 1)
        for count in _least_and_most(row.cell, out_of)
    }
    hearing = verdicts.pop() if len(verdicts) == 1 else Hearing.NOT_COMPARED
    judged = replace(row, hearing=hearing)
    if answers.low != answers.high or not 0 < answers.high <= everyone:
        return judged
    if heard is None:
        return replace(judged, answers=answers.high)
    return replace(judged, answers=answers.high, share=wilson(heard, answers.high))


def _least_and_most(cell: SafeCell, answers: int) -> Iterator[int]:
    """The ends of a cell's range: what holds for both holds for every count between."""
    yield min(cell.low, answers)
    yield min(cell.high, answers)


def _why_missing(row: ParticipationRow) -> Missing | None:
    if row.hearing is Hearing.UNDER_HEARD:
        return Missing.UNDER_HEARD
    if row.baseline is None or row.baseline.yardstick is Yardstick.WRONG:
        return None
    # "Fewer than 5" of a group of four may be all of them.
    everyone_may_have = row.baseline_count is not None and row.baseline_count <= row.cell.high
    if row.presence is not Presence.NONE_OR_FEW or everyone_may_have:
        return None
    return Missing.NONE_OR_FEW


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
    return chance_of_at_most(heard, answers, group_size, everyone) < _FAMILY_WISE_ERROR / groups

"""Who took part: ranges that cover, and a flag that luck seldom raises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import comb

import pytest

from analysis.participation import (
    Baseline,
    CountInterval,
    Hearing,
    ParticipationRow,
    compare_participation,
    exact_interval,
    judge_hearing,
    wilson,
)
from tests.analysis.safe import safe

POPULATIONS = (26, 43, 55)
GROUPS = [(0.15, 0.55, 0.30), (0.34, 0.33, 0.33), (0.5, 0.25, 0.25), (0.8, 0.1, 0.1)]


def _draws(sizes: tuple[int, ...], answers: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Give every way so many answers could fall on the groups, with its exact chance."""
    for drawn in product(*(range(size + 1) for size in sizes[:-1])):
        last = answers - sum(drawn)
        if 0 <= last <= sizes[-1]:
            split = (*drawn, last)
            ways = 1
            for size, count in zip(sizes, split, strict=True):
                ways *= comb(size, count)
            yield split, ways / comb(sum(sizes), answers)


def _chance_of_a_false_flag(sizes: tuple[int, ...], answers: int) -> float:
    everyone = sum(sizes)
    flagged = [
        {
            heard
            for heard in range(answers + 1)
            if judge_hearing(heard, answers=answers, group_size=size, everyone=everyone, groups=3)
            is Hearing.UNDER_HEARD
        }
        for size in sizes
    ]
    return sum(
        chance
        for split, chance in _draws(sizes, answers)
        if any(heard in flags for heard, flags in zip(split, flagged, strict=True))
    )


@pytest.mark.parametrize("everyone", POPULATIONS)
@pytest.mark.parametrize("shares", GROUPS)
def test_when_all_groups_answer_alike_luck_seldom_raises_a_flag(
    everyone: int, shares: tuple[float, ...]
) -> None:
    first, second = (round(everyone * share) for share in shares[:2])
    sizes = (first, second, everyone - first - second)

    chances = [_chance_of_a_false_flag(sizes, answers) for answers in range(8, 21)]

    assert max(chances) <= 0.07


def test_a_group_that_is_plainly_missing_is_flagged() -> None:
    verdict = judge_hearing(2, answers=20, group_size=26, everyone=55, groups=2)

    assert verdict is Hearing.UNDER_HEARD


def test_a_flag_that_two_repeated_answers_could_cause_is_not_raised() -> None:
    # With four girls of 26 and none heard, chance alone is below one in twenty from 13 answers;
    # allowing for two repeats takes 15.
    verdicts = [
        judge_hearing(0, answers=answers, group_size=4, everyone=26, groups=2)
        for answers in (12, 13, 14, 15)
    ]

    assert verdicts == [Hearing.TOO_FEW_TO_TELL] * 3 + [Hearing.UNDER_HEARD]


def test_more_answers_than_people_are_compared_with_nothing() -> None:
    verdict = judge_hearing(5, answers=30, group_size=13, everyone=26, groups=2)

    assert verdict is Hearing.NOT_COMPARED


def _rows(*counts: int, baselines: tuple[Baseline, ...]) -> tuple[ParticipationRow, ...]:
    return compare_participation(safe(*counts), baselines)


def _verdicts(*counts: int, baselines: tuple[Baseline, ...]) -> list[Hearing]:
    return [row.hearing for row in _rows(*counts, baselines=baselines)]


HALVES = (Baseline("a", count=50, base=100), Baseline("b", count=50, base=100))


def test_a_table_names_the_group_that_looks_under_heard() -> None:
    assert _verdicts(6, 24, baselines=HALVES) == [Hearing.UNDER_HEARD, Hearing.NO_SIGN]


def test_prefer_not_to_say_is_no_part_of_the_comparison() -> None:
    with_refusals = _verdicts(6, 24, 30, baselines=HALVES)

    assert with_refusals == [Hearing.UNDER_HEARD, Hearing.NO_SIGN, Hearing.NOT_COMPARED]


def test_published_text_and_wrong_yardsticks_are_shown_but_not_compared() -> None:
    baselines = (
        Baseline("a", text="53% of children with EHC plans"),
        Baseline("b", count=90, base=100, is_right_yardstick=False),
    )

    rows = _rows(24, 6, baselines=baselines)

    assert rows[0].baseline_text == "53% of children with EHC plans"
    assert (rows[1].baseline_count, rows[1].baseline_base) == (90, 100)
    assert [row.hearing for row in rows] == [Hearing.NOT_COMPARED] * 2


def test_a_flag_never_gives_away_a_hidden_count() -> None:
    baselines = tuple(
        Baseline(code, count=size, base=100) for code, size in zip("abc", (40, 30, 30), strict=True)
    )

    hidden = [row for row in _rows(30, 2, 2, baselines=baselines) if row.cell.shown is None]

    assert len(hidden) == 2
    assert {row.hearing for row in hidden} == {Hearing.NOT_COMPARED}


def test_hidden_refusals_leave_nothing_to_compare() -> None:
    table_with_hidden_refusals = (6, 24, 2, 2)

    verdicts = _verdicts(*table_with_hidden_refusals, baselines=HALVES)

    assert set(verdicts) == {Hearing.NOT_COMPARED}


def test_a_withheld_table_has_no_rows() -> None:
    assert _rows(3, 2, baselines=HALVES) == ()


@pytest.mark.parametrize(
    "facts",
    [{"count": 5}, {"base": 5}, {"count": 6, "base": 5}, {"count": -1, "base": 5}, {}],
)
def test_a_baseline_that_cannot_be_true_is_refused(facts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="baseline"):
        Baseline("a", **facts)  # type: ignore[arg-type]  # Only numbers.


def test_ten_of_thirteen_is_as_published() -> None:
    share = wilson(10, 13)

    assert (round(share.low, 2), round(share.high, 2)) == (0.50, 0.92)
    assert exact_interval(10, answers=13, population=55) == CountInterval(28, 51)


@pytest.mark.parametrize("everyone", POPULATIONS)
@pytest.mark.parametrize("answers", [8, 10, 13, 20])
def test_the_exact_range_covers_at_least_19_times_in_20(everyone: int, answers: int) -> None:
    ranges = [exact_interval(x, answers=answers, population=everyone) for x in range(answers + 1)]

    for holders in range(everyone + 1):
        covered = sum(
            chance
            for (drawn, _), chance in _draws((holders, everyone - holders), answers)
            if ranges[drawn].low <= holders <= ranges[drawn].high
        )
        assert covered >= 0.95


@pytest.mark.parametrize("everyone", POPULATIONS)
@pytest.mark.parametrize("answers", [10, 13, 20])
def test_the_wilson_range_covers_shares_that_are_not_extreme(everyone: int, answers: int) -> None:
    ranges = [wilson(count, answers) for count in range(answers + 1)]

    for holders in range(everyone // 10 + 1, everyone - everyone // 10):
        covered = sum(
            chance
            for (drawn, _), chance in _draws((holders, everyone - holders), answers)
            if ranges[drawn].low <= holders / everyone <= ranges[drawn].high
        )
        assert covered >= 0.94


def test_a_range_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="total above 0"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="population"):
        exact_interval(5, answers=13, population=12)

"""How seldom luck may fool us, every case weighed: a share in make test, all in make test-gate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.comparison import Change, judge_change
from analysis.participation import Hearing, judge_hearing
from analysis.ranges import Interval, chance_of_at_most
from benchmarks.small_numbers import (
    BASES,
    LEAST_COVERAGE,
    MOST_FALSE_CHANGES,
    MOST_FALSE_FLAGS,
    false_change,
    false_changes_from,
    our_flag,
    splits,
    wilson,
    wilson_as_printed,
    worst_coverage,
    worst_endless_coverage,
    worst_false_flag,
)

POPULATIONS = (26, 43, 55)


def test_every_split_of_a_population_is_tried_once() -> None:
    assert list(splits(6, 3)) == [(1, 1, 4), (1, 2, 3), (2, 2, 2)]


@pytest.mark.parametrize("groups", [2, 3])
def test_when_all_groups_answer_alike_luck_seldom_raises_a_flag(groups: int) -> None:
    worst = worst_false_flag(our_flag(groups), groups=groups, populations=POPULATIONS)

    assert worst.chance <= MOST_FALSE_FLAGS


def test_the_eighty_percent_rule_would_not_keep_that_promise() -> None:
    def is_below_four_fifths(heard: int, answers: int, group_size: int, everyone: int) -> bool:
        return heard < 0.8 * answers * group_size / everyone

    worst = worst_false_flag(is_below_four_fifths, populations=(43,), answers=(13,))

    assert worst.chance > 0.5


def test_nor_would_ours_without_room_for_repeats() -> None:
    def is_unlikely(heard: int, answers: int, group_size: int, everyone: int) -> bool:
        short = answers * group_size / everyone - heard
        is_short = short >= 2 and heard < 0.8 * answers * group_size / everyone
        return is_short and chance_of_at_most(heard, answers, group_size, everyone) < 0.1 / 3

    worst = worst_false_flag(is_unlikely, populations=(48,), answers=(12,))

    assert worst.chance > MOST_FALSE_FLAGS


def test_the_wilson_range_holds_the_truth_wherever_the_gate_can_show_the_count() -> None:
    worst = worst_coverage(wilson_as_printed, populations=POPULATIONS)

    assert worst.chance >= LEAST_COVERAGE


def test_what_the_wilson_range_does_not_promise_is_as_the_decision_says() -> None:
    round_every_count = worst_coverage(wilson, populations=(53,), answers=(10,))
    without_end = worst_endless_coverage(wilson_as_printed, answers=(26,))

    assert round(round_every_count.chance, 3) == 0.912
    assert round(without_end.chance, 3) == 0.925


def test_a_range_too_narrow_would_be_noticed() -> None:
    def textbook(count: int, answers: int, everyone: int) -> Interval:
        share = count / answers
        spread = 1.96 * (share * (1 - share) / answers) ** 0.5
        return Interval(share - spread, share + spread)

    assert worst_coverage(textbook, populations=(55,), answers=(10,)).chance < LEAST_COVERAGE


@pytest.mark.parametrize("bases", [(10, 10), (10, 13), (13, 13), (10, 30), (20, 26)])
def test_nothing_changed_is_seldom_called_a_change(bases: tuple[int, int]) -> None:
    assert false_change(judge_change, *bases).chance <= MOST_FALSE_CHANGES


def test_an_arrow_whenever_it_moved_would_be_wrong_four_times_in_five() -> None:
    def arrow(count_then: int, base_then: int, count_now: int, base_now: int) -> Change:
        rise = count_now * base_then - count_then * base_now
        return Change.TOO_FEW_TO_TELL if rise == 0 else Change.MORE if rise > 0 else Change.FEWER

    assert false_change(arrow, 10, 10).chance > 0.8


def _verdicts(base_then: int, base_now: int) -> Iterator[list[Change]]:
    for count in range(base_then + 1):
        yield [judge_change(count, base_then, now, base_now) for now in range(base_now + 1)]


@pytest.mark.parametrize("bases", [(10, 10), (13, 10), (10, 16)])
def test_a_larger_rise_is_never_judged_a_smaller_one(bases: tuple[int, int]) -> None:
    order = [Change.FEWER, Change.TOO_FEW_TO_TELL, Change.MORE]
    ranks = [[order.index(verdict) for verdict in row] for row in _verdicts(*bases)]

    assert all(row == sorted(row) for row in ranks)
    columns = [list(column) for column in zip(*ranks, strict=True)]
    assert all(column == sorted(column, reverse=True) for column in columns)


def test_every_smaller_count_heard_is_flagged_too() -> None:
    flagged = [
        judge_hearing(heard, answers=20, group_size=26, everyone=55, groups=2)
        is Hearing.UNDER_HEARD
        for heard in range(21)
    ]

    assert flagged == sorted(flagged, reverse=True)
    assert any(flagged)


@pytest.mark.whole_gate
@pytest.mark.parametrize("groups", [2, 3])
def test_luck_seldom_raises_a_flag_however_many_answer(groups: int) -> None:
    worst = worst_false_flag(our_flag(groups), groups=groups, answers=range(8, 56))

    assert worst.chance <= MOST_FALSE_FLAGS


@pytest.mark.whole_gate
def test_the_range_printed_holds_the_truth_in_every_population() -> None:
    assert worst_coverage(wilson_as_printed).chance >= LEAST_COVERAGE


@pytest.mark.whole_gate
@pytest.mark.parametrize("base", BASES)
def test_no_pair_of_bases_calls_nothing_a_change(base: int) -> None:
    assert false_changes_from(base).chance <= MOST_FALSE_CHANGES

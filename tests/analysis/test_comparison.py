"""Change between two periods: a word only where luck is unlikely, and no more than is public."""

from __future__ import annotations

import pytest

from analysis import comparison
from analysis.comparison import (
    Change,
    Comparison,
    Dot,
    Overall,
    WhyNot,
    compare_terms,
    compare_years,
    judge_change,
    year_dot,
)
from analysis.ranges import wilson
from tests.analysis.safe import safe

YES = frozenset({"a"})


def _overall(*counts: int, favourable: frozenset[str] = YES) -> Overall:
    return Overall(safe(*counts), favourable)


def _terms(then: tuple[int, ...], now: tuple[int, ...]) -> Comparison:
    return compare_terms(_overall(*then), _overall(*now))


def test_from_six_of_ten_only_all_or_nearly_none_is_a_change() -> None:
    verdicts = [judge_change(6, 10, now, 10) for now in range(11)]

    fewer, unclear = [Change.FEWER] * 2, [Change.TOO_FEW_TO_TELL] * 8
    assert verdicts == [*fewer, *unclear, Change.MORE]


def test_fewer_than_ten_answers_are_compared_with_nothing() -> None:
    assert judge_change(0, 9, 30, 30) is Change.NOT_COMPARED
    assert judge_change(30, 30, 0, 9) is Change.NOT_COMPARED


def test_backwards_more_is_fewer() -> None:
    mirror = {
        Change.MORE: Change.FEWER,
        Change.FEWER: Change.MORE,
        Change.TOO_FEW_TO_TELL: Change.TOO_FEW_TO_TELL,
    }

    for then in range(11):
        for now in range(14):
            forwards, backwards = judge_change(then, 10, now, 13), judge_change(now, 13, then, 10)
            assert backwards is mirror[forwards]


def test_two_terms_with_shown_counts_are_compared() -> None:
    assert _terms((7, 13), (15, 5)) == Comparison(Change.MORE)
    assert _terms((15, 5), (7, 13)) == Comparison(Change.FEWER)
    assert _terms((12, 8), (14, 6)) == Comparison(Change.TOO_FEW_TO_TELL)


def test_a_hidden_count_is_compared_only_if_every_count_it_could_be_says_the_same() -> None:
    # The reader knows "16 or more of 20": even 16 is unusually far from 8 of 20.
    assert _terms((8, 12), (17, 3)) == Comparison(Change.MORE)
    # From 12 of 20, 16 would be luck and 20 would not: saying either would narrow what is hidden.
    assert _terms((12, 8), (17, 3)) == Comparison(Change.NOT_COMPARED, WhyNot.HIDDEN)


@pytest.mark.parametrize("hidden", range(5))
def test_a_verdict_is_the_same_whatever_is_hidden(hidden: int) -> None:
    assert _terms((12, 8), (20 - hidden, hidden)) == _terms((12, 8), (16, 4))
    assert _terms((8, 12), (20 - hidden, hidden)) == _terms((8, 12), (16, 4))


def test_a_withheld_term_is_compared_with_nothing() -> None:
    assert _terms((5, 4), (20, 20)) == Comparison(Change.NOT_COMPARED, WhyNot.WITHHELD)


def test_several_favourable_rows_are_added_up() -> None:
    then = _overall(10, 10, 10, 20, favourable=frozenset({"a", "b"}))
    now = _overall(40, 10)

    assert compare_terms(then, now) == Comparison(Change.MORE)


def test_rows_that_are_all_favourable_or_none_are_a_mistake() -> None:
    for codes in ("ab", "x"):
        with pytest.raises(ValueError, match="favourable"):
            _overall(10, 10, favourable=frozenset(codes))


def test_years_are_not_tested_below_twenty_answers() -> None:
    then, now = _overall(14, 5), _overall(5, 14)

    assert compare_terms(then, now) == Comparison(Change.FEWER)
    assert compare_years(then, now) == Comparison(Change.NOT_COMPARED, WhyNot.TOO_FEW)
    assert compare_years(_overall(15, 5), _overall(5, 15)) == Comparison(Change.FEWER)


def test_a_year_is_a_dot_with_its_range() -> None:
    assert year_dot(_overall(8, 5)) == Dot(8, 13, wilson(8, 13))


def test_a_year_without_a_number_says_why() -> None:
    assert year_dot(_overall(11, 2)) == Dot(None, 13, None, WhyNot.HIDDEN)
    assert year_dot(_overall(6, 3)) == Dot(None, None, None, WhyNot.WITHHELD)


def test_a_count_outside_its_base_is_an_error() -> None:
    with pytest.raises(ValueError, match="between 0"):
        judge_change(11, 10, 5, 10)


def test_a_hundred_thousand_answers_are_judged_as_any_others() -> None:
    assert judge_change(50_000, 100_000, 50_000, 100_000) is Change.TOO_FEW_TO_TELL
    assert judge_change(50_000, 100_000, 50_450, 100_000) is Change.MORE
    assert judge_change(50_450, 100_000, 50_000, 100_000) is Change.FEWER
    assert judge_change(600, 1_200, 50_000, 100_000) is Change.TOO_FEW_TO_TELL


def test_the_test_for_large_bases_never_sees_a_change_where_the_other_sees_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = [(then, now) for then in range(0, 31, 3) for now in range(0, 41, 2)]
    comparison._p_of_rise.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(comparison, "_MOST_PAIRS", 0)
        large = [judge_change(then, 30, now, 40) for then, now in pairs]
    comparison._p_of_rise.cache_clear()

    small = [judge_change(then, 30, now, 40) for then, now in pairs]

    assert all(
        one in (Change.TOO_FEW_TO_TELL, other) for one, other in zip(large, small, strict=True)
    )
    assert sum(one is other for one, other in zip(large, small, strict=True)) > 0.9 * len(pairs)
    assert {Change.MORE, Change.FEWER} <= set(large)

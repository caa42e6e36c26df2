"""Ranges round a count of few answers; how often they hold the truth is in test_small_numbers."""

from __future__ import annotations

import pytest

from analysis.ranges import Answers, CountInterval, Method, exact_interval, share_range, wilson


def test_ten_of_thirteen_is_as_published() -> None:
    share = wilson(10, 13)

    assert (round(share.low, 2), round(share.high, 2)) == (0.50, 0.92)
    assert exact_interval(10, answers=13, population=55) == CountInterval(28, 51)


def test_each_kind_of_answers_has_its_own_range() -> None:
    people = share_range(10, answers=13, everyone=55, answers_are=Answers.PEOPLE)
    responses = share_range(10, answers=13, everyone=55, answers_are=Answers.RESPONSES)

    assert (people.method, responses.method) == (Method.EXACT, Method.WILSON)
    assert (people.interval.low, people.interval.high) == (28 / 55, 51 / 55)
    assert responses.interval == wilson(10, 13)


@pytest.mark.parametrize("total", range(1, 200))
def test_none_and_all_stay_possible_whatever_the_rounding(total: int) -> None:
    assert wilson(0, total).low == 0
    assert wilson(total, total).high == 1


def test_a_range_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="total above 0"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="population"):
        exact_interval(5, answers=13, population=12)

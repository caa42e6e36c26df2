"""Ranges round a count of few answers; how often they hold the truth is in test_small_numbers."""

from __future__ import annotations

import pytest

from analysis.ranges import wilson


def test_ten_of_thirteen_is_as_published() -> None:
    share = wilson(10, 13)

    assert (round(share.low, 2), round(share.high, 2)) == (0.50, 0.92)


@pytest.mark.parametrize("total", range(1, 200))
def test_none_and_all_stay_possible_whatever_the_rounding(total: int) -> None:
    assert wilson(0, total).low == 0
    assert wilson(total, total).high == 1


def test_a_range_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="total above 0"):
        wilson(0, 0)

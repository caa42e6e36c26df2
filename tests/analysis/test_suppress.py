"""How few cells are few enough to hide."""

import pytest

from analysis.gate.suppress import is_near_enough


@pytest.mark.parametrize(("hidden", "small"), [(100, 0), (101, 0), (102, 100), (100, 7)])
def test_a_choice_is_taken_when_no_other_could_hide_a_hundredth_less(
    hidden: int, small: int
) -> None:
    assert is_near_enough(hidden, fewest=100, small=small)


@pytest.mark.parametrize(("hidden", "small"), [(102, 0), (102, 1), (102, 99), (103, 100)])
def test_a_better_choice_is_looked_for_until_then(hidden: int, small: int) -> None:
    assert not is_near_enough(hidden, fewest=100, small=small)

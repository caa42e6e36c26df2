"""As few cells are hidden as can be, and how few are few enough."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.gate.group import hide
from analysis.gate.problem import Problem
from analysis.gate.shape import TOTAL, Cell, Shape
from analysis.gate.suppress import Movable, is_near_enough

THRESHOLD = 5


@pytest.mark.parametrize(("hidden", "small"), [(100, 0), (101, 0), (102, 100), (100, 7)])
def test_a_choice_is_taken_when_no_other_could_hide_a_hundredth_less(
    hidden: int, small: int
) -> None:
    assert is_near_enough(hidden, fewest=100, small=small)


@pytest.mark.parametrize(("hidden", "small"), [(102, 0), (102, 1), (102, 99), (103, 100)])
def test_a_better_choice_is_looked_for_until_then(hidden: int, small: int) -> None:
    assert not is_near_enough(hidden, fewest=100, small=small)


@pytest.mark.parametrize(
    ("per_high", "per_low", "opens"), [(1, 0, 13), (0, 1, 2), (2, 3, 32), (0, 0, 0)]
)
def test_a_hidden_cell_opens_a_range_as_far_as_its_bounds_move(
    per_high: float, per_low: float, opens: float
) -> None:
    seven = Movable(row=0, count=7, low=5, high=20, secret=0.5)

    assert seven.opens(per_high, per_low) == opens


def counts_of(numbers: Sequence[Sequence[int]]) -> tuple[Shape, dict[Cell, int]]:
    """A table of answers by groups, with every sum of it."""
    shape = Shape(
        {
            "answer": tuple(f"a{row}" for row in range(len(numbers))),
            "group": tuple(f"g{column}" for column in range(len(numbers[0]))),
        }
    )
    held = dict(
        zip(shape.combinations_of(("answer", "group")), chain.from_iterable(numbers), strict=True)
    )
    counts = {
        cell: sum(n for kind, n in held.items() if set(cell) <= set(kind))
        for cell in shape.cells_of(("answer", "group"))
    }
    return shape, counts


def is_safe(shape: Shape, counts: dict[Cell, int], hidden: frozenset[Cell]) -> bool:
    """Whether a reader could think each small count nought, and the largest small count."""
    kinds = shape.combinations_of(("answer", "group"))
    sums = {cell: np.array([set(cell) <= set(k) for k in kinds], dtype=float) for cell in counts}
    rows, lows, highs = [], [], []
    for cell, number in counts.items():
        is_small = number < THRESHOLD
        low, high = (0, THRESHOLD - 1) if is_small else (THRESHOLD, counts[TOTAL])
        rows.append(sums[cell])
        lows.append(low if cell in hidden else number)
        highs.append(high if cell in hidden else number)
    left = np.vstack([np.array(rows), -np.array(rows)])
    right = np.array([*highs, *(-low for low in lows)])
    return all(
        linprog(sign * sums[cell], A_ub=left, b_ub=right).fun * sign == pytest.approx(end)
        for cell, number in counts.items()
        if number < THRESHOLD
        for sign, end in ((1, 0), (-1, THRESHOLD - 1))
    )


@pytest.mark.parametrize(
    "numbers",
    [
        ((2, 9, 12), (7, 6, 8), (11, 5, 3)),
        ((1, 20, 6), (30, 7, 9)),
        ((0, 14, 9), (8, 3, 21), (6, 17, 5)),
        ((4, 4, 16), (12, 25, 7)),
    ],
)
def test_nobody_could_hide_fewer_cells_of_a_larger_table(numbers: Sequence[Sequence[int]]) -> None:
    shape, counts = counts_of(numbers)
    small = {cell for cell, number in counts.items() if number < THRESHOLD}
    movable = [cell for cell in counts if cell not in small and cell != TOTAL]

    chosen = hide(Problem(shape, [("answer", "group")], counts, threshold=THRESHOLD))

    assert is_safe(shape, counts, chosen)
    assert not any(
        is_safe(shape, counts, frozenset([*small, *more]))
        for more in combinations(movable, len(chosen) - len(small) - 1)
    )

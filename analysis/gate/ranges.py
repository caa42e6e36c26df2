"""What a reader of some tables alone works out for each hidden cell of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from analysis.gate.imagine import NEARLY, Known
from analysis.gate.shape import TOTAL, Cell, Shape, Table
from analysis.gate.worlds import worlds_of

# In a ring of many tables whole people take minutes to search; fractions are nearly as narrow.
MOST_KINDS_IN_PEOPLE = 100


def ranges_of(
    shape: Shape,
    tables: Sequence[Table],
    counts: Mapping[Cell, int],
    hidden: frozenset[Cell],
    *,
    threshold: int,
) -> dict[Cell, tuple[int, int]]:
    """The smallest and the largest count of each hidden cell, for who knows which are small."""
    cells = sorted({c for table in tables for c in shape.cells_of(table)})
    bounds = [_bounds(cell, counts, hidden, threshold=threshold) for cell in cells]
    known, dense = _known(shape, tables, cells, bounds)
    return {
        cell: bounds[at] if counts[cell] < threshold else _range(known, dense[at])
        for at, cell in enumerate(cells)
        if cell in hidden
    }


def _bounds(
    cell: Cell, counts: Mapping[Cell, int], hidden: frozenset[Cell], *, threshold: int
) -> tuple[int, int]:
    if cell not in hidden:
        return counts[cell], counts[cell]
    return (0, threshold - 1) if counts[cell] < threshold else (threshold, counts[TOTAL])


def _known(
    shape: Shape,
    tables: Sequence[Table],
    cells: Sequence[Cell],
    bounds: Sequence[tuple[int, int]],
) -> tuple[Known, np.ndarray]:
    mine = {name for table in tables for name in table}
    nested = [(one.fine, one.coarse) for one in shape.nestings]
    worlds = worlds_of(shape, [*tables, *(pair for pair in nested if set(pair) & mine)])
    rows = worlds.rows(cells)
    lows, highs = (np.array(ends, float) for ends in zip(*bounds, strict=True))
    return Known(rows, worlds.ties, lows, highs), rows.toarray()


def _range(known: Known, row: np.ndarray) -> tuple[int, int]:
    return _end(known, row, most=False), _end(known, row, most=True)


def _end(known: Known, row: np.ndarray, *, most: bool) -> int:
    """One end of a range; in fractions it may be a little wider than in people, never narrower."""
    found = known.extreme(row, most=most)
    if found is None:
        raise ArithmeticError("what is known contradicts itself")
    if not found.is_whole and len(row) <= MOST_KINDS_IN_PEOPLE:
        exact = known.extreme_in_people(row, most=most)
        if exact is not None:
            return exact[0]
    return math.floor(found.value + NEARLY) if most else math.ceil(found.value - NEARLY)

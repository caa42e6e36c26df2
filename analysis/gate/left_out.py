"""Questions that people may leave out: how many did is told, and a few answers show nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from analysis.gate.problem import Said
from analysis.gate.shape import Cell, People, Shape, Table, count, total_of


def too_few_answered(
    shape: Shape, left_out: Mapping[str, str], people: People, *, base: int
) -> frozenset[str]:
    """The dimensions to which fewer than `base` gave an answer, and all that nest with them."""
    total = total_of(people)
    few = {
        name
        for name, category in left_out.items()
        if total - count(people, [name])[((name, category),)] < base
    }
    return _with_what_nests(shape, few)


def few_left_out_since(
    shape: Shape,
    left_out: Mapping[str, str],
    people: People,
    history: Sequence[Said],
    *,
    threshold: int,
) -> frozenset[str]:
    """The dimensions that a few newcomers left out, and all that nest with them.

    Were those few told of by subtraction, whatever all newcomers share would be said of them.
    """
    few = set()
    for name, category in left_out.items():
        cell: Cell = ((name, category),)
        now = count(people, [name])[cell]
        if any(0 < now - said[cell][0] < threshold for said in history if cell in said):
            few.add(name)
    return _with_what_nests(shape, few)


def _with_what_nests(shape: Shape, names: Set[str]) -> frozenset[str]:
    found = frozenset(names)
    pairs = [{one.fine, one.coarse} for one in shape.nestings]
    # A coarser dimension may lie in a coarser one still.
    for _step in pairs:
        found = found.union(*(pair for pair in pairs if pair & found))
    return found


def counts_told(left_out: Mapping[str, str], tables: Sequence[Table]) -> frozenset[Cell]:
    """How many left each question of these tables out: a reader knows, whatever the number is."""
    asked = {name for table in tables for name in table}
    return frozenset(((name, category),) for name, category in left_out.items() if name in asked)

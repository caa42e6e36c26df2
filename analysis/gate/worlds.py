"""The worlds a reader could imagine: every way in which people could be spread over some tables.

A world is a list of whole numbers, one for each kind of person, and a cell is the sum of some of
them. Where the tables form a tree (each shares its dimensions with one neighbour), any numbers
that agree on what the neighbours share come from some real spread of people, so each table keeps
its own list; where they form a ring, only the full crossing of their dimensions is exact.
Source: R. G. Cowell et al., Probabilistic Networks and Expert Systems (1999), on decomposable
models: tables have a join tree exactly if the reduction of Graham, Yu and Ozsoyoglu empties them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from analysis.gate.shape import Cell, Shape, Table, dimensions_of, project

Edge = frozenset[str]


@dataclass(frozen=True)
class Worlds:
    """The unknowns behind some linked tables, and what ties them to each other."""

    kinds: tuple[tuple[int, Cell], ...]  # (which edge, which combination): one unknown each.
    edges: tuple[Edge, ...]
    ties: csr_array  # Each row, times the unknowns, is nought.

    def rows(self, cells: Sequence[Cell]) -> csr_array:
        """One row a cell."""
        places: dict[tuple[int, Cell], list[int]] = {}
        homes: dict[Edge, int] = {}
        for cell in cells:
            wanted = dimensions_of(cell)
            if wanted not in homes:
                homes[wanted] = next(i for i, edge in enumerate(self.edges) if wanted <= edge)
        for wanted, home in homes.items():
            for column, (at, kind) in enumerate(self.kinds):
                if at == home:
                    places.setdefault((home, project(kind, wanted)), []).append(column)
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for cell in cells:
            found = places.get((homes[dimensions_of(cell)], cell), [])
            columns += found
            data += [1.0] * len(found)
            starts.append(len(columns))
        return csr_array((data, columns, starts), shape=(len(cells), len(self.kinds)))

    def can_tell(self, dimensions: Edge) -> bool:
        """Whether the unknowns are fine enough to count by these dimensions."""
        return any(dimensions <= edge for edge in self.edges)


def linked_groups(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Sort tables into groups that share no dimension: only the grand total ties groups."""
    groups: list[tuple[set[str], list[Edge]]] = []
    for edge in edges:
        touching = [group for group in groups if group[0] & edge]
        merged: tuple[set[str], list[Edge]] = (set(edge), [edge])
        for group in touching:
            merged = (merged[0] | group[0], group[1] + merged[1])
            groups.remove(group)
        groups.append(merged)
    return [group for _dimensions, group in groups]


def worlds_of(shape: Shape, tables: Iterable[Table | Edge]) -> Worlds:
    """The unknowns behind one group of linked tables."""
    edges = _widest(frozenset(table) for table in tables)
    tree = _join_tree(edges)
    if tree is None:
        edges, tree = [frozenset[str]().union(*edges)], []
    kinds = [
        (place, kind) for place, edge in enumerate(edges) for kind in shape.combinations_of(edge)
    ]
    return Worlds(tuple(kinds), tuple(edges), _ties(shape, edges, tree, kinds))


def _widest(edges: Iterable[Edge]) -> list[Edge]:
    """Those tables that lie in no other, in an order that is always the same."""
    every = sorted(set(edges), key=lambda edge: (-len(edge), sorted(edge)))
    return [edge for edge in every if not any(edge < other for other in every)]


def _join_tree(edges: Sequence[Edge]) -> list[tuple[int, int]] | None:
    """Pairs of neighbours in a join tree of the tables; None where they form a ring."""
    left = list(range(len(edges)))
    tree: list[tuple[int, int]] = []
    while len(left) > 1:
        found = _ear(edges, left)
        if found is None:
            return None
        left.remove(found[0])
        tree.append(found)
    return tree


def _ear(edges: Sequence[Edge], left: Sequence[int]) -> tuple[int, int] | None:
    """A table all of whose shared dimensions lie in one neighbour, and that neighbour."""
    for ear in left:
        others = [place for place in left if place != ear]
        shared = edges[ear] & frozenset[str]().union(*(edges[place] for place in others))
        for neighbour in others:
            if shared <= edges[neighbour]:
                return ear, neighbour
    return None


def _ties(
    shape: Shape,
    edges: Sequence[Edge],
    tree: Sequence[tuple[int, int]],
    kinds: Sequence[tuple[int, Cell]],
) -> csr_array:
    """Neighbours count the same people: they agree on every combination of what they share."""
    rows: list[np.ndarray] = []
    for one, other in tree:
        shared = edges[one] & edges[other]
        for cell in shape.combinations_of(shared):
            row = np.zeros(len(kinds))
            for column, (at, kind) in enumerate(kinds):
                if at in (one, other) and project(kind, shared) == cell:
                    row[column] = 1.0 if at == one else -1.0
            rows.append(row)
    return csr_array(np.array(rows) if rows else np.zeros((0, len(kinds))))

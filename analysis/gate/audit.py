"""A light attacker that runs before each release: can anybody narrow a hidden small count?

It reads only what is about to be published, as JSON would say it, and knows nothing of how the
cells were chosen. It thinks in fractions of people (linear programs), so it is fast, and it may
miss what only whole people give away; the exact attacker of the tests does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Row = Mapping[str, str]
Place = tuple[int, tuple[tuple[str, str], ...]]
Sums = dict[int, float]  # Column -> how often it is counted.

NEARLY = 1e-6


@dataclass(frozen=True)
class Told:
    """One cell as published: the count, or the range in which it lies."""

    where: Row
    shown: int | None
    low: int
    high: int


@dataclass(frozen=True)
class ToldTable:
    """One table as published, and how many left its question out, where it has one."""

    id: str
    categories: Mapping[str, tuple[str, ...]]  # Of each of its dimensions.
    cells: tuple[Told, ...]


@dataclass(frozen=True)
class Coarser:
    """A dimension whose categories are those of a finer one taken together."""

    fine: str
    coarse: str
    parents: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """Everything that one reader is told of one release, and knows besides."""

    tables: Sequence[ToldTable]
    base: int
    threshold: int
    total: int
    coarser: Sequence[Coarser] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[Told] = ()  # From elsewhere: how many there can be of one kind.


def audit(release: Published) -> list[str]:
    """Say what is wrong with a release, in sentences; nothing means that it may go out."""
    found = [*_broken_rules(release)]
    return found or [*_narrowed(release)]


def _broken_rules(release: Published) -> Iterator[str]:
    if release.total < release.base:
        yield f"It counts {release.total} responses, and the base is {release.base}."
    for table in release.tables:
        for cell in table.cells:
            name = f"{table.id}, {_words(cell.where)}"
            is_small = cell.shown is not None and cell.low < release.threshold
            if not 0 <= cell.low <= cell.high or (cell.shown is None) == (cell.low == cell.high):
                yield f"{name}: the range {cell.low} to {cell.high} cannot be true."
            elif is_small and not _is_told(release, cell.where):
                yield f"{name}: {cell.shown} is shown, below the threshold {release.threshold}."


def _is_told(release: Published, where: Row) -> bool:
    return any(dict(where) == {name: row} for name, row in release.left_out.items())


def _narrowed(release: Published) -> Iterator[str]:
    mind = _Mind(release)
    for place, table in enumerate(release.tables):
        for cell in table.cells:
            if cell.shown is not None or cell.high >= release.threshold:
                continue
            found = mind.range_of(place, cell.where)
            name = f"{table.id}, {_words(cell.where)}"
            if found is None:
                yield f"{name}: what is published contradicts itself."
                continue
            least, most = math.ceil(found[0] - NEARLY), math.floor(found[1] + NEARLY)
            if least > 0 or most < release.threshold - 1:
                yield f"{name}: a reader can narrow it to {least} to {most}."


def _words(where: Row) -> str:
    return " and ".join(sorted(where.values())) or "all"


class _Mind:
    """What a reader can think: for each table, people spread over its categories."""

    def __init__(self, release: Published) -> None:
        self.release = release
        self.columns: dict[Place, int] = {}
        for at, table in enumerate(release.tables):
            for kind in _kinds(table.categories):
                self.columns[at, kind] = len(self.columns)
        self.equal: list[tuple[Sums, float]] = []
        self.at_most: list[tuple[Sums, float]] = []
        for at, table in enumerate(release.tables):
            self._know(at, Told({}, None, release.total, release.total))
            for cell in (*table.cells, *release.facts):
                if set(cell.where) <= set(table.categories):
                    self._know(at, cell)
        self._know_that_tables_agree()
        self.matrices = self._matrix(self.at_most), self._matrix(self.equal)

    def range_of(self, place: int, where: Row) -> tuple[float, float] | None:
        """The fewest and the most people in one cell; None where nothing can be true."""
        least, most = self._extreme(place, where, 1.0), self._extreme(place, where, -1.0)
        return None if least is None or most is None else (least, -most)

    def _know(self, place: int, cell: Told) -> None:
        inside = self._inside(place, cell.where)
        if cell.low == cell.high:
            self.equal.append((dict.fromkeys(inside, 1.0), float(cell.low)))
        else:
            self.at_most.append((dict.fromkeys(inside, 1.0), float(cell.high)))
            self.at_most.append((dict.fromkeys(inside, -1.0), float(-cell.low)))

    def _know_that_tables_agree(self) -> None:
        tables = self.release.tables
        for one, other in permutations(range(len(tables)), 2):
            shared = set(tables[one].categories) & set(tables[other].categories)
            if shared and one < other:
                for kind in _kinds({name: tables[one].categories[name] for name in shared}):
                    self._agree(self._inside(one, dict(kind)), self._inside(other, dict(kind)))
            for nested in self.release.coarser:
                if (
                    nested.fine in tables[one].categories
                    and nested.coarse in tables[other].categories
                ):
                    self._nest(nested, one, other)

    def _nest(self, nested: Coarser, fine: int, coarse: int) -> None:
        for parent in self.release.tables[coarse].categories[nested.coarse]:
            rows = [row for row, above in nested.parents.items() if above == parent]
            inside = [column for row in rows for column in self._inside(fine, {nested.fine: row})]
            self._agree(inside, self._inside(coarse, {nested.coarse: parent}))

    def _agree(self, one: Iterable[int], other: Iterable[int]) -> None:
        self.equal.append((dict.fromkeys(one, 1.0) | dict.fromkeys(other, -1.0), 0.0))

    def _inside(self, place: int, where: Row) -> list[int]:
        return [
            column
            for (at, kind), column in self.columns.items()
            if at == place and set(where.items()) <= set(kind)
        ]

    def _extreme(self, place: int, where: Row, sign: float) -> float | None:
        objective = np.zeros(len(self.columns))
        objective[self._inside(place, where)] = sign
        (below, highs), (same, values) = self.matrices
        found = linprog(objective, A_ub=below, b_ub=highs, A_eq=same, b_eq=values, method="highs")
        return float(found.fun) if found.status == 0 else None

    def _matrix(self, rows: Sequence[tuple[Sums, float]]) -> tuple[csr_array, np.ndarray]:
        values = [value for sums, _bound in rows for value in sums.values()]
        places = [column for sums, _bound in rows for column in sums]
        starts = np.cumsum([0, *(len(sums) for sums, _bound in rows)])
        shape = (len(rows), len(self.columns))
        return csr_array((values, places, starts), shape=shape), np.array([b for _s, b in rows])


def _kinds(categories: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    names = sorted(categories)
    for chosen in product(*(categories[name] for name in names)):
        yield tuple(zip(names, chosen, strict=True))

"""Cells of linked tables: what each table shows, margins and totals included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

# One cell, as (dimension, category) in the order of the dimensions' names; () is the grand total.
Cell = tuple[tuple[str, str], ...]
Table = tuple[str, ...]

TOTAL: Cell = ()


@dataclass(frozen=True)
class Nesting:
    """A finer dimension inside a coarser one, such as age in years inside age groups."""

    fine: str
    coarse: str
    parents: Mapping[str, str]  # Every category of the finer one, and the one it lies in.


@dataclass(frozen=True)
class Shape:
    """The dimensions that people are counted by, and the categories of each, in order."""

    categories: Mapping[str, tuple[str, ...]]
    nestings: tuple[Nesting, ...] = field(default=())

    def combinations_of(self, dimensions: Iterable[str]) -> list[Cell]:
        """Every combination of one category a dimension that a person could be in."""
        names = sorted(dimensions)
        found = product(*(self.categories[name] for name in names))
        cells = [tuple(zip(names, chosen, strict=True)) for chosen in found]
        return [cell for cell in cells if self._can_be(dict(cell))]

    def _can_be(self, chosen: Mapping[str, str]) -> bool:
        return all(
            nesting.parents[chosen[nesting.fine]] == chosen[nesting.coarse]
            for nesting in self.nestings
            if nesting.fine in chosen and nesting.coarse in chosen
        )

    def in_few_words(self, cell: Cell) -> Cell:
        """The same people, without a coarser category that a finer one says already."""
        named = dimensions_of(cell)
        said = {one.coarse for one in self.nestings if {one.fine, one.coarse} <= named}
        return tuple(pair for pair in cell if pair[0] not in said)

    def cells_of(self, table: Table) -> list[Cell]:
        """Every cell that a table shows: its own, its margins and the grand total."""
        return [
            cell
            for size in range(len(table) + 1)
            for some in combinations(sorted(table), size)
            for cell in self.combinations_of(some)
        ]


def dimensions_of(cell: Cell) -> frozenset[str]:
    """Which dimensions a cell names."""
    return frozenset(name for name, _category in cell)


def project(cell: Cell, dimensions: Iterable[str]) -> Cell:
    """The same people, counted by some of the dimensions only."""
    wanted = frozenset(dimensions)
    return tuple(pair for pair in cell if pair[0] in wanted)


@dataclass(frozen=True)
class Margins:
    """People counted by a few dimensions at a time, as a database adds them up.

    Enough for tables, which are of a few dimensions each; nobody has to be known by all of them.
    """

    tables: Mapping[frozenset[str], Mapping[Cell, int]]

    def around(self, dimensions: frozenset[str]) -> Mapping[Cell, int]:
        """A table that tells these dimensions apart; LookupError if nobody counted by them."""
        for names in sorted(self.tables, key=lambda names: (len(names), sorted(names))):
            if dimensions <= names:
                return self.tables[names]
        raise LookupError(f"Nobody counted by {sorted(dimensions)}.")


# Everybody by every dimension, or by a few at a time.
People = Mapping[Cell, int] | Margins


def count(people: People, dimensions: Iterable[str]) -> Counter[Cell]:
    """How many people are in each combination of some dimensions."""
    wanted = frozenset(dimensions)
    found: Counter[Cell] = Counter()
    cells = people.around(wanted) if isinstance(people, Margins) else people
    for cell, number in cells.items():
        found[project(cell, wanted)] += number
    return found


def total_of(people: People) -> int:
    """How many people there are."""
    return count(people, ())[TOTAL]

"""What has to be protected together, and all that a reader knows besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.gate.shape import TOTAL, Cell, Shape, Table

# What a release said of each cell: the smallest and the largest count a reader could think.
Said = Mapping[Cell, tuple[int, int]]


@dataclass(frozen=True)
class Fact:
    """Something known from elsewhere: at most, or exactly, so many people of one kind."""

    cell: Cell
    low: int
    high: int


@dataclass(frozen=True)
class Problem:
    """What has to be protected together: the counts now, and all that is known besides."""

    shape: Shape
    tables: Sequence[Table]
    counts: Mapping[Cell, int]  # Of every cell of the tables.
    threshold: int
    history: Sequence[Said] = ()
    facts: Sequence[Fact] = ()
    links: Sequence[frozenset[str]] = ()  # Dimensions that something else ties together.
    keep: frozenset[Cell] = frozenset()  # Cells that are shown, whatever that costs.
    told: frozenset[Cell] = frozenset()  # Known to all whatever their size, so never hidden.
    order: Mapping[Cell, float] = field(default_factory=dict)  # Secret places from 0 to 1.

    @property
    def total(self) -> int:
        """How many people there are; every reader knows."""
        return self.counts[TOTAL]

    @property
    def cells(self) -> list[Cell]:
        """Every cell of the tables, once, in an order that is always the same."""
        found = {cell for table in self.tables for cell in self.shape.cells_of(table)}
        return sorted(found, key=lambda cell: (len(cell), cell))

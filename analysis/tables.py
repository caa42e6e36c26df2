"""Tables that anyone may be given: counts, or the ranges in which hidden counts lie."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum

# Below this a percentage sounds more certain than it is, so we say "9 of 13" instead.
SMALLEST_BASE_FOR_PERCENTAGES = 30

# Held by analysis.disclosure alone: what opens the door to making a SafeTable.
_GATE_KEY = object()


@dataclass(frozen=True)
class Category:
    """One row of a table: a code that never changes and a label already translated."""

    code: str
    label: str


@dataclass(frozen=True)
class SafeCell:
    """A count, or the range in which a reader could work out that it lies."""

    category: Category
    shown: int | None  # None means hidden.
    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse a range that is upside down, or that disagrees with the count."""
        if not 0 <= self.low <= self.high:
            raise ValueError("A cell's range runs from a low number to a high one, never below 0.")
        if self.shown is not None and not self.low == self.shown == self.high:
            raise ValueError("A shown count is its own range.")
        if self.shown is None and self.low == self.high:
            raise ValueError("A hidden count whose range is one number is not hidden.")


class Withheld(StrEnum):
    """Why a whole table is not shown."""

    TOO_FEW = "too_few"
    UNPROTECTABLE = "unprotectable"


@dataclass(frozen=True)
class Share:
    """A shown count and what it is out of; the percentage is None when too few answered."""

    count: int
    total: int
    percent: int | None


@dataclass(frozen=True)
class SafeTable:
    """What anyone may see of a table. Only the gate, analysis.disclosure, can make one."""

    id: str
    title: str
    ref: str  # Which table of which release: what every number of it is traced by.
    cells: tuple[SafeCell, ...]  # Empty when the table is withheld.
    total: int | None  # None means that even the number of answers stays hidden.
    withheld: Withheld | None
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        """Refuse a table that did not come through the gate, or that contradicts itself."""
        _refuse_forgery(made_by)
        if (self.withheld is None) != bool(self.cells):
            raise ValueError("A table is either withheld or has cells.")
        if self.withheld is None and self.total is None:
            raise ValueError("A table that is shown says how many answers it rests on.")

    def digest(self) -> str:
        """Return a fingerprint of everything a reader can see here; equal tables share it."""
        content = [self.id, self.ref, self.title, self.total, self.withheld]
        cells = [[c.category.code, c.category.label, c.shown, c.low, c.high] for c in self.cells]
        text = json.dumps([content, cells], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def cell_id(self, code: str) -> str:
        """Return the id of one cell: the same in every language, page and file."""
        return f"{self.ref}.{code}"

    def cell(self, code: str) -> SafeCell:
        """Return the cell of a category; KeyError if the table does not show that category."""
        for cell in self.cells:
            if cell.category.code == code:
                return cell
        raise KeyError(code)

    @property
    def percentages_allowed(self) -> bool:
        """Say whether enough people answered for a percentage to be fair."""
        return self.total is not None and self.total >= SMALLEST_BASE_FOR_PERCENTAGES

    def shown_share(self, code: str) -> Share | None:
        """Return a category's share of the answers, or None when its count is hidden."""
        if self.withheld is not None or self.total is None:
            return None
        count = self.cell(code).shown
        if count is None:
            return None
        # Half a per cent rounds up, in whole numbers so that no machine rounds differently.
        percent = (200 * count + self.total) // (2 * self.total)
        return Share(count, self.total, percent if self.percentages_allowed else None)


@dataclass(frozen=True)
class SafeCrossing:
    """What anyone may see of two questions at once: answers by groups of people, with totals.

    A cell is found by the code of its row and of its column; None stands for all of them.
    """

    id: str
    title: str
    ref: str
    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    cells: Mapping[tuple[str | None, str | None], SafeCell]
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        """Refuse a table that did not come through the gate, or that has gaps."""
        _refuse_forgery(made_by)
        codes = [[*(one.code for one in side), None] for side in (self.rows, self.columns)]
        if any((row, column) not in self.cells for row in codes[0] for column in codes[1]):
            raise ValueError("A crossed table has a cell for every row and column, and totals.")

    def cell_id(self, row: str | None, column: str | None) -> str:
        """Return the id of one cell: the same in every language, page and file."""
        return f"{self.ref}.{row or 'all'}.{column or 'all'}"


def _refuse_forgery(made_by: object) -> None:
    if made_by is not _GATE_KEY:
        raise TypeError("Only analysis.disclosure may make a safe table.")

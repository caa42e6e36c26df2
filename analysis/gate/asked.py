"""What is asked of a release, and what it says: plain values, which load no solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.disclosure import SMALLEST_BASE, SMALLEST_THRESHOLD
from analysis.gate.shape import Cell, Shape, Table


class Reason(StrEnum):
    """Why a table is not shown."""

    TOO_FEW = "too_few"
    TOO_FEW_NEW = "too_few_new"
    ANSWERS_REMOVED = "answers_removed"
    UNPROTECTABLE = "unprotectable"


@dataclass(frozen=True)
class Rules:
    """The smallest base and threshold, which may be raised and never lowered, and the secret."""

    secret: bytes
    base: int = SMALLEST_BASE
    threshold: int = SMALLEST_THRESHOLD

    def __post_init__(self) -> None:
        """Refuse anything weaker than the rules."""
        if self.base < SMALLEST_BASE or self.threshold < SMALLEST_THRESHOLD:
            raise ValueError(
                f"The base is at least {SMALLEST_BASE} and the threshold {SMALLEST_THRESHOLD}."
            )


@dataclass(frozen=True)
class Shown:
    """One cell as a role sees it: the count, or the range it could lie in."""

    cell: Cell
    count: int | None
    low: int
    high: int


@dataclass(frozen=True)
class ReleasedTable:
    """One table as a role sees it; no cells and a reason where it is withheld."""

    table: Table
    cells: tuple[Shown, ...]
    withheld: Reason | None = None


@dataclass(frozen=True)
class Ask:
    """The tables wanted, the most important first, and which of them each role sees."""

    shape: Shape
    tables: Sequence[Table]
    roles: Mapping[str, Sequence[int]]
    facts: Mapping[Cell, int]
    # The category of a dimension that means no answer. How many are in it is always told.
    left_out: Mapping[str, str] = field(default_factory=dict)
    # Tables that are protected before the others, which may then hide nothing that these show.
    main: Sequence[int] = ()


Released = Mapping[str, tuple[ReleasedTable, ...]]

"""The gate's door: the rule for a table of one question, and the only maker of safe tables.

A safe table is made from a stored release, which analysis.gate.release worked out, and from
nothing else. The rule says which counts of a one-way table are shown and which stay hidden.

Counts below the threshold, zeros included, are *primary*: they are always hidden. Because the
total is shown, one gap could be filled by subtraction, so sometimes one more cell is hidden too.
The reader we plan for knows this code, the total, every shown count, and which hidden cells are
primary. For that reader every primary cell could still be 0 and could still be the largest
small count; where that cannot be promised the whole table is withheld.

Four choices carry that promise:

* **At most one more cell is hidden.** If a primary cell held the largest small count, one more
  hidden cell would always do. So hiding two would say that the small counts are very small.
* **Which one is decided by a secret.** Hiding the smallest safe cell would say that every shown
  count is larger than it. The order comes from a keyed hash of the counts, without the title,
  the labels or the table's id: every language, page and export hides the same cells.
* **A table of three rows or more with every cell hidden is withheld**, like a table that cannot
  be protected, so that the two cannot be told apart. A unanimous group is one of these: naming
  that as the reason would itself say that everybody gave the same answer. Two rows may both be
  hidden: from ten answers every such table can be protected, so none is ever withheld for that.
* **The page says which hidden cells are small**: "fewer than 5" beside "9 or more of 13". The
  reader we plan for knows that already, so it costs nothing, and to a small area it is the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.tables import _GATE_KEY, Category, SafeCell, SafeCrossing, SafeTable, Withheld

SMALLEST_BASE = 10
SMALLEST_THRESHOLD = 5
ROWS_THAT_MAY_ALL_BE_HIDDEN = 2


@dataclass(frozen=True)
class PublishedCell:
    """One count of a stored release, or the range in which it lies."""

    code: str
    shown: int | None
    low: int
    high: int


def published(
    cells: Sequence[PublishedCell],
    labels: Mapping[str, str],
    *,
    table_id: str,
    title: str,
    ref: str,
    total: int,
) -> SafeTable:
    """Return a table of a stored release in the reader's words; KeyError for a code without any."""
    return SafeTable(
        id=table_id,
        title=title,
        ref=ref,
        cells=tuple(
            SafeCell(Category(one.code, labels[one.code]), one.shown, one.low, one.high)
            for one in cells
        ),
        total=total,
        withheld=None,
        made_by=_GATE_KEY,
    )


def withheld(
    reason: Withheld, *, table_id: str, title: str, ref: str, total: int | None
) -> SafeTable:
    """Return a table with nothing in it but the reason, and the total where that is harmless."""
    return SafeTable(
        id=table_id,
        title=title,
        ref=ref,
        cells=(),
        total=total if reason is Withheld.UNPROTECTABLE else None,
        withheld=reason,
        made_by=_GATE_KEY,
    )


def crossed(
    cells: Mapping[tuple[str | None, str | None], PublishedCell],
    rows: Sequence[Category],
    columns: Sequence[Category],
    *,
    table_id: str,
    title: str,
    ref: str,
) -> SafeCrossing:
    """Return two questions at once of a stored release, in the reader's words."""
    everybody = Category("all", "")
    named = {one.code: one for one in rows}
    return SafeCrossing(
        id=table_id,
        title=title,
        ref=ref,
        rows=tuple(rows),
        columns=tuple(columns),
        cells={
            place: SafeCell(named.get(place[0] or "", everybody), one.shown, one.low, one.high)
            for place, one in cells.items()
        },
        made_by=_GATE_KEY,
    )


@dataclass(frozen=True)
class Part:
    """A public table, and the answers that each of its rows stands for."""

    table: SafeTable
    rows: Mapping[str, frozenset[str]]


def add_up(parts: Sequence[Part], *, ref: str) -> SafeTable | None:
    """Return the sum of tables that are public already: it says nothing that they do not.

    It has the rows of the part with the fewest; each row of another part must lie in one of them.
    None means that a part is withheld, or has a row that fits none, so no sum can be told.
    """
    if not parts or any(part.table.withheld is not None for part in parts):
        return None
    plainest = min(parts, key=lambda part: len(part.table.cells))
    found: dict[str, list[SafeCell]] = {cell.category.code: [] for cell in plainest.table.cells}
    for part in parts:
        for cell in part.table.cells:
            answers = part.rows[cell.category.code]
            row = next((code for code in found if answers <= plainest.rows[code]), None)
            if row is None:
                return None
            found[row].append(cell)
    summed = tuple(_sum(cell.category, found[cell.category.code]) for cell in plainest.table.cells)
    return SafeTable(
        id=plainest.table.id,
        title=plainest.table.title,
        ref=ref,
        cells=summed,
        total=sum(part.table.total or 0 for part in parts),
        withheld=None,
        made_by=_GATE_KEY,
    )


def _sum(category: Category, cells: Sequence[SafeCell]) -> SafeCell:
    low, high = sum(cell.low for cell in cells), sum(cell.high for cell in cells)
    return SafeCell(category, low if low == high else None, low, high)


def hiding_choices(counts: Sequence[int], *, threshold: int) -> tuple[frozenset[int], ...]:
    """List the equally small sets of cells that are safe to hide; none means withhold the table."""
    primary = frozenset(index for index, count in enumerate(counts) if count < threshold)
    small_sum = sum(counts[index] for index in primary)
    if not primary:
        return (primary,)
    if _primaries_hide_each_other(small_sum, len(primary), threshold=threshold):
        choices = [primary]
    else:
        needed = _smallest_hidden_sum(len(primary), threshold=threshold)
        choices = [
            primary | {index}
            for index, count in enumerate(counts)
            if count >= threshold and small_sum + count >= needed
        ]
    if len(counts) == ROWS_THAT_MAY_ALL_BE_HIDDEN:
        return tuple(choices)
    return tuple(choice for choice in choices if len(choice) < len(counts))


def _primaries_hide_each_other(small_sum: int, cells: int, *, threshold: int) -> bool:
    """Say whether each of these small cells could be 0 or the largest, given their known sum."""
    largest = threshold - 1
    return largest <= small_sum <= largest * (cells - 1)


def _smallest_hidden_sum(primary_cells: int, *, threshold: int) -> int:
    """Return how much must be hidden, with one larger cell, so that no small count is ruled out.

    A reader works this out: had the small cells been able to hide each other, no larger cell would
    be hidden. So for one of them to be able to hold the largest small count, their sum must be
    able to pass what they could have hidden by themselves, beside a cell of at least the threshold.
    """
    largest = threshold - 1
    past_hiding_each_other = largest * (primary_cells - 1) + 1
    return threshold + max(largest, past_hiding_each_other)

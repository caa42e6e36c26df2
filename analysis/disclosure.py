"""The gate's arithmetic: which counts of a one-way table may be shown, and which stay hidden.

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

import hashlib
import hmac
import json
from collections.abc import Sequence

from analysis.tables import _GATE_KEY, Category, RawTable, SafeCell, SafeTable, Withheld

SMALLEST_BASE = 10
SMALLEST_THRESHOLD = 5
SHORTEST_SECRET = 16
ROWS_THAT_MAY_ALL_BE_HIDDEN = 2


def protect(
    raw: RawTable,
    *,
    base: int = SMALLEST_BASE,
    threshold: int = SMALLEST_THRESHOLD,
    secret: bytes,
    is_group: bool = False,
) -> SafeTable:
    """Return what anyone may see of a table of counts; the same input always gives the same."""
    _check_settings(base=base, threshold=threshold, secret=secret)
    if raw.total < base:
        return withhold(raw, reason=Withheld.TOO_FEW)
    may_be_unanimous = is_group and len(raw.counts) != ROWS_THAT_MAY_ALL_BE_HIDDEN
    if may_be_unanimous and max(raw.counts) == raw.total:
        # Everyone in the group said the same: to show it would say what each one of them said.
        # Two rows already say only "9 or more of 13"; withholding them would say it is all 13.
        return withhold(raw, reason=Withheld.UNPROTECTABLE)
    choices = hiding_choices(raw.counts, threshold=threshold)
    if not choices:
        return withhold(raw, reason=Withheld.UNPROTECTABLE)
    order = _secret_order(raw, secret=secret)
    hidden = min(choices, key=lambda choice: sorted(order[index] for index in choice))
    return _publish(raw, hidden=hidden, threshold=threshold)


def withhold(raw: RawTable, *, reason: Withheld) -> SafeTable:
    """Return a table with nothing in it but the reason, and the total where that is harmless."""
    total = raw.total if reason is Withheld.UNPROTECTABLE else None
    return SafeTable(
        id=raw.id, title=raw.title, cells=(), total=total, withheld=reason, made_by=_GATE_KEY
    )


def add_up(
    parts: Sequence[SafeTable],
    rows: Sequence[tuple[Category, frozenset[str]]],
    *,
    table_id: str,
    title: str,
) -> SafeTable | None:
    """Return the sum of tables that are public already: it says nothing that they do not.

    A row takes in every category that has its own code or one of its codes. None means that a
    part is withheld, or has a category that no row takes in, so that its sum would say more.
    """
    if any(part.withheld is not None for part in parts):
        return None
    cells = [cell for part in parts for cell in part.cells]
    taken = [[cell for cell in cells if _takes(row, cell.category.code)] for row in rows]
    if sum(map(len, taken)) != len(cells):
        return None
    summed = tuple(_sum(row[0], inside) for row, inside in zip(rows, taken, strict=True))
    total = sum(part.total or 0 for part in parts)
    return SafeTable(
        id=table_id, title=title, cells=summed, total=total, withheld=None, made_by=_GATE_KEY
    )


def _takes(row: tuple[Category, frozenset[str]], code: str) -> bool:
    category, codes = row
    return code == category.code or code in codes


def _sum(category: Category, cells: Sequence[SafeCell]) -> SafeCell:
    low, high = sum(cell.low for cell in cells), sum(cell.high for cell in cells)
    return SafeCell(category, low if low == high else None, low, high)


def rule_of_remainder(
    parent_total: int, shown_children_totals: Sequence[int], *, base: int = SMALLEST_BASE
) -> Withheld | None:
    """Say whether a table must be withheld because subtracting its parts leaves a few answers.

    The parts must not overlap. Give the totals of those parts only that are shown.
    """
    if base < SMALLEST_BASE:
        raise ValueError(f"The smallest base is {SMALLEST_BASE}.")
    remainder = parent_total - sum(shown_children_totals)
    if remainder < 0 or any(total < 0 for total in shown_children_totals):
        raise ValueError("The parts of a table cannot hold more answers than the table.")
    return Withheld.WOULD_REVEAL if 0 < remainder < base else None


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


def _publish(raw: RawTable, *, hidden: frozenset[int], threshold: int) -> SafeTable:
    """Make the safe table, printing for each hidden cell the range any reader can work out."""
    cells = tuple(
        SafeCell(category, None, *_range(index, raw, hidden=hidden, threshold=threshold))
        if index in hidden
        else SafeCell(category, count, count, count)
        for index, (category, count) in enumerate(zip(raw.categories, raw.counts, strict=True))
    )
    return SafeTable(
        id=raw.id, title=raw.title, cells=cells, total=raw.total, withheld=None, made_by=_GATE_KEY
    )


def _range(index: int, raw: RawTable, *, hidden: frozenset[int], threshold: int) -> tuple[int, int]:
    """Return the lowest and highest count that a reader could think a hidden cell holds."""
    largest = threshold - 1
    if raw.counts[index] < threshold:
        return 0, largest
    # The one larger cell hidden beside the small ones: they could hold nothing, or all they may.
    hidden_sum = sum(raw.counts[place] for place in hidden)
    return max(threshold, hidden_sum - largest * (len(hidden) - 1)), hidden_sum


def _secret_order(raw: RawTable, *, secret: bytes) -> tuple[bytes, ...]:
    """Give each cell a place in an order that nobody without the secret can foresee."""
    codes = [category.code for category in raw.categories]
    content = json.dumps(sorted(zip(codes, raw.counts, strict=True)))
    return tuple(
        hmac.digest(secret, json.dumps([content, code]).encode(), hashlib.sha256) for code in codes
    )


def _check_settings(*, base: int, threshold: int, secret: bytes) -> None:
    """Refuse settings weaker than the rules: they can be raised, never lowered."""
    if base < SMALLEST_BASE:
        raise ValueError(f"The smallest base is {SMALLEST_BASE}.")
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError(f"The smallest threshold is {SMALLEST_THRESHOLD}.")
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"The secret needs at least {SHORTEST_SECRET} bytes.")

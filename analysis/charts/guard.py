"""What may not be drawn: counts nobody has checked, and words that name other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.tables import SafeCell, SafeTable

_DIGITS = re.compile(r"\d+")
_LONGEST_NUMBER = 9  # Digits. No table here counts a thousand million answers.


def check_table(table: SafeTable) -> None:
    """Refuse whatever did not come through the gate, also where mypy did not look."""
    if not isinstance(table, SafeTable):
        raise TypeError("Only a SafeTable can be drawn.")


def check_hidden_words(table: SafeTable, words: tuple[str, ...]) -> None:
    """Refuse words for hidden counts that fit no cell, or that say more than its range."""
    if len(words) != len(table.cells):
        raise ValueError("Hidden words need one entry for each cell, empty where it is shown.")
    for cell, said in zip(table.cells, words, strict=True):
        if cell.shown is None:
            check_numbers(said, may_be=_numbers_of(cell, total=table.total))


def check_cell_ids(table: SafeTable, cell_ids: Mapping[str, str]) -> None:
    """Refuse an origin for a number that the table does not have."""
    if unknown := set(cell_ids) - {cell.category.code for cell in table.cells}:
        raise ValueError(f"The table has no cell called {sorted(unknown)[0]}.")


def _numbers_of(cell: SafeCell, *, total: int | None) -> set[int]:
    """Return every number that words may say of a cell: 0 to 4 is also "fewer than 5"."""
    said = {cell.low, cell.high} if cell.shown is not None else {cell.low, cell.high, cell.high + 1}
    return said if total is None else said | {total}


def check_numbers(words: str, *, may_be: Iterable[int]) -> None:
    """Refuse words that name any other number."""
    known = set(may_be)
    for digits in _DIGITS.findall(words):
        if len(digits) > _LONGEST_NUMBER or int(digits) not in known:
            raise ValueError("These words name a number that the table does not show.")

"""Whether the overall question changed since the term before: worked out once, at the freezing.

The test is slow, so no page does it: a release keeps what it found for each who may see it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.comparison import Change, Overall, compare_terms
from analysis.disclosure import published
from feedback.areas import Area
from feedback.results.asking import Seer
from feedback.results.stored import Stored, StoredTable, read_table
from forms.questions import Meaning, Question


def changes(
    area: Area,
    question: Question,
    *,
    seen: Mapping[str, Sequence[Mapping[str, Any]]],
    terms: Sequence[str],
    before: Stored | None,
) -> dict[str, Any]:
    """What may be said to each who sees a release, by who it is; nothing where nothing may."""
    if before is None or not _is_straight_before(area, before.terms, terms):
        return {}
    found = {}
    for seer in Seer:
        then = _overall(before.tables(seer), question)
        now = _overall([read_table(one) for one in seen.get(seer.value, ())], question)
        if then is None or now is None or then[1] != now[1]:
            continue
        change = compare_terms(then[0], now[0]).change
        if change is not Change.NOT_COMPARED:
            found[seer.value] = {"since": before.number, "change": change.value}
    return found


def _is_straight_before(area: Area, then: Sequence[str], now: Sequence[str]) -> bool:
    """Whether one release ends where the other begins: with a gap, more than a term has passed."""
    ordered = [term.ref for term in sorted(area.terms, key=lambda term: term.starts)]
    if then[-1] not in ordered or now[0] not in ordered:
        return False
    return ordered.index(now[0]) == ordered.index(then[-1]) + 1


def _overall(
    tables: Sequence[StoredTable], question: Question
) -> tuple[Overall, tuple[frozenset[str], frozenset[str]]] | None:
    """A table with a count of good answers that is shown, and what it means by good and by any."""
    stored = next((one for one in tables if one.id == question.id), None)
    if stored is None or stored.withheld is not None or stored.total is None:
        return None
    good = {option.code for option in question.options if option.meaning is Meaning.POSITIVE}
    favourable = frozenset(row for row, codes in stored.rows.items() if set(codes) <= good)
    cells = [cell for _where, cell in stored.cells]
    counted = [cell for cell in cells if cell.code in favourable]
    # A word about a count is a fact about it, so it is said only of a count that is shown.
    if not 0 < len(counted) < len(cells) or any(cell.shown is None for cell in counted):
        return None
    table = published(
        cells,
        {cell.code: cell.code for cell in cells},
        table_id=stored.id,
        title=stored.id,
        ref=stored.id,
        total=stored.total,
    )
    every = frozenset(code for codes in stored.rows.values() for code in codes)
    named = frozenset(code for row in favourable for code in stored.rows[row])
    return Overall(table, favourable), (named, every)

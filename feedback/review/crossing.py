"""Crossed tables on a page: the groups across, the answers down, the totals last."""

from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.tables import SafeCrossing
from feedback.results import CrossingResult, Results
from feedback.review import words


@dataclass(frozen=True)
class Crossed:
    """One cell of a crossed table."""

    number: str
    is_hidden: bool
    cell_id: str


@dataclass(frozen=True)
class Crossing:
    """Two questions at once: the groups across, the answers down, the totals last."""

    id: str
    title: str
    by: str
    columns: tuple[str, ...]
    as_typed: bool  # The columns are occasions, called as officers wrote them.
    rows: tuple[tuple[str, tuple[Crossed, ...]], ...]  # No rows where it is withheld.


def crossings(found: Results) -> list[Crossing]:
    """The crossed tables of a release, in page order."""
    return [_crossing(one) for one in found.crossings]


def _crossing(one: CrossingResult) -> Crossing:
    table = one.table
    if table is None:
        return Crossing(one.id, one.title, one.by, (), one.by_occasion, ())
    everybody = str(_("All"))
    columns = [*((each.code, each.label) for each in table.columns), (None, everybody)]
    rows = [*((each.code, each.label) for each in table.rows), (None, everybody)]
    return Crossing(
        id=one.id,
        title=one.title,
        by=one.by,
        columns=tuple(label for _code, label in columns),
        as_typed=one.by_occasion,
        rows=tuple(
            (label, tuple(_crossed(table, row, column) for column, _label in columns))
            for row, label in rows
        ),
    )


def _crossed(table: SafeCrossing, row: str | None, column: str | None) -> Crossed:
    cell = table.cells[row, column]
    total = table.cells[None, column].shown
    return Crossed(
        words.number_words(cell, total=total), cell.shown is None, table.cell_id(row, column)
    )

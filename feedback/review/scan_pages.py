"""What the page of scans shows: tables, a picture of how far families came, and the file."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from io import StringIO

from flask_babel import gettext as _

from analysis.tables import SafeCell, SafeCrossing, SafeTable
from feedback import results
from feedback.results import ScanResult
from feedback.review import pages, words
from feedback.review.files import safe_cell
from feedback.review.pages import Chart
from feedback.review.pictures import Picture, as_bars

REACHED, PLACE, LANGUAGE, ON = "reached", "place", "language", "day"
TOGETHER = "together"


@dataclass(frozen=True)
class Row:
    """One row of a table: what it counts, and its numbers in words with their cells."""

    label: str
    numbers: tuple[tuple[str, str, bool], ...]  # In words, the cell, whether it is hidden.


@dataclass(frozen=True)
class Table:
    """One table of the page."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    # Rows that the page leaves out because a list of hidden numbers helps nobody.
    has_more: bool = False

    @property
    def has_hidden(self) -> bool:
        """Whether any number is hidden."""
        return any(is_hidden for row in self.rows for _words, _cell, is_hidden in row.numbers)


@dataclass(frozen=True)
class Shown:
    """What was frozen of one term, as the page shows it."""

    result: ScanResult
    tables: tuple[Table, ...]
    withheld: tuple[str, ...]
    chart: Chart | None
    together: "Together | None" = None


@dataclass(frozen=True)
class Together:
    """All collections of the survey in the same term, as the page shows them."""

    result: results.Together
    opened: str
    table: Table | None


@dataclass(frozen=True)
class Line:
    """One number of the file; shown is empty where it is hidden."""

    table: str
    title: str
    row: str
    row_title: str
    stage: str
    cell_id: str
    shown: int | None
    low: int
    high: int
    words: str


def shown(one: ScanResult, together: results.Together | None, *, chart_url: str) -> Shown:
    """Everything that the page says of one term."""
    tables = list(_tables(one))
    return Shown(
        one,
        tuple(tables),
        tuple(_withheld(one, has_others=together is not None)),
        pages.picture(picture(one), chart_url),
        None if together is None else _together(together),
    )


def _together(found: results.Together) -> Together:
    table = found.reached
    return Together(found, _opened(found), None if table is None else _plain(table))


def _opened(found: results.Together) -> str:
    if found.low == found.high:
        return str(_("Opened %(num)s times.", num=found.low))
    return str(_("Opened %(low)s to %(high)s times.", low=found.low, high=found.high))


def picture(one: ScanResult) -> Picture | None:
    """How far families came, as bars; None where that cannot be told."""
    table = one.tables.get(REACHED)
    return as_bars(table, table.title) if table else None


def _tables(one: ScanResult) -> Iterator[Table]:
    for name in (REACHED, PLACE, LANGUAGE, ON):
        if name in one.crossings:
            yield _crossed(one.crossings[name])
        elif name in one.tables:
            yield _plain(one.tables[name])


def _plain(table: SafeTable) -> Table:
    # Of so many days, the busy ones.
    cells = [cell for cell in table.cells if table.id != ON or cell.low > 0]
    return Table(
        table.id,
        table.title,
        (str(_("How many")),),
        tuple(
            Row(cell.category.label, (_number(cell, table.cell_id(cell.category.code), table),))
            for cell in cells
        ),
        has_more=len(cells) < len(table.cells),
    )


def _number(cell: SafeCell, cell_id: str, table: SafeTable) -> tuple[str, str, bool]:
    return words.number_words(cell, total=table.total), cell_id, cell.shown is None


def _crossed(one: SafeCrossing) -> Table:
    total = one.cells[None, None].shown
    rows = []
    for row in one.rows:
        numbers = [
            (
                words.number_words(one.cells[row.code, column.code], total=total),
                one.cell_id(row.code, column.code),
                one.cells[row.code, column.code].shown is None,
            )
            for column in one.columns
        ]
        rows.append(Row(row.label, tuple(numbers)))
    return Table(one.id, one.title, tuple(column.label for column in one.columns), tuple(rows))


def _withheld(one: ScanResult, *, has_others: bool) -> Iterator[str]:
    """What the page would show, were the numbers larger."""
    if one.opened is None:
        return
    if REACHED not in one.tables and has_others:
        yield str(_("How far they came here: we only say so of all collections together."))
    elif REACHED not in one.tables:
        yield str(_("How far they came: with these numbers, somebody could work out a small one."))
    if ON not in one.tables:
        yield str(_("On which day: with these numbers, somebody could work out a small one."))
    if not one.crossings:
        yield str(
            _(
                "How far they came from each place or in each language: we can only say so from "
                "100 openings on, and where nobody could work out a small number."
            )
        )


def lines(one: ScanResult, together: results.Together | None) -> list[Line]:
    """Every number that may be told."""
    found = [] if one.opened is None else [_all(one.ref, one.opened)]
    for table in one.tables.values():
        found += _of_table(table, table.id)
    if together is not None:
        found.append(_all_together(together))
        found += _of_table(together.reached, TOGETHER) if together.reached else []
    for crossing in one.crossings.values():
        for row in crossing.rows:
            for column in crossing.columns:
                found.append(
                    _line(
                        f"{crossing.id}-{REACHED}",
                        crossing.title,
                        (row.code, row.label),
                        column.code,
                        crossing.cell_id(row.code, column.code),
                        crossing.cells[row.code, column.code],
                        crossing.cells[None, None].shown,
                    )
                )
    return found


def _of_table(table: SafeTable, name: str) -> Iterator[Line]:
    for cell in table.cells:
        code = cell.category.code
        is_stage = table.id == REACHED
        yield _line(
            name,
            table.title,
            ("", "") if is_stage else (code, cell.category.label),
            code if is_stage else "opened",
            table.cell_id(code),
            cell,
            table.total,
        )


def _all_together(found: results.Together) -> Line:
    shown = found.low if found.low == found.high else None
    cell_id = f"{found.ref}.opened"
    low, high, said = found.low, found.high, _opened(found)
    return Line(TOGETHER, "", "", "", "opened", cell_id, shown, low, high, said)


def _all(ref: str, opened: int) -> Line:
    said = str(opened)
    return Line("all", "", "", "", "opened", f"{ref}.opened", opened, opened, opened, said)


def _line(
    table: str,
    title: str,
    row: tuple[str, str],
    stage: str,
    cell_id: str,
    cell: SafeCell,
    total: int | None,
) -> Line:
    said = words.number_words(cell, total=total)
    return Line(table, title, *row, stage, cell_id, cell.shown, cell.low, cell.high, said)


def as_csv(one: ScanResult, said: Sequence[Line]) -> bytes:
    """One row a number, after a row of names; no cell is a formula."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    about = [one.ref, one.survey_slug, one.term.ref, one.frozen_on.isoformat(), one.base]
    names = ["release", "survey", "term", "frozen_on", "base"]
    writer.writerow([*names, *(field.name for field in fields(Line))])
    for line in said:
        writer.writerow(map(safe_cell, [*about, *astuple(line)]))
    # Excel reads a file as UTF-8 only if it begins with this.
    return b"\xef\xbb\xbf" + written.getvalue().encode()

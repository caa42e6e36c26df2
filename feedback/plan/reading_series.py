"""A file of dated numbers that somebody else counted: every row is right, or nothing is taken."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from forms.plan_words import DAY_FORMATS

MOST_ROWS = 2_000
MOST_PROBLEMS = 5
EARLIEST = date(2015, 1, 1)
LARGEST = 1_000_000_000
LONGEST_SHOWN = 40
DELIMITERS = (",", ";", "\t", "|")
# A cell that a spreadsheet would work out; no count of anything begins like this.
FORMULA = ("=", "+", "-", "@", "\t")
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Point = tuple[date, int]


class SeriesRefusedError(Exception):
    """Why nothing of a file is taken, in sentences that somebody can act on."""

    def __init__(self, *problems: str) -> None:
        """Keep the sentences."""
        self.problems = problems
        super().__init__(" ".join(problems))


@dataclass(frozen=True)
class Columns:
    """Which column has the days, written how, and which has the numbers."""

    day: str
    number: str
    written_as: str


def read(content: bytes, columns: Columns, *, today: date) -> tuple[Point, ...]:
    """Every day and its number, the oldest first; SeriesRefusedError where any row is wrong."""
    lines = [line for line in _decoded(content).splitlines() if not line.startswith("#")]
    header, rows = _table(lines, columns)
    found: dict[date, int] = {}
    problems: list[str] = []
    for number, row in rows:
        try:
            day, value = _point(dict(zip(header, row, strict=False)), columns, today)
        except SeriesRefusedError as refused:
            problems.append(str(_("Row %(row)s: %(why)s", row=number, why=str(refused))))
            continue
        if day in found:
            why = _("this day is there twice. Keep one row for each day.")
            problems.append(str(_("Row %(row)s: %(why)s", row=number, why=why)))
        found[day] = value
    if problems:
        raise SeriesRefusedError(*_first(problems))
    if not found:
        raise SeriesRefusedError(_("There is no row under the names of the columns."))
    return tuple(sorted(found.items()))


def _first(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        yield str(ngettext("%(num)s more row is wrong.", "%(num)s more rows are wrong.", more))
    yield str(_("Nothing was taken in. Mend the file and choose it again."))


def _decoded(content: bytes) -> str:
    if content.startswith(EXCEL):
        raise SeriesRefusedError(_("This is an Excel file. Save it as CSV, and choose that file."))
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise SeriesRefusedError(
            _("This is no CSV file: it has signs in it that no text has. Save it as CSV again.")
        )
    return text


def _table(
    lines: Sequence[str], columns: Columns
) -> tuple[Sequence[str], Sequence[tuple[int, Sequence[str]]]]:
    """The names of the columns, and each row with the number that a person sees."""
    wanted = {columns.day, columns.number}
    headers = [_header(lines, delimiter) for delimiter in DELIMITERS]
    at = next((n for n, (names, _line) in enumerate(headers) if wanted <= set(names)), None)
    if at is None:
        most = max(headers, key=lambda found: len(found[0]))[0]
        missing = next(name for name in (columns.day, columns.number) if name not in most)
        raise SeriesRefusedError(
            _(
                "There is no column called “%(name)s”. The file has: %(columns)s.",
                name=_short(missing),
                columns=", ".join(_short(name) for name in most[:12]) or _("nothing"),
            )
        )
    names, line = headers[at]
    if len(names) != len(set(names)) and any(names.count(name) > 1 for name in wanted):
        raise SeriesRefusedError(_("Two columns have the same name. Rename one of them."))
    return names, _rows(lines, line, DELIMITERS[at])


def _header(lines: Sequence[str], delimiter: str) -> tuple[list[str], int]:
    """The first line with something in it, and where it stands."""
    for number, line in enumerate(lines):
        if line.strip():
            cells = next(_records([line], delimiter), [])
            return [cell.strip() for cell in cells], number
    return [], 0


def _rows(lines: Sequence[str], header: int, delimiter: str) -> Sequence[tuple[int, Sequence[str]]]:
    below = [
        (header + 2 + number, row)
        for number, row in enumerate(_records(lines[header + 1 :], delimiter))
        if any(cell.strip() for cell in row)
    ]
    if len(below) > MOST_ROWS:
        raise SeriesRefusedError(
            _("The file has more than %(num)s rows. Choose a shorter time.", num=MOST_ROWS)
        )
    return below


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter, strict=True)
    except csv.Error:
        raise SeriesRefusedError(
            _("A quotation mark in the file is opened and not closed. Save it as CSV again.")
        ) from None


def _point(cells: Mapping[str, str], columns: Columns, today: date) -> Point:
    day, number = (cells.get(name, "").strip() for name in (columns.day, columns.number))
    for cell in (day, number):
        if cell.startswith(FORMULA):
            raise SeriesRefusedError(
                _(
                    "“%(cell)s” is a formula or has a sign before it, not a count.",
                    cell=_short(cell),
                )
            )
    return _day(day, columns.written_as, today), _number(number)


def _day(cell: str, written_as: str, today: date) -> date:
    form, example = DAY_FORMATS[written_as]
    try:
        day = datetime.strptime(cell, form).date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        raise SeriesRefusedError(
            _(
                "“%(cell)s” is not a day written like %(example)s.",
                cell=_short(cell),
                example=example,
            )
        ) from None
    if day > today:
        raise SeriesRefusedError(_("“%(cell)s” is still to come.", cell=_short(cell)))
    if day < EARLIEST:
        raise SeriesRefusedError(_("“%(cell)s” is before 2015. Check the year.", cell=_short(cell)))
    return day


def _number(cell: str) -> int:
    plain = cell.replace(",", "").replace("\u00a0", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(LARGEST)):
        raise SeriesRefusedError(
            _("“%(cell)s” is not a whole number from 0 up.", cell=_short(cell))
        )
    return int(plain)


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST_SHOWN else f"{cell[:LONGEST_SHOWN]}…"

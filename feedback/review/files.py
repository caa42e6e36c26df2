"""Results as files: every number with its cell, its range and its words; docs/results.md says how.

A file says what the page of the same reader says, and nothing more.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from io import StringIO
from typing import Any

from analysis.tables import SafeCell, Withheld
from feedback.areas import Area
from feedback.results import About, CrossingResult, Results, TableResult
from feedback.review import comparing, words

FORMAT = 1
# Spreadsheet programs take a cell that begins like this for a formula, full-width forms too.
LIKE_A_FORMULA = tuple("=+-@|%\t\r＝＋－＠｜％")
ALL = "all"


class Kind(StrEnum):
    """The kinds of file; `feedback.export` writes the last two, from the same lines."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    SAV = "sav"


# What people call them, beside the ending of the file's name.
NAMES = {
    Kind.CSV: "CSV",
    Kind.JSON: "JSON",
    Kind.XLSX: "XLSX (Excel)",
    Kind.SAV: "SAV (SPSS)",
}
MIMETYPES = {
    Kind.CSV: "text/csv",
    Kind.JSON: "application/json",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.SAV: "application/x-spss-sav",
}


@dataclass(frozen=True)
class Line:
    """One number, or one table that is withheld; shown is None where a count is hidden."""

    part: str
    table: str = ""
    title: str = ""
    row: str = ""
    row_title: str = ""
    column: str = ""
    column_title: str = ""
    cell_id: str = ""
    shown: int | None = None
    low: int | None = None
    high: int | None = None
    words: str = ""
    withheld: str = ""


def lines(found: Results, *, area: Area, to_officer: bool) -> list[Line]:
    """Everything that this reader may see of a release or a year, in page order."""
    if found.withheld or found.total is None:
        why = found.withheld or Withheld.TOO_FEW
        return [Line("responses", words=words.page_withheld(found) or "", withheld=why.value)]
    total = found.total
    counted = Line(
        "responses", cell_id=f"{found.ref}.responses", shown=total, low=total, high=total
    )
    said = [counted]
    for one in found.tables:
        said += _of_table(one)
    for group in comparing.everyone(found, area=area, to_officer=to_officer):
        if group.fits is not None:
            said.append(
                Line(
                    "fits",
                    table=group.table,
                    title=group.question,
                    row=group.code,
                    row_title=group.label,
                    cell_id=f"{group.cell_id}.fits",
                    low=group.fits.low,
                    high=group.fits.high,
                    words=words.fits_words(group.fits),
                )
            )
    for crossing in found.crossings:
        said += _of_crossing(crossing)
    return said


def _of_table(one: TableResult) -> Iterator[Line]:
    table, part = one.table, one.about.value
    if table.withheld is not None:
        why = words.why_withheld(one) or ""
        yield Line(part, one.question_id, one.title, words=why, withheld=table.withheld.value)
        return
    for cell in table.cells:
        code, label = cell.category.code, cell.category.label
        named = Line(part, one.question_id, one.title, code, label, cell_id=table.cell_id(code))
        yield _with_number(named, cell, total=table.total)
    yield Line(
        part,
        one.question_id,
        one.title,
        ALL,
        cell_id=table.cell_id(ALL),
        shown=table.total,
        low=table.total,
        high=table.total,
    )


def _of_crossing(one: CrossingResult) -> Iterator[Line]:
    part, table = About.CROSSING.value, one.table
    if table is None:
        why, said = Withheld.UNPROTECTABLE, words.unprotectable()
        yield Line(part, one.id, one.title, words=said, withheld=why.value)
        return
    rows = {category.code: category.label for category in table.rows}
    columns = {category.code: category.label for category in table.columns}
    for (row, column), cell in table.cells.items():
        if row in (None, *rows) and column in (None, *columns):
            named = Line(
                part,
                one.id,
                one.title,
                row or ALL,
                rows.get(row or "", ""),
                column or ALL,
                columns.get(column or "", ""),
                cell_id=table.cell_id(row, column),
            )
            yield _with_number(named, cell, total=table.cells[None, column].shown)


def _with_number(named: Line, cell: SafeCell, *, total: int | None) -> Line:
    numbers = {"shown": cell.shown, "low": cell.low, "high": cell.high}
    return Line(**{**asdict(named), **numbers, "words": words.number_words(cell, total=total)})


def about(found: Results, *, area: Area, language: str) -> Mapping[str, Any]:
    """What a file is about: which releases, by which rules, of what."""
    change = found.change
    return {
        "format": FORMAT,
        "release": found.ref,
        "hashes": list(found.hashes),
        "area": area.code,
        "survey": found.survey.slug,
        "terms": [term.ref for term in found.terms],
        "frozen_on": found.frozen_on.isoformat(),
        "base": found.base,
        "threshold": found.threshold,
        "language": language,
        "change": {"since": f"R{change.since}", "verdict": change.change.value} if change else None,
    }


def as_json(about_it: Mapping[str, Any], said: Sequence[Line]) -> bytes:
    """One object: what it is about, and `lines`, in which nothing is left out."""
    content = {**about_it, "lines": as_objects(said)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_objects(said: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as a program reads them."""
    return [asdict(line) for line in said]


def as_csv(about_it: Mapping[str, Any], said: Sequence[Line]) -> bytes:
    """One row a line, after a row of names; what the file is about is in every row."""
    change = about_it["change"]
    before: dict[str, Any] = {
        **about_it,
        "hashes": " ".join(about_it["hashes"]),
        "terms": " ".join(about_it["terms"]),
        "change": f"{change['verdict']} since {change['since']}" if change else "",
    }
    return csv_of(
        [*before, *(field.name for field in fields(Line))],
        ([*before.values(), *asdict(line).values()] for line in said),
    )


def csv_of(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A row of names and these rows, as any spreadsheet program opens them safely."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(map(safe_cell, row))
    # Excel reads a file as UTF-8 only if it begins with this.
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def safe_cell(value: object) -> str:
    """One cell that no spreadsheet program takes for a formula; empty for nothing."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_like_a_formula(text) else text


def is_like_a_formula(text: str) -> bool:
    """Whether some spreadsheet program would run this instead of showing it."""
    # Some programs skip blanks first.
    return any(one.startswith(LIKE_A_FORMULA) for one in (text.lstrip(" "), text.lstrip()))


def name_of(found: Results, *, area: Area, kind: Kind) -> str:
    """A plain name for the file."""
    return f"heard-{area.code}-{found.survey.slug}-{found.ref}.{kind}".replace("+", "-").lower()

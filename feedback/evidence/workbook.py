"""The tables of a document as a spreadsheet that everybody can read: one table to a sheet.

The layout is the UK statistics service's, by gptables: a cover, contents, notes, and no merged,
hidden or empty cells. Each released number has its cell of the release beside it.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from feedback.evidence.document import Cell, Document, Notice, Phrase, Row, Section, Table
from feedback.evidence.plain import clean
from feedback.language import speaking
from forms.staff_fields import day_in_words
from translations import Language

LONGEST_NAME = 31  # Of a sheet, by Excel's rule.
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
MOST_LETTERS = 32_000  # Excel takes a little more in one cell, and drops all of what is longer.
NARROWEST, WIDEST = 12, 60
# A number and nothing else: not 01, which a reader would take for a code.
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
# Whatever a text looks like, it is a text.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class _Sheet:
    """One sheet: its name, what it is about, its column headings and its rows."""

    name: str
    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    notes: tuple[str, ...] = ()


def as_xlsx(document: Document) -> bytes:
    """The tables and notices of a document as a workbook; the same document is the same file."""
    with speaking(document.language), warnings.catch_warnings():
        # It warns of a workbook without its own kind of notes: ours is a sheet like the others.
        warnings.simplefilter("ignore")
        return _written(document, _sheets(document))


def _written(document: Document, sheets: Sequence[_Sheet]) -> bytes:
    from gptables import Cover, produce_workbook

    made = BytesIO()
    labels = _("Cover"), _("Contents")
    workbook = produce_workbook(
        made,
        sheets={one.name: _gptable(at, one, document.language) for at, one in enumerate(sheets)},
        cover=Cover(title=_in_a_cell(clean(document.title.text)), cover_label=labels[0]),
        contentsheet_label=labels[1],
        contentsheet_options={
            "title": labels[1],
            "column_names": [_("Sheet"), _("What it shows")],
            "instructions": _("This sheet has one table."),
        },
        auto_width=False,
        workbook_options={"in_memory": True, **AS_TEXT},
    )
    _finish(workbook, document, sheets)
    workbook.close()
    return made.getvalue()


def _finish(workbook: Any, document: Document, sheets: Sequence[_Sheet]) -> None:
    """What gptables has no words for: the cover's lines, widths, direction and properties."""
    cover, contents, *tables = workbook.worksheets()
    lines = workbook.add_format({"font_name": "Arial", "font_size": 12, "text_wrap": True})
    for at, line in enumerate(_cover(document), start=1):
        cover.write_string(at, 0, line, lines)
    contents.set_column(0, 0, LONGEST_NAME)
    contents.set_column(1, 1, WIDEST)
    for worksheet, one in zip(tables, sheets, strict=True):
        for at, width in enumerate(_widths(one)):
            worksheet.set_column(at, at, width)
    for worksheet in (cover, contents, *tables):
        if document.language.direction == "rtl":
            worksheet.right_to_left()
    workbook.set_properties(
        {
            "title": clean(document.title.text),
            "subject": clean(document.subtitle.text),
            "author": clean(document.area),
            "created": datetime.combine(document.as_at, time(), tzinfo=UTC),
        }
    )


def _cover(document: Document) -> Iterator[str]:
    yield clean(document.subtitle.text)
    yield clean(document.area)
    yield _("As at %(day)s", day=day_in_words(document.as_at))
    yield _("Each released number has its cell of the release beside it.")


def _widths(one: _Sheet) -> Iterator[int]:
    for at, heading in enumerate(one.headings):
        longest = max(len(str(each)) for each in (heading, *(row[at] for row in one.rows)))
        yield min(max(longest + 2, NARROWEST), WIDEST)


def _gptable(at: int, one: _Sheet, language: Language) -> Any:
    import pandas
    from gptables import GPTable

    exactly = partial(_exactly, language=language)
    rows = [[_in_a_cell(each) for each in row] for row in one.rows]
    return GPTable(
        table=pandas.DataFrame(rows, columns=list(one.headings)),
        table_name=f"table_{at}",
        title=exactly(one.title),
        subtitles=[exactly(one.about)] if one.about else [],
        instructions=exactly(_("This sheet has one table.")),
        legend=[exactly(note) for note in one.notes],
        # Its own kind of first column would read what stands there as marks of its own.
        index_columns={},
    )


def _in_a_cell(value: str | int) -> Any:
    from gptables.core.gptable import FormatList

    # A plain text could be read as a link, and one without Latin letters is refused.
    return value if isinstance(value, int) else FormatList([{}, _short(value)])


def _exactly(text: str, *, language: Language) -> list[Any]:
    """A text that gptables takes for what it says; above a table it looks for signs of notes."""
    # Else an English title on an Arabic sheet would run out of it.
    where = {"align": "right"} if language.direction == "rtl" else {}
    return [where, _short(clean(text).replace("$$", "$ $"))]


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _sheets(document: Document) -> list[_Sheet]:
    """The notes first, as they are about all of the tables; then each table by its number."""
    placed = [
        (section, block)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and block.rows
    ]
    tables = [
        _table_sheet(number, section, table)
        for number, (section, table) in enumerate(placed, start=1)
    ]
    notes = _notes(document)
    return [*([notes] if notes else []), *tables]


def _notes(document: Document) -> _Sheet | None:
    rows = [
        (clean(where.text), clean(note.text))
        for section in document.sections
        for where, note in _notes_in(section)
    ]
    if not rows:
        return None
    return _Sheet(_("Notes"), _("Notes"), "", (_("About"), _("What to know")), tuple(rows))


def _notes_in(section: Section) -> Iterator[tuple[Phrase, Phrase]]:
    for block in section.blocks:
        if isinstance(block, Notice):
            yield section.title, block.words
        elif isinstance(block, Table):
            for note in block.notes:
                yield block.title, note


def _table_sheet(number: int, section: Section, table: Table) -> _Sheet:
    title = clean(table.title.text)
    columns = _columns_with_cells(table.rows)
    return _Sheet(
        name=_name(number, title),
        title=title,
        about=clean(section.title.text),
        headings=_headings(table, columns),
        rows=tuple(tuple(_row(row, columns)) for row in table.rows),
        notes=tuple(clean(note.text) for note in table.notes),
    )


def _name(number: int, title: str) -> str:
    """A name that Excel takes, with the number first, so that no two are the same."""
    plain = " ".join(NOT_IN_A_NAME.sub(" ", f"{number} {title}").split())
    return plain[:LONGEST_NAME].strip()


def _columns_with_cells(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(at for row in rows for at, cell in enumerate(row.cells) if cell.cell_id)


def _headings(table: Table, columns: frozenset[int]) -> tuple[str, ...]:
    first, *others = (clean(one.text) for one in table.headings)
    named = [first]
    for at, heading in enumerate(others):
        named.append(heading)
        if at in columns:
            # Translators: a column of a spreadsheet; the number comes from this place in a release.
            named.append(_("%(heading)s: cell of the release", heading=heading))
    return tuple(_all_different(named))


def _all_different(headings: Sequence[str]) -> Iterator[str]:
    """Excel refuses two columns of one name, small and large letters being the same to it."""
    seen: dict[str, int] = {}
    for heading in headings:
        name = heading.replace("$$", "$ $") or "–"
        seen[name.casefold()] = times = seen.get(name.casefold(), 0) + 1
        yield name if times == 1 else f"{name} ({times})"


def _row(row: Row, columns: frozenset[int]) -> Iterator[str | int]:
    yield clean(row.header.text)
    for at, cell in enumerate(row.cells):
        yield _value(cell)
        if at in columns:
            yield cell.cell_id


def _value(cell: Cell) -> str | int:
    """A count as a number, so that a reader can add; everything else as it is written."""
    text = clean(cell.words.text)
    return int(text) if NUMBER.fullmatch(text) else text

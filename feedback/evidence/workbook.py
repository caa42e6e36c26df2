"""The tables of a document as a spreadsheet that everybody can read: one table to a sheet.

A cover, contents and notes come first. Each released number has its cell of the release beside it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from flask_babel import gettext as _

from feedback.evidence.document import (
    Cell,
    Document,
    Notice,
    Phrase,
    Row,
    Section,
    Subheading,
    Table,
)
from feedback.evidence.plain import clean
from feedback.export.workbook import Sheet, Value, workbook
from feedback.language import speaking

LONGEST_NAME = 31  # Of a sheet, by Excel's rule.
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# A number and nothing else: not 01, which a reader would take for a code.
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
NOTHING = "–"


def as_xlsx(document: Document) -> bytes:
    """The tables and notices of a document as a workbook; the same document is the same file."""
    with speaking(document.language):
        return workbook(
            _sheets(document),
            title=clean(document.title.text),
            author=clean(document.area),
            on=document.as_at,
            is_right_to_left=document.language.direction == "rtl",
        )


def _cover(document: Document) -> Sheet:
    return Sheet(
        _legal(_("Cover sheet")),
        clean(document.title.text),
        (
            clean(document.area),
            clean(document.subtitle.text),
            str(_("Each released number has its cell of the release beside it.")),
        ),
    )


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    return Sheet(
        _legal(_("Contents")),
        str(_("Contents")),
        columns=(str(_("Sheet")), str(_("Table"))),
        # Many tables have one title: what they stand under tells them apart.
        rows=[(one.name, ": ".join([*one.sentences[:1], one.title])) for one in sheets],
        links=[one.name for one in sheets],
    )


def _sheets(document: Document) -> list[Sheet]:
    """The notes before the tables that they are about; the tables by their number."""
    placed = [each for section in document.sections for each in _tables_in(section)]
    tables = [
        _table_sheet(number, under, table) for number, (under, table) in enumerate(placed, start=1)
    ]
    sheets = [*_notes(document), *tables]
    return [_cover(document), *([_contents(sheets)] if sheets else []), *sheets]


def _tables_in(section: Section) -> Iterator[tuple[str, Table]]:
    """Every table with rows, and the heading that it stands under."""
    under = section.title
    for block in section.blocks:
        if isinstance(block, Subheading):
            under = block.words
        elif isinstance(block, Table) and block.rows:
            yield clean(under.text), block


def _notes(document: Document) -> Iterator[Sheet]:
    rows = [
        (_text(where), _text(note))
        for section in document.sections
        for where, note in _notes_in(section)
    ]
    if rows:
        columns = str(_("Table")), str(_("What to know"))
        yield Sheet(_legal(_("Notes")), str(_("Notes")), columns=columns, rows=rows)


def _notes_in(section: Section) -> Iterator[tuple[Phrase, Phrase]]:
    for block in section.blocks:
        if isinstance(block, Notice):
            yield section.title, block.words
        elif isinstance(block, Table):
            for note in block.notes:
                yield block.title, note


def _table_sheet(number: int, under: str, table: Table) -> Sheet:
    title = clean(table.title.text)
    columns = _columns_with_cells(table.rows)
    return Sheet(
        # With the number first no two are the same.
        _legal(f"{number} {title}"),
        title,
        (under, *(clean(note.text) for note in table.notes)),
        columns=_headings(table, columns),
        rows=[tuple(_row(row, columns)) for row in table.rows],
    )


def _legal(name: str) -> str:
    """A name of a sheet that Excel takes: as many whole words as there is room for."""
    words = NOT_IN_A_NAME.sub(" ", name).split()
    fitting = list(accumulate(words, lambda before, word: f"{before} {word}"))
    return next(
        (one for one in reversed(fitting) if len(one) <= LONGEST_NAME), words[0][:LONGEST_NAME]
    )


def _columns_with_cells(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(at for row in rows for at, cell in enumerate(row.cells) if cell.cell_id)


def _headings(table: Table, columns: frozenset[int]) -> tuple[str, ...]:
    first, *others = (_text(one) for one in table.headings)
    named = [first]
    for at, heading in enumerate(others):
        named.append(heading)
        if at in columns:
            named.append(str(_("Name of the cell")))
    return tuple(_all_different(named))


def _all_different(headings: Sequence[str]) -> Iterator[str]:
    """Excel refuses two columns of one name, small and large letters being the same to it."""
    seen: dict[str, int] = {}
    for name in headings:
        seen[name.casefold()] = times = seen.get(name.casefold(), 0) + 1
        yield name if times == 1 else f"{name} ({times})"


def _row(row: Row, columns: frozenset[int]) -> Iterator[Value]:
    yield _text(row.header)
    for at, cell in enumerate(row.cells):
        yield _value(cell)
        if at in columns:
            yield cell.cell_id or NOTHING


def _value(cell: Cell) -> Value:
    """A count as a number, so that a reader can add; everything else as it is written."""
    text = _text(cell.words)
    return int(text) if NUMBER.fullmatch(text) else text


def _text(phrase: Phrase) -> str:
    """No cell is empty: it would be read out as the end of the table."""
    return clean(phrase.text).strip() or NOTHING

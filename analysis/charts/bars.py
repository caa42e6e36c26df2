"""A bar for each answer to one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.charts.drawing import Named, drawn
from analysis.charts.guard import check_cell_ids, check_hidden_words, check_table
from analysis.charts.lettering import LINE_INCHES, inches_of, lines_of
from analysis.charts.palette import BLUE, INK, WHITE
from analysis.charts.picture import (
    MARGIN_INCHES,
    WIDTH_INCHES,
    Box,
    Line,
    Picture,
    Sheet,
    Size,
    Words,
    centred,
)
from analysis.tables import SafeCell, SafeTable

_LABEL_WIDTH, _WORDS_WIDTH = 18, 22  # In letters.
_ROW_INCHES, _BAR_INCHES, _FOOT_INCHES = 0.45, 0.28, 0.08
# The labels end here; the longest bar leaves room for the number past it.
_AXIS, _LONGEST_INCHES = 0.41 * WIDTH_INCHES, 0.38 * WIDTH_INCHES
_GAP_INCHES = 0.07
NO_IDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Spoken:
    """What the words beside a chart must say of one bar. Shown is None when it is hidden."""

    label: str
    shown: int | None
    low: int
    high: int


def spoken(table: SafeTable) -> tuple[Spoken, ...]:
    """Return, in the order drawn, everything the chart says."""
    return tuple(Spoken(c.category.label, c.shown, c.low, c.high) for c in table.cells)


def chart_size(table: SafeTable, *, title: str) -> Size:
    """Say how large a chart will be, without drawing it, so that a page can keep its place."""
    return _picture(table, title=title, hidden_words=("",) * len(table.cells), ids=NO_IDS).size


def bar_chart(
    table: SafeTable,
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    hidden_words: tuple[str, ...],
    cell_ids: Mapping[str, str] = NO_IDS,
) -> bytes:
    """Draw a safe table; the same table and words always give the same bytes, drawn once.

    `hidden_words` has one entry for each cell: what to say of its range if its count is hidden.
    `cell_ids` says, by the code of a category, where its number comes from.
    """
    check_table(table)
    if table.withheld is not None:
        raise ValueError("A withheld table has nothing to draw: say why it is withheld instead.")
    check_hidden_words(table, hidden_words)
    check_cell_ids(table, cell_ids)
    picture = _picture(table, title=title, hidden_words=hidden_words, ids=cell_ids)
    return drawn(picture, Named(title, description, language, direction))


def _picture(
    table: SafeTable, *, title: str, hidden_words: tuple[str, ...], ids: Mapping[str, str]
) -> Picture:
    sheet = Sheet()
    sheet.head(title)
    top = sheet.y
    longest = max([1, *(cell.high for cell in table.cells)])
    for cell, hidden in zip(table.cells, hidden_words, strict=True):
        label = lines_of(cell.category.label, width=_LABEL_WIDTH)
        row = _ROW_INCHES + LINE_INCHES * max(0, len(label) - 1)
        middle = sheet.y + row / 2
        for text, standing in centred(label, middle=middle):
            sheet.add(Words(_AXIS - _GAP_INCHES, standing, text, "end"))
        _draw_bar(sheet, cell, middle=middle, inch=_LONGEST_INCHES / longest)
        words = str(cell.shown) if cell.shown is not None else hidden
        bar_end = _AXIS + _LONGEST_INCHES * cell.high / longest
        sure = _LONGEST_INCHES * cell.low / longest
        cell_id = ids.get(cell.category.code, "")
        _say(sheet, words, cell, middle=middle, end=bar_end, sure=sure, cell_id=cell_id)
        sheet.skip(row)
    sheet.add(Line((_AXIS, top), (_AXIS, sheet.y)))
    sheet.skip(_FOOT_INCHES)
    return sheet.picture(digest=table.digest())


def _draw_bar(sheet: Sheet, cell: SafeCell, *, middle: float, inch: float) -> None:
    """Draw the bar, hatched over where a hidden count could lie."""
    top, bottom = middle - _BAR_INCHES / 2, middle + _BAR_INCHES / 2
    sure = _AXIS + cell.low * inch
    if cell.low:
        sheet.add(Box(_AXIS, top, sure, bottom, fill=BLUE))
    if cell.shown is None:
        end = _AXIS + cell.high * inch
        sheet.add(Box(sure, top, end, bottom, fill=WHITE, edge=BLUE, is_hatched=True))


def _say(
    sheet: Sheet,
    words: str,
    cell: SafeCell,
    *,
    middle: float,
    end: float,
    sure: float,
    cell_id: str,
) -> None:
    """Write the count, or the words for a hidden one, past the end of the bar or on its start."""
    is_hidden, colour, x = cell.shown is None, INK, _GAP_INCHES + end
    lines = lines_of(words, width=_WORDS_WIDTH) if is_hidden else (words,)
    # Words too long for what is left stand on the bar: it is long then, and has room for them.
    if is_hidden and inches_of(lines) > WIDTH_INCHES - MARGIN_INCHES / 2 - end:
        x = _GAP_INCHES + _AXIS
        if len(lines) == 1 and inches_of(lines) <= sure:
            colour = WHITE
        else:
            half, right = LINE_INCHES * len(lines) / 2, x + inches_of(lines) - 0.05
            sheet.add(Box(x - 0.03, middle - half, right, middle + half, fill=WHITE))
    for text, standing in centred(lines, middle=middle):
        sheet.add(Words(x, standing, text, is_bold=not is_hidden, colour=colour, cell=cell_id))

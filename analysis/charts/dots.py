"""A dot for each group at its share of the answers, with its range, a baseline and a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.dot_rows import DotKeys, DotRow, SpokenDot, SpokenDots, spoken_dots
from analysis.charts.drawing import Named, drawn
from analysis.charts.lettering import columns, lines_of
from analysis.charts.palette import BLUE, INK, ORANGE, WHITE
from analysis.charts.picture import (
    FULL_WIDTH,
    MARGIN_INCHES,
    WIDTH_INCHES,
    Box,
    Disc,
    Line,
    Picture,
    Polygon,
    Sheet,
    Size,
)

_TRACK_INCHES, _GAP_INCHES = 0.3, 0.18
_DOT_INCHES, _TICK_INCHES, _CAP_INCHES = 0.08, 0.13, 0.06
_LEFT, _RIGHT = MARGIN_INCHES + 0.1, WIDTH_INCHES - MARGIN_INCHES - 0.1
_END_WIDTH, _NARROWEST_LABEL = 20, 18  # In letters.
_TRACK_COLOUR = "#767676"
# One for each year.
_COLOURS = (BLUE, ORANGE)


def dot_size(rows: Sequence[DotRow], *, title: str, keys: DotKeys) -> Size:
    """Say how large a chart will be, without drawing it."""
    return _picture(rows, title=title, keys=keys).size


def dot_chart(
    rows: Sequence[DotRow],
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    keys: DotKeys,
) -> bytes:
    """Draw a row for each group; the same rows and words always give the same bytes.

    Two years are two dots, without an arrow or a line between them: few answers move by luck.
    """
    if not rows:
        raise ValueError("There is nothing to draw.")
    picture = _picture(rows, title=title, keys=keys)
    return drawn(picture, Named(title, description, language, direction))


def _picture(rows: Sequence[DotRow], *, title: str, keys: DotKeys) -> Picture:
    sheet = Sheet()
    said = spoken_dots(rows)
    sheet.head(title)
    _explain(sheet, [dot for row in said for dot in row.dots], keys=keys)
    _name_the_ends(sheet, keys)
    for row in said:
        sheet.skip(_GAP_INCHES)
        _draw_row(sheet, row)
    sheet.skip(_GAP_INCHES)
    tables = (point.table.digest() for row in rows for point in row.points)
    return sheet.picture(digest="-".join(tables))


def _explain(sheet: Sheet, dots: Sequence[SpokenDot], *, keys: DotKeys) -> None:
    """Say what the signs mean, of those only that are used."""
    middle, centre = 0.11, MARGIN_INCHES + 0.12
    if any(dot.shown is not None for dot in dots):
        sheet.add(Disc(centre, sheet.y + middle, _DOT_INCHES))
        sheet.explain_beside(keys.dot)
    if any(dot.interval for dot in dots):
        _draw_range(sheet, MARGIN_INCHES, MARGIN_INCHES + 0.24, y=sheet.y + middle, colour=BLUE)
        sheet.explain_beside(keys.interval)
    if any(dot.tick is not None for dot in dots):
        _draw_tick(sheet, centre, y=sheet.y + middle)
        sheet.explain_beside(keys.baseline)
    if any(dot.low != dot.high for dot in dots):
        sheet.explain(keys.hidden, fill=WHITE, edge=INK, is_hatched=True)


def _draw_row(sheet: Sheet, row: SpokenDots) -> None:
    if len(row.dots) > 1:
        sheet.write(lines_of(row.label, width=FULL_WIDTH))
    for dot, colour in zip(row.dots, _COLOURS, strict=False):
        _write_both(sheet, dot.period if len(row.dots) > 1 else row.label, dot)
        if dot.low is not None:
            _draw_dot(sheet, dot, colour=colour)
    sheet.write(lines_of(row.verdict, width=FULL_WIDTH))


def _write_both(sheet: Sheet, label: str, dot: SpokenDot) -> None:
    """Write a label and what its dot says, at both ends of a line or one under the other."""
    is_bold = dot.shown is not None
    said = lines_of(dot.words, width=FULL_WIDTH)
    room = FULL_WIDTH - 2 - max((columns(line) for line in said), default=0)
    if len(said) > 1 or room < _NARROWEST_LABEL:
        sheet.write(lines_of(label, width=FULL_WIDTH))
        sheet.write(said, is_bold=is_bold, cell=dot.cell_id)
        return
    top = sheet.y
    end = WIDTH_INCHES - MARGIN_INCHES
    sheet.write(said, x=end, anchor="end", is_bold=is_bold, cell=dot.cell_id)
    sheet.y = top
    sheet.write(lines_of(label, width=room) or ("",))


def _draw_dot(sheet: Sheet, dot: SpokenDot, *, colour: str) -> None:
    """Draw the dot on its line from nobody to everybody; a hidden one is its range, hatched."""
    y = sheet.y + _TRACK_INCHES / 2
    sheet.skip(_TRACK_INCHES)
    sheet.add(Line((_LEFT, y), (_RIGHT, y), colour=_TRACK_COLOUR))
    if dot.shown is None:
        left, right = (_at((end or 0) / (dot.out_of or 1)) for end in (dot.low, dot.high))
        box = Box(left, y - _DOT_INCHES, right, y + _DOT_INCHES, WHITE, colour, is_hatched=True)
        sheet.add(box)
    if dot.interval:
        _draw_range(sheet, _at(dot.interval.low), _at(dot.interval.high), y=y, colour=colour)
    if dot.tick is not None:
        _draw_tick(sheet, _at(float(dot.tick)), y=y)
    if dot.shown is not None:
        _draw_point(sheet, _at(dot.shown / (dot.out_of or 1)), y=y, colour=colour)


def _at(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _draw_point(sheet: Sheet, x: float, *, y: float, colour: str) -> None:
    """Draw a disc, or for the second year a diamond: the colour is not all that differs."""
    if colour == BLUE:
        sheet.add(Disc(x, y, _DOT_INCHES))
        return
    reach = _DOT_INCHES * 1.25
    corners = ((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach))
    sheet.add(Polygon(corners, fill=colour))


def _draw_range(sheet: Sheet, left: float, right: float, *, y: float, colour: str) -> None:
    sheet.add(Line((left, y), (right, y), colour=colour, points=3))
    for end in (left, right):
        ends = (end, y - _CAP_INCHES), (end, y + _CAP_INCHES)
        sheet.add(Line(*ends, colour=colour, points=2))


def _draw_tick(sheet: Sheet, x: float, *, y: float) -> None:
    """Draw a tick taller than a dot, apart from what it crosses."""
    ends = (x, y - _TICK_INCHES), (x, y + _TICK_INCHES)
    sheet.add(Line(*ends, colour=WHITE, points=5), Line(*ends, colour=INK, points=2.5))


def _name_the_ends(sheet: Sheet, keys: DotKeys) -> None:
    """Say, once for every line under it, what its two ends mean."""
    sheet.skip(_GAP_INCHES / 2)
    top = sheet.y
    sheet.write(lines_of(keys.start, width=_END_WIDTH))
    under = sheet.y
    sheet.y = top
    sheet.write(lines_of(keys.end, width=_END_WIDTH), x=WIDTH_INCHES - MARGIN_INCHES, anchor="end")
    sheet.y = max(under, sheet.y) + _CAP_INCHES + 0.03
    sheet.add(Line((_LEFT, sheet.y), (_RIGHT, sheet.y), colour=_TRACK_COLOUR))
    for x in (_LEFT, _RIGHT):
        ends = (x, sheet.y - _CAP_INCHES), (x, sheet.y + _CAP_INCHES)
        sheet.add(Line(*ends, colour=_TRACK_COLOUR, points=1.5))

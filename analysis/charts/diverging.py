"""One bar for each question: what is in favour on one side of a middle line, the rest opposite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.charts.drawing import Named, drawn
from analysis.charts.guard import check_cell_ids, check_hidden_words, check_table
from analysis.charts.labels import Label, write_labels
from analysis.charts.lettering import lines_of
from analysis.charts.palette import BLUE, INK, ORANGE, WHITE
from analysis.charts.picture import (
    FULL_WIDTH,
    MARGIN_INCHES,
    WIDTH_INCHES,
    Box,
    Line,
    Picture,
    Sheet,
    Size,
)
from analysis.tables import SafeTable

_BAR_INCHES, _GAP_INCHES, _OVERHANG_INCHES = 0.3, 0.16, 0.05


class Side(StrEnum):
    """On which side of the middle line an answer lies; the middle ones lie with the rest."""

    FOR = "for"
    MIDDLE = "middle"
    AGAINST = "against"


_FILLS = {Side.FOR: BLUE, Side.MIDDLE: WHITE, Side.AGAINST: ORANGE}
_EDGES = {Side.FOR: BLUE, Side.MIDDLE: INK, Side.AGAINST: ORANGE}


@dataclass(frozen=True)
class DivergingRow:
    """One question: its safe table, and all the words its bar needs.

    `sides` says of each category's code where it lies. `hidden_words` has one entry for each cell.
    """

    table: SafeTable
    label: str
    sides: Mapping[str, Side]
    hidden_words: tuple[str, ...] = ()
    withheld_words: str = ""  # What stands in place of the bar of a withheld table.
    cell_ids: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what did not come through the gate, and words or sides that do not fit it."""
        check_table(self.table)
        check_hidden_words(self.table, self.hidden_words)
        check_cell_ids(self.table, self.cell_ids)
        if any(cell.category.code not in self.sides for cell in self.table.cells):
            raise ValueError("Each category needs a side.")
        if self.table.withheld is not None and not self.withheld_words:
            raise ValueError("A withheld table needs words that say why.")


@dataclass(frozen=True)
class SpokenPart:
    """What the words beside a chart must say of one part of a bar. Shown is None when hidden."""

    label: str
    side: Side
    shown: int | None
    low: int
    high: int
    words: str  # As printed.
    cell_id: str


@dataclass(frozen=True)
class SpokenRow:
    """What the words beside a chart must say of one bar; no parts, and why, if it is withheld."""

    label: str
    total: int | None
    parts: tuple[SpokenPart, ...]
    withheld_words: str


def spoken_diverging(rows: Sequence[DivergingRow]) -> tuple[SpokenRow, ...]:
    """Return, in the order drawn, everything the chart says: it is drawn from this."""
    return tuple(
        SpokenRow(
            row.label,
            row.table.total,
            tuple(_parts(row)),
            row.withheld_words if row.table.withheld is not None else "",
        )
        for row in rows
    )


def diverging_size(
    rows: Sequence[DivergingRow], *, title: str, keys: Mapping[Side, str], hidden_key: str
) -> Size:
    """Say how large a chart will be, without drawing it."""
    return _picture(rows, title=title, keys=keys, hidden_key=hidden_key).size


def diverging_chart(
    rows: Sequence[DivergingRow],
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    keys: Mapping[Side, str],
    hidden_key: str,
) -> bytes:
    """Draw the answers to some questions; the same rows and words always give the same bytes.

    `keys` says what each side means, and `hidden_key` what the hatching means. Every bar is as
    long as its shares; a hidden part is drawn as long as its whole range, so such a bar is longer.
    """
    if not rows:
        raise ValueError("There is nothing to draw.")
    picture = _picture(rows, title=title, keys=keys, hidden_key=hidden_key)
    return drawn(picture, Named(title, description, language, direction))


def _parts(row: DivergingRow) -> Iterator[SpokenPart]:
    """Go along a bar from its start: first the rest, then what is in favour."""
    order = [Side.AGAINST, Side.MIDDLE, Side.FOR]
    told = list(zip(row.table.cells, row.hidden_words, strict=True))
    if told and row.sides[told[0][0].category.code] is not Side.AGAINST:
        told.reverse()  # Tables mostly begin with the best answer: it belongs at the far end.
    for cell, hidden in sorted(told, key=lambda one: order.index(row.sides[one[0].category.code])):
        code = cell.category.code
        words = hidden if cell.shown is None else str(cell.shown)
        yield SpokenPart(
            cell.category.label,
            row.sides[code],
            cell.shown,
            cell.low,
            cell.high,
            words,
            row.cell_ids.get(code, ""),
        )


def _picture(
    rows: Sequence[DivergingRow], *, title: str, keys: Mapping[Side, str], hidden_key: str
) -> Picture:
    said = spoken_diverging(rows)
    sheet = Sheet()
    sheet.head(title)
    _explain(sheet, said, keys=keys, hidden_key=hidden_key)
    before, after = _extents(said)
    share = (WIDTH_INCHES - 2 * MARGIN_INCHES) / (before + after)
    for row in said:
        sheet.skip(_GAP_INCHES)
        sheet.write(lines_of(row.label, width=FULL_WIDTH))
        if row.parts:
            _draw_bar(sheet, row, middle=MARGIN_INCHES + before * share, share=share)
        else:
            _explain_withheld(sheet, row.withheld_words)
    sheet.skip(_GAP_INCHES)
    return sheet.picture(digest="-".join(row.table.digest() for row in rows))


def _explain_withheld(sheet: Sheet, words: str) -> None:
    """Write, in place of a bar, why there is none, beside a line that sets it apart."""
    top = sheet.y + 0.06
    sheet.y = top
    sheet.write(lines_of(words, width=FULL_WIDTH - 2), x=MARGIN_INCHES + 0.12)
    aside = MARGIN_INCHES + 0.03
    sheet.add(Line((aside, top), (aside, sheet.y), colour=INK, points=3))


def _explain(
    sheet: Sheet, said: Sequence[SpokenRow], *, keys: Mapping[Side, str], hidden_key: str
) -> None:
    """Say what the colours mean, of those only that are used."""
    parts = [part for row in said for part in row.parts]
    for side in (Side.FOR, Side.MIDDLE, Side.AGAINST):
        if any(part.side is side for part in parts):
            sheet.explain(keys[side], fill=_FILLS[side], edge=_EDGES[side])
    if any(part.shown is None for part in parts):
        sheet.explain(hidden_key, fill=WHITE, edge=INK, is_hatched=True)


def _extents(said: Sequence[SpokenRow]) -> tuple[float, float]:
    """Say how far the longest bar reaches on each side of the middle line, in shares."""
    before = [_reach(row, is_for=False) for row in said if row.parts]
    after = [_reach(row, is_for=True) for row in said if row.parts]
    return max(before, default=0.5), max(after, default=0.5)


def _reach(row: SpokenRow, *, is_for: bool) -> float:
    ends = [part.high for part in row.parts if (part.side is Side.FOR) is is_for]
    return sum(ends) / max(1, row.total or 0)


def _draw_bar(sheet: Sheet, row: SpokenRow, *, middle: float, share: float) -> None:
    """Draw the parts end to end, the middle line over them, and each part's number."""
    one = share / max(1, row.total or 0)
    top, bottom = sheet.y + 0.05, sheet.y + 0.05 + _BAR_INCHES
    edge = middle - _reach(row, is_for=False) * share
    labels = []
    for part in row.parts:
        end = edge + part.high * one
        solid = _solid(part, edge, end, one=one)
        for box in _boxes(part, edge, end, solid=solid, top=top, bottom=bottom):
            sheet.add(box)
        labels.append(_label(part, edge, end, solid=solid))
        edge = end
    line = ((middle, top - _OVERHANG_INCHES), (middle, bottom + _OVERHANG_INCHES))
    sheet.add(Line(*line, colour=WHITE, points=3), Line(*line, colour=INK, points=1.5))
    sheet.y = bottom + _OVERHANG_INCHES
    write_labels(sheet, labels, top=top, bottom=bottom)


def _solid(part: SpokenPart, start: float, end: float, *, one: float) -> tuple[float, float]:
    """Say where what is sure lies: nearest the middle line."""
    sure = part.low * one
    return (start, start + sure) if part.side is Side.FOR else (end - sure, end)


def _boxes(
    part: SpokenPart,
    start: float,
    end: float,
    *,
    solid: tuple[float, float],
    top: float,
    bottom: float,
) -> Iterator[Box]:
    """Draw what is sure, and hatch the rest of the range."""
    fill, edge = _FILLS[part.side], _EDGES[part.side]
    if part.shown is None:
        left, right = (solid[1], end) if part.side is Side.FOR else (start, solid[0])
        yield Box(left, top, right, bottom, fill=WHITE, edge=edge, is_hatched=True)
    if part.low:
        outline = INK if part.side is Side.MIDDLE else WHITE
        yield Box(solid[0], top, solid[1], bottom, fill=fill, edge=outline)


def _label(part: SpokenPart, start: float, end: float, *, solid: tuple[float, float]) -> Label:
    return Label(
        part.words,
        start,
        end,
        solid,
        fill=_FILLS[part.side],
        edge=_EDGES[part.side],
        is_hidden=part.shown is None,
        cell=part.cell_id,
    )

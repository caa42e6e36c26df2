"""The number of each part of a bar: in the part, or under the bar where the part is too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.lettering import LINE_INCHES, inches_of, lines_of
from analysis.charts.palette import BLUE, INK, WHITE
from analysis.charts.picture import MARGIN_INCHES, Box, Line, Sheet, Words, centred

_ONE_LINE, _NARROW = 40, 12  # In letters.
_MOST_LINES_UNDER = 2
_POINTER_INCHES = 0.1


@dataclass(frozen=True)
class Label:
    """What one part of a bar says, and from where to where it runs, and what is sure of it."""

    words: str
    start: float
    end: float
    solid: tuple[float, float]
    fill: str
    edge: str
    is_hidden: bool
    cell: str

    @property
    def centre(self) -> float:
        """The middle of the part."""
        return (self.start + self.end) / 2

    @property
    def fits(self) -> bool:
        """Say whether the part has room for its words in one line."""
        return inches_of(lines_of(self.words, width=_ONE_LINE)) <= self.end - self.start


def write_labels(sheet: Sheet, labels: Sequence[Label], *, top: float, bottom: float) -> None:
    """Write every label of a bar, and leave the sheet under the last of them."""
    for label in labels:
        if label.fits:
            _write_inside(sheet, label, top=top, bottom=bottom)
    under = [label for label in labels if not label.fits]
    sheet.y = max(sheet.y, bottom)
    for width in (_ONE_LINE, _NARROW):
        if _fit_beside_each_other(sheet, under, width=width):
            _write_under(sheet, under, bottom=bottom, width=width)
            return
    for label in under:
        sheet.explain(
            label.words,
            fill=WHITE if label.is_hidden else label.fill,
            edge=label.edge,
            is_hatched=label.is_hidden,
            cell=label.cell,
        )


def _write_inside(sheet: Sheet, label: Label, *, top: float, bottom: float) -> None:
    lines = lines_of(label.words, width=_ONE_LINE)
    centre, colour = label.centre, WHITE if label.fill == BLUE else INK
    if inches_of(lines) <= label.solid[1] - label.solid[0]:
        centre = sum(label.solid) / 2
    elif label.is_hidden:
        colour = INK
        # The words stand on white, or the hatching would run through them.
        half = inches_of(lines) / 2 - 0.04
        middle = (top + bottom) / 2
        left, right = label.centre - half, label.centre + half
        sheet.add(Box(left, middle - LINE_INCHES / 2, right, middle + LINE_INCHES / 2, fill=WHITE))
    for text, standing in centred(lines, middle=(top + bottom) / 2):
        bold = not label.is_hidden
        sheet.add(Words(centre, standing, text, "middle", bold, colour, label.cell))


def _fit_beside_each_other(sheet: Sheet, labels: Sequence[Label], *, width: int) -> bool:
    written = [lines_of(label.words, width=width) for label in labels]
    if any(len(lines) > _MOST_LINES_UNDER for lines in written):
        return False
    return sum(map(inches_of, written)) <= sheet.width - 2 * MARGIN_INCHES


def _write_under(sheet: Sheet, labels: Sequence[Label], *, bottom: float, width: int) -> None:
    """Write labels side by side, each as near to its part as the others leave room for."""
    if not labels:
        return
    written = [lines_of(label.words, width=width) for label in labels]
    middles = _spread(
        [label.centre for label in labels],
        [inches_of(lines) for lines in written],
        left=MARGIN_INCHES,
        right=sheet.width - MARGIN_INCHES,
    )
    top = bottom + _POINTER_INCHES
    for label, lines, middle in zip(labels, written, middles, strict=True):
        sheet.add(Line((label.centre, bottom), (middle, top + 0.03), colour=INK, points=0.8))
        sheet.y = top
        bold = not label.is_hidden
        sheet.write(lines, x=middle, anchor="middle", is_bold=bold, cell=label.cell)
    sheet.y = top + LINE_INCHES * max(len(lines) for lines in written)


def _spread(
    centres: Sequence[float], widths: Sequence[float], *, left: float, right: float
) -> list[float]:
    """Return new centres, in order and apart, all between left and right."""
    starts: list[float] = []
    for centre, width in zip(centres, widths, strict=True):
        starts.append(max(left, centre - width / 2))
        left = starts[-1] + width
    for place in reversed(range(len(starts))):
        starts[place] = min(starts[place], right - widths[place])
        right = starts[place]
    return [start + width / 2 for start, width in zip(starts, widths, strict=True)]

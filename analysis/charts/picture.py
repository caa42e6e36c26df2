"""What a chart consists of, before anything draws it: marks on a sheet, placed in inches.

A distance across is measured from the side on which the language starts, so nothing here knows
whether that is left or right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.charts.lettering import LINE_INCHES, lines_of
from analysis.charts.palette import BLUE, INK, WHITE

# As wide as a phone, so that a picture there is hardly smaller than drawn.
WIDTH_INCHES = 4.2
MARGIN_INCHES = 0.08
TITLE_WIDTH, FULL_WIDTH = 44, 48  # In letters.
_PIXELS_AN_INCH = 96  # What a page calls a pixel, whatever the screen.
_FIRST_LINE_INCHES, _BELOW_LETTERS_INCHES = 0.1, 0.05
_SWATCH_INCHES = 0.24


@dataclass(frozen=True)
class Size:
    """How large a chart is on a page, in the page's own pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Words:
    """One line of words, standing on `y`; `cell` says which number of which table it is."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    is_bold: bool = False
    colour: str = INK
    cell: str = ""
    points: float = 11


@dataclass(frozen=True)
class Box:
    """A rectangle; hatched where a number could end, so that no length can be read off."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str = BLUE
    edge: str | None = None
    is_hatched: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line, so many points thick."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = INK
    points: float = 1


@dataclass(frozen=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str = BLUE
    edge: str = WHITE


@dataclass(frozen=True)
class Polygon:
    """A filled shape with straight sides."""

    corners: tuple[tuple[float, float], ...]
    fill: str = BLUE
    edge: str = WHITE


Mark = Words | Box | Line | Disc | Polygon


@dataclass(frozen=True)
class Picture:
    """A whole chart; two with the same marks and digest are the same picture."""

    marks: tuple[Mark, ...]
    width: float
    height: float
    digest: str

    @property
    def size(self) -> Size:
        """How large it is on a page."""
        return Size(round(self.width * _PIXELS_AN_INCH), round(self.height * _PIXELS_AN_INCH))


class Sheet:
    """A picture in the making, filled from the top down."""

    def __init__(self, *, width: float = WIDTH_INCHES) -> None:
        """Start with an empty sheet."""
        self.width = width
        self.y = 0.0
        self._marks: list[Mark] = []

    def add(self, *marks: Mark) -> None:
        """Put marks on the sheet."""
        self._marks.extend(marks)

    def skip(self, inches: float) -> None:
        """Leave some room."""
        self.y += inches

    def write(
        self,
        lines: tuple[str, ...],
        *,
        x: float = MARGIN_INCHES,
        anchor: Literal["start", "middle", "end"] = "start",
        is_bold: bool = False,
        cell: str = "",
    ) -> None:
        """Write lines of words under all that is there."""
        for text in lines:
            self.y += LINE_INCHES
            standing = self.y - _BELOW_LETTERS_INCHES
            self.add(Words(x, standing, text, anchor, is_bold=is_bold, cell=cell))

    def head(self, title: str) -> None:
        """Write the title at the top."""
        self.skip(_FIRST_LINE_INCHES)
        self.write(lines_of(title, width=TITLE_WIDTH), is_bold=True)
        self.skip(_FIRST_LINE_INCHES / 2)

    def explain(
        self, words: str, *, fill: str, edge: str, is_hatched: bool = False, cell: str = ""
    ) -> None:
        """Write what a colour means, beside a sample of it."""
        top, left = self.y + 0.03, MARGIN_INCHES
        bottom, right = top + LINE_INCHES - 0.05, left + _SWATCH_INCHES
        self.add(Box(left, top, right, bottom, fill=fill, edge=edge, is_hatched=is_hatched))
        self.explain_beside(words, cell=cell)

    def explain_beside(self, words: str, *, cell: str = "") -> None:
        """Write what a sign means, to the side of where the sign stands."""
        beside = MARGIN_INCHES + _SWATCH_INCHES + 0.08
        self.write(lines_of(words, width=TITLE_WIDTH - 2) or (" ",), x=beside, cell=cell)
        self.skip(0.03)

    def picture(self, *, digest: str) -> Picture:
        """Return what is on the sheet."""
        return Picture(tuple(self._marks), self.width, round(self.y, 4), digest)


def centred(lines: tuple[str, ...], *, middle: float) -> list[tuple[str, float]]:
    """Say where each of some lines stands, so that together they are level with `middle`."""
    first = middle - LINE_INCHES * (len(lines) - 1) / 2 + _BELOW_LETTERS_INCHES
    return [(text, first + LINE_INCHES * number) for number, text in enumerate(lines)]

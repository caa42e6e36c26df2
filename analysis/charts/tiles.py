"""A tile for the rating of an action: a letter, a word, a shape and a colour, all saying the same.

Whoever cannot tell the colours apart has the shape, and whoever sees no shape has the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.charts.drawing import Named, drawn
from analysis.charts.lettering import LINE_INCHES, inches_of, lines_of
from analysis.charts.palette import (
    INK,
    RATED_AMBER,
    RATED_BLUE,
    RATED_GREEN,
    RATED_RED,
    WHITE,
)
from analysis.charts.picture import Box, Disc, Mark, Picture, Polygon, Sheet, Size, Words, centred

_SHAPE_INCHES, _MARGIN_INCHES = 0.46, 0.08
_WORD_WIDTH = 22  # In letters.
_LETTER_POINTS = 14


class Rating(StrEnum):
    """What an officer says of an action each term; an area file says what each one means."""

    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True)
class _Look:
    fill: str
    letter: str  # The colour of the letter on it.
    drop: float = 0.0  # How far under the middle of its shape the letter stands.


LOOKS = {
    Rating.BLUE: _Look(RATED_BLUE, WHITE),
    Rating.RED: _Look(RATED_RED, WHITE),
    Rating.AMBER: _Look(RATED_AMBER, INK, drop=0.07),
    Rating.GREEN: _Look(RATED_GREEN, WHITE),
}


@dataclass(frozen=True)
class SpokenTile:
    """What the words beside a tile must say."""

    rating: Rating
    letter: str
    word: str


def spoken_tile(rating: Rating, *, letter: str, word: str) -> SpokenTile:
    """Return everything the tile says: it is drawn from this."""
    return SpokenTile(rating, "".join(lines_of(letter, width=2)[:1]), word)


def tile_size(rating: Rating, *, letter: str, word: str) -> Size:
    """Say how large a tile will be, without drawing it."""
    return _picture(spoken_tile(rating, letter=letter, word=word)).size


def brag_tile(
    rating: Rating, *, letter: str, word: str, description: str, language: str, direction: str
) -> bytes:
    """Draw a rating; the same rating and words always give the same bytes."""
    picture = _picture(spoken_tile(Rating(rating), letter=letter, word=word))
    return drawn(picture, Named(word, description, language, direction))


def _picture(tile: SpokenTile) -> Picture:
    look = LOOKS[tile.rating]
    lines = lines_of(tile.word, width=_WORD_WIDTH)
    beside = _SHAPE_INCHES + 2 * _MARGIN_INCHES
    sheet = Sheet(width=round(beside + inches_of(lines), 4))
    sheet.y = max(_SHAPE_INCHES, LINE_INCHES * len(lines)) + 2 * _MARGIN_INCHES
    x, y = _MARGIN_INCHES + _SHAPE_INCHES / 2, sheet.y / 2
    sheet.add(_shape(tile.rating, x, y, fill=look.fill))
    standing = y + look.drop + 0.07
    sheet.add(Words(x, standing, tile.letter, "middle", True, look.letter, points=_LETTER_POINTS))
    for text, stands in centred(lines, middle=y):
        sheet.add(Words(beside, stands, text, is_bold=True))
    return sheet.picture(digest=f"tile-{tile.rating}")


def _shape(rating: Rating, x: float, y: float, *, fill: str) -> Mark:
    """Draw what is done as a square, what is late as a diamond, a warning, or a disc."""
    half = _SHAPE_INCHES / 2
    if rating is Rating.BLUE:
        inner = half * 0.9
        return Box(x - inner, y - inner, x + inner, y + inner, fill=fill, edge=INK)
    if rating is Rating.GREEN:
        return Disc(x, y, half, fill=fill, edge=INK)
    if rating is Rating.AMBER:
        corners = ((x - half, y + half * 0.9), (x, y - half), (x + half, y + half * 0.9))
        return Polygon(corners, fill=fill, edge=INK)
    corners4 = ((x - half, y), (x, y - half), (x + half, y), (x, y + half))
    return Polygon(corners4, fill=fill, edge=INK)

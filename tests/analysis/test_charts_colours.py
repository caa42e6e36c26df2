"""Our colours are told apart by anyone and in grey, and a rating never rests on its colour."""

from __future__ import annotations

from itertools import combinations

import pytest

from analysis.charts import Rating, brag_tile, spoken_tile, tile_size
from analysis.charts.palette import BLUE, INK, ORANGE, WHITE
from analysis.charts.tiles import LOOKS
from tests.analysis import scraped

# Least contrast between two things of which one must be seen beside the other: WCAG 1.4.11, 1.4.3.
SHAPES, LETTERS = 3.0, 4.5
WORDS = {
    Rating.BLUE: ("B", "Blue: completed"),
    Rating.RED: ("R", "Red: unlikely in time"),
    Rating.AMBER: ("A", "Amber: some of it on track"),
    Rating.GREEN: ("G", "Green: on track"),
}


def _light(colour: str) -> float:
    """How light a colour is: all that is left of it in grey."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _contrast(first: str, second: str) -> float:
    dark, light = sorted((_light(first), _light(second)))
    return round((light + 0.05) / (dark + 0.05), 2)


@pytest.mark.parametrize(
    ("first", "second", "measured"),
    [
        (BLUE, WHITE, 10.25),
        (ORANGE, WHITE, 3.28),
        (BLUE, ORANGE, 3.13),
        (INK, WHITE, 19.59),
        (INK, ORANGE, 5.98),
    ],
)
def test_colours_that_lie_side_by_side_are_told_apart(
    first: str, second: str, measured: float
) -> None:
    assert _contrast(first, second) == measured
    assert measured >= SHAPES


@pytest.mark.parametrize(
    ("ground", "letters", "measured"), [(BLUE, WHITE, 10.25), (ORANGE, INK, 5.98)]
)
def test_numbers_are_read_on_their_colours(ground: str, letters: str, measured: float) -> None:
    assert _contrast(ground, letters) == measured
    assert measured >= LETTERS


def test_no_two_of_the_four_colours_are_one_grey() -> None:
    greys = [round(255 * _light(colour) ** (1 / 2.2)) for colour in (BLUE, ORANGE, WHITE, INK)]

    assert min(abs(one - other) for one, other in combinations(greys, 2)) >= 40


@pytest.mark.parametrize(
    ("rating", "measured"),
    [(Rating.BLUE, 8.14), (Rating.RED, 7.12), (Rating.AMBER, 11.93), (Rating.GREEN, 6.21)],
)
def test_the_letter_of_a_rating_is_read_on_its_colour(rating: Rating, measured: float) -> None:
    look = LOOKS[rating]

    assert _contrast(look.fill, look.letter) == measured
    assert measured >= LETTERS


def _tile(rating: Rating, *, direction: str = "ltr") -> bytes:
    letter, word = WORDS[rating]
    return brag_tile(
        rating, letter=letter, word=word, description="d", language="en", direction=direction
    )


@pytest.mark.parametrize("rating", Rating)
def test_a_rating_is_a_letter_and_a_word(rating: Rating) -> None:
    letter, word = WORDS[rating]

    said = scraped.texts(scraped.read(_tile(rating)))

    told = spoken_tile(rating, letter=letter, word=word)
    assert said[0] == told.letter == letter
    assert " ".join(said[1:]) == told.word == word


def test_each_rating_has_a_shape_of_its_own_within_an_outline_of_ink() -> None:
    chart = [next(iter(scraped.read(_tile(rating)).iter())) for rating in Rating]

    outlines = set()
    for tile in chart:
        paths = list(tile.iter(f"{scraped.SVG}path"))
        shape = paths[1].attrib["d"]
        outlines.add((shape.count("L"), shape.count("C"), scraped.shapes(tile)[0].width))
        assert scraped.shapes(tile)[0].stroke == INK.lower()
    assert len(outlines) == len(Rating)


def test_a_page_knows_how_large_a_tile_will_be() -> None:
    letter, word = WORDS[Rating.AMBER]

    size = tile_size(Rating.AMBER, letter=letter, word=word)
    tile = scraped.read(_tile(Rating.AMBER))

    points = [float(tile.attrib[side].removesuffix("pt")) for side in ("width", "height")]
    assert [size.width, size.height] == [round(each * 96 / 72) for each in points]


def test_a_right_to_left_tile_is_mirrored() -> None:
    left_to_right, right_to_left = (
        scraped.shapes(scraped.read(_tile(Rating.RED, direction=way)))[0] for way in ("ltr", "rtl")
    )

    assert left_to_right.left < right_to_left.left


@pytest.mark.parametrize(
    "words", [r"$\foo$", "\ud800", "x" * 10_000, "", "أخضر", "সবুজ", "绿色" * 40]
)
def test_any_words_can_be_drawn(words: str) -> None:
    picture = brag_tile(
        Rating.GREEN, letter=words, word=words, description=words, language="en", direction="rtl"
    )

    assert picture.startswith(b"<svg")


def test_a_colour_that_is_no_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        brag_tile(
            "purple",  # type: ignore[arg-type]  # The point.
            letter="P",
            word="Purple",
            description="d",
            language="en",
            direction="ltr",
        )

"""A rating as a tile: its letter, word, shape and colour all say the same."""

import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts import Rating, Size, brag_tile, tile_size
from feedback.language import page_language
from forms.plan_words import COLOURS


@dataclass(frozen=True)
class Tile:
    """A tile as a page places it; `word` is its text alternative."""

    code: str
    word: str
    size: Size


def tiles() -> dict[str, Tile]:
    """The tile of every colour, in the language of the page."""
    return {
        code: Tile(
            code, str(word), tile_size(Rating(code), letter=_letter(str(word)), word=str(word))
        )
        for code, word in COLOURS.items()
    }


def _letter(word: str) -> str:
    """The first letter with the marks that belong to it."""
    marks = takewhile(lambda sign: unicodedata.category(sign).startswith("M"), word[1:])
    return word[:1] + "".join(marks)


def draw(code: str) -> bytes:
    """One tile as SVG."""
    word, locale = str(COLOURS[code]), get_locale()
    return brag_tile(
        Rating(code),
        letter=_letter(word),
        word=word,
        description=str(_("The rating of a row of the action plan")),
        language=page_language().code,
        direction=locale.text_direction if locale else "ltr",
    )

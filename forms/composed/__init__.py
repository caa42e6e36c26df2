"""A survey that officers put together themselves: bank questions and own ones, as plain values.

No database and no web page: a draft, a published version and a file that travels are all this.
"""

from forms.composed.limits import MOST_OPEN, MOST_OPTIONS, MOST_PIECES, MOST_SCALED, MOST_TICKS
from forms.composed.pieces import (
    OWN,
    SCALES,
    After,
    Composed,
    Kind,
    OwnOption,
    OwnQuestion,
    Piece,
    Scale,
    new_own_id,
    with_new_ids,
)
from forms.composed.plain import NotComposedError, from_plain, to_plain
from forms.composed.problems import Problem, problems
from forms.composed.survey import BANK, languages, survey, unchecked
from forms.composed.words import Words

__all__ = [
    "BANK",
    "MOST_OPEN",
    "MOST_OPTIONS",
    "MOST_PIECES",
    "MOST_SCALED",
    "MOST_TICKS",
    "OWN",
    "SCALES",
    "After",
    "Composed",
    "Kind",
    "NotComposedError",
    "OwnOption",
    "OwnQuestion",
    "Piece",
    "Problem",
    "Scale",
    "Words",
    "from_plain",
    "languages",
    "new_own_id",
    "problems",
    "survey",
    "to_plain",
    "unchecked",
    "with_new_ids",
]

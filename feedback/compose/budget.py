"""How much a survey asks of families: questions, minutes, and how old a reader has to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from flask_babel import force_locale

from analysis.reading_age import read, words_of
from forms.composed import (
    BANK,
    MOST_OPEN,
    MOST_SCALED,
    SCALES,
    Composed,
    Kind,
    OwnQuestion,
    Piece,
)
from forms.composed.problems import is_over_budget
from forms.questions import Question, Variant
from translations import SOURCE

# A slow reader on a phone, and what choosing and writing take beside the reading.
WORDS_A_MINUTE = 130
# A heading of two words would need a reader of 14 by the formula, which is made for sentences.
FEWEST_WORDS = 5
SECONDS_TO_CHOOSE, SECONDS_TO_WRITE = 4, 40


@dataclass(frozen=True)
class Budget:
    """What a survey asks so far, beside what families answer gladly."""

    scaled: int
    open: int
    is_over: bool
    minutes: int
    age: int | None  # None where there are too few words to say.
    easy_age: int | None
    most_scaled: int = MOST_SCALED
    most_open: int = MOST_OPEN


def budget_of(found: Composed) -> Budget:
    """What this survey asks, read in English as the reading age is."""
    open_ones = sum(map(is_open, found.pieces))
    with force_locale(SOURCE):
        standard, easy = (list(_texts(found, one)) for one in Variant)
    return Budget(
        scaled=len(found.pieces) - open_ones,
        open=open_ones,
        is_over=is_over_budget(found),
        minutes=_minutes(standard, len(found.pieces) - open_ones, open_ones),
        age=_age(standard),
        easy_age=_age(easy),
    )


def is_open(piece: Piece) -> bool:
    """Whether families answer it in their own words."""
    if piece.own:
        return piece.own.kind is Kind.OPEN
    return BANK[piece.id].is_text


def age_of(text: str) -> int | None:
    """How old a reader of this has to be, roughly; None where there are too few words to say."""
    return round(read([text]).age) if len(words_of(text)) >= FEWEST_WORDS else None


def _minutes(texts: list[str], choosing: int, writing: int) -> int:
    words = sum(len(words_of(text)) for text in texts)
    acting = choosing * SECONDS_TO_CHOOSE + writing * SECONDS_TO_WRITE
    return max(1, ceil(words / WORDS_A_MINUTE + acting / 60))


def _age(texts: list[str]) -> int | None:
    readable = [text for text in texts if words_of(text)]
    reading = read(readable) if readable else None
    return round(reading.age) if reading and reading.is_meaningful else None


def _texts(found: Composed, variant: Variant) -> Iterator[str]:
    is_easy = variant is Variant.EASY
    yield (found.easy_title if is_easy else found.title).in_english
    yield (found.easy_intro if is_easy else found.intro).in_english
    for piece in found.pieces:
        yield from _of_own(piece.own, variant) if piece.own else _of_bank(BANK[piece.id], variant)


def _of_bank(asked: Question, variant: Variant) -> Iterator[str]:
    yield str(asked.wording(variant))
    yield str(asked.hint_for(variant) or "")
    yield from (str(option.wording(variant)) for option in asked.options)


def _of_own(own: OwnQuestion, variant: Variant) -> Iterator[str]:
    is_easy = variant is Variant.EASY
    yield (own.easy if is_easy else own.standard).in_english
    hint = own.easy_hint if is_easy else own.hint
    yield hint.in_english if hint else ""
    if own.kind is Kind.SCALE and own.scale:
        yield from (str(option.wording(variant)) for option in SCALES[own.scale])
    for option in own.options:
        yield (option.easy if is_easy else option.standard).in_english

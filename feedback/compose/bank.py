"""The question bank as officers search it: by words, and by what an answer is evidence for."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.areas import Area
from feedback.compose.pages import answers_of, measures_of
from forms.composed import BANK, Composed, Piece
from forms.questions import Question
from forms.surveys import SURVEYS

# "listened" and "listening" find "listen"; a word of fewer letters is searched for as it is.
ENDINGS, FEWEST_LETTERS = ("ing", "ed", "s"), 4


@dataclass(frozen=True)
class BankView:
    """One question of the bank as it is offered."""

    id: str
    standard: str
    easy: str
    answers: Sequence[str]
    picture: str | None
    survey: str
    measures: Sequence[tuple[str, str]]
    is_there: bool


def search(found: Composed, area: Area, *, words: str = "", measure: str = "") -> list[BankView]:
    """The questions of the bank in which every word occurs, that show this measure."""
    wanted = [_without_ending(word) for word in words.casefold().split()]
    every = [
        _banked(found, area, asked, str(survey.title))
        for survey in SURVEYS.values()
        for asked in survey.questions
    ]
    return [
        one
        for one in every
        if all(word in _searched(one) for word in wanted)
        and (not measure or measure in {ref for ref, _text in one.measures})
    ]


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= FEWEST_LETTERS:
            return word.removesuffix(ending)
    return word


def _searched(one: BankView) -> str:
    return " ".join([one.standard, one.easy, one.survey, *one.answers]).casefold()


def _banked(found: Composed, area: Area, asked: Question, survey: str) -> BankView:
    piece = Piece(asked.id)
    return BankView(
        id=asked.id,
        standard=str(asked.standard),
        easy=str(asked.easy),
        answers=answers_of(piece),
        picture=asked.picture,
        survey=survey,
        measures=measures_of(piece, area),
        is_there=found.piece(asked.id) is not None,
    )


def measures(area: Area) -> list[tuple[str, str]]:
    """The rows and measures that some question of the bank gives evidence for."""
    named: dict[str, str] = {}
    for name in BANK:
        named |= dict(measures_of(Piece(name), area))
    return sorted(named.items())

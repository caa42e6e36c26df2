"""Which passwords we take: long ones that nobody would guess from lists, or from who it is."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from feedback.passwords import LONGEST

SHORTEST = 15
# What is left of a password without the words anybody here would try.
SHORTEST_REST = 12
# Guesses, as a power of ten, that somebody with lists of common passwords would need.
FEWEST_GUESSES = 10
# What the reader of common passwords looks at; the first half of a long one already decides.
LONGEST_LOOKED_AT = 72
# What this service is about, and what it is called: docs/operating.md names them.
OUR_WORDS = (
    "heard", "send", "sendiass", "ehcp", "ehc", "plan", "review", "feedback", "forum", "council",
    "family", "families", "officer", "password",
)  # fmt: skip
SHORTEST_WORD = 3


class Unfit(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    ABOUT_YOU = "about you or us"
    COMMON = "common"


@dataclass(frozen=True)
class Person:
    """Whose password it is to be: what others know about them."""

    name: str
    email: str
    area: str


def problem_with(password: str, person: Person) -> Unfit | None:
    """Why this one is refused; None when it is fit. Nothing is hashed here."""
    if len(password) > LONGEST:
        return Unfit.TOO_LONG
    if len(password) < SHORTEST:
        return Unfit.TOO_SHORT
    known = sorted(_known_words(person), key=lambda word: (-len(word), word))
    left = _without(password, known)
    if len(left) < SHORTEST_REST and left != _bare(password):
        return Unfit.ABOUT_YOU
    return Unfit.COMMON if _is_common(password, known) else None


def _known_words(person: Person) -> set[str]:
    whole = (person.name, person.email, person.email.partition("@")[0], person.area)
    parts = [part for words in whole for part in _parts(words)]
    found = {_bare(words) for words in (*whole, *parts, *OUR_WORDS)}
    return {word for word in found if len(word) >= SHORTEST_WORD}


def _parts(words: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in words).split()


def _bare(words: str) -> str:
    """Letters and digits only, as alike as they can be made."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _without(password: str, words: Iterable[str]) -> str:
    left = _bare(password)
    for word in words:
        left = left.replace(word, "")
    return left


def _is_common(password: str, known: list[str]) -> bool:
    # Its lists take a moment to read, and only whoever chooses a password needs them.
    from zxcvbn import zxcvbn

    found = zxcvbn(
        password[:LONGEST_LOOKED_AT], user_inputs=list(known), max_length=LONGEST_LOOKED_AT
    )
    return float(found["guesses_log10"]) < FEWEST_GUESSES

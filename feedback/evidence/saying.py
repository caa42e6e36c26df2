"""Words with the language they are in: what nobody translated is English, and says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from flask_babel.speaklater import LazyString

from feedback.authored import Said
from feedback.evidence.document import Paragraph, Phrase
from feedback.language import page_language, speaking
from forms.questions import Wording
from forms.staff_fields import day_in_words
from translations import ENGLISH

_as_numbers: ContextVar[bool] = ContextVar("_as_numbers", default=False)


def say(words: Wording) -> Phrase:
    """A sentence of ours in the language being spoken, or in English where it has none."""
    return say_now(str, words)


def say_now(make: Callable[..., str | None], *of_what: Any, **how: Any) -> Phrase:
    """The same of words that something makes in the language being spoken; empty for nothing."""
    spoken, text = page_language(), make(*of_what, **how) or ""
    if spoken == ENGLISH or not any(letter.isalpha() for letter in text):
        return Phrase(text, spoken.code)
    with _numbers_for_days():
        ours = make(*of_what, **how)
        with speaking(ENGLISH):
            is_english = make(*of_what, **how) == ours
    if not is_english:
        return Phrase(text, spoken.code)
    with speaking(ENGLISH):
        return Phrase(make(*of_what, **how) or "")


@contextmanager
def _numbers_for_days() -> Iterator[None]:
    """Days as numbers: they would make a sentence differ that nobody translated."""
    token = _as_numbers.set(True)
    try:
        yield
    finally:
        _as_numbers.reset(token)


def of(said: Said) -> Phrase:
    """What an officer wrote, in the language it is in."""
    return Phrase(said.text, said.language.code)


def plain(text: object) -> Phrase:
    """A number, a reference or a sign: it reads alike in every language."""
    return Phrase(str(text), page_language().code)


def paragraph(words: Wording) -> Paragraph:
    """A sentence of ours as a paragraph."""
    return Paragraph(say(words))


def day(found: date) -> Phrase:
    """A day, in words."""
    return plain(day_in_words(found))


def in_words(found: date) -> LazyString:
    """A day for a sentence, in the language that the sentence is said in."""
    return LazyString(_day, found)


def _day(found: date) -> str:
    return found.isoformat() if _as_numbers.get() else day_in_words(found)

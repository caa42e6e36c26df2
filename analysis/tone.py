"""The tone of one comment: a computer's estimate, which a person confirms or corrects.

The reader is TextBlob's polarity, cut at one tenth either way: a named baseline, not a good judge.
It takes "more" and "better" for praise, misses most waits and delays, and cannot see sarcasm. So
nothing here may be called satisfaction, and no average of it may be shown. What it cannot read it
says it did not read: a comment in another language is not scored, which is not the same as neutral.

It is known to get one kind of answer exactly wrong, so that kind has a rule: "nothing" is praise
when we asked what could be better and a complaint when we asked what was good.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

READER_VERSION = "textblob-polarity-0.1+bare-answers-1+script-1"

# The cut that the baseline was measured with; a change here is a new READER_VERSION.
_POSITIVE_FROM = 0.1
_NEGATIVE_FROM = -0.1

_BARE_ANSWERS = frozenset(
    {"nothing", "nothing at all", "nothing really", "none", "no", "nope", "no nothing", "nil"}
)
_DOES_NOT_APPLY = frozenset({"na", "not applicable"})
_FEWEST_LETTERS = 2


class QuestionKind(StrEnum):
    """What the comment answers; the codes are those of the survey questions."""

    WHAT_GOOD = "what_good"
    COULD_IMPROVE = "could_improve"
    OPEN = "nonspecific"


class ToneStatus(StrEnum):
    """Whether a comment was read, and if not, why not."""

    SCORED = "scored"
    NOT_SCORED_LANGUAGE = "not_scored_language"
    NOT_SCORED_EMPTY = "not_scored_empty"
    NOT_SCORED_TOO_SHORT = "not_scored_too_short"
    PENDING = "pending"


class Tone(StrEnum):
    """Three bands, never a number, are what people are shown."""

    NEGATIVE = "negative"
    NEUTRAL_OR_MIXED = "neutral_or_mixed"
    POSITIVE = "positive"


@dataclass(frozen=True)
class Reading:
    """What one reader made of one comment. Tone is None unless the status is scored."""

    status: ToneStatus
    tone: Tone | None
    polarity: float | None  # None when a rule decided, or when nothing was scored.
    reader: str
    question_kind: QuestionKind
    language: str

    def __post_init__(self) -> None:
        """Refuse a reading that claims a tone it did not score."""
        if (self.status is ToneStatus.SCORED) != (self.tone is not None):
            raise ValueError("A reading has a tone when it is scored, and only then.")


def read_tone(text: str, *, question_kind: str, language: str) -> Reading:
    """Estimate the tone of a comment, or say why it was not estimated."""
    kind = QuestionKind(question_kind)
    words = _plain_words(text)
    status = _why_not_scored(text, words, kind=kind, language=language)
    if status is not ToneStatus.SCORED:
        return _reading(status, kind=kind, language=language)
    if words in _BARE_ANSWERS:
        tone = Tone.POSITIVE if kind is QuestionKind.COULD_IMPROVE else Tone.NEGATIVE
        return _reading(status, tone=tone, kind=kind, language=language)
    polarity = _polarity(text)
    return _reading(status, tone=_band(polarity), polarity=polarity, kind=kind, language=language)


def pending(*, question_kind: str, language: str) -> Reading:
    """Return the reading of a comment that is saved but not read yet."""
    return _reading(ToneStatus.PENDING, kind=QuestionKind(question_kind), language=language)


def _reading(
    status: ToneStatus,
    *,
    kind: QuestionKind,
    language: str,
    tone: Tone | None = None,
    polarity: float | None = None,
) -> Reading:
    return Reading(
        status=status,
        tone=tone,
        polarity=polarity,
        reader=READER_VERSION,
        question_kind=kind,
        language=language,
    )


def _plain_words(text: str) -> str:
    """Return the letters of a comment in lower case, one space between words."""
    # "N/A" and "n.a." are one answer, so marks inside a word vanish instead of splitting it.
    letters = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text).casefold()
        if character.isspace() or unicodedata.category(character)[0] in "LM"
    )
    return " ".join("".join(letters).split())


def _why_not_scored(text: str, words: str, *, kind: QuestionKind, language: str) -> ToneStatus:
    """Return SCORED, or the first reason not to score."""
    # Format characters (joiners, direction marks) are invisible: alone, they are no answer.
    if not any(not c.isspace() and unicodedata.category(c)[0] != "C" for c in text):
        return ToneStatus.NOT_SCORED_EMPTY
    if language.replace("_", "-").split("-")[0].casefold() != "en" or not _is_latin(text):
        return ToneStatus.NOT_SCORED_LANGUAGE
    if len(words) < _FEWEST_LETTERS or words in _DOES_NOT_APPLY:
        return ToneStatus.NOT_SCORED_TOO_SHORT
    if words in _BARE_ANSWERS and kind is QuestionKind.OPEN:
        # Without knowing what "nothing" answers, it is as often a shrug as a compliment.
        return ToneStatus.NOT_SCORED_TOO_SHORT
    return ToneStatus.SCORED


def _is_latin(text: str) -> bool:
    """Say whether at least half the letters and their signs are Latin; a text without any is.

    A family whose language we do not offer writes it into the English form. Script alone tells
    Arabic, Bengali, Chinese and Urdu; French on an English form still passes for English.
    """
    letters = [character for character in text if unicodedata.category(character)[0] in "LM"]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)


def _band(polarity: float) -> Tone:
    if polarity >= _POSITIVE_FROM:
        return Tone.POSITIVE
    if polarity <= _NEGATIVE_FROM:
        return Tone.NEGATIVE
    return Tone.NEUTRAL_OR_MIXED


def _polarity(text: str) -> float:
    """Ask TextBlob, imported here because a family's request must never load it."""
    from textblob import TextBlob

    return float(TextBlob(text).sentiment.polarity)

"""The tone of one comment: a computer's estimate, which a person confirms or corrects.

The reader is a small model trained on labelled comments about health services, with TextBlob's
polarity as one of its signs; docs/tone-model-card.md says how good it is and where it is wrong.
Nothing here may be called satisfaction, and no average of it may be shown. It is told the comment,
its language and the kind of question, and never the rating. What it cannot read it says it did not
read: a comment in another language is not scored, which is not the same as neutral.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

from analysis.textblob_polarity import textblob_sentiment
from analysis.tone_reader.model import FILE, Model, load
from analysis.tone_reader.words import Words, take_apart

_MODEL_FILE = FILE.read_bytes()
MODEL_HASH = sha256(_MODEL_FILE).hexdigest()
# Names the program and the model file; a change of either reads every comment anew.
READER_VERSION = f"tone-1-{MODEL_HASH[:16]}"

_DOES_NOT_APPLY = frozenset({"na", "n a", "not applicable"})
_FEWEST_LETTERS = 2
# Enough to tell a script by; a comment we store is never longer.
_LETTERS_LOOKED_AT = 10_000


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


_BANDS = (Tone.POSITIVE, Tone.NEUTRAL_OR_MIXED, Tone.NEGATIVE)
_MIDDLE = 3


@dataclass(frozen=True)
class Estimate:
    """What the model makes of a comment: how likely each band is, and a point from 1 to 5.

    The likelihoods are weighed so that the likeliest band is the tone. The point is an estimate of
    its own (1 very positive, 5 very negative), for measuring readers against each other: it may
    stand one step beside the band, and is never shown as a score.
    """

    negative: float
    neutral_or_mixed: float
    positive: float
    point: int

    @property
    def tone(self) -> Tone:
        """The likeliest band."""
        return max(_BANDS, key=self.likelihood)

    @property
    def confidence(self) -> float:
        """How likely the likeliest band is."""
        return self.likelihood(self.tone)

    def likelihood(self, tone: Tone) -> float:
        """How likely one band is."""
        return float(getattr(self, tone.value))


@dataclass(frozen=True)
class Reading:
    """What one reader made of one comment. Tone is None unless the status is scored."""

    status: ToneStatus
    tone: Tone | None
    polarity: float | None  # TextBlob's, the baseline; None when nothing was scored.
    reader: str
    question_kind: QuestionKind
    language: str
    estimate: Estimate | None = None
    model_hash: str = MODEL_HASH

    def __post_init__(self) -> None:
        """Refuse a reading that claims a tone it did not score."""
        if (self.status is ToneStatus.SCORED) != (self.tone is not None):
            raise ValueError("A reading has a tone when it is scored, and only then.")


def read_tone(text: str, *, question_kind: str, language: str) -> Reading:
    """Estimate the tone of a comment, or say why it was not estimated."""
    kind = QuestionKind(question_kind)
    comment = take_apart(text)
    status = _why_not_scored(text[:_LETTERS_LOOKED_AT], comment, language=language)
    if status is not ToneStatus.SCORED:
        return _reading(status, kind=kind, language=language)
    sentiment = textblob_sentiment(comment.raw)
    estimate = estimate_tone(_model(), comment, kind=kind, sentiment=sentiment)
    return _reading(status, kind=kind, language=language, polarity=sentiment[0], estimate=estimate)


def pending(*, question_kind: str, language: str) -> Reading:
    """Return the reading of a comment that is saved but not read yet."""
    return _reading(ToneStatus.PENDING, kind=QuestionKind(question_kind), language=language)


@cache
def _model() -> Model:
    return load(_MODEL_FILE)


def estimate_tone(
    model: Model, comment: Words, *, kind: QuestionKind, sentiment: tuple[float, float]
) -> Estimate:
    """Return what a model makes of a comment, given TextBlob's polarity and subjectivity."""
    points = model.odds(comment, kind=kind.value, textblob=sentiment)
    positive, middle, negative = model.bands(points)
    estimate = Estimate(negative, middle, positive, _MIDDLE)
    return Estimate(negative, middle, positive, _point(points, estimate.tone))


def _point(points: list[float], tone: Tone) -> int:
    """Return the middle of the odds, which errs least, but never on the other side of the tone."""
    below = 0.0
    point = len(points)
    for number, odds in enumerate(points, start=1):
        below += odds
        if below > 0.5:
            point = number
            break
    if tone is Tone.POSITIVE:
        return min(point, _MIDDLE)
    return max(point, _MIDDLE) if tone is Tone.NEGATIVE else point


def _reading(
    status: ToneStatus,
    *,
    kind: QuestionKind,
    language: str,
    polarity: float | None = None,
    estimate: Estimate | None = None,
) -> Reading:
    return Reading(
        status=status,
        tone=estimate.tone if estimate else None,
        polarity=polarity,
        reader=READER_VERSION,
        question_kind=kind,
        language=language,
        estimate=estimate,
    )


def _why_not_scored(text: str, comment: Words, *, language: str) -> ToneStatus:
    """Return SCORED, or the first reason not to score."""
    # Format characters (joiners, direction marks) are invisible: alone, they are no answer.
    if not any(not c.isspace() and unicodedata.category(c)[0] != "C" for c in text):
        return ToneStatus.NOT_SCORED_EMPTY
    if language.replace("_", "-").split("-")[0].casefold() != "en" or not _is_latin(text):
        return ToneStatus.NOT_SCORED_LANGUAGE
    # Emoji and marks out of ten have become words, so they can be read; a lone figure cannot.
    words = [word for word in comment.words if not word.isdigit()]
    if max(map(len, words), default=0) < _FEWEST_LETTERS or " ".join(words) in _DOES_NOT_APPLY:
        return ToneStatus.NOT_SCORED_TOO_SHORT
    return ToneStatus.SCORED


def _is_latin(text: str) -> bool:
    """Say whether at least half the letters and their signs are Latin; a text without any is.

    A family whose language we do not offer writes it into the English form. Script alone tells
    Arabic, Bengali, Chinese and Urdu; French on an English form still passes for English.
    """
    if text.isascii():
        return True
    letters = [character for character in text if unicodedata.category(character)[0] in "LM"]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)

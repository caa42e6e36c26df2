"""Which language a comment is in, so that nobody scores Somali as if it were dull English.

The language of the form says most: families nearly always write in the language they chose, or in
English. The writing settles Arabic, Bengali, Chinese and Urdu. For Latin letters a detector
(py3langid, whose model is in its wheel) and lists of everyday words argue against that prior.
Bengali and Urdu typed in Latin letters have no fixed spelling; they are found by their commonest
words only, and are often missed. docs/reading-comments.md has the figures.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from analysis.language_words import ROMANISED, WORDS
from analysis.scripts import LATIN, language_of_script, main_script

READER_VERSION = "py3langid-0.4+words-1+script-2"

# Enough to tell a language; the rest of a very long comment would only cost time.
_CHARACTERS_READ = 600

# What we offer in Latin letters, and what else London's families write in them.
_OURS = tuple(WORDS)
_OTHERS = tuple(
    "cs de et fi ha hr hu ig ku lt lv nl no ro sk sq sv sw tl vi yo".split()  # noqa: SIM905
)

# How often a form in one language is answered in that one, in English, or in another.
_ENGLISH_FORM = 0.7
_OWN_FORM = 0.55
_ENGLISH_ON_ANOTHER_FORM = 0.38
_ALL_OTHERS = 0.02

# The detector's probabilities are too timid on a few words; chosen on dev data, not on the tests.
_DETECTOR_WEIGHT = 2.0
_WORD_WEIGHT = 2.0
_WORDS_COUNTED = 40

_NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

# A name such as Ami or Beta must not turn an English sentence into Bengali or Urdu.
_FEWEST_ROMANISED = 2
_ROMANISED_SHARE = 0.4


class LanguageSource(StrEnum):
    """What settled the language."""

    SCRIPT = "script"
    DETECTOR = "detector"
    WORDS = "words"
    FORM = "form"  # Nothing in the text tells; the form's language stands.


@dataclass(frozen=True)
class LanguageReading:
    """The language of one comment, as a BCP 47 tag, and how sure the reader is (0 to 1)."""

    language: str
    confidence: float
    source: LanguageSource
    is_romanised: bool = False

    @property
    def tag(self) -> str:
        """The value for `lang`: Bengali in Latin letters is bn-Latn, and must not run right."""
        return f"{self.language}-Latn" if self.is_romanised else self.language


def read_language(text: str, *, form_language: str) -> LanguageReading:
    """Say which language a comment is in, given the language of the form it was written on."""
    form = _base_code(form_language)
    plain = _NOT_LANGUAGE.sub(" ", unicodedata.normalize("NFC", text[: 2 * _CHARACTERS_READ]))
    plain = plain[:_CHARACTERS_READ]
    script = main_script(plain)
    if script is None:
        return LanguageReading(form, 0.5, LanguageSource.FORM)
    if script != LATIN:
        return _by_script(plain, script, form)
    return _romanised(plain) or _latin(plain, form)


def _base_code(language: str) -> str:
    """Return our code for a tag a browser or a spreadsheet may spell: en_GB is en."""
    code = language.strip().replace("_", "-")
    base = code.split("-")[0].casefold()
    return "zh-Hans" if base == "zh" and "hant" not in code.casefold() else base or "en"


def _by_script(text: str, script: str, form: str) -> LanguageReading:
    language = language_of_script(text, script)
    if language is None:
        return LanguageReading(form, 0.5, LanguageSource.FORM)
    # The writing cannot tell Sylheti from Bengali, or Farsi from Dari: then the form can.
    if form == "syl" and script == "BENGALI":
        language = "syl"
    return LanguageReading(language, 0.99, LanguageSource.SCRIPT)


def _words(text: str) -> list[str]:
    found = _WORD.findall(text.casefold().replace("’", "'"))
    return found[:_WORDS_COUNTED]


def _romanised(text: str) -> LanguageReading | None:
    """Bengali or Urdu in Latin letters, when enough of its commonest words say so."""
    words = _words(text)
    for language, theirs in ROMANISED.items():
        hits = [word for word in words if word in theirs]
        telling = [word for word in hits if not any(word in ours for ours in WORDS.values())]
        enough = len(set(telling)) >= min(_FEWEST_ROMANISED, len(words))
        if telling and enough and len(hits) >= _ROMANISED_SHARE * len(words):
            share = len(hits) / len(words)
            return LanguageReading(language, round(share, 3), LanguageSource.WORDS, True)
    return None


def _latin(text: str, form: str) -> LanguageReading:
    priors = _priors(form)
    votes = _word_votes(text)
    detected = _detector_votes(text)
    scores = {
        language: math.log(prior)
        + _DETECTOR_WEIGHT * detected.get(language, 0.0)
        + _WORD_WEIGHT * votes.get(language, 0.0)
        for language, prior in priors.items()
    }
    best = max(scores, key=lambda language: scores[language])
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return LanguageReading(best, round(1 / total, 3), LanguageSource.DETECTOR)


@cache
def _priors(form: str) -> dict[str, float]:
    """How likely each language is before a word is read; English competes on every form."""
    if form == "en":
        first = {"en": _ENGLISH_FORM}
    elif form in WORDS or form in _OTHERS:
        first = {form: _OWN_FORM, "en": _ENGLISH_ON_ANOTHER_FORM}
    else:
        # A form in another writing, answered in Latin letters: English before anything else.
        first = {"en": _OWN_FORM + _ENGLISH_ON_ANOTHER_FORM}
    ours = [language for language in _OURS if language not in first]
    others = [language for language in _OTHERS if language not in first]
    left = 1 - sum(first.values()) - _ALL_OTHERS
    return (
        first
        | {language: left / len(ours) for language in ours}
        | {language: _ALL_OTHERS / len(others) for language in others}
    )


def _word_votes(text: str) -> dict[str, float]:
    """How many everyday words argue for each language, those of several counting less."""
    votes: dict[str, float] = {}
    for word in _words(text):
        languages = [language for language, theirs in WORDS.items() if word in theirs]
        for language in languages:
            votes[language] = votes.get(language, 0.0) + 1 / len(languages)
    return votes


def _detector_votes(text: str) -> dict[str, float]:
    """The logarithm of each language's probability, as the detector sees it."""
    ranked = _detector().rank(text)
    return {language: math.log(max(share, 1e-30)) for language, share in ranked}


_loading = threading.Lock()


def _detector() -> Any:
    with _loading:
        return _load_detector()


@cache
def _load_detector() -> Any:
    """Load the model once, when the first comment in Latin letters is read."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    detector.set_languages((*_OURS, *_OTHERS))
    return detector

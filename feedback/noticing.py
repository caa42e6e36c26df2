"""What the readers notice in a comment besides its tone, and how that is kept: places, not words.

It is found and stored after a family's answer is; nothing on a family's page imports this.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis import language, names, safeguarding, themes
from analysis.language import read_language
from analysis.names import find_names
from analysis.safeguarding import Flag, find_safeguarding_words
from analysis.spans import Span
from analysis.themes import Theme, read_themes

ENGLISH = "en"


def reader_version() -> str:
    """Which readers notice: a new version of one of them reads every comment anew."""
    return " ".join(
        (
            language.READER_VERSION,
            names.READER_VERSION,
            safeguarding.READER_VERSION,
            themes.reader_version(),
        )
    )


@dataclass(frozen=True)
class Suggested:
    """A theme the computer suggests, and where the words stand that made it."""

    theme: Theme
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Noticed:
    """Everything noticed in one text. Places count characters of that text."""

    language: str
    language_confidence: float
    themes: tuple[Suggested, ...]
    names: tuple[Span, ...]
    concerns: tuple[Flag, ...]

    @property
    def is_english(self) -> bool:
        """Whether the readers of themes and tone can read it."""
        return self.language.split("-")[0] == ENGLISH


def notice(text: str, *, question_kind: str, form_language: str) -> Noticed:
    """Read one text with every reader but that of tone."""
    found = read_language(text, form_language=form_language)
    return Noticed(
        language=found.tag,
        language_confidence=found.confidence,
        themes=_themes(text, question_kind) if found.language == ENGLISH else (),
        names=find_names(text),
        concerns=find_safeguarding_words(text),
    )


def notice_in_translation(text: str, *, question_kind: str) -> Noticed:
    """The same for a person's translation, whose language is known."""
    return Noticed(
        language=ENGLISH,
        language_confidence=1.0,
        themes=_themes(text, question_kind),
        names=find_names(text),
        concerns=find_safeguarding_words(text),
    )


def _themes(text: str, question_kind: str) -> tuple[Suggested, ...]:
    found = read_themes(text, question_kind=question_kind)
    return tuple(Suggested(one.theme, one.places) for one in found)


def columns(noticed: Noticed) -> dict[str, Any]:
    """What is stored of it."""
    return {
        "reader": reader_version(),
        "language": noticed.language,
        "language_confidence": noticed.language_confidence,
        "themes": _as_json([one.theme.value, *one.places] for one in noticed.themes),
        "names": _as_json((one.start, one.end, one.kind, one.confidence) for one in noticed.names),
        "concerns": _as_json(
            (one.start, one.end, one.concern.value, one.language, one.is_checked)
            for one in noticed.concerns
        ),
        "has_names": bool(noticed.names),
        "has_concerns": bool(noticed.concerns),
    }


def _as_json(rows: Any) -> str:
    return json.dumps(list(rows), separators=(",", ":"))


def from_columns(row: Any) -> Noticed:
    """What was stored, as it was noticed."""
    return Noticed(
        language=row.language,
        language_confidence=row.language_confidence,
        themes=tuple(
            Suggested(Theme(code), tuple((start, end) for start, end in places))
            for code, *places in _rows(row.themes)
        ),
        names=tuple(Span(*one) for one in _rows(row.names)),
        concerns=tuple(
            Flag(start, end, safeguarding.Concern(concern), spoken, is_checked)
            for start, end, concern, spoken, is_checked in _rows(row.concerns)
        ),
    )


def _rows(stored: str) -> Sequence[Sequence[Any]]:
    rows: Sequence[Sequence[Any]] = json.loads(stored)
    return rows

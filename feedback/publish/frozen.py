"""What a statement says, as a value, and as the JSON in which it is kept for good."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from feedback.authored import Said
from translations import ENGLISH, LANGUAGES, Language

FORMAT = 1


@dataclass(frozen=True)
class Words:
    """What an officer wrote, in each language there was when it was published, English first."""

    texts: Mapping[str, str]
    drafts: tuple[str, ...] = ()  # The languages in which nobody had checked it.

    def said(self, language: Language) -> Said:
        """The words in this language, or else in English."""
        text = self.texts.get(language.code)
        if text is None:
            return Said(self.texts[ENGLISH.code], ENGLISH, page=language)
        return Said(text, language, page=language, is_draft=language.code in self.drafts)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.texts.get(ENGLISH.code))


@dataclass(frozen=True)
class Change:
    """Something that changed, and where that can be seen."""

    what: Words
    on: date
    link: str


@dataclass(frozen=True)
class Entry:
    """One theme: what families said, what was decided and done, and the evidence for it."""

    regulation: str
    you_said: Words
    decision: str | None  # None: nothing was decided yet, and `carried_over` says why.
    we_did: Words
    reason: Words
    passed_on_to: Words
    due_on: date | None
    carried_over: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Content:
    """One version of one year's statement; `left_out` is a number, or the range it lies in."""

    year: str
    version: int
    published_on: date
    correction: str  # What this version puts right; empty in the first.
    left_out: tuple[int, int]
    entries: tuple[Entry, ...]


def as_json(content: Content) -> str:
    """The one way in which a statement is written."""
    said = {"format": FORMAT, **asdict(content)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=_day)


def _day(found: object) -> str:
    if isinstance(found, date):
        return found.isoformat()
    raise TypeError(f"{found!r} has no place in a statement.")


def read(stored: str) -> Content:
    """A statement as it was published."""
    found = json.loads(stored)
    low, high = found["left_out"]
    return Content(
        year=found["year"],
        version=found["version"],
        published_on=date.fromisoformat(found["published_on"]),
        correction=found["correction"],
        left_out=(low, high),
        entries=tuple(_entry(one) for one in found["entries"]),
    )


def _entry(one: Mapping[str, Any]) -> Entry:
    words = {name: _words(one[name]) for name in ("you_said", "we_did", "reason", "passed_on_to")}
    return Entry(
        regulation=one["regulation"],
        decision=one["decision"],
        due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
        carried_over=one["carried_over"],
        changes=tuple(
            Change(_words(each["what"]), date.fromisoformat(each["on"]), each["link"])
            for each in one["changes"]
        ),
        **words,
    )


def _words(one: Mapping[str, Any]) -> Words:
    texts = {code: text for code, text in one["texts"].items() if code in LANGUAGES}
    return Words(texts, tuple(one["drafts"]))

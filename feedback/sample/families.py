"""Made-up families for a database that has to be large: the sample's answers, drawn quickly.

The same weights as the sample's, worked out once a survey, so that a million families take minutes.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from feedback.models import Channel
from feedback.readings import Unread, judge
from feedback.responses import ANSWER, COMMENT, RESPONSE
from feedback.sample.answering import (
    FACTS,
    LANGUAGES,
    OPTIONAL,
    SHARE_ABOUT_YOU,
    SHARE_ANSWERING,
    SHARE_ON_PAPER,
    SHARE_QUOTABLE,
    SHARE_WRITING,
    place_of,
    weights_of,
)
from feedback.sample.comments import COMMENTS
from forms.build import questions_asked
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Survey, Variant

SHARE_SPOKEN_AT_HOME = 0.8
SHARE_SAYING_MORE = 0.4
# Said before or after what the sample's families say, so that few say quite the same.
BEFORE = ("To be honest: ", "Only this: ", "As last time. ", "I will be quick. ")
AFTER = (
    " That is all.",
    " Thank you for asking.",
    " We told the school as well.",
    " Please answer.",
)
# A random id, and a key, that grow from family to family: so the database appends, and is quick.
ALL_IDS = 1 << 128

Rows = dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True)
class Wheel:
    """Codes to draw from, by their weights."""

    codes: tuple[str, ...]
    bounds: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "Wheel":
        """A wheel that stops at each code as often as its weight says."""
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def spin(self, chance: Random) -> str:
        """One code."""
        return self.codes[bisect(self.bounds, chance.random() * self.bounds[-1])]


@dataclass(frozen=True)
class Asked:
    """One question of a survey, and how often which option is chosen."""

    id: str
    only_for: str | None
    share: float
    wheel: Wheel


@dataclass(frozen=True)
class Occasion:
    """Where and when made-up families answer, and how many."""

    number: int
    id: UUID
    survey: Survey
    placements: tuple[UUID, ...]
    weeks: tuple[date, ...]
    first: int
    responses: int
    # From this response on all came at once, in one week: some of them were set aside.
    burst_from: int
    set_aside_from: int


SPOKEN = Wheel.of({code: float(weight) for code, weight in LANGUAGES.items()})


@lru_cache
def asked_of(survey: Survey) -> tuple[Asked, ...]:
    """The questions with options, in their order."""
    own = {question.id for question in survey.questions}
    return tuple(
        Asked(each.id, each.only_for, _share(each, is_own=each.id in own), Wheel.of(_weights(each)))
        for each in questions_asked(survey)
        if not each.is_text
    )


def _share(question: Question, *, is_own: bool) -> float:
    if question.required:
        return 1.0
    return OPTIONAL.get(question.id, SHARE_ANSWERING if is_own else SHARE_ABOUT_YOU)


def _weights(question: Question) -> Mapping[str, float]:
    return FACTS.get(question.id) or weights_of(question)


class Families:
    """All families of one occasion, one after the other; the same ones for the same seed."""

    def __init__(self, occasion: Occasion, chance: Random, of_all: int) -> None:
        """Look up once what is asked; `of_all` is how many families there are everywhere."""
        self.occasion, self.chance, self.of_all = occasion, chance, of_all
        self._asked = asked_of(occasion.survey)
        self._place = place_of(occasion.survey)

    def batches(self, size: int) -> Iterator[Rows]:
        """What to store, so many families at a time."""
        for first in range(0, self.occasion.responses, size):
            rows: Rows = {RESPONSE: [], ANSWER: [], COMMENT: []}
            for at in range(first, min(first + size, self.occasion.responses)):
                self._add(rows, at)
            yield rows

    def _add(self, rows: Rows, at: int) -> None:
        number = self.occasion.first + at
        room = ALL_IDS // self.of_all
        id_ = UUID(int=number * room + self.chance.randrange(room))
        language = SPOKEN.spin(self.chance)
        choices = self._choices(language)
        text = self._text(language)
        rows[RESPONSE].append(self._response(id_, at, language, choices, has_text=bool(text)))
        rows[ANSWER] += [
            {"response_id": id_, "question_id": question, "code": code}
            for question, code in choices.items()
        ]
        if text:
            self._add_comment(rows, id_, language, text)

    def _choices(self, language: str) -> dict[str, str]:
        found: dict[str, str] = {}
        draw = self.chance.random
        for each in self._asked:
            if each.only_for in (None, found.get("role")) and draw() < each.share:
                is_theirs = each.id == "home_language" and draw() < SHARE_SPOKEN_AT_HOME
                found[each.id] = language if is_theirs else each.wheel.spin(self.chance)
        return found

    def _response(
        self, id_: UUID, at: int, language: str, choices: Mapping[str, str], *, has_text: bool
    ) -> dict[str, Any]:
        draw, occasion = self.chance.random, self.occasion
        is_young = choices.get("role") == "young_person"
        is_quotable = has_text and draw() < SHARE_QUOTABLE
        is_burst, is_set_aside = at >= occasion.burst_from, at >= occasion.set_aside_from
        week = occasion.weeks[-1] if is_burst else self.chance.choice(occasion.weeks)
        return {
            "id": id_,
            "collection_id": occasion.id,
            "placement_id": self.chance.choice(occasion.placements),
            "survey_version": occasion.survey.version,
            "variant": (Variant.EASY if is_young else Variant.STANDARD).value,
            "language": language,
            "channel": Channel.PAPER if draw() < SHARE_ON_PAPER else Channel.ONLINE,
            "week": week,
            "key_hash": f"{id_.hex}{self.chance.getrandbits(128):032x}",
            "receipt_hash": None,
            "consent_version": CONSENT_TO_QUOTE.version if is_quotable else None,
            "is_quarantined": is_set_aside,
            "is_in_burst": is_set_aside,
        }

    def _text(self, language: str) -> str | None:
        texts = COMMENTS[self.occasion.survey.slug].get(language)
        if not texts or self.chance.random() >= SHARE_WRITING:
            return None
        text = self.chance.choice(texts)
        if language != "en" or self.chance.random() >= SHARE_SAYING_MORE:
            return text
        is_before = self.chance.random() < 0.5
        if is_before:
            return self.chance.choice(BEFORE) + text
        return text + self.chance.choice(AFTER)

    def _add_comment(self, rows: Rows, response_id: UUID, language: str, text: str) -> None:
        question, kind = self._place
        # One that is not the response's own, and that grows with it.
        id_ = UUID(int=response_id.int ^ 1)
        comment = {
            "id": id_,
            "response_id": response_id,
            "question_id": question,
            "question_kind": kind,
            "language": language,
            "text": text,
        }
        rows[COMMENT].append(comment)
        for order, (table, read) in enumerate(_read(text, kind, language), start=2):
            row = {"id": UUID(int=response_id.int ^ order), "comment_id": id_, **read}
            rows.setdefault(table, []).append(row)


@lru_cache(maxsize=20_000)
def _read(text: str, kind: str, language: str) -> list[tuple[Table, dict[str, Any]]]:
    """What the readers say of a text: each is read once, however many families wrote it."""
    [judged] = judge([Unread(UUID(int=0), kind, language, text)])
    return [
        (table, {name: value for name, value in row.items() if name != "comment_id"})
        for table, row in judged.rows
    ]

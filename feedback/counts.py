"""Raw counts, for the gate alone: nothing but feedback.results imports this."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlmodel import Session

from feedback.judgements import Tones
from feedback.models import Collection
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of

COLLECTION = table_of(Collection)


@dataclass(frozen=True)
class Scope:
    """Which responses are counted: one survey, and within it a collection or a stretch of time."""

    survey_slug: str
    collection_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None  # The last day that belongs to it.

    def condition(self) -> ColumnElement[bool]:
        """The same, as SQL; responses set aside for a person to look at are left out."""
        parts: list[Any] = [
            COLLECTION.c.survey_slug == self.survey_slug,
            RESPONSE.c.is_quarantined.is_(False),
        ]
        if self.collection_id:
            parts.append(RESPONSE.c.collection_id == self.collection_id)
        if self.starts_on:
            parts.append(RESPONSE.c.week >= self.starts_on)
        if self.ends_on:
            parts.append(RESPONSE.c.week <= self.ends_on)
        return and_(*parts)


Part = tuple[UUID, date]  # A collection and a week: the smallest piece a scope is made of.


@dataclass(frozen=True)
class Counted:
    """Every count in a scope, by the part it came from."""

    responses: Mapping[Part, int]
    answers: Mapping[str, Mapping[Part, Counter[str]]]  # question id -> part -> code -> count
    tones: Mapping[Part, Counter[str]]  # tone, or why there is none -> count

    def total(self) -> int:
        """How many responses there are."""
        return sum(self.responses.values())


def _in_scope(scope: Scope, *columns: Any) -> Select[Any]:
    return (
        select(RESPONSE.c.collection_id, RESPONSE.c.week, *columns)
        .select_from(RESPONSE)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .where(scope.condition())
    )


def count(session: Session, scope: Scope, *, reader: str) -> Counted:
    """Count everything in a scope; tones are those that this version of the reader gave."""
    responses: dict[Part, int] = {}
    by_part = (RESPONSE.c.collection_id, RESPONSE.c.week)
    for collection, week, number in session.execute(
        _in_scope(scope, func.count()).group_by(*by_part)
    ):
        responses[collection, week] = number
    answers: dict[str, dict[Part, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for collection, week, question, code, number in session.execute(
        _in_scope(scope, ANSWER.c.question_id, ANSWER.c.code, func.count())
        .join(ANSWER, ANSWER.c.response_id == RESPONSE.c.id)
        .group_by(*by_part, ANSWER.c.question_id, ANSWER.c.code)
    ):
        answers[question][collection, week][code] += number
    return Counted(
        responses=responses,
        answers=answers,
        tones=_tones(session, scope, reader=reader),
    )


def _tones(session: Session, scope: Scope, *, reader: str) -> dict[Part, Counter[str]]:
    tones = Tones(reader=reader)
    comments = tones.beside_comments(
        _in_scope(scope, tones.said, func.count()).join(
            COMMENT, COMMENT.c.response_id == RESPONSE.c.id
        )
    )
    found: dict[Part, Counter[str]] = defaultdict(Counter)
    for collection, week, tone, number in session.execute(
        comments.group_by(RESPONSE.c.collection_id, RESPONSE.c.week, tones.said)
    ):
        found[collection, week][tone] += number
    return found


def roles(session: Session) -> Mapping[tuple[str, date], Counter[str]]:
    """How many responses of each role there are, by survey and week."""
    found: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    for survey, week, role, number in session.execute(
        select(COLLECTION.c.survey_slug, RESPONSE.c.week, ANSWER.c.code, func.count())
        .select_from(RESPONSE)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .join(ANSWER, ANSWER.c.response_id == RESPONSE.c.id)
        .where(ANSWER.c.question_id == "role", RESPONSE.c.is_quarantined.is_(False))
        .group_by(COLLECTION.c.survey_slug, RESPONSE.c.week, ANSWER.c.code)
    ):
        found[survey, week][role] += number
    return found


def survey_of(session: Session, collection_id: UUID) -> str | None:
    """Which survey a collection asks, or None when there is no such collection."""
    collection = session.get(Collection, collection_id)
    return collection.survey_slug if collection else None


@dataclass(frozen=True)
class PulseCounts:
    """Answers to fh_heard for one initiative, and the first day of the collections they are of."""

    codes: Counter[str]
    asked_on: date | None


def pulse(session: Session, initiative_id: UUID, *, since: date | None) -> PulseCounts:
    """Count an initiative's pulse: collections opened since then, or all if none was."""
    rows = session.execute(
        select(COLLECTION.c.opens_at, ANSWER.c.code)
        .join(RESPONSE, RESPONSE.c.collection_id == COLLECTION.c.id)
        .join(ANSWER, ANSWER.c.response_id == RESPONSE.c.id)
        .where(
            COLLECTION.c.initiative_id == initiative_id,
            COLLECTION.c.survey_slug == "feeling_heard",
            ANSWER.c.question_id == "fh_heard",
            RESPONSE.c.is_quarantined.is_(False),
        )
        .order_by(COLLECTION.c.opens_at)
    ).all()
    found = [(opens_at.date(), code) for opens_at, code in rows]
    later = [(day, code) for day, code in found if since is not None and day >= since]
    used = later or found
    return PulseCounts(
        codes=Counter(code for _day, code in used), asked_on=used[0][0] if used else None
    )


def wholly_inside(
    session: Session, scope: Scope, groups: tuple[frozenset[Part], ...]
) -> tuple[frozenset[Part], ...]:
    """Those collections of a scope that have no response outside it: their page is a part of it."""
    whole = Scope(scope.survey_slug)
    sizes = dict(
        session.execute(
            select(RESPONSE.c.collection_id, func.count(func.distinct(RESPONSE.c.week)))
            .select_from(RESPONSE)
            .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
            .where(whole.condition())
            .group_by(RESPONSE.c.collection_id)
        ).all()
    )
    return tuple(group for group in groups if len(group) == sizes[next(iter(group))[0]])

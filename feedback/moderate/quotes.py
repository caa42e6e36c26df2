"""Quotes: edited copies that a named officer approved, with the family's consent, and a role."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlmodel import col

from feedback import conversations, results, surveys
from feedback.database import session
from feedback.judgements import latest_judgement, may_be_quoted
from feedback.models import Collection
from feedback.responses import ANSWER, COMMENT, RESPONSE
from forms.staff import LONDON

# Everybody else is "no role": there are too few of them anywhere to be named as a group.
ROLES_SHOWN = frozenset({"parent_carer", "young_person"})


@dataclass(frozen=True)
class Quote:
    """Words that may be quoted: a role at most, no date, no place, no question."""

    text: str
    language: str
    role: str | None


@dataclass(frozen=True)
class Sourced:
    """A quote and where it comes from: for officers alone, as it tells others too much."""

    quote: Quote
    comment_id: UUID
    survey: str
    question_id: str


def quotes(*, to_officer: bool, as_at: date = date.max) -> Sequence[Quote]:
    """Every quote that may be used now, in an order that tells nothing; decided by a day.

    A quote is never stored by itself: it is the latest decision about a comment that is still
    there, so it goes with the comment, the consent or the decision.
    """
    from_surveys = [
        (one.comment_id, one.quote) for one in sourced(to_officer=to_officer, as_at=as_at)
    ]
    return _mixed([*from_surveys, *_said_aloud(as_at)])


def sourced(*, to_officer: bool, as_at: date = date.max) -> Sequence[Sourced]:
    """The same with the comment that each is from."""
    rows = session().execute(_quotable()).all()
    may_be_named = results.role_may_be_named({row.response_id for row in rows})
    restricted = _slugs(is_restricted=True)
    return [
        Sourced(
            Quote(
                text=row.edited_copy,
                language=row.copy_language or "en",
                role=row.role
                if row.role in ROLES_SHOWN and may_be_named(row.response_id, row.role)
                else None,
            ),
            comment_id=row.comment_id,
            survey=row.survey_slug,
            question_id=row.question_id,
        )
        for row in rows
        if row.decided_at.astimezone(LONDON).date() <= as_at
        if to_officer or row.survey_slug not in restricted
    ]


def public_quotes(today: date) -> Sequence[Quote]:
    """The quotes that the public may read on a day, in an order that tells nothing.

    Only of answers whose results the public may see already: before that, a quote would be news of
    a term that the Forum looks at first, or of one with too few answers. No role is named: who
    took part is in no table that the public sees. Of conversations only what an officer stands
    behind.
    """
    rows = session().execute(_quotable()).all()
    open_ones = _slugs(is_restricted=False)
    are_counted = results.counted_in_public({row.response_id for row in rows}, today)
    from_surveys = [
        (row.comment_id, Quote(text=row.edited_copy, language=row.copy_language or "en", role=None))
        for row in rows
        if row.decided_at.astimezone(LONDON).date() <= today
        if row.response_id in are_counted
        if row.survey_slug in open_ones
    ]
    said_aloud = [(key, replace(one, role=None)) for key, one in _said_aloud(today, in_public=True)]
    return _mixed([*from_surveys, *said_aloud])


def _said_aloud(as_at: date, *, in_public: bool = False) -> Sequence[tuple[UUID, Quote]]:
    """Quotes from conversations: they agreed that anybody may read them."""
    return [
        (one.id, Quote(text=one.text, language=one.language, role=one.role))
        for one in conversations.all_quotes(as_at=as_at, in_public=in_public)
    ]


def _mixed(found: Sequence[tuple[UUID, Quote]]) -> Sequence[Quote]:
    """In the order of random numbers: it tells neither when nor where it was said."""
    return [one for _key, one in sorted(found, key=lambda pair: pair[0])]


def _slugs(*, is_restricted: bool) -> frozenset[str]:
    every = surveys.all_of_them().items()
    return frozenset(slug for slug, one in every if one.is_restricted is is_restricted)


def _quotable() -> Select[Any]:
    decided = latest_judgement()
    return (
        select(
            decided.c.edited_copy,
            decided.c.copy_language,
            decided.c.decided_at,
            ANSWER.c.code.label("role"),
            COMMENT.c.id.label("comment_id"),
            COMMENT.c.question_id,
            COMMENT.c.response_id,
            col(Collection.survey_slug),
        )
        .select_from(COMMENT)
        .join(decided, decided.c.comment_id == COMMENT.c.id)
        .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
        .join(Collection, col(Collection.id) == RESPONSE.c.collection_id)
        .join(
            ANSWER,
            and_(ANSWER.c.response_id == RESPONSE.c.id, ANSWER.c.question_id == "role"),
            isouter=True,
        )
        .where(may_be_quoted(decided))
        .order_by(COMMENT.c.id)
    )

"""Quotes: edited copies that a named officer approved, with the family's consent, and a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlmodel import col

from feedback import results
from feedback.database import session
from feedback.judgements import latest_judgement, may_be_quoted
from feedback.models import Collection
from feedback.responses import ANSWER, COMMENT, RESPONSE
from forms.staff import LONDON
from forms.surveys import SURVEYS

# Everybody else is "no role": there are too few of them anywhere to be named as a group.
ROLES_SHOWN = frozenset({"parent_carer", "young_person"})


@dataclass(frozen=True)
class Quote:
    """Words that may be quoted: a role at most, no date, no place, no question."""

    text: str
    language: str
    role: str | None


def quotes(*, to_officer: bool, as_at: date = date.max) -> Sequence[Quote]:
    """Every quote that may be used now, in an order that tells nothing; decided by a day.

    A quote is never stored by itself: it is the latest decision about a comment that is still
    there, so it goes with the comment, the consent or the decision.
    """
    rows = session().execute(_quotable()).all()
    may_be_named = results.role_may_be_named({row[3] for row in rows})
    return [
        Quote(
            text=text,
            language=language or "en",
            role=role if role in ROLES_SHOWN and may_be_named(response_id, role) else None,
        )
        for text, language, role, response_id, slug, decided_at in rows
        if decided_at.astimezone(LONDON).date() <= as_at
        if to_officer or not (slug in SURVEYS and SURVEYS[slug].is_restricted)
    ]


def _quotable() -> Select[Any]:
    decided = latest_judgement()
    return (
        select(
            decided.c.edited_copy,
            decided.c.copy_language,
            ANSWER.c.code,
            RESPONSE.c.id,
            col(Collection.survey_slug),
            decided.c.decided_at,
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

"""What became of a family's words, for whoever holds the receipt code.

Never the words themselves, nor when anybody read them, nor who: somebody else may have the paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import format_date
from sqlalchemy import select

from analysis.feedback_loop import last_day_to_tell
from feedback import loop, surveys
from feedback.authored import Said
from feedback.database import AWAY, only_read, session
from feedback.judgements import latest_judgement
from feedback.models import Collection, Decision, Ruling
from feedback.respond.records import CannotLookError
from feedback.responses import COMMENT, RESPONSE, table_of
from forms.comment_themes import THEMES
from forms.questions import Survey, Variant
from forms.reply_words import DECISIONS

COLLECTION = table_of(Collection)


class Fate(StrEnum):
    """How far one comment has come."""

    WAITING = "waiting"
    READ = "read"
    INDIVIDUAL = "individual"
    IDENTIFYING = "identifying"
    VEXATIOUS = "vexatious"
    HOLD = "hold"

    @property
    def is_used(self) -> bool:
        """Whether what it is about is taken on, so that there is something to say of that."""
        return self not in {Fate.WAITING, Fate.VEXATIOUS, Fate.HOLD}


_FATES = {
    Ruling.PUBLISH: Fate.READ,
    Ruling.THEMES: Fate.READ,
    Ruling.INDIVIDUAL: Fate.INDIVIDUAL,
    Ruling.IDENTIFYING: Fate.IDENTIFYING,
    Ruling.VEXATIOUS: Fate.VEXATIOUS,
    Ruling.HOLD: Fate.HOLD,
}


@dataclass(frozen=True)
class Raised:
    """A theme that a comment was put under: what all who said it are told."""

    theme: Said
    # None while nothing is decided.
    decision: str | None
    passed_on_to: Said | None
    reason: Said
    we_did: Said
    changes: tuple[Said, ...]
    # The last day to answer, in words; and whether it is over.
    answer_by: str
    is_late: bool


@dataclass(frozen=True)
class Written:
    """One box that a family wrote in: what was asked there, and what became of it."""

    asked: str
    fate: Fate
    about: tuple[str, ...]
    raised: tuple[Raised, ...]


@dataclass(frozen=True)
class Kept:
    """What is known about the response that a receipt belongs to."""

    survey: str
    variant: Variant
    written: tuple[Written, ...]


def of_receipt(receipt_hash: str, *, today: date) -> Kept | None:
    """What became of it, in the language of the page; None when we have no such answers."""
    only_read()
    try:
        rows = session().execute(_asked(receipt_hash)).all()
        ids = [row.comment_id for row in rows if row.comment_id is not None]
        themes = loop.themes_of(ids) if ids else {}
    except AWAY:
        raise CannotLookError from None
    raised = {one: tuple(_raised(theme, today) for theme in found) for one, found in themes.items()}
    return _kept(rows, raised) if rows else None


def _raised(theme: loop.Theme, today: date) -> Raised:
    last_day = last_day_to_tell(theme.facts)
    return Raised(
        theme=theme.text,
        decision=str(DECISIONS[theme.decision]) if theme.decision else None,
        # Whoever it was first meant to be passed on to is nobody's answer any more.
        passed_on_to=theme.passed_on_to if theme.decision is Decision.PASSED_ON else None,
        reason=theme.reason,
        we_did=theme.we_did,
        changes=tuple(change.what for change in theme.changes),
        answer_by=format_date(last_day, "long"),
        is_late=today > last_day,
    )


def _asked(receipt_hash: str) -> Any:
    decided = latest_judgement()
    return (
        select(
            COLLECTION.c.survey_slug,
            RESPONSE.c.survey_version,
            RESPONSE.c.variant,
            COMMENT.c.id.label("comment_id"),
            COMMENT.c.question_id,
            decided.c.ruling,
            decided.c.themes,
        )
        .select_from(RESPONSE)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .outerjoin(COMMENT, COMMENT.c.response_id == RESPONSE.c.id)
        .outerjoin(decided, decided.c.comment_id == COMMENT.c.id)
        .where(RESPONSE.c.receipt_hash == receipt_hash)
        .order_by(COMMENT.c.question_id, COMMENT.c.id)
    )


def _kept(rows: Iterable[Any], raised: Mapping[UUID, tuple[Raised, ...]]) -> Kept:
    found = list(rows)
    survey = surveys.get(found[0].survey_slug, found[0].survey_version)
    variant = Variant(found[0].variant)
    order = [question.id for question in survey.questions]
    boxes = [row for row in found if row.comment_id is not None]
    boxes.sort(key=lambda row: order.index(row.question_id) if row.question_id in order else -1)
    return Kept(
        survey=str(survey.title_for(variant)),
        variant=variant,
        written=tuple(_written(survey, variant, row, raised) for row in boxes),
    )


def _written(
    survey: Survey, variant: Variant, row: Any, every: Mapping[UUID, tuple[Raised, ...]]
) -> Written:
    raised = every.get(row.comment_id, ())
    # Nobody puts a comment under a theme without having read it.
    undecided = Fate.READ if raised else Fate.WAITING
    fate = _FATES[Ruling(row.ruling)] if row.ruling else undecided
    codes = row.themes.split() if row.themes and fate.is_used else ()
    return Written(
        asked=_asked_in(survey, variant, row.question_id),
        fate=fate,
        # Of a theme that is no more, its writer is told nothing rather than a code.
        about=tuple(str(THEMES[code]) for code in codes if code in THEMES),
        raised=raised if fate.is_used else (),
    )


def _asked_in(survey: Survey, variant: Variant, question_id: str) -> str:
    found = {question.id: question for question in survey.questions}.get(question_id)
    # A question that is asked no more has no words in this language.
    return str(found.wording(variant) if found else survey.title_for(variant))

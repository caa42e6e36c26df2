"""What became of a family's words, for whoever holds the receipt code.

Never the words themselves, nor when anybody read them, nor who: somebody else may have the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from feedback.database import AWAY, only_read, session
from feedback.judgements import latest_judgement
from feedback.models import Collection, Ruling
from feedback.respond.records import CannotLookError
from feedback.responses import COMMENT, RESPONSE, table_of
from forms.comment_themes import THEMES
from forms.questions import Survey, Variant
from forms.surveys import SURVEYS

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
class Written:
    """One box that a family wrote in: what was asked there, and what became of it."""

    asked: str
    fate: Fate
    about: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """What is known about the response that a receipt belongs to."""

    survey: str
    variant: Variant
    written: tuple[Written, ...]


def of_receipt(receipt_hash: str) -> Kept | None:
    """What became of it, in the language of the page; None when we have no such answers."""
    only_read()
    try:
        rows = session().execute(_asked(receipt_hash)).all()
    except AWAY:
        raise CannotLookError from None
    return _kept(rows) if rows else None


def _asked(receipt_hash: str) -> Any:
    decided = latest_judgement()
    return (
        select(
            COLLECTION.c.survey_slug,
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


def _kept(rows: Iterable[Any]) -> Kept:
    found = list(rows)
    survey, variant = SURVEYS[found[0].survey_slug], Variant(found[0].variant)
    order = [question.id for question in survey.questions]
    boxes = [row for row in found if row.comment_id is not None]
    boxes.sort(key=lambda row: order.index(row.question_id) if row.question_id in order else -1)
    return Kept(
        survey=str(survey.title_for(variant)),
        variant=variant,
        written=tuple(_written(survey, variant, row) for row in boxes),
    )


def _written(survey: Survey, variant: Variant, row: Any) -> Written:
    fate = _FATES[Ruling(row.ruling)] if row.ruling else Fate.WAITING
    codes = row.themes.split() if row.themes and fate.is_used else ()
    return Written(
        asked=_asked_in(survey, variant, row.question_id),
        fate=fate,
        # Of a theme that is no more, its writer is told nothing rather than a code.
        about=tuple(str(THEMES[code]) for code in codes if code in THEMES),
    )


def _asked_in(survey: Survey, variant: Variant, question_id: str) -> str:
    found = {question.id: question for question in survey.questions}.get(question_id)
    # A question that is asked no more has no words in this language.
    return str(found.wording(variant) if found else survey.title_for(variant))

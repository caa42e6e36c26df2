"""What the results pages need to know beside the results: which collections, and raw comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from analysis.tone import READER_VERSION
from feedback.database import session
from feedback.models import Collection, Comment, Reading, Response


@dataclass(frozen=True)
class Asked:
    """One collection, as a results page names it."""

    id: UUID
    survey_slug: str
    occasion: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class RawComment:
    """One comment as a family wrote it, with nothing that says who or when."""

    question_id: str
    language: str
    text: str
    tone: str  # The computer's estimate, or why there is none.
    may_be_quoted: bool
    is_quarantined: bool


_ASKED = select(
    col(Collection.id),
    col(Collection.survey_slug),
    col(Collection.occasion),
    col(Collection.opens_at),
    col(Collection.closes_at),
)


def collections() -> Sequence[Asked]:
    """Every collection, the newest opening first."""
    ordered = _ASKED.order_by(
        col(Collection.opens_at).desc(), col(Collection.occasion), col(Collection.id)
    )
    return [Asked(*row) for row in session().execute(ordered)]


def collection(collection_id: UUID) -> Asked | None:
    """One collection, or None when there is no such."""
    row = session().execute(_ASKED.where(col(Collection.id) == collection_id)).first()
    return Asked(*row) if row else None


def comments(collection_id: UUID) -> Sequence[RawComment]:
    """What families wrote in one collection, in an order that tells nothing."""
    # The ids are random, so neighbours on the page need not come from one family or one day.
    wanted = (
        select(Comment, col(Reading.tone), col(Reading.status), Response)
        .join(Response, col(Response.id) == col(Comment.response_id))
        .join(
            Reading,
            and_(col(Reading.comment_id) == col(Comment.id), col(Reading.reader) == READER_VERSION),
            isouter=True,
        )
        .where(col(Response.collection_id) == collection_id)
        .order_by(col(Comment.id))
    )
    return [
        RawComment(
            question_id=comment.question_id,
            language=comment.language,
            text=comment.text,
            tone=tone or status or "pending",
            may_be_quoted=response.consent_version is not None,
            is_quarantined=response.is_quarantined,
        )
        for comment, tone, status, response in session().execute(wanted)
    ]

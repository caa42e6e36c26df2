"""What the results pages need to know beside the results: which collections, and raw comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from analysis.tone import READER_VERSION
from feedback.authored import Said, translations_of
from feedback.database import session
from feedback.judgements import NOTICING, Tones
from feedback.language import page_language
from feedback.models import Collection, Comment, Response
from feedback.noticing import reader_version
from feedback.responses import COMMENT


@dataclass(frozen=True)
class Asked:
    """One collection, as a results page names it."""

    id: UUID
    survey_slug: str
    occasion: Said
    opens_at: datetime
    closes_at: datetime
    erased_until: date | None = None


@dataclass(frozen=True)
class RawComment:
    """One comment as a family wrote it, with nothing that says who or when."""

    question_id: str
    language: str
    text: str
    tone: str | None  # None until a person has decided about the comment.
    may_be_quoted: bool
    is_quarantined: bool


def collections() -> Sequence[Asked]:
    """Every collection, the newest opening first."""
    ordered = select(Collection).order_by(
        col(Collection.opens_at).desc(), col(Collection.occasion), col(Collection.id)
    )
    return _asked(session().scalars(ordered).all())


def collection(collection_id: UUID) -> Asked | None:
    """One collection, or None when there is no such."""
    found = session().get(Collection, collection_id)
    return _asked([found])[0] if found else None


def _asked(found: Sequence[Collection]) -> Sequence[Asked]:
    words, language = translations_of(found), page_language()
    return [
        Asked(
            id=one.id,
            survey_slug=one.survey_slug,
            occasion=words.said(one, "occasion", language),
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            erased_until=one.erased_until,
        )
        for one in found
    ]


def comments(collection_id: UUID) -> Sequence[RawComment]:
    """What families wrote in one collection, in an order that tells nothing."""
    # The ids are random, so neighbours on the page need not come from one family or one day.
    tones = Tones(reader=READER_VERSION)
    found = tones.beside_comments(
        select(Comment, NOTICING.c.language, Response, tones.judged.c.id, tones.said)
        .select_from(COMMENT)
        .join(Response, col(Response.id) == COMMENT.c.response_id)
        .join(
            NOTICING,
            and_(NOTICING.c.comment_id == COMMENT.c.id, NOTICING.c.reader == reader_version()),
            isouter=True,
        )
    )
    wanted = found.where(col(Response.collection_id) == collection_id).order_by(COMMENT.c.id)
    return [
        RawComment(
            question_id=comment.question_id,
            language=spoken or comment.language,
            text=comment.text,
            # Whoever reads here may be about to decide: the computer must not speak first.
            tone=tone if judgement_id else None,
            may_be_quoted=response.consent_version is not None,
            is_quarantined=response.is_quarantined,
        )
        for comment, spoken, response, judgement_id, tone in session().execute(wanted)
    ]

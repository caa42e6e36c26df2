"""One comment with everything around it, and what people decided about it: rows are only added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import col

from analysis.tone import READER_VERSION
from feedback import noticing, queued, surveys
from feedback.database import session
from feedback.judgements import JUDGEMENT, NOTICING, Tones
from feedback.models import (
    Collection,
    Comment,
    CommentTranslation,
    Judgement,
    Response,
    Ruling,
    SecondOpinion,
    StaffMember,
)
from feedback.noticing import Noticed
from feedback.responses import ANSWER, COMMENT
from feedback.turns import take_turn


@dataclass(frozen=True)
class Past:
    """One decision as it was taken."""

    id: UUID
    by: str
    at: datetime
    tone: str | None
    ruling: str
    themes: tuple[str, ...]
    regulation: str | None
    edited_copy: str | None
    copy_language: str | None
    why: str | None


@dataclass(frozen=True)
class Translated:
    """A translation, by whom and when."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Whole:
    """A comment as an officer reads it. The estimate is for whoever has decided already."""

    id: UUID
    survey_slug: str
    collection_id: UUID
    question_id: str
    question_kind: str
    text: str
    form_language: str
    rating: str | None
    may_be_quoted: bool
    is_quarantined: bool
    noticed: Noticed
    translation: Translated | None
    past: Sequence[Past]
    estimate: str
    is_from_translation: bool

    @property
    def latest(self) -> Past | None:
        """The decision that counts; None before there is one."""
        return self.past[0] if self.past else None


def comment(comment_id: UUID) -> Whole | None:
    """One comment, or None when there is none, or no longer."""
    tones = Tones(reader=READER_VERSION)
    wanted = tones.beside_comments(
        select(
            Comment,
            Response,
            col(Collection.survey_slug),
            tones.estimated,
            tones.status,
            tones.translated.c.id,
        )
        .select_from(COMMENT)
        .join(Response, col(Response.id) == COMMENT.c.response_id)
        .join(Collection, col(Collection.id) == col(Response.collection_id))
    ).where(COMMENT.c.id == comment_id)
    row = session().execute(wanted).first()
    if row is None:
        return None
    found, response, slug, estimated, status, translation_id = row
    return Whole(
        id=found.id,
        survey_slug=slug,
        collection_id=response.collection_id,
        question_id=found.question_id,
        question_kind=found.question_kind,
        text=found.text,
        form_language=found.language,
        rating=_rating(response.id, slug),
        may_be_quoted=response.consent_version is not None,
        is_quarantined=response.is_quarantined,
        noticed=_noticed(found),
        translation=_translation(translation_id),
        past=_past(comment_id),
        estimate=estimated or status,
        is_from_translation=translation_id is not None,
    )


def _rating(response_id: UUID, slug: str) -> str | None:
    survey = surveys.over_time(slug)
    if survey is None:
        return None
    rating = next(question for question in survey.questions if question.required)
    return (
        session()
        .scalars(
            select(ANSWER.c.code).where(
                ANSWER.c.response_id == response_id, ANSWER.c.question_id == rating.id
            )
        )
        .first()
    )


def _noticed(found: Comment) -> Noticed:
    """What the readers stored; read now if they have not come to it yet."""
    stored = (
        session()
        .execute(
            select(NOTICING).where(
                NOTICING.c.comment_id == found.id, NOTICING.c.reader == noticing.reader_version()
            )
        )
        .first()
    )
    if stored is not None:
        return noticing.from_columns(stored)
    return noticing.notice(
        found.text, question_kind=found.question_kind, form_language=found.language
    )


def _translation(translation_id: UUID | None) -> Translated | None:
    if translation_id is None:
        return None
    row = (
        session()
        .execute(
            select(CommentTranslation, col(StaffMember.name))
            .join(StaffMember, col(StaffMember.id) == col(CommentTranslation.staff_id))
            .where(col(CommentTranslation.id) == translation_id)
        )
        .one()
    )
    return Translated(text=row[0].text, by=row[1], at=row[0].translated_at)


def _past(comment_id: UUID) -> Sequence[Past]:
    """Every decision about it, the newest first."""
    rows = session().execute(
        select(Judgement, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(Judgement.staff_id))
        .where(col(Judgement.comment_id) == comment_id)
        .order_by(col(Judgement.decided_at).desc(), col(Judgement.id).desc())
    )
    return [
        Past(
            id=one.id,
            by=name,
            at=one.decided_at,
            tone=one.tone,
            ruling=one.ruling.value,
            themes=tuple(one.themes.split()),
            regulation=one.regulation,
            edited_copy=one.edited_copy,
            copy_language=one.copy_language,
            why=one.why,
        )
        for one, name in rows
    ]


def has_decided(comment_id: UUID, staff_id: UUID) -> bool:
    """Whether this person has decided about the comment, or given a second opinion on it."""
    judged = exists().where(JUDGEMENT.c.comment_id == comment_id, JUDGEMENT.c.staff_id == staff_id)
    return bool(session().execute(select(judged)).scalar_one())


def judge(
    comment_id: UUID, staff_id: UUID, *, seen: str, now: datetime, decided: dict[str, Any]
) -> bool:
    """Add a decision; says no when somebody else decided after this page was opened."""
    take_turn(session().connection(), f"judge {comment_id}")
    past = _past(comment_id)
    newest = str(past[0].id) if past else ""
    if newest != seen:
        return False
    session().add(
        Judgement(
            comment_id=comment_id,
            staff_id=staff_id,
            decided_at=now,
            saw_estimate=bool(past),
            **{**decided, "ruling": Ruling(decided["ruling"])},
        )
    )
    _queue_anew(comment_id)
    return True


def translate(comment_id: UUID, staff_id: UUID, text: str, *, now: datetime) -> None:
    """Add a person's translation; the reader of tone comes to it by itself."""
    session().add(
        CommentTranslation(comment_id=comment_id, staff_id=staff_id, text=text, translated_at=now)
    )
    _queue_anew(comment_id)


def give_second_opinion(comment_id: UUID, staff_id: UUID, tone: str, *, now: datetime) -> bool:
    """Add a second person's tone; says no when there is one already."""
    take_turn(session().connection(), f"second {comment_id}")
    there = exists().where(col(SecondOpinion.comment_id) == comment_id)
    if session().execute(select(there)).scalar_one():
        return False
    session().add(SecondOpinion(comment_id=comment_id, staff_id=staff_id, tone=tone, given_at=now))
    _queue_anew(comment_id)
    return True


def _queue_anew(comment_id: UUID) -> None:
    """Keep where it stands now, so that nobody has to work it out for the next page."""
    session().flush()
    queued.work_out(session().connection(), [comment_id])

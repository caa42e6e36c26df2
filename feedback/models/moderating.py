"""Moderating: what readers noticed in a comment, its translation, and what a person decided."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Ruling(StrEnum):
    """What may happen with a comment; the words for it are in `forms.staff_moderation`."""

    PUBLISH = "publish"
    THEMES = "themes"
    INDIVIDUAL = "individual"
    IDENTIFYING = "identifying"
    VEXATIOUS = "vexatious"
    HOLD = "hold"


class Part(StrEnum):
    """Which part of the queue a comment is in, by the latest decision about it."""

    WAITING = "waiting"
    HELD = "held"
    DECIDED = "decided"


class Noticing(SQLModel, table=True):
    """What the readers of language, themes, names and harm noticed in one comment.

    A better reader adds a row and never overwrites. Like a reading of tone it does not say when.
    """

    __tablename__ = "noticing"
    __table_args__ = (UniqueConstraint("comment_id", "reader"),)

    id: UUID = random_id()
    comment_id: UUID = reference("comment.id")
    reader: str = Field(max_length=160)
    language: str = Field(max_length=20)
    language_confidence: float
    # Lists as JSON, of places in the text and never of its words: see `feedback.noticing`.
    themes: str
    names: str
    concerns: str
    has_names: bool
    has_concerns: bool = Field(index=True)


class CommentTranslation(SQLModel, table=True):
    """A comment in English, as a person translated it; a better one is a new row."""

    __tablename__ = "comment_translation"

    id: UUID = random_id()
    comment_id: UUID = reference("comment.id")
    text: str
    # Never "set null": that would change a row that nobody may change.
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    translated_at: datetime = moment()


class TranslationReading(SQLModel, table=True):
    """One reader's estimate of the tone of a translation."""

    __tablename__ = "translation_reading"
    __table_args__ = (UniqueConstraint("translation_id", "reader"),)

    id: UUID = random_id()
    translation_id: UUID = reference("comment_translation.id")
    reader: str = Field(max_length=60)
    status: str = Field(max_length=30)
    tone: str | None = Field(default=None, max_length=20)
    polarity: float | None = None
    positive: float | None = None
    neutral_or_mixed: float | None = None
    negative: float | None = None
    point: int | None = None
    confidence: float | None = None
    model_hash: str | None = Field(default=None, max_length=64)


class Judgement(SQLModel, table=True):
    """What one person decided about one comment; the database refuses to change it.

    The latest of a comment counts. `saw_estimate` says whether the person had been shown the
    computer's tone, so that only decisions made without it are compared with it.
    """

    __tablename__ = "judgement"

    id: UUID = random_id()
    comment_id: UUID = reference("comment.id")
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    decided_at: datetime = moment()
    saw_estimate: bool
    tone: str | None = Field(default=None, max_length=20)  # None: the person could not tell.
    ruling: Ruling = Field(sa_type=choice(Ruling, "ruling"))
    themes: str = ""  # Codes, with a space between.
    regulation: str | None = Field(default=None, max_length=20)
    edited_copy: str | None = None
    copy_language: str | None = Field(default=None, max_length=20)
    why: str | None = None


class SecondOpinion(SQLModel, table=True):
    """A tone given by a second person who did not see the first's: it only measures."""

    __tablename__ = "second_opinion"

    id: UUID = random_id()
    comment_id: UUID = reference("comment.id", unique=True, index=False)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    given_at: datetime = moment()
    tone: str = Field(max_length=20)


def _of_those_that(flag: str, name: str, *columns: str) -> Index:
    """An index of the few comments that are flagged, in the words of either database."""
    return Index(
        f"ix_queued_comment_{name}",
        *columns,
        sqlite_where=text(f"{flag} IS 1"),
        postgresql_where=text(f"{flag} IS TRUE"),
    )


class QueuedComment(SQLModel, table=True):
    """Where one comment stands in the queue: worked out from everything else, and never a source.

    The database makes a row for each comment, and empties it again whenever anything is added that
    it depends on; `feedback.queued` works it out. Decision 0052 says why.
    """

    __tablename__ = "queued_comment"
    __table_args__ = (
        CheckConstraint("(part IS NULL) = (place IS NULL)", name="all_or_nothing"),
        Index("ix_queued_comment_part", "part", "place", "comment_id"),
        Index("ix_queued_comment_collection_id", "collection_id", "part", "place", "comment_id"),
        _of_those_that("needs_translation", "translate", "place", "comment_id"),
        _of_those_that("needs_translation", "translate_of", "collection_id", "place", "comment_id"),
        _of_those_that("may_be_coded_again", "again", "comment_id"),
        _of_those_that("may_be_coded_again", "again_of", "collection_id", "comment_id"),
    )

    comment_id: UUID = reference("comment.id", primary_key=True, index=False)
    collection_id: UUID = reference("collection.id", index=False)
    # None: something was added since it was worked out.
    part: Part | None = Field(default=None, sa_type=choice(Part, "part"))
    place: int | None = Field(default=None, sa_type=SmallInteger)
    needs_translation: bool | None = None
    may_be_coded_again: bool | None = None


# Rows of these are added, and go only with the comment they are about.
APPEND_ONLY = (Judgement, SecondOpinion, CommentTranslation)

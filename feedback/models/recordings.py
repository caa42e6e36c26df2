"""Recordings: a person's voice for one question, in one language and one of its two wordings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import moment, random_id, reference


class Recording(SQLModel, table=True):
    """What families can listen to; kept in the database, so that a backup is whole."""

    __tablename__ = "recording"
    __table_args__ = (
        CheckConstraint("variant IN ('standard', 'easy')", name="variant"),
        UniqueConstraint("question_id", "language", "variant"),
    )

    id: UUID = random_id()
    question_id: str = Field(max_length=40)
    language: str = Field(max_length=20)
    variant: str = Field(max_length=10)
    # Of the words that were read out: after a change to them nobody hears it any more.
    wording_hash: str = Field(max_length=64)
    content: bytes
    # The end of its address: the same bytes, the same address, for ever.
    content_hash: str = Field(max_length=32, index=True)
    content_type: str = Field(max_length=20)
    spoken_by: str = Field(max_length=200)
    added_by: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)
    added_at: datetime = moment()


class RecordingRevision(SQLModel, table=True):
    """One row: another random word after each change, so that no kept page outlives it."""

    __tablename__ = "recording_revision"

    id: int = Field(primary_key=True)
    revision: str = Field(max_length=32)

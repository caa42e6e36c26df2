"""Wording: what an officer wrote in English, in the other languages families read."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import random_id, reference


class Translation(SQLModel, table=True):
    """One text of an initiative, a reply and so on in one more language; never English."""

    __tablename__ = "translation"
    __table_args__ = (
        # One owner each, by real foreign keys: what is deleted takes its translations with it.
        CheckConstraint(
            "(CASE WHEN collection_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN reply_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN outcome_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_owner",
        ),
        CheckConstraint("language <> 'en'", name="not_english"),
        CheckConstraint("(speaker IS NULL) = (checked_on IS NULL)", name="signed_and_dated"),
        UniqueConstraint("collection_id", "field", "language"),
        UniqueConstraint("initiative_id", "field", "language"),
        UniqueConstraint("reply_id", "field", "language"),
        UniqueConstraint("outcome_id", "field", "language"),
    )

    id: UUID = random_id()
    collection_id: UUID | None = reference("collection.id", default=None, index=False)
    initiative_id: UUID | None = reference("initiative.id", default=None, index=False)
    reply_id: UUID | None = reference("reply.id", default=None, index=False)
    outcome_id: UUID | None = reference("outcome.id", default=None, index=False)
    field: str = Field(max_length=40)
    language: str = Field(max_length=20)
    text: str
    # Of the English and this text together, when somebody last said that they fit.
    key: str = Field(max_length=16)
    # Who checked that very pair, and the day; null while nobody has.
    speaker: str | None = Field(default=None, max_length=100)
    checked_on: date | None = None

"""Scans: how often surveys were opened, begun and sent, and what was frozen of that."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import moment, random_id, reference


class ScanCount(SQLModel, table=True):
    """How often a survey was opened, begun and sent: one place, one week, one language.

    As fine as a response says it of itself, and gone once its term is frozen.
    """

    __tablename__ = "scan_count"
    __table_args__ = (
        CheckConstraint("opened >= 0 AND begun >= 0 AND sent >= 0", name="from_nought"),
    )

    placement_id: UUID = reference("placement.id", primary_key=True, index=False)
    week: date = Field(primary_key=True)
    language: str = Field(primary_key=True, max_length=20)
    opened: int = 0
    begun: int = 0
    sent: int = 0


class ScanDay(SQLModel, table=True):
    """How often a survey was opened on one day, from everywhere and in every language together."""

    __tablename__ = "scan_day"
    __table_args__ = (CheckConstraint("opened >= 1", name="from_one"),)

    collection_id: UUID = reference("collection.id", primary_key=True, index=False)
    day: date = Field(primary_key=True)
    opened: int


class ScanRelease(SQLModel, table=True):
    """What may be told of a collection's scans in one term; the database refuses to change it."""

    __tablename__ = "scan_release"
    __table_args__ = (
        UniqueConstraint("collection_id", "term_ref"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: UUID = random_id()
    number: int = Field(unique=True)
    collection_id: UUID = reference("collection.id", ondelete="RESTRICT", index=False)
    term_ref: str = Field(max_length=40)
    frozen_at: datetime = moment()
    # Canonical JSON, and the SHA-256 of it.
    content: str
    hash: str = Field(max_length=64)

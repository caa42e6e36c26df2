"""The Local Offer annual statement: what goes into a year's, and each one as it was published."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Place(StrEnum):
    """Where a theme goes in a year's statement."""

    INCLUDE = "include"
    LEAVE_OUT = "leave_out"
    CARRY_OVER = "carry_over"  # Said to be unanswered, and taken up again the year after.


class StatementChoice(SQLModel, table=True):
    """What an officer chose for one theme in one year; without a row, the rule decides."""

    __tablename__ = "statement_choice"

    year: str = Field(primary_key=True, max_length=10)
    reply_id: UUID = Field(foreign_key="reply.id", ondelete="CASCADE", primary_key=True, index=True)
    place: Place = Field(sa_type=choice(Place, "place"))
    reason: str = ""


class Statement(SQLModel, table=True):
    """One version of a year's statement; the database refuses to change or delete it."""

    __tablename__ = "published_statement"
    __table_args__ = (
        UniqueConstraint("year", "version"),
        CheckConstraint("version >= 1", name="from_one"),
    )

    id: UUID = random_id()
    year: str = Field(max_length=10)
    version: int
    # Everything it says, as JSON: see `feedback.publish.frozen`.
    content: str
    # Never "set null": that would change a row that nobody may change.
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    published_at: datetime = moment()

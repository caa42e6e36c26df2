"""The Forum's own voice: what it says, what officers answer, and how it wants to be asked.

Rows are added and never changed or deleted, by anybody: the database refuses.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Matter(StrEnum):
    """The kind of thing that the Forum says something about."""

    RELEASE = "release"
    INITIATIVE = "initiative"
    REPLY = "reply"
    PLAN = "plan"


class Commentary(SQLModel, table=True):
    """What a Forum reviewer or a youth advocate says about one thing.

    `about_ref` is plain words, so that it stays when what it names is gone; `about_words` is what
    that was called on the day. An entry may stand in place of an earlier one of the same person,
    or take it back.
    """

    __tablename__ = "commentary"
    __table_args__ = (
        CheckConstraint("role IN ('forum', 'advocate')", name="forum_or_advocate"),
        CheckConstraint(
            "(is_taken_back AND replaces_id IS NOT NULL AND text = '') "
            "OR (NOT is_taken_back AND length(text) >= 1)",
            name="says_something_or_takes_back",
        ),
    )

    id: UUID = random_id()
    about: Matter = Field(sa_type=choice(Matter, "about"))
    about_ref: str = Field(max_length=80, index=True)
    about_words: str = Field(max_length=500)
    text: str = Field(default="", max_length=5000)
    is_taken_back: bool = False
    # Once only: two entries cannot both stand in place of one.
    replaces_id: UUID | None = Field(
        default=None, foreign_key="commentary.id", ondelete="RESTRICT", unique=True
    )
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    role: str = Field(max_length=20)
    written_at: datetime = moment()


class CommentaryAnswer(SQLModel, table=True):
    """What an officer answers to it: the officer's own words, beside the Forum's."""

    __tablename__ = "commentary_answer"
    __table_args__ = (CheckConstraint("length(text) >= 1", name="says_something"),)

    id: UUID = random_id()
    commentary_id: UUID = reference("commentary.id", ondelete="RESTRICT")
    text: str = Field(max_length=5000)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    written_at: datetime = moment()


class ForumPreference(SQLModel, table=True):
    """How the Forum wants to be asked, from some day on; the newest counts."""

    __tablename__ = "forum_preference"
    __table_args__ = (
        CheckConstraint("most_asks IS NULL OR most_asks BETWEEN 0 AND 10", name="most_asks"),
        CheckConstraint(
            "days_of_notice IS NULL OR days_of_notice BETWEEN 0 AND 365", name="days_of_notice"
        ),
    )

    id: UUID = random_id()
    # Numbers or codes, with a space between.
    months_to_avoid: str = Field(default="", max_length=40)
    channels: str = Field(default="", max_length=200)
    support: str = Field(default="", max_length=200)
    most_asks: int | None = None  # None: no more than the area's own limit.
    days_of_notice: int | None = None
    note: str = Field(default="", max_length=5000)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    written_at: datetime = moment()

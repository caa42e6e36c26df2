"""Conversations: who talked with staff or the Forum, what was said, and what may be quoted."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference
from feedback.models.moderating import Ruling


class ConversationKind(StrEnum):
    """How people met."""

    FOCUS_GROUP = "focus_group"
    FORUM_MEETING = "forum_meeting"
    DROP_IN = "drop_in"
    VISIT = "visit"
    ONE_TO_ONE = "one_to_one"


class Conversation(SQLModel, table=True):
    """A dated conversation: headcounts by role, themes, and what was said without names."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("parent_carers >= 0", name="parent_carers"),
        CheckConstraint("young_people >= 0", name="young_people"),
        CheckConstraint("professionals >= 0", name="professionals"),
        CheckConstraint("new_voices BETWEEN 0 AND parent_carers + young_people", name="new_voices"),
    )

    id: UUID = random_id()
    title: str = Field(max_length=200)
    kind: ConversationKind = Field(sa_type=choice(ConversationKind, "kind"))
    held_on: date = Field(index=True)
    parent_carers: int
    young_people: int
    professionals: int = 0
    new_voices: int = 0
    # Codes, with a space between.
    support: str = Field(default="", max_length=200)
    themes: str = Field(default="", max_length=300)
    measure_refs: str = Field(default="", max_length=200)
    # Emptied when its time is over; the rest stays.
    said: str = ""
    # Null where it is about no initiative.
    initiative_id: UUID | None = reference("initiative.id", ondelete="SET NULL", default=None)
    # In whose name it is on record: officers change theirs, the Forum and advocates theirs.
    noted_as: str = Field(max_length=20)
    created_at: datetime = moment()


class ConversationQuote(SQLModel, table=True):
    """Words of somebody who agreed that they are quoted; it goes when they change their mind."""

    __tablename__ = "conversation_quote"

    id: UUID = random_id()
    conversation_id: UUID = reference("conversation.id")
    text: str
    language: str = Field(max_length=20)
    role: str = Field(max_length=20)
    # Who agreed, and how.
    agreed_by: str = Field(max_length=20)
    agreed_how: str = Field(max_length=20)
    agreed_on: date


class QuoteDecision(SQLModel, table=True):
    """What an officer decided about words that the Forum or a youth advocate noted.

    The one that counts; who decided before is in the audit. It goes with the words.
    """

    __tablename__ = "quote_decision"

    quote_id: UUID = Field(
        foreign_key="conversation_quote.id", ondelete="CASCADE", primary_key=True
    )
    ruling: Ruling = Field(sa_type=choice(Ruling, "ruling"))
    # What people will read, where they may.
    edited_copy: str | None = None
    why: str | None = None
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    decided_at: datetime = moment()


class ConversationTheme(SQLModel, table=True):
    """A conversation in which a theme was raised; it goes when either of them goes."""

    __tablename__ = "conversation_theme"

    conversation_id: UUID = Field(
        foreign_key="conversation.id", ondelete="CASCADE", primary_key=True
    )
    reply_id: UUID = Field(foreign_key="reply.id", ondelete="CASCADE", primary_key=True, index=True)


class ConversationSession(SQLModel, table=True):
    """A session of an initiative that is a conversation on record: its day and people are those."""

    __tablename__ = "conversation_session"

    involvement_id: UUID = Field(foreign_key="involvement.id", ondelete="CASCADE", primary_key=True)
    conversation_id: UUID = reference("conversation.id")

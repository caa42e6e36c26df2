"""Conversations in the database: what is noted of them, and the words that may be quoted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from feedback.conversations import conversation, session_values, sessions_of
from feedback.database import database, session
from feedback.models import Conversation, ConversationQuote, Involvement, Reply
from feedback.signing import noting_changes


def add(values: Mapping[str, Any], *, noted_as: str, now: datetime) -> UUID:
    """Keep a new conversation of checked values."""
    # The day alone: the exact time would say who wrote it, and when.
    on = datetime.combine(now.date(), time.min, UTC)
    row = Conversation(**values, noted_as=noted_as, created_at=on)
    session().add(row)
    session().flush()
    return row.id


def change(row: Conversation, values: Mapping[str, Any], *, now: datetime) -> None:
    """Put checked values in place of the old ones, also in sessions that are this conversation."""
    rest_on_it = sessions_of(row.id)
    with noting_changes(*(one.initiative_id for one in rest_on_it), now=now):
        _set(row, values)
        for one in rest_on_it:
            _set(one, session_values(row))


def remove(row: Conversation) -> Callable[[], bool]:
    """Delete a conversation; sessions that were made of it stay, for keys may have been turned.

    What to call once that is committed, to empty the journal.
    """
    session().delete(row)
    return database().empty_journal


def add_quote(conversation_id: UUID, values: Mapping[str, Any]) -> UUID:
    """Keep words that may be quoted."""
    row = ConversationQuote(conversation_id=conversation_id, **values)
    session().add(row)
    return row.id


def quote_of(conversation_id: UUID, quote_id: UUID) -> ConversationQuote | None:
    """One quote of this conversation; None when it is not there, or belongs to another."""
    row = session().get(ConversationQuote, quote_id)
    return row if row and row.conversation_id == conversation_id else None


def remove_quote(row: ConversationQuote) -> Callable[[], bool]:
    """Take words out that may no longer be quoted; what to call once that is committed."""
    session().delete(row)
    return database().empty_journal


def initiatives_of(conversation_id: UUID) -> Sequence[UUID]:
    """The initiatives of which it is a session."""
    return sorted({one.initiative_id for one in sessions_of(conversation_id)})


def every_theme() -> Sequence[UUID]:
    """Every theme on record, the latest first."""
    in_order = (col(Reply.raised_on).desc(), col(Reply.id))
    return session().exec(select(Reply.id).order_by(*in_order)).all()


def find(conversation_id: UUID) -> Conversation | None:
    """One conversation as it is stored; None where there is none."""
    return conversation(conversation_id)


def _set(row: Conversation | Involvement, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    session().add(row)

"""Conversations as other parts read them: their themes, sessions and measures, and quotes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from feedback.database import session
from feedback.models import (
    Conversation,
    ConversationKind,
    ConversationQuote,
    ConversationSession,
    ConversationTheme,
    Involvement,
    QuoteDecision,
    Reply,
    Role,
    Ruling,
)
from feedback.preferences import FAMILIES, FORUM, PARENT_CARERS
from forms.staff import LONDON

YOUNG_PEOPLE = "young_people"
# As with quotes from surveys: of fewer, everybody who was there would know whose words they are.
ENOUGH_TO_NAME_A_ROLE = 10
HEADCOUNTS = {"parent_carer": "parent_carers", "young_person": "young_people"}
# What a session of an initiative has from the conversation that it is.
OF_A_SESSION = ("happened_on", "parent_carers", "young_people", "new_voices", "support")
Noted: TypeAlias = tuple[ConversationQuote, Conversation, QuoteDecision | None]
_NEWEST_FIRST = (col(Conversation.held_on).desc(), col(Conversation.title), col(Conversation.id))


@dataclass(frozen=True)
class Sayable:
    """Words that may be quoted, and the role that may be named beside them."""

    id: UUID
    conversation_id: UUID
    text: str
    language: str
    role: str | None


def conversation(conversation_id: UUID) -> Conversation | None:
    """One of them; None where there is none."""
    return session().get(Conversation, conversation_id)


def every_conversation(*, as_at: date = date.max) -> Sequence[Conversation]:
    """All that were held by a day, the newest first."""
    wanted = select(Conversation).where(col(Conversation.held_on) <= as_at)
    return session().exec(wanted.order_by(*_NEWEST_FIRST)).all()


def serving(measure_ref: str) -> Sequence[Conversation]:
    """Those that give evidence for a measure, the newest first."""
    return [one for one in every_conversation() if measure_ref in one.measure_refs.split()]


def raising(reply_id: UUID) -> Sequence[Conversation]:
    """Those in which a theme was raised, the newest first."""
    wanted = select(Conversation).join(
        ConversationTheme, col(ConversationTheme.conversation_id) == col(Conversation.id)
    )
    chosen = wanted.where(col(ConversationTheme.reply_id) == reply_id)
    return session().exec(chosen.order_by(*_NEWEST_FIRST)).all()


def raised_in(conversation_id: UUID) -> Sequence[UUID]:
    """The themes that were raised in a conversation, the oldest first."""
    wanted = select(Reply.id).join(
        ConversationTheme, col(ConversationTheme.reply_id) == col(Reply.id)
    )
    chosen = wanted.where(col(ConversationTheme.conversation_id) == conversation_id)
    return session().exec(chosen.order_by(col(Reply.raised_on), col(Reply.id))).all()


def with_a_theme() -> Collection[UUID]:
    """The conversations from which at least one theme was taken."""
    return set(session().exec(select(ConversationTheme.conversation_id)))


def put_under(conversation_id: UUID, reply_ids: Iterable[UUID]) -> None:
    """Put a conversation under these themes and no others; those that are gone are left out."""
    held = session()
    of_it = col(ConversationTheme.conversation_id) == conversation_id
    held.execute(delete(ConversationTheme).where(of_it))
    there = held.exec(select(Reply.id).where(col(Reply.id).in_(list(reply_ids))))
    held.add_all(
        [ConversationTheme(conversation_id=conversation_id, reply_id=one) for one in there]
    )


def also_put_under(conversation_id: UUID, reply_id: UUID) -> None:
    """Put a conversation under one more theme."""
    session().add(ConversationTheme(conversation_id=conversation_id, reply_id=reply_id))


def audience_of(one: Conversation) -> str | None:
    """Whom it asked for time, as an initiative's audience; None: only people who work here."""
    if one.kind is ConversationKind.FORUM_MEETING:
        return FORUM
    if one.parent_carers and one.young_people:
        return FAMILIES
    if one.parent_carers:
        return PARENT_CARERS
    return YOUNG_PEOPLE if one.young_people else None


def session_values(one: Conversation) -> dict[str, Any]:
    """What a session of an initiative has from its conversation, by column."""
    return {"happened_on": one.held_on} | {name: getattr(one, name) for name in OF_A_SESSION[1:]}


def make_session(conversation_id: UUID, involvement_id: UUID) -> None:
    """Say that a session is this conversation."""
    session().add(
        ConversationSession(conversation_id=conversation_id, involvement_id=involvement_id)
    )


def behind(involvement_ids: Iterable[UUID]) -> Mapping[UUID, Conversation]:
    """The conversations that these sessions are; a session that is none is not in it."""
    rows = session().exec(
        select(ConversationSession.involvement_id, Conversation)
        .join(Conversation, col(Conversation.id) == col(ConversationSession.conversation_id))
        .where(col(ConversationSession.involvement_id).in_(list(involvement_ids)))
    )
    return dict(rows.all())


def sessions_of(conversation_id: UUID) -> Sequence[Involvement]:
    """The sessions of initiatives that are this conversation, in a fixed order."""
    wanted = select(Involvement).join(
        ConversationSession, col(ConversationSession.involvement_id) == col(Involvement.id)
    )
    chosen = wanted.where(col(ConversationSession.conversation_id) == conversation_id)
    return session().exec(chosen.order_by(col(Involvement.id))).all()


def quotes_of(conversation_id: UUID) -> Sequence[ConversationQuote]:
    """What may be quoted of a conversation, in an order that tells nothing."""
    wanted = select(ConversationQuote).where(
        col(ConversationQuote.conversation_id) == conversation_id
    )
    return session().exec(wanted.order_by(col(ConversationQuote.id))).all()


def all_quotes(*, as_at: date = date.max, in_public: bool = False) -> Sequence[Sayable]:
    """Everything that may be quoted by a day, in an order that tells nothing.

    In public only what an officer stands behind: who noted it, or said yes to it by that day.
    """
    rows = session().exec(_with_decisions().where(col(ConversationQuote.agreed_on) <= as_at))
    found = [
        (quote, held, _words_to_use(quote, held, decision, as_at=as_at, in_public=in_public))
        for quote, held, decision in rows
    ]
    return [
        Sayable(quote.id, quote.conversation_id, words, quote.language, role_to_name(quote, held))
        for quote, held, words in found
        if words
    ]


def noted_by_others(*, is_decided: bool) -> Sequence[Noted]:
    """Words that the Forum and youth advocates noted, and an officer has decided about or not."""
    is_there = col(QuoteDecision.quote_id).is_not(None)
    wanted = _with_decisions().where(col(Conversation.noted_as) != Role.OFFICER)
    chosen = wanted.where(is_there if is_decided else ~is_there)
    found: Sequence[Noted] = session().exec(chosen).all()
    return found


def to_look_at(quote_id: UUID) -> Noted | None:
    """One of them, whatever was decided; None where there is none, or an officer noted it."""
    wanted = _with_decisions().where(
        col(ConversationQuote.id) == quote_id, col(Conversation.noted_as) != Role.OFFICER
    )
    found: Noted | None = session().exec(wanted).one_or_none()
    return found


def decision_about(quote_id: UUID) -> QuoteDecision | None:
    """What an officer decided about some words; None where none has yet."""
    return session().get(QuoteDecision, quote_id)


def count_waiting() -> int:
    """How many words wait for an officer before anybody may read them."""
    return len(noted_by_others(is_decided=False))


def _with_decisions() -> Any:
    return (
        select(ConversationQuote, Conversation, QuoteDecision)
        .join(Conversation, col(Conversation.id) == col(ConversationQuote.conversation_id))
        .join(QuoteDecision, col(QuoteDecision.quote_id) == col(ConversationQuote.id), isouter=True)
        .order_by(col(ConversationQuote.id))
    )


def _words_to_use(
    quote: ConversationQuote,
    held: Conversation,
    decision: QuoteDecision | None,
    *,
    as_at: date,
    in_public: bool,
) -> str | None:
    """What may be read of a quote; None for nothing."""
    if held.noted_as == Role.OFFICER:
        return quote.text
    if decision is None:
        return None if in_public else quote.text
    is_too_late = decision.decided_at.astimezone(LONDON).date() > as_at
    # A no counts for everybody, and whenever it was said.
    if decision.ruling != Ruling.PUBLISH or (in_public and is_too_late):
        return None
    return decision.edited_copy


def role_to_name(quote: ConversationQuote, held: Conversation) -> str | None:
    """The role that may be named beside a quote; None where too few of it were there."""
    counted = HEADCOUNTS.get(quote.role)
    is_enough = counted is not None and getattr(held, counted) >= ENOUGH_TO_NAME_A_ROLE
    return quote.role if is_enough else None

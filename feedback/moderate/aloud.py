"""The officer's second look at words that the Forum or a youth advocate noted in a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from analysis.names import find_names
from feedback import conversations, noticing
from feedback.conversations import Noted
from feedback.database import session
from feedback.models import Conversation, ConversationQuote, QuoteDecision, Ruling, StaffMember
from feedback.moderate.highlights import pieces, without_names
from feedback.moderate.pages import LETTERS_IN_A_LINE, Decided, Spoken, Text, spoken, when
from feedback.noticing import Noticed
from forms.staff_conversations import AGREED_HOW, ROLES
from forms.staff_fields import day_in_words
from forms.staff_moderation import RULINGS, words_of
from forms.voice_words import SPEAKERS

QUESTION_KIND = "nonspecific"


@dataclass(frozen=True)
class QuoteRow:
    """Some words in the list."""

    id: UUID
    beginning: str
    spoken: Spoken
    title: str
    has_concerns: bool
    has_names: bool
    ruling: str | None


@dataclass(frozen=True)
class QuoteView:
    """Everything on the page of one quote but its form."""

    text: Text
    facts: Sequence[tuple[str, str]]
    has_concerns: bool
    is_in_english: bool
    past: Decided | None
    conversation_id: UUID


def rows(*, is_decided: bool) -> Sequence[QuoteRow]:
    """The words that wait for an officer or were decided about: who may be in danger first."""
    found = [_row(*one) for one in conversations.noted_by_others(is_decided=is_decided)]
    return sorted(found, key=lambda one: (not one.has_concerns, not one.has_names))


def find(quote_id: UUID) -> Noted | None:
    """One quote, its conversation, and the decision that stands."""
    return conversations.to_look_at(quote_id)


def view(found: Noted) -> QuoteView:
    """One quote as its page shows it."""
    quote, held, decision = found
    noticed = _noticed(quote)
    role = conversations.role_to_name(quote, held)
    facts = [
        (_("Conversation"), held.title),
        (_("Who noted it"), str(SPEAKERS[held.noted_as])),
        *([(_("Who said it"), str(ROLES[role]))] if role else []),
        (_("How they agreed"), str(AGREED_HOW[quote.agreed_how])),
        (_("When they agreed"), day_in_words(quote.agreed_on)),
    ]
    return QuoteView(
        text=Text(pieces(quote.text, noticed), spoken(quote.language)),
        facts=facts,
        has_concerns=bool(noticed.concerns),
        is_in_english=quote.language == noticing.ENGLISH,
        past=_decided(decision) if decision else None,
        conversation_id=held.id,
    )


def copy_to_edit(found: Noted) -> str:
    """What the edited copy starts from: what was published, or the words without highlights."""
    quote, _held, decision = found
    if decision is not None and decision.edited_copy:
        return decision.edited_copy
    return without_names(quote.text, find_names(quote.text))


def seen(found: Noted) -> str:
    """What says on a form which decision stood when it was opened; "" for none."""
    _quote, _held, decision = found
    return decision.decided_at.isoformat() if decision else ""


def decide(found: Noted, staff_id: UUID, values: dict[str, Any], *, now: datetime) -> None:
    """Keep a decision in the place of the one before."""
    quote, _held, decision = found
    row = decision or QuoteDecision(
        quote_id=quote.id, ruling=Ruling.HOLD, staff_id=staff_id, decided_at=now
    )
    row.ruling, row.staff_id, row.decided_at = Ruling(values["ruling"]), staff_id, now
    row.edited_copy, row.why = values["edited_copy"], values["why"]
    session().add(row)
    session().flush()


def next_waiting(*, besides: UUID) -> UUID | None:
    """The first that waits but one; None where no other does."""
    return next((one.id for one in rows(is_decided=False) if one.id != besides), None)


def _row(quote: ConversationQuote, held: Conversation, decision: QuoteDecision | None) -> QuoteRow:
    noticed, text = _noticed(quote), " ".join(quote.text.split())
    return QuoteRow(
        id=quote.id,
        beginning=text[:LETTERS_IN_A_LINE] + ("…" if len(text) > LETTERS_IN_A_LINE else ""),
        spoken=spoken(quote.language),
        title=held.title,
        has_concerns=bool(noticed.concerns),
        has_names=bool(noticed.names),
        ruling=words_of(RULINGS, decision.ruling) if decision else None,
    )


def _noticed(quote: ConversationQuote) -> Noticed:
    return noticing.notice(quote.text, question_kind=QUESTION_KIND, form_language=quote.language)


def _decided(one: QuoteDecision) -> Decided:
    facts = [
        (_("What may happen with it"), words_of(RULINGS, one.ruling)),
        (_("Edited copy"), one.edited_copy or ""),
        (_("Why"), one.why or ""),
    ]
    by = session().get_one(StaffMember, one.staff_id).name
    title = _("%(name)s, %(when)s", name=by, when=when(one.decided_at))
    return Decided(title=str(title), facts=[(str(name), value) for name, value in facts if value])

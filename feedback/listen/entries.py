"""Between the forms and the tables: checked values to store, and stored values to edit."""

from typing import Any
from uuid import UUID

from feedback.models import Conversation, ConversationKind
from forms.staff_conversations import ConversationForm, QuoteForm

PLAIN = (
    *("title", "held_on", "parent_carers", "young_people", "professionals", "new_voices"),
    "said",
)
CODES = ("support", "themes", "measure_refs")
OF_A_QUOTE = ("language", "role", "agreed_by", "agreed_how", "agreed_on")


def values_of(form: ConversationForm) -> dict[str, Any]:
    """The columns of a conversation, from a form that has passed its checks."""
    return {
        **{name: form[name].data for name in PLAIN},
        **{name: " ".join(form[name].data or ()) for name in CODES},
        "kind": ConversationKind(form.kind.data),
        "initiative_id": UUID(form.initiative.data) if form.initiative.data else None,
    }


def data_of(row: Conversation) -> dict[str, Any]:
    """What the form shows when somebody edits a conversation."""
    return {
        **{name: getattr(row, name) for name in PLAIN},
        **{name: getattr(row, name).split() for name in CODES},
        "kind": row.kind.value,
        "initiative": str(row.initiative_id or ""),
    }


def quote_values(form: QuoteForm) -> dict[str, Any]:
    """The columns of a quote, from a form that has passed its checks."""
    return {"text": form.quoted.data} | {name: form[name].data for name in OF_A_QUOTE}

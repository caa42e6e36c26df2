"""Between the forms and the tables: checked values to store, and stored values to edit."""

from datetime import date
from typing import Any

from feedback.conversations import session_values
from feedback.coproduce.records import Record
from feedback.models import (
    Conversation,
    Initiative,
    InitiativeKind,
    Involvement,
    Stage,
)
from forms.initiative_words import SHAPING_STAGES
from forms.staff_initiatives import InitiativeForm, InvolvementForm

INITIATIVE_TEXTS = (
    "title",
    "description",
    "not_counted_reason",
    "owner",
    "audience",
    "priority_ref",
    "options_fixed_on",
    "delivered_on",
    "delivered_link",
)
INVOLVEMENT_TEXTS = (
    "happened_on",
    "rung_reason",
    "parent_carers",
    "young_people",
    "new_voices",
    "note",
    "note_link",
    "is_witnessed_statement",
)


def initiative_values(form: InitiativeForm) -> dict[str, Any]:
    """The columns of an initiative, from a form that has passed its checks."""
    return {
        **{name: form[name].data for name in INITIATIVE_TEXTS},
        "kind": InitiativeKind(form.kind.data),
        "stage": Stage(form.stage.data),
        "measure_refs": " ".join(form.measure_refs.data or ()),
    }


def initiative_data(row: Initiative) -> dict[str, Any]:
    """What the form shows when an officer edits an initiative."""
    return {
        **{name: getattr(row, name) for name in INITIATIVE_TEXTS},
        "kind": row.kind.value,
        "stage": row.stage.value,
        "measure_refs": row.measure_refs.split(),
    }


def involvement_values(form: InvolvementForm, talk: Conversation | None = None) -> dict[str, Any]:
    """The columns of a session, from a form that has passed its checks, and its conversation."""
    values = {
        **{name: form[name].data for name in INVOLVEMENT_TEXTS if name in form},
        "stage": Stage(form.stage.data),
        "rung": int(form.rung.data),
    }
    if talk is not None:
        return values | session_values(talk)
    return values | {"support": " ".join(form.support.data or ())}


def involvement_data(row: Involvement) -> dict[str, Any]:
    """What the form shows when an officer edits a session."""
    return {
        **{name: getattr(row, name) for name in INVOLVEMENT_TEXTS},
        "stage": row.stage.value,
        "rung": str(row.rung),
        "support": row.support.split(),
    }


def first_shaping_session(record: Record, *, besides: Involvement | None = None) -> date | None:
    """The day of the first session that shaped it, leaving one out; None when there is none."""
    days = (
        row.happened_on
        for row in record.involvements
        if row.stage.value in SHAPING_STAGES and row is not besides
    )
    return min(days, default=None)

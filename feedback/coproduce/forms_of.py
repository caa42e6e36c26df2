"""The forms of an initiative and its sessions, with what is on record filled in."""

from datetime import date
from typing import Any

from feedback.areas import Area
from feedback.coproduce import entries
from feedback.coproduce.records import Record
from feedback.models import Conversation, Involvement
from forms.staff_initiatives import ConversationSessionForm, InitiativeForm, InvolvementForm


def initiative_form(record: Record | None, area: Area, today: date) -> InitiativeForm:
    """What an initiative is; empty for a new one."""
    return InitiativeForm(
        today=today,
        priorities={one.ref: f"{one.ref} {one.title}" for one in area.priorities},
        measures={one.ref: f"{one.ref} {one.text}" for one in area.measures},
        first_shaping_session=entries.first_shaping_session(record) if record else None,
        data=entries.initiative_data(record.initiative) if record else None,
    )


def involvement_form(
    record: Record,
    today: date,
    session: Involvement | None = None,
    *,
    talk: Conversation | None = None,
) -> InvolvementForm:
    """One session; empty for a new one. Of a conversation it asks only what that does not say."""
    options: dict[str, Any] = {
        "today": today,
        "delivered_on": record.initiative.delivered_on,
        "other_shaping": entries.first_shaping_session(record, besides=session),
        "data": entries.involvement_data(session) if session else None,
    }
    if talk is not None:
        return ConversationSessionForm(held_on=talk.held_on, **options)
    return InvolvementForm(**options)

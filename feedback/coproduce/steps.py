"""Where an officer does what a test still lacks."""

from collections.abc import Mapping
from uuid import UUID

from flask import url_for

from analysis.assessment import Missing

# The page, and the part of it: a field of its form, or a heading.
EDIT = "coproduce.edit_initiative"
SESSION = "coproduce.new_involvement"
REPLY = "reply.new_theme"
ENTRIES = "coproduce.initiative"
PULSE = "invite.new_collection"

PLACES: Mapping[Missing, tuple[str, str | None]] = {
    Missing.DELIVERY_DATE: (EDIT, "stage"),
    Missing.NOT_LIVE_YET: (EDIT, "stage"),
    Missing.OUTSIDE_WINDOW: (EDIT, "delivered_on"),
    Missing.DESIGN_SESSION: (SESSION, None),
    Missing.CO_DESIGN_RUNG: (SESSION, None),
    Missing.RUNG_REASON: (ENTRIES, "sessions"),
    Missing.OPTIONS_FIXED_DATE: (EDIT, "options_fixed_on"),
    Missing.OPTIONS_FIXED_AFTER_DELIVERY: (EDIT, "options_fixed_on"),
    Missing.EARLY_SESSION: (SESSION, None),
    Missing.THEMES: (REPLY, None),
    # Which of the replies it is, the reader sees there: each has a link to change it.
    Missing.ANSWER: (ENTRIES, "replies"),
    Missing.REASON: (ENTRIES, "replies"),
    Missing.TELLING: (ENTRIES, "replies"),
    Missing.TOLD_IN_TIME: (ENTRIES, "replies"),
    Missing.THEIR_FORMAT: (ENTRIES, "replies"),
    Missing.TOLD_BEFORE_DELIVERY: (REPLY, None),
    Missing.TOLD_AFTER_DELIVERY: (REPLY, None),
    Missing.PULSE: (PULSE, None),
    Missing.PULSE_AFTER_TELLING: (PULSE, None),
    Missing.ENOUGH_ANSWERS: (PULSE, None),
    Missing.PEOPLE_WHO_ANSWERED: (SESSION, None),
    Missing.FELT_HEARD: (PULSE, None),
}


def url_of_step(missing: Missing, initiative_id: UUID) -> str:
    """The page on which it is done, about this initiative."""
    endpoint, anchor = PLACES[missing]
    if endpoint in {PULSE, REPLY}:
        return url_for(endpoint, initiative=initiative_id)
    return url_for(endpoint, initiative_id=initiative_id, _anchor=anchor)

"""What changed since these families were last asked, for the survey and for the thank-you."""

from datetime import UTC, datetime

from feedback.database import AWAY
from feedback.respond.records import OpenedPlacement
from feedback.respond.ways import Way
from feedback.shown_changes import ShownChange, shown_on
from translations import Language

PARENT_CARERS, YOUNG_PEOPLE = "parent_carers", "young_people"


def last_time(placement: OpenedPlacement, language: Language, way: Way) -> tuple[ShownChange, ...]:
    """What to show them today; none when the database is away."""
    today = datetime.now(UTC).date()
    if placement.changes_until is None or placement.changes_until < today:
        return ()
    try:
        return shown_on(today, YOUNG_PEOPLE if way.is_young else PARENT_CARERS, language)
    except AWAY:
        return ()  # They came to answer, or to be thanked: that goes on without.

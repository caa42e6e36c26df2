"""What changed since these families were last asked, for the survey and for the thank-you."""

from datetime import UTC, date, datetime

from feedback.database import AWAY
from feedback.respond.records import OpenedPlacement
from feedback.respond.ways import Way
from feedback.shown_changes import ShownChange, shown_on
from translations import Language

PARENT_CARERS, YOUNG_PEOPLE = "parent_carers", "young_people"


def last_time(placement: OpenedPlacement, language: Language, way: Way) -> tuple[ShownChange, ...]:
    """What to show them today; none when the database is away."""
    if not may_be_some(placement):
        return ()
    try:
        return shown_on(_today(), YOUNG_PEOPLE if way.is_young else PARENT_CARERS, language)
    except AWAY:
        return ()  # They came to answer, or to be thanked: that goes on without.


def may_be_some(placement: OpenedPlacement) -> bool:
    """Whether there is a change to show to some families today."""
    return placement.changes_until is not None and placement.changes_until >= _today()


def _today() -> date:
    return datetime.now(UTC).date()

"""Which responses may go: those whose term was released, and those that no release counts."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from feedback.areas import Area
from feedback.models import Collection, CountedResponse, ResultsRelease
from feedback.responses import RESPONSE, table_of

COLLECTION, COUNTED = table_of(Collection), table_of(CountedResponse)
RELEASE = table_of(ResultsRelease)


def released_until(connection: Connection, area: Area) -> Mapping[str, date]:
    """The last day of the newest term that was released, by survey."""
    ends = {term.ref: term.ends for term in area.terms}
    found: dict[str, date] = {}
    for slug, term in connection.execute(select(RELEASE.c.survey_slug, RELEASE.c.term_ref)):
        if term in ends:
            found[slug] = max(found.get(slug, date.min), ends[term])
    return found


def may_go(released: Mapping[str, date]) -> ColumnElement[bool]:
    """Whether a release has had its chance to count a response: nothing is erased before."""
    return or_(
        # Set aside as coming from a machine: no release ever counts it.
        RESPONSE.c.is_quarantined.is_(True),
        exists().where(COUNTED.c.response_id == RESPONSE.c.id),
        *(
            and_(COLLECTION.c.survey_slug == slug, RESPONSE.c.week <= until)
            for slug, until in sorted(released.items())
        ),
    )

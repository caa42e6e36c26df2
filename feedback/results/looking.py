"""The Forum looks first: from which day the public may see what was released."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from feedback.database import session
from feedback.models import CountedResponse, ResultsRelease
from feedback.responses import table_of
from feedback.results.shown import Made, Results, made

COUNTED, RELEASE = table_of(CountedResponse), table_of(ResultsRelease)


@dataclass(frozen=True)
class Waiting:
    """A release that only the partnership sees so far, and for how many days more."""

    release: Made
    days_left: int


def is_public(release: Results | Made, today: date) -> bool:
    """Whether the public may see a release now: a restricted survey's never is."""
    return not release.survey.is_restricted and release.public_from <= today


def counted_in_public(responses: Collection[UUID], today: date) -> frozenset[UUID]:
    """Which of these responses are counted in results that the public may see today."""
    numbers = [one.number for one in made() if one.has_results and is_public(one, today)]
    counted = (
        select(COUNTED.c.response_id)
        .join(RELEASE, RELEASE.c.id == COUNTED.c.release_id)
        .where(RELEASE.c.number.in_(numbers), COUNTED.c.response_id.in_(responses))
    )
    return frozenset(session().scalars(counted))


def waiting_for_the_forum(made: Sequence[Made], today: date) -> list[Waiting]:
    """The releases that the Forum sees before the public, the next to be public first."""
    found = [
        Waiting(one, (one.public_from - today).days)
        for one in made
        if not one.survey.is_restricted and one.has_results and not is_public(one, today)
    ]
    return sorted(found, key=lambda one: (one.days_left, one.release.number))

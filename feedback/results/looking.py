"""The Forum looks first: from which day the public may see what was released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.results.shown import Made, Results


@dataclass(frozen=True)
class Waiting:
    """A release that only the partnership sees so far, and for how many days more."""

    release: Made
    days_left: int


def is_public(release: Results | Made, today: date) -> bool:
    """Whether the public may see a release now: a restricted survey's never is."""
    return not release.survey.is_restricted and release.public_from <= today


def waiting_for_the_forum(made: Sequence[Made], today: date) -> list[Waiting]:
    """The releases that the Forum sees before the public, the next to be public first."""
    found = [
        Waiting(one, (one.public_from - today).days)
        for one in made
        if not one.survey.is_restricted and one.has_results and not is_public(one, today)
    ]
    return sorted(found, key=lambda one: (one.days_left, one.release.number))

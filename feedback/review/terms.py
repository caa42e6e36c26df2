"""Terms on a page: which have begun, and which are not frozen yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from feedback.areas import Area, Term
from feedback.results import Made, due_on, was_open_in
from feedback.review.records import Asked
from forms.questions import Survey
from forms.staff import LONDON


@dataclass(frozen=True)
class Waiting:
    """A survey's term that is not frozen yet, and the day on which it can be."""

    survey: Survey
    term: Term
    due_on: date


def terms_so_far(area: Area, *, today: date) -> list[Term]:
    """The terms that have begun, the newest first."""
    return sorted(
        (term for term in area.terms if term.starts <= today),
        key=lambda term: term.starts,
        reverse=True,
    )


def waiting(
    asked: Sequence[Asked],
    surveys: Sequence[Survey],
    area: Area,
    *,
    made: Sequence[Made],
    now: datetime,
) -> list[Waiting]:
    """What was asked in terms that are not frozen yet; the dates say so, nobody's answers do."""
    is_made = {(one.survey.slug, term.ref) for one in made for term in one.terms}
    return [
        Waiting(survey, term, due_on(term))
        for term in terms_so_far(area, today=now.date())
        for survey in surveys
        if (survey.slug, term.ref) not in is_made
        if any(_may_count_in(one, survey, term) for one in asked)
    ]


def _may_count_in(one: Asked, survey: Survey, term: Term) -> bool:
    return one.survey_slug == survey.slug and was_open_in(one.opens_at, one.closes_at, term)


def terms_of(asked: Asked, area: Area) -> list[Term]:
    """The terms in which a collection was open so far."""
    today = datetime.now(LONDON).date()
    return [
        term
        for term in terms_so_far(area, today=today)
        if was_open_in(asked.opens_at, asked.closes_at, term)
    ]

"""Which releases can be made: looked up again and again, so without loading what makes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from feedback import surveys
from feedback.areas import Area, Term
from feedback.models import Collection, ResultsRelease
from feedback.responses import table_of
from feedback.results.terms import due_on, was_open_in
from forms.questions import Survey

RELEASE, COLLECTION = table_of(ResultsRelease), table_of(Collection)


@dataclass(frozen=True)
class Due:
    """A release that can be made: of one survey, in one term that is over."""

    survey: Survey
    term: Term


def due(session: Session, area: Area, *, today: date) -> Iterator[Due]:
    """The releases that can be made now, the earliest term first."""
    made = {
        tuple(row) for row in session.execute(select(RELEASE.c.survey_slug, RELEASE.c.term_ref))
    }
    asked = surveys.all_of_them(held=session).values()
    for term in sorted(area.terms, key=lambda term: term.starts):
        if due_on(term) <= today:
            for survey in asked:
                is_made = (survey.slug, term.ref) in made
                if not is_made and _was_asked(session, survey.slug, term):
                    yield Due(survey, term)


def _was_asked(session: Session, slug: str, term: Term) -> bool:
    """Whether families could answer then, by the dates; nobody's answers decide it."""
    days = select(COLLECTION.c.opens_at, COLLECTION.c.closes_at).where(
        COLLECTION.c.survey_slug == slug
    )
    return any(was_open_in(opens, closes, term) for opens, closes in session.execute(days))

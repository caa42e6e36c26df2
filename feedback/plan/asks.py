"""Engagement load: who was asked what and when, so that nobody is asked too often."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from feedback.areas import Area, Term
from feedback.database import session
from feedback.models import Collection, Initiative, Involvement
from forms.initiative_words import AUDIENCES
from forms.questions import Wording
from forms.staff import LONDON
from forms.surveys import SURVEYS

# Above this many in one term an audience is asked too much: strategy section 7 does not want to
# overburden families.
MOST_ASKS = 2
FAMILIES = "families"
# Each of these asks people of its own, once: who was at a session, had a review or an interpreter.
ONLY_WHOM_IT_IS_ABOUT = frozenset({"post_session", "annual_review", "interpreter", "ap_experience"})


@dataclass(frozen=True)
class Ask:
    """One time that families were asked for something: a survey that opened, or a session."""

    on: date
    survey: Wording | None  # None: a session about an initiative.
    title: str
    audience: str | None  # None: only whom that one survey is about.

    @property
    def audience_words(self) -> Wording | None:
        """Whom it was put to, in words."""
        return AUDIENCES[self.audience] if self.audience else None


@dataclass(frozen=True)
class Load:
    """What one term asked, the oldest first, and which audiences had too much of it."""

    term: Term
    asks: tuple[Ask, ...]
    too_many: Mapping[str, int]


def all_asks() -> list[Ask]:
    """Every survey that opens and every session on record, the oldest first."""
    return sorted([*_surveys(), *_sessions()], key=lambda one: (one.on, one.title))


def _surveys() -> Iterator[Ask]:
    found = session().execute(
        select(Collection, col(Initiative.audience)).join(
            Initiative, col(Initiative.id) == col(Collection.initiative_id), isouter=True
        )
    )
    for one, audience in found:
        if one.survey_slug in SURVEYS:
            whom = None if one.survey_slug in ONLY_WHOM_IT_IS_ABOUT else _known(audience)
            day = one.opens_at.astimezone(LONDON).date()
            yield Ask(day, SURVEYS[one.survey_slug].title, one.occasion, whom)


def _sessions() -> Iterator[Ask]:
    found = session().execute(
        select(col(Involvement.happened_on), col(Initiative.title), col(Initiative.audience)).join(
            Initiative, col(Initiative.id) == col(Involvement.initiative_id)
        )
    )
    for day, title, audience in found:
        yield Ask(day, None, title, _known(audience))


def _known(audience: str | None) -> str:
    return audience if audience and audience in AUDIENCES else FAMILIES


def loads(area: Area, asks: Sequence[Ask]) -> list[Load]:
    """The terms that ask or asked for something, the newest first."""
    found = [_load(term, asks) for term in area.terms]
    return sorted((one for one in found if one.asks), key=lambda one: one.term.starts, reverse=True)


def _load(term: Term, asks: Sequence[Ask]) -> Load:
    inside = tuple(one for one in asks if term.covers(one.on))
    # Who is asked as one of all families is asked as a parent carer or young person, too.
    everybody = sum(one.audience == FAMILIES for one in inside)
    counted = Counter(one.audience for one in inside if one.audience)
    totals = {
        audience: number + (everybody if audience != FAMILIES else 0)
        for audience, number in counted.items()
        if audience
    }
    return Load(term, inside, {who: n for who, n in totals.items() if n > MOST_ASKS})

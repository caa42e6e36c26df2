"""Engagement load: who was asked what and when, so that nobody is asked too often."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlmodel import col

from feedback import conversations, surveys
from feedback.areas import Area, Term
from feedback.database import session
from feedback.models import Collection, ConversationSession, Initiative, Involvement
from feedback.preferences import (
    ASKS_THE_FORUM,
    FAMILIES,
    FORUM,
    PARENT_CARERS,
    Preference,
    known,
    whom,
)
from forms.initiative_words import AUDIENCES, Words
from forms.questions import Wording
from forms.staff import LONDON

# Above this many in one term an audience is asked too much: strategy section 7 does not want to
# overburden families.
MOST_ASKS = 2
ON_A_PAGE = 50
WHOM: Words = {**AUDIENCES, FORUM: _l("The Forum")}


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
        return WHOM[self.audience] if self.audience else None


@dataclass(frozen=True)
class Load:
    """What one term asked, the oldest first, and which audiences had too much of it.

    `avoided` are the months in which the Forum was asked though it had said not to.
    """

    term: Term
    asks: tuple[Ask, ...]
    too_many: Mapping[str, int]
    avoided: tuple[int, ...] = ()


def all_asks() -> list[Ask]:
    """Every survey that opens, and every conversation and session on record, the oldest first."""
    return sorted(
        [*_surveys(), *_conversations(), *_sessions()], key=lambda one: (one.on, one.title)
    )


def _surveys() -> Iterator[Ask]:
    every = surveys.all_of_them()
    found = session().execute(
        select(Collection, col(Initiative.audience)).join(
            Initiative, col(Initiative.id) == col(Collection.initiative_id), isouter=True
        )
    )
    for one, audience in found:
        if one.survey_slug in every:
            day = one.opens_at.astimezone(LONDON).date()
            yield Ask(
                day, every[one.survey_slug].title, one.occasion, whom(one.survey_slug, audience)
            )


def _conversations() -> Iterator[Ask]:
    for one in conversations.every_conversation():
        if one.parent_carers or one.young_people:
            yield Ask(one.held_on, None, one.title, conversations.audience_of(one))


def _sessions() -> Iterator[Ask]:
    # One that is a conversation on record asked for time once.
    asked_already = select(col(ConversationSession.involvement_id))
    found = session().execute(
        select(col(Involvement.happened_on), col(Initiative.title), col(Initiative.audience))
        .join(Initiative, col(Initiative.id) == col(Involvement.initiative_id))
        .where(col(Involvement.id).not_in(asked_already))
    )
    for day, title, audience in found:
        yield Ask(day, None, title, known(audience))


def loads(area: Area, asks: Sequence[Ask], preference: Preference | None = None) -> list[Load]:
    """The terms that ask or asked for something, the newest first.

    What the Forum prefers counts from the day it said so, and can only lower the limit.
    """
    found = [_load(term, asks, preference) for term in area.terms]
    return sorted((one for one in found if one.asks), key=lambda one: one.term.starts, reverse=True)


@dataclass(frozen=True)
class Page:
    """Some of what was asked, by terms, and where it stands among all of it."""

    loads: Sequence[Load]
    number: int
    pages: int


def page_of(found: Sequence[Load], number: int) -> Page:
    """One page of what was asked; the last where there are fewer.

    What is said of a term stands over each part of it.
    """
    pages = max(1, ceil(sum(len(one.asks) for one in found) / ON_A_PAGE))
    number = min(max(number, 1), pages)
    first, shown = (number - 1) * ON_A_PAGE, []
    for one in found:
        here = one.asks[max(0, first) : max(0, first + ON_A_PAGE)]
        first -= len(one.asks)
        if here:
            shown.append(replace(one, asks=here))
    return Page(shown, number, pages)


@dataclass(frozen=True)
class Now:
    """How often all families are asked in one term, and how often is enough."""

    number: int
    most: int


def now(area: Area, today: date) -> Now | None:
    """What the term of today asks of all families; None where no term covers the day."""
    ref = area.term_ref(today)
    if ref is None:
        return None
    [term] = [one for one in area.terms if one.ref == ref]
    inside = [one for one in all_asks() if term.covers(one.on)]
    return Now(_totals(inside).get(FAMILIES, 0), MOST_ASKS)


def _load(term: Term, asks: Sequence[Ask], preference: Preference | None) -> Load:
    inside = tuple(one for one in asks if term.covers(one.on))
    totals = _totals(inside)
    return Load(
        term,
        inside,
        {who: n for who, n in totals.items() if n > _most(who, term, preference)},
        _avoided(inside, preference),
    )


def _totals(asks: Sequence[Ask]) -> Mapping[str, int]:
    counted = Counter(one.audience for one in asks if one.audience)
    # Who is asked as one of all families is asked as a parent carer or young person, too; and the
    # Forum as both.
    beside = {FAMILIES: 0, FORUM: counted[FAMILIES] + counted[PARENT_CARERS]}
    return {who: n + beside.get(who, counted[FAMILIES]) for who, n in counted.items()}


def _most(audience: str, term: Term, preference: Preference | None) -> int:
    if preference is None or preference.most_asks is None or audience not in ASKS_THE_FORUM:
        return MOST_ASKS
    return min(MOST_ASKS, preference.most_asks) if term.ends >= preference.on else MOST_ASKS


def _avoided(asks: Sequence[Ask], preference: Preference | None) -> tuple[int, ...]:
    if preference is None:
        return ()
    found = {
        one.on.month for one in asks if one.audience in ASKS_THE_FORUM and one.on >= preference.on
    }
    return tuple(sorted(found & preference.months_to_avoid))

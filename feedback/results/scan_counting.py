"""What was counted of one collection in one term, on its way to being frozen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlmodel import Session

from analysis.gate.shape import Cell
from feedback.areas import Area
from feedback.models import Placement
from feedback.responses import table_of
from feedback.results.scan_due import Scanned
from feedback.scans import COUNT, DAY
from translations import SOURCE

REACHED, PLACE, LANGUAGE = "reached", "place", "language"
# The furthest that a visit came: only opened, answered something, sent.
LOOKED, BEGUN, SENT = "looked", "begun", "sent"
PLACEMENT = table_of(Placement)


@dataclass(frozen=True)
class Counted:
    """What was counted of one collection in one term; kept no longer than its freezing takes."""

    places: tuple[str, ...]
    languages: tuple[str, ...]
    days: Mapping[date, int]
    visits: Mapping[Cell, int]

    @property
    def opened(self) -> int:
        """How often it was opened."""
        return sum(self.visits.values())


def count(session: Session, area: Area, one: Scanned) -> Counted:
    """Add up what was counted of a collection in its term."""
    places = session.scalars(
        select(PLACEMENT.c.code)
        .where(PLACEMENT.c.collection_id == one.collection_id)
        .order_by(PLACEMENT.c.code)
    ).all()
    rows = session.execute(
        select(
            PLACEMENT.c.code,
            COUNT.c.language,
            func.sum(COUNT.c.opened),
            func.sum(COUNT.c.begun),
            func.sum(COUNT.c.sent),
        )
        .join(PLACEMENT, PLACEMENT.c.id == COUNT.c.placement_id)
        .where(
            PLACEMENT.c.collection_id == one.collection_id,
            COUNT.c.week.between(one.term.starts, one.term.ends),
        )
        .group_by(PLACEMENT.c.code, COUNT.c.language)
    ).all()
    visits: dict[Cell, int] = {}
    for place, language, *numbers in rows:
        for reached, number in _furthest(*map(int, numbers)).items():
            visits[((LANGUAGE, language), (PLACE, place), (REACHED, reached))] = number
    languages = {*area.languages, SOURCE, *(row.language for row in rows)}
    days = _days(session, one)
    return Counted(tuple(places), tuple(sorted(languages)), days, visits)


def _furthest(opened: int, begun: int, sent: int) -> Mapping[str, int]:
    """How many only opened, how many began, how many sent.

    A phone that was passed on, or opened in the term before, sends without an opening here.
    """
    begun = min(begun, opened)
    sent = min(sent, begun)
    return {LOOKED: opened - begun, BEGUN: begun - sent, SENT: sent}


def _days(session: Session, one: Scanned) -> Mapping[date, int]:
    """Every day on which it could be opened: one that was left out would tell of nobody."""
    found = Counter[date]()
    day = max(one.opens_at.date(), one.term.starts)
    while day <= min(one.closes_at.date(), one.term.ends + timedelta(days=6)):
        found[day] = 0
        day += timedelta(days=1)
    rows = session.execute(
        select(DAY.c.day, DAY.c.opened).where(DAY.c.collection_id == one.collection_id)
    )
    found.update({day: opened for day, opened in rows})
    return {day: found[day] for day in sorted(found) if one.term.covers(monday(day))}


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())

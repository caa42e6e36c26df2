"""Freezing scans: once a term, what may be told of them is kept, and the counts behind it go.

The same gate as for answers decides what that is, and the same attacker tries it before it is kept.
Decision 0037 says why.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, select
from sqlmodel import Session

from analysis.gate.asked import Ask, Rules
from analysis.gate.audit import Published, Told, ToldTable, audit
from analysis.gate.release import release
from analysis.gate.shape import Cell, Shape
from analysis.gate.spec import as_json
from feedback.areas import Area, Term
from feedback.breakdowns import BASE_FOR_THREE_ROWS
from feedback.chain import COMMAND_LINE, Entry, append
from feedback.database import Database
from feedback.models import Action, Placement, Subject
from feedback.responses import table_of
from feedback.results.refusals import ReleaseUnsafeError
from feedback.results.rules import current_rules
from feedback.results.scan_due import COLLECTION, FROZEN, Scanned, scans_due
from feedback.results.stored import canonical, hash_of
from feedback.scans import COUNT, DAY
from feedback.turns import take_turn
from translations import SOURCE

FORMAT = 1
REACHED, PLACE, LANGUAGE, ON = "reached", "place", "language", "day"
# The furthest that a visit came: only opened, answered something, sent.
LOOKED, BEGUN, SENT = "looked", "begun", "sent"
PLACEMENT = table_of(Placement)
STAFF = "staff"


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


def make_due_scans(database: Database, area: Area, *, secret: bytes, now: datetime) -> list[str]:
    """Freeze the scans of every term that can be; says what was made."""
    made: list[str] = []
    while True:
        with Session(database.reading) as session:
            waiting = scans_due(session, area, today=now.date())
            rules = _rules(current_rules(session, secret=secret))
            contents = [_content(session, area, one, rules, now=now) for one in waiting]
        if not waiting:
            break
        with database.transaction() as connection:
            made += _store(connection, waiting, contents, now=now)
    return made


def _rules(found: Rules) -> Rules:
    """Nothing under the base: so few come that a smaller number would be about somebody."""
    smallest = max(found.base, found.threshold)
    return Rules(found.secret, base=smallest, threshold=smallest)


def _content(
    session: Session, area: Area, one: Scanned, rules: Rules, *, now: datetime
) -> dict[str, Any]:
    counted = _count(session, area, one)
    is_few = counted.opened < rules.base
    tables = [] if is_few else protected(counted, rules, is_alone=_is_alone(session, one))
    return {
        "format": FORMAT,
        "area": area.code,
        "collection": str(one.collection_id),
        "survey": one.survey_slug,
        "term": one.term.ref,
        "frozen_on": now.date().isoformat(),
        "base": rules.base,
        "opened": None if is_few else counted.opened,
        "tables": tables,
    }


def _is_alone(session: Session, one: Scanned) -> bool:
    """Whether a release of the survey can count this collection in this term, and nothing else."""
    if not (one.term.covers(one.opens_at.date()) and one.term.covers(one.closes_at.date())):
        return False
    others = session.scalars(
        select(COLLECTION.c.opens_at).where(
            COLLECTION.c.survey_slug == one.survey_slug, COLLECTION.c.id != one.collection_id
        )
    )
    return all(opens_at.date() > one.term.ends for opens_at in others)


def _count(session: Session, area: Area, one: Scanned) -> Counted:
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
    return {day: found[day] for day in sorted(found) if one.term.covers(_monday(day))}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def protected(counted: Counted, rules: Rules, *, is_alone: bool) -> list[dict[str, Any]]:
    """The tables of visits, protected together; and the busy days, which share only the total.

    How far visits came is told only of a collection that was alone: what it sent, taken from the
    responses of a release that counts others too, would be what those sent, however few.
    """
    categories = {
        REACHED: (LOOKED, BEGUN, SENT),
        PLACE: counted.places,
        LANGUAGE: counted.languages,
    }
    several = [name for name in (PLACE, LANGUAGE) if len(categories[name]) > 1]
    reached = [REACHED] if is_alone else []
    one_way = [(name,) for name in (*reached, *several)]
    may_cross = is_alone and counted.opened >= BASE_FOR_THREE_ROWS
    tables = [*one_way, *((name, REACHED) for name in several if may_cross)]
    if not tables:
        return _busy_days(counted.days, rules)
    ask = Ask(Shape(categories), tables, {STAFF: range(len(tables))}, {}, main=range(len(one_way)))
    visits = as_json(release(ask, counted.visits, rules))[STAFF]
    found = _narrowed(visits, categories, rules, counted.opened)
    if found:
        raise ReleaseUnsafeError("The audit stopped a release of scans. " + " ".join(found))
    return visits + _busy_days(counted.days, rules)


def _busy_days(days: Mapping[date, int], rules: Rules) -> list[dict[str, Any]]:
    """On which days it was opened so often that it can be said, and never how often.

    Most days are small: exact numbers of the others would leave too little for these to hide in.
    """
    total = sum(days.values())
    bands = {True: (0, rules.threshold - 1), False: (rules.threshold, total)}
    cells = []
    for day, opened in days.items():
        low, high = bands[opened < rules.threshold]
        cells.append({"where": {ON: day.isoformat()}, "shown": None, "low": low, "high": high})
    told = {"table": [ON], "withheld": False, "cells": cells}
    names = {ON: tuple(day.isoformat() for day in days)}
    is_safe = len(days) > 1 and not _narrowed([told], names, rules, total)
    return [told] if is_safe else []


def _narrowed(
    told: Sequence[Mapping[str, Any]],
    categories: Mapping[str, tuple[str, ...]],
    rules: Rules,
    total: int,
) -> list[str]:
    """What the attacker works out of what would be told, in sentences."""
    tables = [
        ToldTable(
            "-".join(one["table"]),
            {name: categories[name] for name in one["table"]},
            tuple(
                Told(cell["where"], cell["shown"], cell["low"], cell["high"])
                for cell in one["cells"]
            ),
        )
        for one in told
        if not one["withheld"]
    ]
    return audit(Published(tables, rules.base, rules.threshold, total)) if tables else []


def _store(
    connection: Connection,
    waiting: Sequence[Scanned],
    contents: Sequence[dict[str, Any]],
    *,
    now: datetime,
) -> list[str]:
    """Keep what may be told, and let go of what it was counted from."""
    take_turn(connection, "number of scans")
    number = connection.execute(select(func.max(FROZEN.c.number))).scalar() or 0
    refs = []
    for one, content in zip(waiting, contents, strict=True):
        number += 1
        text = canonical({**content, "number": number})
        connection.execute(
            FROZEN.insert().values(
                id=uuid4(),
                number=number,
                collection_id=one.collection_id,
                term_ref=one.term.ref,
                frozen_at=now,
                content=text,
                hash=hash_of(text),
            )
        )
        refs.append(f"S{number}")
    _forget(connection, waiting[0].term)
    append(
        connection,
        [Entry(Action.RELEASED_RESULTS, COMMAND_LINE, Subject.RELEASE, ref) for ref in refs],
    )
    return refs


def _forget(connection: Connection, term: Term) -> None:
    connection.execute(delete(COUNT).where(COUNT.c.week.between(term.starts, term.ends)))
    last = term.ends + timedelta(days=6)
    rows = connection.execute(select(DAY.c.collection_id, DAY.c.day).where(DAY.c.day <= last))
    for collection_id, day in rows.all():
        if term.covers(_monday(day)):
            connection.execute(
                delete(DAY).where(DAY.c.collection_id == collection_id, DAY.c.day == day)
            )

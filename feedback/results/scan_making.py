"""Freezing scans: once a term, what may be told of them is kept, and the counts behind it go.

The same gate as for answers decides what that is, and the same attacker tries it before it is kept.
Decision 0037 says why.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, func, select
from sqlmodel import Session

from analysis.gate.asked import Ask, Rules
from analysis.gate.audit import Published, Told, ToldTable, audit
from analysis.gate.release import release
from analysis.gate.shape import Shape
from analysis.gate.spec import as_json
from feedback.areas import Area, Term
from feedback.breakdowns import BASE_FOR_THREE_ROWS
from feedback.chain import COMMAND_LINE, Entry, append
from feedback.database import Database
from feedback.models import Action, Subject
from feedback.results.refusals import ReleaseUnsafeError
from feedback.results.rules import current_rules
from feedback.results.scan_counting import (
    BEGUN,
    LANGUAGE,
    LOOKED,
    PLACE,
    REACHED,
    SENT,
    Counted,
    count,
    monday,
)
from feedback.results.scan_due import FROZEN, Scanned, scans_due
from feedback.results.scan_funnel import (
    EVERY_STAGE,
    STAFF,
    is_alone_for_good,
    is_first_told,
    release_beside,
    told_together,
)
from feedback.results.stored import canonical, hash_of
from feedback.scans import COUNT, DAY
from feedback.turns import take_turn

FORMAT = 1
ON = "day"


def make_due_scans(database: Database, area: Area, *, secret: bytes, now: datetime) -> list[str]:
    """Freeze the scans of every term that can be; says what was made."""
    made: list[str] = []
    while True:
        with Session(database.reading) as session:
            waiting = scans_due(session, area, today=now.date())
            rules = _rules(current_rules(session, secret=secret))
            contents = _contents(session, area, waiting, rules, now=now)
        if not waiting:
            break
        with database.transaction() as connection:
            made += _store(connection, waiting, contents, now=now)
    return made


def _rules(found: Rules) -> Rules:
    """Nothing under the base: so few come that a smaller number would be about somebody."""
    smallest = max(found.base, found.threshold)
    return Rules(found.secret, base=smallest, threshold=smallest)


def _contents(
    session: Session, area: Area, waiting: Sequence[Scanned], rules: Rules, *, now: datetime
) -> list[dict[str, Any]]:
    """What is kept of each; what a survey's collections tell together is with the first of them."""
    found: dict[UUID, dict[str, Any]] = {}
    for slug in dict.fromkeys(one.survey_slug for one in waiting):
        several = [one for one in waiting if one.survey_slug == slug]
        beside = release_beside(session, several)
        is_alone = len(several) == 1 and (
            beside is not None or is_alone_for_good(session, several[0])
        )
        counted = [count(session, area, one) for one in several]
        for one, each in zip(several, counted, strict=True):
            found[one.collection_id] = _content(area, one, each, rules, is_alone=is_alone, now=now)
        if len(several) > 1 and is_first_told(session, slug, several[0].term):
            together = told_together([each.visits for each in counted], rules, beside)
            found[several[0].collection_id]["together"] = _audited(together, rules)
    return [found[one.collection_id] for one in waiting]


def _audited(together: dict[str, Any] | None, rules: Rules) -> dict[str, Any] | None:
    if together is not None:
        stages = {REACHED: EVERY_STAGE}
        _refuse(_narrowed(together["tables"], stages, rules, together["low"]))
    return together


def _content(
    area: Area,
    one: Scanned,
    counted: Counted,
    rules: Rules,
    *,
    is_alone: bool,
    now: datetime,
) -> dict[str, Any]:
    is_few = counted.opened < rules.base
    return {
        "format": FORMAT,
        "area": area.code,
        "collection": str(one.collection_id),
        "survey": one.survey_slug,
        "term": one.term.ref,
        "frozen_on": now.date().isoformat(),
        "base": rules.base,
        "opened": None if is_few else counted.opened,
        "tables": [] if is_few else protected(counted, rules, is_alone=is_alone),
    }


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
    _refuse(_narrowed(visits, categories, rules, counted.opened))
    return visits + _busy_days(counted.days, rules)


def _refuse(found: Sequence[str]) -> None:
    if found:
        raise ReleaseUnsafeError("The audit stopped a release of scans. " + " ".join(found))


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
        if term.covers(monday(day)):
            connection.execute(
                delete(DAY).where(DAY.c.collection_id == collection_id, DAY.c.day == day)
            )

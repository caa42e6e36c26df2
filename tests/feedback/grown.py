"""An area that grew: pages of it are asked for, and their questions to the database counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import event, select

from feedback import queued
from feedback.database import Database
from feedback.models import (
    Collection,
    Decision,
    Initiative,
    InitiativeKind,
    Involvement,
    Judgement,
    Outcome,
    Reply,
    Ruling,
    StaffMember,
    Stage,
    Telling,
)
from feedback.responses import COMMENT, table_of
from feedback.sample.growing import Growth, grow

SHARE_DECIDED = 0.3
SESSION = {
    "happened_on": date(2025, 7, 4),
    "stage": Stage.DESIGNED,
    "rung": 6,
    "rung_reason": "Sample: they chose the room.",
    "parent_carers": 4,
}
REPLY = {
    "raised_on": date(2025, 7, 4),
    "decision": Decision.DONE,
    "replied_on": date(2025, 7, 20),
    "we_did": "Sample: we did it.",
}
TOLD = {"told_on": date(2025, 7, 21), "how": "in_person", "languages": "en"}
CHANGED = {"changed_on": date(2025, 9, 1), "what_changed": "Sample: it is quieter."}
PULSE = {
    "survey_slug": "feeling_heard",
    "survey_version": 1,
    "opens_at": datetime(2025, 11, 3, 9, tzinfo=UTC),
    "closes_at": datetime(2025, 12, 3, 9, tzinfo=UTC),
    "is_sample": True,
}


def grown(app: Flask, *, responses: int, initiatives: int, now: datetime, seed: int = 1) -> None:
    """Made-up families, initiatives and what came of them, and a part of the comments read."""
    database: Database = app.extensions["heard_database"]
    area, config = app.extensions["heard_area"], app.extensions["heard_config"]
    grow(database, config, Growth(responses, seed), area=area, now=now)
    add_initiatives(database, initiatives, now=now, seed=seed)
    decide_some(database, now=now, seed=seed)
    queued.fill(database)  # As the process beside the server does.


Rows = dict[Any, list[dict[str, Any]]]


def add_initiatives(database: Database, number: int, *, now: datetime, seed: int) -> None:
    """Initiatives, each with a session, a reply that was told, what changed and a pulse."""
    chance = Random(seed)  # noqa: S311 -- made-up initiatives
    rows: Rows = {}
    for at in range(number):
        dated = {"created_at": now + timedelta(seconds=at)}
        name = f"{at} of seed {seed}"
        one = _add(rows, Initiative, chance, **_initiative(chance, name, now), **dated)
        _add(rows, Involvement, chance, initiative_id=one, **SESSION, young_people=at % 3, **dated)
        theme = {"initiative_id": one, "theme": f"Sample: theme {name}"}
        reply = _add(rows, Reply, chance, **theme, **REPLY, **dated)
        _add(rows, Telling, chance, reply_id=reply, **TOLD, **dated)
        _add(rows, Outcome, chance, reply_id=reply, **CHANGED, **dated)
        asked = {"initiative_id": one, "occasion": f"Sample: pulse {name}"}
        _add(rows, Collection, chance, **asked, **PULSE, **dated)
    with database.transaction() as connection:
        for model, values in rows.items():
            connection.execute(table_of(model).insert(), values)


def _add(rows: Rows, model: Any, chance: Random, **values: Any) -> UUID:
    new = UUID(int=chance.getrandbits(128), version=4)
    rows.setdefault(model, []).append({"id": new, **values})
    return new


def _initiative(chance: Random, name: str, now: datetime) -> dict[str, Any]:
    return {
        "title": f"Sample: initiative {name}",
        "kind": chance.choice(list(InitiativeKind)),
        "stage": chance.choice(list(Stage)),
        "audience": "parent_carers",
        "options_fixed_on": date(2025, 9, 1),
        "delivered_on": date(2025, 10, 6),
        "updated_at": now,
    }


def decide_some(database: Database, *, now: datetime, seed: int) -> None:
    """A part of the comments has been read by somebody, and some of those may be quoted."""
    chance = Random(seed)  # noqa: S311 -- made-up decisions
    person, judged = StaffMember.__table__, table_of(Judgement)  # type: ignore[attr-defined]
    with database.transaction() as connection:
        by = connection.execute(select(person.c.id).limit(1)).scalar_one()
        ids = connection.execute(select(COMMENT.c.id).order_by(COMMENT.c.id)).scalars().all()
        rows = [
            {
                "id": UUID(int=chance.getrandbits(128), version=4),
                "comment_id": one,
                "staff_id": by,
                "decided_at": now,
                "saw_estimate": False,
                "tone": "positive",
                "ruling": chance.choice([Ruling.PUBLISH, Ruling.THEMES, Ruling.HOLD]),
                "themes": "",
            }
            for one in ids
            if chance.random() < SHARE_DECIDED
        ]
        if rows:
            connection.execute(judged.insert(), rows)


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    engine = app.extensions["heard_database"].engine
    found: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", heard)


@contextmanager
def work(app: Flask) -> Iterator[dict[str, int]]:
    """Tens of steps that SQLite takes for each statement: alike on a quick and a slow machine."""
    engine = app.extensions["heard_database"].engine
    found: dict[str, int] = {}

    def begin(connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.setdefault(statement, 0)
        driver = connection.connection.driver_connection
        driver.set_progress_handler(lambda: _one_more(found, statement), 10)

    event.listen(engine, "before_cursor_execute", begin)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", begin)


def _one_more(found: dict[str, int], statement: str) -> None:
    found[statement] += 1

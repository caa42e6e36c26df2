"""Replies recorded before loops had tables of their own keep everything, there and back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from feedback import migrations
from feedback.database import create_engine_for

BEFORE, AFTER = "0016", "0017"
INITIATIVE, TOLD, WAITING, WORDS = (uuid4().hex for _ in range(4))
KEPT = ("initiative", "reply", "translation")
REPLY = {"initiative_id": INITIATIVE, "raised_on": "2025-07-04", "reason": "", "we_did": "Ja ☕"}
OLD: dict[str, dict[str, Any]] = {
    TOLD: {
        **REPLY,
        "theme": "غرفة هادئة",
        "decision": "done",
        "told_on": "2025-07-21",
        "told_how": "in_person letter their_format",
    },
    WAITING: {**REPLY, "theme": "Snacks", "decision": None, "told_on": None, "told_how": ""},
}


def run(engine: Engine, statement: str, **values: Any) -> list[dict[str, Any]]:
    with engine.begin() as connection:
        found = connection.execute(text(statement), values)
        return [dict(row) for row in found.mappings()] if found.returns_rows else []


def insert(engine: Engine, table: str, **values: Any) -> None:
    names = ", ".join(f":{name}" for name in values)
    run(engine, f"INSERT INTO {table} ({names.replace(':', '')}) VALUES ({names})", **values)  # noqa: S608 -- our own names


def fill(engine: Engine) -> None:
    """An initiative with a reply that was told and translated, and one that waits."""
    moment = "2025-07-04 12:00:00+00:00"
    texts = ("description", "owner", "priority_ref", "measure_refs", "delivered_link", "source")
    insert(
        engine,
        "initiative",
        id=INITIATIVE,
        title="A club",
        kind="co_design",
        stage="idea",
        audience="young_people",
        created_at=moment,
        updated_at=moment,
        **dict.fromkeys((*texts, "not_counted_reason"), ""),
    )
    for reply_id, values in OLD.items():
        insert(engine, "reply", id=reply_id, created_at=moment, **values)
    insert(
        engine,
        "translation",
        **{"id": WORDS, "reply_id": TOLD, "field": "theme", "language": "ar"},
        **{"text": "غرفة", "key": "0" * 16, "speaker": "Amina", "checked_on": "2025-08-01"},
    )


def rows(engine: Engine, statement: str) -> list[dict[str, Any]]:
    """What is stored, as words whatever the database holds it as."""
    return [
        {
            name: value.hex if isinstance(value, UUID) else value if value is None else str(value)
            for name, value in row.items()
        }
        for row in run(engine, statement)
    ]


def test_what_was_told_before_is_still_told_after_and_before_again(database_url: str) -> None:
    engine = create_engine_for(database_url)
    migrations.upgrade(engine, BEFORE)
    fill(engine)
    was = {table: rows(engine, f"SELECT * FROM {table} ORDER BY id") for table in KEPT}  # noqa: S608 -- our own names

    migrations.upgrade(engine, AFTER)
    telling = rows(engine, "SELECT * FROM telling")
    audiences = rows(engine, "SELECT DISTINCT audience, source FROM reply")
    words = rows(engine, "SELECT id, text, speaker, outcome_id FROM translation")
    migrations.downgrade(engine, BEFORE)

    assert [(one["reply_id"], one["told_on"], one["how"]) for one in telling] == [
        (TOLD, "2025-07-21", "in_person letter")
    ]
    assert telling[0]["is_in_their_format"] in {"1", "True"}
    assert audiences == [{"audience": "young_people", "source": None}]
    assert words == [{"id": WORDS, "text": "غرفة", "speaker": "Amina", "outcome_id": None}]
    for table in KEPT:
        assert rows(engine, f"SELECT * FROM {table} ORDER BY id") == was[table]  # noqa: S608 -- our own names
    engine.dispose()


def test_going_back_leaves_out_only_what_the_old_tables_cannot_hold(database_url: str) -> None:
    engine = create_engine_for(database_url)
    migrations.upgrade(engine, BEFORE)
    fill(engine)
    migrations.upgrade(engine, AFTER)
    alone = uuid4().hex
    insert(
        engine,
        "reply",
        **{"id": alone, "theme": "Alone", "raised_on": "2026-01-02", "audience": "families"},
        **{
            "source": "forum",
            "reason": "",
            "we_did": "",
            "created_at": "2026-01-02 12:00:00+00:00",
        },
    )
    telling = {"languages": "", "formats": "", "is_in_their_format": False}
    for day, how in (("2025-09-01", "website"), ("2025-08-01", "letter")):
        made = {"id": uuid4().hex, "reply_id": WAITING, "told_on": day, "how": how}
        insert(engine, "telling", **made, **telling, created_at="2025-09-01 12:00:00+00:00")

    migrations.downgrade(engine, BEFORE)

    left = rows(engine, "SELECT theme, told_on, told_how FROM reply ORDER BY theme")
    assert left == [
        {"theme": "Snacks", "told_on": "2025-08-01", "told_how": "letter website"},
        {"theme": "غرفة هادئة", "told_on": "2025-07-21", "told_how": OLD[TOLD]["told_how"]},
    ]
    migrations.upgrade(engine)
    engine.dispose()

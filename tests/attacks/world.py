"""A whole Heard to attack: sample data and one of everything, and somebody signed in for each role.

Nothing here checks pages: a sabotaged app may answer anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import MetaData, select, text

from feedback import create_app, staff_sessions
from feedback.cli.running import prepare
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Role
from tests.accessibility.pages import Places
from tests.accessibility.places import furnish
from tests.feedback.asking import database_of
from tests.feedback.staff_pages import new_staff
from tests.server import Server

# What grows by looking: who looked, who is signed in, and how often somebody has tried.
MEMORY_OF_VISITS = frozenset({"audit_entry", "audit_head", "staff_session", "throttle"})


@dataclass(frozen=True)
class World:
    """An app on its own copy of the data, and where to find one of everything in it."""

    app: Flask
    places: Places


def furnished(folder: Path) -> Places:
    """Fill an empty data folder."""
    config = Config.from_environment({"HEARD_DATA_DIR": str(folder)})
    engine = create_engine_for(config.database_url)
    app = create_app(config, engine=engine)
    prepare(config, engine, area=app.extensions["heard_area"])
    places = furnish(Server("", folder, folder / "server.log"))
    engine.dispose()
    return places


@contextmanager
def copy_of(folder: Path, places: Places, into: Path, **settings: str) -> Iterator[World]:
    """The same data once more, to be attacked."""
    shutil.copytree(folder, into)
    config = Config.from_environment({"HEARD_DATA_DIR": str(into), **settings})
    app = create_app(config)
    yield World(app, places)
    database_of(app).engine.dispose()


def enter_as(app: Flask, role: Role | None) -> FlaskClient:
    """A browser in which somebody with this role is signed in; None for a stranger."""
    client = app.test_client()
    if role is None:
        return client
    with app.app_context():
        session_id = staff_sessions.begin(new_staff(app, role, password_hash=""))
    return carrying(client, session_id)


def carrying(client: FlaskClient, session_id: str) -> FlaskClient:
    """The same browser with the cookie of this session."""
    with client.session_transaction() as cookie:
        cookie["sid"] = session_id
    return client


def token_for(client: FlaskClient) -> str:
    """What the hidden field of a form would hold in this browser."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", "0" * 40)
    key = client.application.secret_key
    return str(URLSafeTimedSerializer(str(key), salt="wtf-csrf-token").dumps(raw))


def without_triggers(app: Flask, table: str) -> None:
    """Let a test write what the database would refuse to change."""
    with database_of(app).transaction() as connection:
        asked = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        for name in connection.execute(asked, {"table": table}).scalars().all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))


def rows(app: Flask) -> Mapping[str, list[str]]:
    """Every row of every table, but for what only remembers visits."""
    tables, found = MetaData(), {}
    with database_of(app).reading.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name not in MEMORY_OF_VISITS:
                found[table.name] = sorted(str(row) for row in connection.execute(select(table)))
    return found


def digest(app: Flask) -> str:
    """The same as one short text, to see whether anything has changed."""
    return sha256(repr(rows(app)).encode()).hexdigest()


def changed(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> list[str]:
    """The tables that are no longer as they were."""
    return sorted(name for name in before if before[name] != after.get(name))

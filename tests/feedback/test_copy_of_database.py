"""Pages that anybody may open can be read from a copy of the database, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, make_url

from feedback import create_app, migrations
from feedback.access import Audience, audiences_of
from feedback.backups.programs import _address
from feedback.config import Config, ConfigError
from feedback.database import OPEN_PAGES, SAFE_METHODS, create_engine_for
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, stored

OPEN_ADDRESSES = ("/results", "/you-said-we-did", "/local-offer", "/api/v1/releases")


@pytest.fixture
def copy(app: Flask, tmp_path: Path) -> Engine:
    """Another database, of which the app is told that it is a copy."""
    engine = create_engine_for(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    migrations.upgrade(engine)
    database_of(app).open_reading = engine.execution_options(heard_writes=False)
    return engine


def asked(engine: Engine) -> list[str]:
    """What is asked of an engine from now on."""
    found: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda _c, _cursor, words, *_rest: found.append(words)
    )
    return found


@pytest.mark.parametrize("address", OPEN_ADDRESSES)
def test_open_pages_are_read_from_the_copy_alone(
    app: Flask, client: CheckingClient, copy: Engine, address: str
) -> None:
    of_copy, of_database = asked(copy), asked(database_of(app).engine)

    client.get(address)

    assert of_copy
    assert of_database == []


def test_a_family_is_asked_and_kept_in_the_database_itself(
    app: Flask, client: CheckingClient, copy: Engine
) -> None:
    open_collection(app)
    of_copy = asked(copy)

    assert send(client, {"ps_overall": "good"}).status_code == 200

    assert of_copy == []
    assert len(stored(app)[0]) == 1


def test_nothing_can_be_changed_by_the_pages_that_a_copy_serves(app: Flask) -> None:
    served = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in OPEN_PAGES and "." in rule.endpoint
    ]

    assert {rule.endpoint.partition(".")[0] for rule in served} == OPEN_PAGES
    assert all(rule.methods and rule.methods <= SAFE_METHODS for rule in served)
    assert all(Audience.PUBLIC in audiences_of(app, rule.endpoint) for rule in served)


def test_a_copy_is_named_by_a_setting(config: Config, postgres_url: str) -> None:
    env = {"HEARD_DATA_DIR": str(config.data_dir), "HEARD_DATABASE_URL": postgres_url}

    app = create_app(Config.from_environment({**env, "HEARD_READ_DATABASE_URL": postgres_url}))

    kept = database_of(app)
    assert kept.open_reading.url == kept.engine.url
    assert kept.open_reading is not kept.reading


def test_a_copy_of_sqlite_is_refused(config: Config) -> None:
    env = {
        "HEARD_DATA_DIR": str(config.data_dir),
        "HEARD_READ_DATABASE_URL": "postgresql://heard@/heard",
    }

    with pytest.raises(ConfigError, match="HEARD_READ_DATABASE_URL names a standby"):
        Config.from_environment(env)


def test_programs_of_postgresql_are_told_every_host() -> None:
    url = make_url(
        "postgresql+psycopg://heard:secret@/heard?host=one:5432&host=two:5433"
        "&target_session_attrs=read-write"
    )

    said = _address(url)

    assert {"host=one,two", "port=5432,5433", "target_session_attrs=read-write"} <= set(
        said.split()
    )
    assert "secret" not in said

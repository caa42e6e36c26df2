"""What was erased is in no byte of PostgreSQL's tables either, and what is true of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.erase import erase_due, erasing
from feedback.erase.report import Report
from tests.canary.planting import Planted, holding, plant
from tests.feedback.asking import database_of
from tests.feedback.releasing import checking, freeze
from tests.postgres import Cluster

LATER = datetime(2026, 1, 20, 12, tzinfo=UTC)
MUCH_LATER = date(2030, 6, 1)


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """An empty PostgreSQL database at the newest revision."""
    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def app(config: Config, engine: Engine) -> Flask:
    """The app on it, with every box filled a while ago."""
    app = checking(create_app(config, engine=engine))
    planted: Planted = plant(app)
    assert len(planted.boxes) > 40
    with database_of(app).transaction() as connection:
        for table in ("response", "missing_language"):
            connection.execute(text(f"UPDATE {table} SET week = '2025-10-06'"))  # noqa: S608
        connection.execute(text("UPDATE collection SET opens_at = '2025-10-01 09:00:00'"))
    freeze(app, now=LATER)
    return app


def say(engine: Engine, *commands: str) -> None:
    """Commands that want no transaction."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for command in commands:
            connection.exec_driver_sql(command)


def tables_of(cluster: Cluster, engine: Engine) -> Path:
    """The folder in which PostgreSQL keeps this database's tables, with all on the disk."""
    # As its own autovacuum would: the planner samples what is in each column.
    say(engine, "ANALYZE", "CHECKPOINT")
    with engine.connect() as connection:
        asked = "SELECT oid FROM pg_database WHERE datname = current_database()"
        number = connection.execute(text(asked)).scalar_one()
    return cluster.folder / "data" / "base" / str(number)


def erase(app: Flask) -> Report:
    return erase_due(database_of(app), app.extensions["heard_area"], today=MUCH_LATER)


def test_what_was_erased_is_in_no_byte_of_the_tables(
    app: Flask, engine: Engine, postgres_cluster: Cluster
) -> None:
    assert holding(tables_of(postgres_cluster, engine)) != [], "the canary was never there"

    report = erase(app)

    assert holding(tables_of(postgres_cluster, engine)) == []
    assert "the words are in no file of the tables" in report.sure_of
    # As docs/retention.md says: its log of changes keeps them as long as it is kept.
    assert holding(postgres_cluster.folder / "data" / "pg_wal") != []


def test_by_vacuum_alone_they_would_have_stayed(
    app: Flask, engine: Engine, postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_vacuum(engine: Engine, _keep: object) -> bool:
        say(engine, "VACUUM")
        return True

    monkeypatch.setattr(erasing, "rewrite_tables", only_vacuum)

    erase(app)

    assert holding(tables_of(postgres_cluster, engine)) != []


def test_somebody_who_is_reading_is_told_of_and_holds_nobody_up(
    app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.erase.rewriting.LONGEST_WAIT", "50ms")
    with engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM comment")).scalar_one()
        report = erase(app)

    assert "somebody was using the database" in report.sure_of
    assert "somebody was using" not in erase(app).sure_of

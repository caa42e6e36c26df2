"""What was erased is in no byte of PostgreSQL's tables either, and what is true of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from feedback import create_app, migrations
from feedback.areas import Retention
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.erase import erase_due, erasing, rewriting
from feedback.erase.report import Report
from tests.canary.planting import STEM, Planted, holding, plant
from tests.feedback.asking import database_of, open_collection, stamp_on
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
    somebody_answers_much_later(app)
    return app


def somebody_answers_much_later(app: Flask) -> None:
    """What is kept, after what goes in the same table: or PostgreSQL would cut its end off."""
    open_collection(app)
    family = app.test_client()
    said = {"nonce": stamp_on(family), "ps_overall": "good", "ps_better": "Nothing"}
    assert family.post("/S/ABC234", data=said).status_code == 200
    with database_of(app).transaction() as connection:
        later = "UPDATE response SET week = '2030-05-27' WHERE week <> '2025-10-06'"
        connection.execute(text(later))


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
    app: Flask, engine: Engine, postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holding(tables_of(postgres_cluster, engine)) != [], "the canary was never there"
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "rewrite_tables", only_vacuum)
        erase(app)
    with database_of(app).reading.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM comment")).scalar_one() == 1
    # The control: no query finds them, and the bytes are all there.
    assert holding(tables_of(postgres_cluster, engine)) != []

    report = erase(app)

    assert holding(tables_of(postgres_cluster, engine)) == []
    assert "the words are in no file of the tables" in report.sure_of
    # As docs/retention.md says: its log of changes keeps them as long as it is kept.
    assert holding(postgres_cluster.folder / "data" / "pg_wal") != []


def only_vacuum(engine: Engine, _keep: Retention) -> bool:
    """What erasing did before: rows nobody can ask for any more, and all of their bytes."""
    say(engine, "VACUUM")
    return True


def test_somebody_who_is_reading_is_told_of_and_holds_nobody_up(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(config, engine=engine)
    monkeypatch.setattr(rewriting, "LONGEST_WAIT", "50ms")
    with engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM comment")).scalar_one()
        report = erase(app)

    assert "somebody was using the database" in report.sure_of
    assert "somebody was using" not in erase(app).sure_of


def test_the_planner_keeps_no_samples_of_what_families_wrote(engine: Engine) -> None:
    words = text(
        "SELECT attrelid::regclass::text || '.' || attname FROM pg_attribute "
        "JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace "
        "AND relkind = 'r' AND attstattarget = 0"
    )
    with engine.connect() as connection:
        unsampled = set(connection.execute(words).scalars())

    assert {"comment.text", "judgement.edited_copy", "missing_language.typed"} <= unsampled


def test_an_upgrade_forgets_the_samples_of_before(engine: Engine) -> None:
    migrations.downgrade(engine, "0018")
    wishes = "('ta', '{}', '2025-10-06', '{}', gen_random_uuid(), false)"
    columns = "(code, typed, week, key_hash, id, is_quarantined)"
    rows = ", ".join(wishes.format(STEM, number) for number in range(9))
    say(engine, f"INSERT INTO missing_language {columns} VALUES {rows}", "ANALYZE")  # noqa: S608
    assert samples(engine) == 1

    migrations.upgrade(engine)

    assert samples(engine) == 0


def samples(engine: Engine) -> int:
    """How many columns the planner has seen the canary in."""
    asked = text("SELECT count(*) FROM pg_stats WHERE most_common_vals::text LIKE :stem")
    with engine.connect() as connection:
        return int(connection.execute(asked, {"stem": f"%{STEM}%"}).scalar_one())

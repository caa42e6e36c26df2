"""The database keeps what it took, forgets what it was told to forget, and says when it cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.pool import QueuePool

from feedback import database as module
from feedback.access import Audience, open_to
from feedback.database import (
    AWAY,
    Database,
    create_engine_for,
    insert_into,
    session,
    uncommitted_changes,
)
from feedback.models import StaffMember
from feedback.security import without_token
from tests import factories
from tests.feedback.asking import database_of

NOTES = Table("note", MetaData(), Column("id", Integer, primary_key=True))
ZEBRA = "the zebra canary words"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a database file is to be, in folders that are not there yet."""
    return tmp_path / "not" / "yet" / "heard.sqlite3"


@pytest.fixture
def file(place: Path) -> Iterator[Database]:
    """A database with one table of notes."""
    engine = create_engine_for(f"sqlite:///{place}")
    NOTES.metadata.create_all(engine)
    yield Database(engine)
    engine.dispose()


def notes(found: Database) -> list[int]:
    with found.reading.connect() as connection:
        return list(connection.execute(select(NOTES.c.id).order_by(NOTES.c.id)).scalars())


def setting(engine: Engine, name: str) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_has_our_settings(file: Database, name: str, value: object) -> None:
    assert setting(file.engine, name) == value


def test_a_database_in_memory_needs_no_folder() -> None:
    engine = create_engine_for("sqlite://")

    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


@pytest.mark.parametrize("url", ["postgresql://h/x", "postgresql+psycopg://h/x"])
def test_postgresql_has_one_driver_and_a_small_pool(url: str) -> None:
    engine = create_engine_for(url)

    assert engine.url.drivername == "postgresql+psycopg"
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.size() == 5


def test_who_writes_has_the_lock_from_the_beginning_and_who_reads_takes_none(
    file: Database, place: Path
) -> None:
    with closing(sqlite3.connect(place, timeout=0)) as other:
        with file.reading.connect() as connection:
            connection.execute(select(NOTES)).all()
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        with (
            file.engine.connect() as connection,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            connection.execute(select(NOTES)).all()
            other.execute("BEGIN IMMEDIATE")


def test_a_transaction_is_kept_when_it_ends_well_and_undone_when_not(file: Database) -> None:
    with file.transaction() as connection:
        connection.execute(insert(NOTES).values(id=1))
    with pytest.raises(ZeroDivisionError), file.transaction() as connection:
        connection.execute(insert(NOTES).values(id=2))
        _ = 1 / 0

    assert notes(file) == [1]


def test_a_session_is_kept_when_it_ends_well_and_undone_when_not(file: Database) -> None:
    with file.session() as held:
        held.execute(insert(NOTES).values(id=1))
    with pytest.raises(ZeroDivisionError), file.session() as held:
        held.execute(insert(NOTES).values(id=2))
        _ = 1 / 0

    assert notes(file) == [1]


def test_a_row_that_is_there_may_stay_as_it_is(file: Database) -> None:
    with file.transaction() as connection:
        for _time in range(2):
            connection.execute(insert_into(connection, NOTES).values(id=1).on_conflict_do_nothing())

    assert notes(file) == [1]


def test_each_database_gets_an_insert_in_its_own_words(file: Database) -> None:
    class OnPostgres:
        """A connection as far as insert_into asks."""

        dialect = create_engine("postgresql+psycopg://").dialect

    on_postgres: Any = OnPostgres()

    with file.transaction() as connection:
        assert isinstance(insert_into(connection, NOTES), sqlite.Insert)
    assert isinstance(insert_into(on_postgres, NOTES), postgresql.Insert)


def test_what_is_deleted_leaves_the_journal_too(file: Database, place: Path) -> None:
    journal = place.with_name("heard.sqlite3-wal")
    with file.transaction() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
        connection.execute(text("INSERT INTO said VALUES (:words)"), {"words": ZEBRA})
    with file.transaction() as connection:
        connection.execute(text("DELETE FROM said"))
    before = journal.read_bytes()

    assert file.empty_journal() is True

    assert ZEBRA.encode() in before
    assert journal.read_bytes() == b""
    assert ZEBRA.encode() not in place.read_bytes()


def test_the_journal_is_not_called_empty_while_somebody_reads_it(
    file: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MILLISECONDS_TO_WAIT_FOR_READERS", 1)
    with file.reading.connect() as reader:
        reader.execute(select(NOTES)).all()
        with file.transaction() as connection:
            connection.execute(insert(NOTES).values(id=1))

        assert file.empty_journal() is False

    assert file.empty_journal() is True


def test_the_journal_is_not_called_empty_while_somebody_writes(
    file: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MILLISECONDS_TO_WAIT_FOR_READERS", 1)
    with file.transaction() as connection:
        connection.execute(insert(NOTES).values(id=1))

        assert file.empty_journal() is False


def test_emptying_waits_half_a_second_and_later_writers_five_again(file: Database) -> None:
    asked: list[str] = []

    class Cursor:
        """A cursor that remembers."""

        def execute(self, statement: str) -> Cursor:
            asked.append(statement)
            return self

        def fetchall(self) -> list[tuple[int, int, int]]:
            return [(0, 0, 0)]

    assert module._truncate_journal(Cursor()) is True
    assert asked == [
        "PRAGMA busy_timeout=500",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA busy_timeout=5000",
    ]


def test_another_database_has_no_journal_to_empty() -> None:
    engine = create_engine_for("postgresql://nowhere.invalid/x")

    assert Database(engine).empty_journal() is True


def test_emptying_gives_its_connection_back(file: Database) -> None:
    for _time in range(3):
        file.empty_journal()

    assert isinstance(file.engine.pool, QueuePool)
    assert file.engine.pool.checkedout() == 0


def test_a_damaged_file_is_away_like_a_database_that_does_not_answer(
    file: Database, place: Path
) -> None:
    file.engine.dispose()
    place.write_bytes(b"no database at all" * 1000)

    with pytest.raises(AWAY) as raised, file.reading.connect() as connection:
        connection.execute(text("SELECT * FROM note WHERE id = :zebra"), {"zebra": ZEBRA})

    assert isinstance(raised.value, OperationalError)
    assert ZEBRA not in str(raised.value)


def test_a_mistake_of_ours_is_not_called_away(file: Database) -> None:
    with file.transaction() as connection:
        connection.execute(insert(NOTES).values(id=1))

    with pytest.raises(DatabaseError) as raised, file.transaction() as connection:
        connection.execute(insert(NOTES).values(id=1))

    assert isinstance(raised.value, IntegrityError)


def saving_page(app: Flask, status: int, *, is_flushed: bool = True) -> int:
    """Open a page that adds a person of staff and answers so; how many there are then."""

    @without_token
    @open_to(Audience.PUBLIC)
    def page() -> tuple[str, int]:
        session().add(factories.staff_member(password_hash=""))
        if is_flushed:
            session().flush()
        return "", status

    app.add_url_rule("/saving", "saving", page, methods=["POST"])
    answer = app.test_client().post("/saving")
    assert answer.status_code == status
    with database_of(app).session() as held:
        return len(held.execute(select(StaffMember)).all())


@pytest.fixture
def bare(app: Flask) -> Flask:
    """An app whose pages nobody checks."""
    app.test_client_class = None
    return app


@pytest.mark.parametrize(
    ("status", "is_kept"), [(200, True), (303, True), (399, True), (400, False), (503, False)]
)
@pytest.mark.parametrize("is_flushed", [True, False])
def test_a_page_keeps_what_it_changed_unless_it_refuses(
    bare: Flask, status: int, is_kept: bool, is_flushed: bool
) -> None:
    rows = saving_page(bare, status, is_flushed=is_flushed)

    assert rows == (1 if is_kept else 0)
    assert uncommitted_changes(bare) == ([] if is_kept else ["StaffMember"])


def test_what_an_earlier_page_lost_is_not_said_of_the_next(bare: Flask) -> None:
    saving_page(bare, 400)

    bare.test_client().get("/healthz")

    assert uncommitted_changes(bare) == []


@pytest.mark.parametrize(("method", "writes"), [("GET", False), ("POST", True)])
def test_looking_at_a_page_keeps_no_writer_waiting(app: Flask, method: str, writes: bool) -> None:
    with app.test_request_context("/", method=method):
        options = session().get_bind().get_execution_options()

        assert options.get("heard_writes", True) is writes
        assert session() is session()


def test_a_request_leaves_no_connection_behind(app: Flask) -> None:
    with app.test_request_context("/"):
        session().execute(select(StaffMember)).all()

    pool = database_of(app).engine.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedout() == 0


def end_every_connection(url: str) -> None:
    """What a restart of PostgreSQL does to the connections that are waiting to be used again."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_that_was_idle_is_looked_at_before_it_is_used(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_TRUST_A_CONNECTION", 0)
    engine = create_engine_for(postgres_url)
    with engine.connect() as one, engine.connect() as other:
        one.execute(text("SELECT 1"))
        other.execute(text("SELECT 1"))

    end_every_connection(postgres_url)

    for _time in range(2):
        with engine.connect() as again:
            assert again.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_a_connection_that_ends_in_use_costs_one_request_and_not_the_next(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_TRUST_A_CONNECTION", 60)
    engine = create_engine_for(postgres_url)
    with engine.connect() as one, engine.connect() as other:
        one.execute(text("SELECT 1"))
        other.execute(text("SELECT 1"))

    end_every_connection(postgres_url)

    with pytest.raises(OperationalError), engine.connect() as one:
        one.execute(text("SELECT 1"))
    with engine.connect() as again:
        assert again.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()

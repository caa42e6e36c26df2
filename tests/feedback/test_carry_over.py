"""An installation moves from SQLite to PostgreSQL whole, once, and in spite of any interruption."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from feedback import carry_over, chain, create_app, migrations
from feedback.carry_over import CarryRefusedError, carrying, source_engine
from feedback.carry_over import source as source_module
from feedback.carry_over.proving import prove
from feedback.carry_over.rows import plain
from feedback.chain import Entry
from feedback.cli import main
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Action, GateSetting
from feedback.responses import table_of
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send
from tests.feedback.bringing_in import contents
from tests.feedback.test_migrations import fill
from tests.released.making import work_together

RULE = table_of(GateSetting)
FORK = multiprocessing.get_context("fork")
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Move:
    """A filled SQLite file, and the PostgreSQL database it goes to."""

    file: Path
    url: str

    def run(self, *, tell: Callable[[str], None] = lambda _words: None) -> carry_over.Carried:
        """Carry it over, in this process."""
        engine = create_engine_for(self.url)
        try:
            with source_engine(self.file) as source:
                return carry_over.carry_over(source, engine, tell=tell)
        finally:
            engine.dispose()

    def killed(self, die: Callable[[], None]) -> None:
        """Carry it over in a process that ends by kill -9 on the way."""

        def go() -> None:
            die()
            self.run()

        process = FORK.Process(target=go)
        process.start()
        process.join(60)
        assert process.exitcode == -signal.SIGKILL


@pytest.fixture
def move(config: Config, postgres_cluster: Any, migrated_postgres: str) -> Iterator[Move]:
    """A row in every table here, and an empty migrated database there."""
    source = create_engine_for(config.database_url)
    fill(source)
    with Session(source) as session:
        work_together(session)
        session.commit()
    with source.begin() as connection:
        chain.append(connection, (Entry(Action.SIGNED_IN, f"person {one}") for one in range(9)))
    source.dispose()
    with postgres_cluster.fresh_database(like=migrated_postgres) as url:
        yield Move(config.data_dir / "heard.sqlite3", url)


@pytest.fixture
def target(move: Move) -> Iterator[Engine]:
    """The PostgreSQL database."""
    engine = create_engine_for(move.url)
    yield engine
    engine.dispose()


def everything_in(file: Path) -> dict[str, list[str]]:
    """Every row of the SQLite file."""
    engine = create_engine_for(f"sqlite:///{file}")
    try:
        return contents(engine)
    finally:
        engine.dispose()


def test_everything_arrives_and_the_source_stays_as_it_was(move: Move, target: Engine) -> None:
    before = everything_in(move.file)

    carried = move.run()

    assert contents(target) == everything_in(move.file) == before
    # What ends by itself within hours.
    assert {name for name, rows in before.items() if not rows} <= {"staff_session", "throttle"}
    assert carried.there_before == 0
    with target.connect() as connection:
        assert carried.contents.audit == chain.head(connection)
        assert list(chain.problems(connection)) == []


def test_heard_goes_on_in_the_new_place(move: Move, target: Engine, config: Config) -> None:
    move.run()

    app = create_app(config, engine=target)
    app.test_client_class = CheckingClient
    open_collection(app, code="MNPQRS")
    phone = app.test_client()
    assert isinstance(phone, CheckingClient)
    assert send(phone, {"ps_overall": "good"}, code="MNPQRS").status_code == 200
    with target.begin() as connection:
        chain.append(connection, [Entry(Action.SIGNED_OUT, "somebody")])
        assert list(chain.problems(connection)) == []
    rule = {"base": 12, "threshold": 6, "reason": "Our DPO asked.", "set_by": "somebody"}
    with target.begin() as connection:
        adding = RULE.insert().values(**rule, set_at=NOW).returning(RULE.c.number)
        assert connection.execute(adding).scalar_one() == 2
    with pytest.raises(DBAPIError, match="audit"), target.begin() as connection:
        connection.execute(text("DELETE FROM audit_entry"))


def die_after(lot: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Kill this process when so many lots of three rows have been committed."""
    done: list[object] = []
    copy = carrying._copy

    def one_more(writing: Any, table: Any, rows: Any) -> int:
        if len(done) == lot:
            os.kill(os.getpid(), signal.SIGKILL)
        done.append(table)
        return copy(writing, table, rows)

    return lambda: monkeypatch.setattr(carrying, "_copy", one_more)


def die_within(row: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Kill this process while it sends a row, in the middle of a lot."""
    sent: list[object] = []

    def one_more(values: Any) -> Any:
        sent.append(values)
        if len(sent) == row:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(values)

    return lambda: monkeypatch.setattr(carrying, "plain", one_more)


def die_at(name: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Kill this process where it would take one step."""

    def now(*_given: object, **_named: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    return lambda: monkeypatch.setattr(carrying, name, now)


def test_a_kill_at_any_point_is_made_good_by_starting_again(
    move: Move, target: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "ROWS_IN_A_LOT", 3)
    wanted = everything_in(move.file)
    everything = sum(map(len, wanted.values()))

    def there_after(die: Callable[[], None]) -> int:
        move.killed(die)
        return sum(map(len, contents(target).values()))

    after_a_lot = there_after(die_after(1, monkeypatch))
    assert 0 < after_a_lot <= 3
    after_some_rows = there_after(die_within(6, monkeypatch))
    assert after_a_lot <= after_some_rows < after_a_lot + 6
    assert after_some_rows < there_after(die_after(20, monkeypatch)) < everything
    for step in ("_count_on", "prove"):
        assert there_after(die_at(step, monkeypatch)) == everything
    carried = move.run()

    assert contents(target) == wanted
    # PostgreSQL made the rows of the queue by itself.
    assert carried.there_before == everything - len(wanted["queued_comment"])


def test_the_planner_knows_what_it_was_given(move: Move, target: Engine) -> None:
    # How many rows ANALYZE counted: COPY alone leaves it as it was.
    said = text("SELECT reltuples FROM pg_class WHERE oid = 'audit_entry'::regclass")

    move.run()

    with target.connect() as connection:
        assert connection.execute(said).scalar_one() == 10


def test_a_database_with_tables_of_nobody_is_made_ready(move: Move, postgres_url: str) -> None:
    Move(move.file, postgres_url).run()

    engine = create_engine_for(postgres_url)
    assert contents(engine) == everything_in(move.file)
    assert migrations.is_current(engine)
    engine.dispose()


def test_a_database_with_rows_of_its_own_is_refused_and_left_alone(
    move: Move, target: Engine, config: Config
) -> None:
    open_collection(create_app(config, engine=target))
    before = contents(target)

    with pytest.raises(CarryRefusedError, match=r"table collection .* nothing was changed"):
        move.run()

    assert contents(target) == before


def test_a_source_that_changed_since_the_last_attempt_is_refused(
    move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    move.killed(die_at("prove", monkeypatch))
    with closing(sqlite3.connect(move.file)) as changing, changing:
        changing.execute("UPDATE answer SET code = 'very_poor'")

    with pytest.raises(CarryRefusedError, match="table answer"):
        move.run()


def test_a_source_that_somebody_has_open_is_refused(
    move: Move, target: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "SECONDS_TO_WAIT", 0)
    heard = create_engine_for(f"sqlite:///{move.file}")
    with heard.begin() as connection:
        connection.execute(text("SELECT count(*) FROM response"))

    with pytest.raises(CarryRefusedError, match="is in use"):
        move.run()
    heard.dispose()

    assert not any(contents(target).values())
    move.run()


def test_nothing_can_be_saved_in_the_source_meanwhile(move: Move) -> None:
    said = []

    def try_to_save(_words: str) -> None:
        with closing(sqlite3.connect(move.file, timeout=0)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("UPDATE answer SET code = 'good'")
            said.append(1)

    move.run(tell=try_to_save)

    assert said


def test_a_row_that_differs_in_one_value_is_found(move: Move, target: Engine) -> None:
    move.run()
    with target.begin() as connection:
        connection.execute(text("UPDATE comment SET text = text || ' '"))

    with (
        source_engine(move.file) as source,
        source.connect() as one,
        target.connect() as other,
        pytest.raises(CarryRefusedError, match="table comment was read back and is not"),
    ):
        prove(one, other, tell=lambda _words: None)


def test_an_older_revision_is_refused_on_either_side(move: Move, target: Engine) -> None:
    migrations.downgrade(target, migrations.revisions()[-2])

    with pytest.raises(CarryRefusedError, match="postgresql database is at revision"):
        move.run()


def test_a_table_that_does_not_fit_names_no_word_of_a_family(move: Move, target: Engine) -> None:
    with closing(sqlite3.connect(move.file)) as changing, changing:
        changing.execute("UPDATE comment SET language = 'zebra crossing ' || hex(zeroblob(99))")

    with pytest.raises(CarryRefusedError) as refused:
        move.run()

    assert "table comment" in str(refused.value)
    assert "zebra" not in str(refused.value)


def test_memory_does_not_grow_with_the_table(move: Move, target: Engine) -> None:
    # Rows are fetched a few at a time, on both sides: no more than this many are ever held.
    fetched: list[int] = []
    event.listen(
        target,
        "before_cursor_execute",
        lambda _c, cursor, *_rest: fetched.append(type(cursor).__name__ == "ServerCursor"),
    )

    with source_engine(move.file) as source:
        carry_over.carry_over(source, target, tell=lambda _words: None)

    assert sum(fetched) > 50


def heard(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_says_what_was_proved_and_what_to_do_next(
    move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(move.file.parent))
    monkeypatch.setenv("HEARD_DATABASE_URL", move.url)

    done = heard("move-to-postgres")

    assert "response: 1 of 1" in done.stdout
    assert "answer: 1 read back, the same" in done.stdout
    assert "The audit ends with entry 10" in done.stdout
    assert "Now: set HEARD_DATABASE_URL" in done.stdout
    # The filled database has a made-up release, which no hash can fit.
    assert done.exit_code == 1
    assert "Release 1 is not what was frozen" in done.stderr


def test_the_command_wants_postgresql(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(move.file.parent))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)

    done = heard("move-to-postgres")

    assert done.exit_code == 2
    assert done.stderr.startswith("heard: HEARD_DATABASE_URL names no PostgreSQL database.")

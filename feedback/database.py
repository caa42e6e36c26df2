"""The database: one engine, one session a request, one commit on success."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import InternalError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session, create_engine

from feedback.changes import Changes
from feedback.prepared import Prepared, Values
from feedback.standby import standby_of
from feedback.writing_turns import NoTurnError, WritingTurns

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
EXTENSION = "heard_database"
SECONDS_TO_WAIT_FOR_A_LOCK = 5
# What a database raises that is busy, full, gone or broken, a standby of PostgreSQL that is asked
# to write, and a pool of connections that are all in use.
AWAY = (OperationalError, InternalError, PoolTimeoutError)
SECONDS_TO_TRUST_A_CONNECTION = 1.0
SECONDS_TO_KEEP_A_CONNECTION = 600
MILLISECONDS_TO_WAIT_FOR_READERS = 500
# What anybody may open and nobody can change anything by: a copy of the database will do for it.
OPEN_PAGES = frozenset({"api", "local_offer", "open_pages"})


def create_engine_for(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with our durability and integrity settings."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    # psycopg 3 is the driver we lock; a plain postgresql:// URL means it.
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=5,
        pool_timeout=SECONDS_TO_WAIT_FOR_A_LOCK,
        # Of several hosts, one that came back is found again.
        pool_recycle=SECONDS_TO_KEEP_A_CONNECTION,
        # Behind a PgBouncer the next transaction may be another server's, which prepared nothing.
        connect_args={"prepare_threshold": None},
    )
    _ask_whether_it_is_still_there(engine)
    return engine


def _ask_whether_it_is_still_there(engine: Engine) -> None:
    """Look at a connection before it is used again, unless it was used a moment ago.

    SQLAlchemy would look each time, which costs a family's POST a tenth of its processor time.
    """

    @event.listens_for(engine, "checkin")
    def used(_driver: Any, record: Any) -> None:
        record.info["heard_used_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(driver: Any, record: Any, _proxy: object) -> None:
        idle = time.monotonic() - record.info.get("heard_used_at", time.monotonic())
        if idle < SECONDS_TO_TRUST_A_CONNECTION:
            return
        try:
            engine.dialect.do_ping(driver)
        except engine.dialect.loaded_dbapi.Error as error:
            # The others in the pool went the same way: it is filled anew, and asked again.
            raise InvalidatePoolError from error


def _sqlite_engine(url: str) -> Engine:
    name = make_url(url).database
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    # As many readers as there are threads: a connection to a file is cheap.
    many = {"max_overflow": -1} if name else {}
    engine = create_engine(url, connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}, **many)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _call_a_broken_file_away)
    return engine


def _call_a_broken_file_away(context: ExceptionContext) -> None:
    # SQLite's driver has no class for a damaged file; on its own the error looks like our mistake.
    found = context.original_exception
    if type(found) is sqlite3.DatabaseError:
        raise OperationalError(
            context.statement, context.parameters, found, hide_parameters=True
        ) from found


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions begin too late to be safe; _begin_sqlite begins them.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        # A thanked family must survive a power cut: NORMAL loses the last commits.
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is withdrawn must leave the file, not only the index.
        "secure_delete=ON",
        # INSERT OR REPLACE deletes a row: only so do the triggers that refuse that see it.
        "recursive_triggers=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock fails at once when another waits.
    writes = connection.get_execution_options().get("heard_writes", True)
    statement = "BEGIN IMMEDIATE" if writes else "BEGIN"
    driver: Any = connection.connection.driver_connection
    try:
        # The driver itself: through SQLAlchemy this word costs as much as a question.
        driver.execute(statement)
    except sqlite3.DatabaseError as error:
        raise OperationalError(statement, {}, error) from error


def _truncate_journal(cursor: Any) -> bool:
    # While it waits for readers it keeps every writer out, so it gives up sooner than they do.
    cursor.execute(f"PRAGMA busy_timeout={MILLISECONDS_TO_WAIT_FOR_READERS}")
    try:
        [(is_busy, *_pages)] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={SECONDS_TO_WAIT_FOR_A_LOCK * 1000}")
    return not is_busy


class Database:
    """The engine, the same engine for requests that only read, and a copy for open pages."""

    def __init__(self, engine: Engine, copy: Engine | None = None) -> None:
        """Keep one engine with two faces: writing and reading only; open pages may have another."""
        self.engine = engine
        self.reading = engine.execution_options(heard_writes=False)
        # One question needs no transaction round it, which PostgreSQL begins and ends in two more.
        self._asking = (
            self.reading.execution_options(isolation_level="AUTOCOMMIT")
            if engine.dialect.name == "postgresql"
            else self.reading
        )
        self.open_reading = copy or self.reading
        self._standby = standby_of(self.reading, copy) if copy else None
        self.changes = Changes(engine)
        self._turns = _turns(engine)
        self.discarded: list[str] = []

    @property
    def at_one_moment(self) -> Engine:
        """The engine for several questions that must be answered as of the same moment."""
        if self.engine.dialect.name == "postgresql":
            return self.reading.execution_options(isolation_level="REPEATABLE READ")
        # SQLite: whatever one transaction reads is of one moment.
        return self.reading

    def for_open_pages(self) -> Engine:
        """Where open pages are read: the copy, unless it has fallen behind."""
        if self._standby is None or self._standby.is_near():
            return self.open_reading
        return self.reading

    def ask(self, question: Prepared, values: Values) -> Sequence[Any]:
        """One question by itself: of what is committed at this moment."""
        return question.ask(self._asking, self.changes, values)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One short write transaction of its own, committed when the block ends well."""
        if self._turns is None:
            with self.engine.begin() as connection:
                yield connection
            return
        try:
            with self._turns.taken(SECONDS_TO_WAIT_FOR_A_LOCK), self.engine.begin() as connection:
                yield connection
        except NoTurnError as error:
            raise OperationalError("BEGIN IMMEDIATE", {}, error) from error

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session outside a request (commands, tests), committed when the block ends well."""
        with Session(self.engine) as session:
            yield session
            session.commit()

    def empty_journal(self) -> bool:
        """Take what was deleted out of SQLite's write-ahead file; False when somebody reads it."""
        if self.engine.dialect.name != "sqlite":
            return True
        # The driver's own connection: SQLAlchemy would begin a transaction, which forbids this.
        connection = self.engine.raw_connection()
        try:
            return _truncate_journal(connection.cursor())
        finally:
            connection.close()


def _turns(engine: Engine) -> WritingTurns | None:
    """The line in which writers wait; PostgreSQL has its own, and lets many write at once."""
    if engine.dialect.name != "sqlite":
        return None
    name = engine.url.database
    return WritingTurns(Path(f"{name}-turn") if name else None)


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what happens to a row that is there already; both databases can."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The same, to be made once and kept."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def init_app(app: Flask, database: Database) -> None:
    """Give the app its database and commit each request once, on success."""
    app.extensions[EXTENSION] = database
    app.after_request(_commit_on_success)
    app.teardown_appcontext(_close)


def database() -> Database:
    """The running app's database."""
    found: Database = current_app.extensions[EXTENSION]
    return found


def session() -> Session:
    """This request's session; it is opened at first use and commits with the response."""
    if "heard_session" not in g:
        g.heard_session = Session(_engine_of_request())
        event.listen(g.heard_session, "after_flush", _remember)
    found: Session = g.heard_session
    return found


def _engine_of_request() -> Engine:
    reads_only = request.method in SAFE_METHODS or "heard_only_reads" in g
    return reading_engine() if reads_only else database().engine


def reading_engine() -> Engine:
    """Where to read now: of an open page the copy, where there is one."""
    is_open = has_request_context() and request.blueprint in OPEN_PAGES
    return database().for_open_pages() if is_open else database().reading


def only_read() -> None:
    """Take no writer's lock for this request: it is a post, but changes nothing."""
    g.heard_only_reads = True


def _remember(held: Session, _flush: object) -> None:
    """Keep what was sent to the database: after sending, the session forgets that it was new."""
    held.info.setdefault("sent", []).extend(_unsent(held))


def _unsent(held: Any) -> list[str]:
    return [type(item).__name__ for item in (*held.new, *held.dirty, *held.deleted)]


def uncommitted_changes(app: Flask) -> list[str]:
    """What the last request changed and then lost; tests fail when this is not empty."""
    found: Database = app.extensions[EXTENSION]
    return found.discarded


def _commit_on_success(response: Response) -> Response:
    held: Session | None = g.get("heard_session")
    database().discarded = []
    if held is None:
        return response
    if response.status_code < 400:
        held.commit()
    else:
        database().discarded = [*held.info.get("sent", []), *_unsent(held)]
        held.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    held: Any = g.pop("heard_session", None)
    if held is not None:
        held.close()

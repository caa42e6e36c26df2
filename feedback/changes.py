"""What was read may be kept until anybody changes anything: SQLite tells so at next to no cost.

A connection of its own is asked, one for each thread, because SQLite's number says whether any
*other* connection has committed. Whoever asks it after a commit, in whichever process, hears of it:
nothing is kept for a time, and nothing has to be told to anybody. PostgreSQL has no such number;
there everything is read anew, as the only way to be sure. Decision 0046 says what this saves.
"""

import sqlite3
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask import has_request_context, request
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

MOST_KEPT = 1024
# Where a request carries the place that was taken as it came.
PLACE = "heard.kept"
Kept: TypeAlias = dict[Hashable, Any]


@dataclass
class _Watch:
    """One thread's connection, and what it has kept since SQLite's number was this."""

    connection: Any
    number: int = -1
    kept: Kept = field(default_factory=dict)


class Changes:
    """Knows whether anything in a database has changed since a thread asked last."""

    def __init__(self, engine: Engine) -> None:
        """Open nothing yet; a database in memory has no second connection to ask."""
        self._engine = engine
        self._can_tell = engine.dialect.name == "sqlite" and bool(engine.url.database)
        self._own = threading.local()
        event.listen(engine, "engine_disposed", lambda _engine: self._forget())

    def kept_until_one(self) -> Kept:
        """A place for what is read after this call; empty once anything has changed.

        Raises OperationalError when the database is away.
        """
        if not self._can_tell:
            return {}
        statement = "PRAGMA data_version"
        with self._watch(statement) as watch:
            # All of it: a statement that is not read to its end keeps the journal in use.
            [(number,)] = watch.connection.execute(statement).fetchall()
        if number != watch.number:
            watch.number, watch.kept = number, {}
        return watch.kept

    def rows(self, sql: str, values: Any) -> list[Any] | None:
        """What SQLite answers to one question by itself; None where there is nobody to ask.

        The thread's own connection is at hand, while SQLAlchemy's would be fetched, begun, ended
        and given back, which costs many times the question.
        """
        if not self._can_tell:
            return None
        with self._watch(sql) as watch:
            found: list[Any] = watch.connection.execute(sql, values).fetchall()
        return found

    @contextmanager
    def _watch(self, sql: str) -> Iterator[_Watch]:
        watch: _Watch | None = getattr(self._own, "watch", None)
        try:
            if watch is None:
                watch = self._own.watch = _Watch(_connection_apart(self._engine))
            yield watch
        except sqlite3.Error as error:
            self._own.watch = None
            raise OperationalError(sql, {}, error) from error

    def _forget(self) -> None:
        """Ask anew through new connections; the old ones close as they are let go."""
        self._own = threading.local()


def place_now(found: Changes) -> Kept:
    """Where to keep what is read now; a request may have taken a place before the app was asked."""
    taken: Kept | None = request.environ.get(PLACE) if has_request_context() else None
    return found.kept_until_one() if taken is None else taken


def keep(kept: Kept, key: Hashable, value: object) -> None:
    """Keep something in such a place; anybody may make up addresses, so never very much."""
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value


def _connection_apart(engine: Engine) -> Any:
    """A connection like the others that the pool will never hand to anybody."""
    taken = engine.raw_connection()
    connection = taken.driver_connection
    taken.detach()
    return connection

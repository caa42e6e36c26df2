"""What was read may be kept until anybody changes anything: SQLite tells so at next to no cost.

A connection of its own is asked, one for each thread, because SQLite's number says whether any
*other* connection has committed. Whoever asks it after a commit, in whichever process, hears of it:
nothing is kept for a time, and nothing has to be told to anybody. PostgreSQL has no such number;
there everything is read anew, as the only way to be sure. Decision 0046 says what this saves.
"""

import sqlite3
import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

MOST_KEPT = 1024
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
        watch: _Watch | None = getattr(self._own, "watch", None)
        try:
            if watch is None:
                watch = self._own.watch = _Watch(_connection_apart(self._engine))
            # All of it: a statement that is not read to its end keeps the journal in use.
            [(number,)] = watch.connection.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error as error:
            self._own.watch = None
            raise OperationalError("PRAGMA data_version", {}, error) from error
        if number != watch.number:
            watch.number, watch.kept = number, {}
        return watch.kept

    def _forget(self) -> None:
        """Ask anew through new connections; the old ones close as they are let go."""
        self._own = threading.local()


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

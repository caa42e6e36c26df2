"""Taking turns: work that two processes must not do at the same moment, on both databases."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine


def _number(name: str) -> int:
    """PostgreSQL names its locks by a signed 64-bit number."""
    digest = hashlib.sha256(f"heard:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def take_turn(connection: Connection, name: str) -> None:
    """Wait until no other transaction does this work; the turn ends with the transaction.

    On SQLite a write transaction has begun with the one write lock there is.
    """
    if connection.dialect.name == "postgresql":
        # Without a parameter psycopg asks in the simple way, which leaves no portal open: its
        # snapshot would keep VACUUM from what was deleted for as long as the turn lasts.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_number(name)})")


@contextmanager
def one_at_a_time(engine: Engine, name: str) -> Iterator[None]:
    """Hold this work for one process, over several transactions and whatever runs in them."""
    if engine.dialect.name == "postgresql":
        # Held by a transaction that does nothing else: a PgBouncer gives each to one server. It
        # has no snapshot, so it keeps no VACUUM from its work, and a kill ends it.
        with engine.begin() as connection:
            take_turn(connection, name)
            yield
        return
    with _lock_file(engine).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # Released when the file closes, even by a kill.
        yield


def _lock_file(engine: Engine) -> Path:
    name = engine.url.database
    if not name:
        raise ValueError("a database in memory belongs to one process: it needs no turns")
    return Path(f"{name}.lock")

"""The SQLite file that is read from: nobody else may have it open, and nothing in it changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine

SECONDS_TO_WAIT = 2


class CarryRefusedError(Exception):
    """The installation cannot be carried over as asked; the message says why."""


@contextmanager
def source_engine(file: Path) -> Iterator[Engine]:
    """The one connection to the file, as long as the block lasts; refuses one that is in use.

    Whoever opened it meanwhile could thank families for answers that stay behind.
    """
    if not file.is_file():
        raise CarryRefusedError(f"There is no SQLite database at {file}.")
    with closing(_alone(file)) as connection:
        # Always the same connection: another one would find the file locked.
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        yield engine


def _alone(file: Path) -> sqlite3.Connection:
    # The driver begins no transaction of its own: ours below lasts to the end.
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=SECONDS_TO_WAIT,
        check_same_thread=False,
    )
    try:
        # Set before the first look, this asks for the whole file, not only for its write lock.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise CarryRefusedError(_why(file, error)) from None
    return connection


def _why(file: Path, error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return (
            f"{file} is in use. Stop Heard and whatever else has it open, and try again: what is "
            "saved while it is copied would be left behind."
        )
    return f"{file} cannot be read: {error}."

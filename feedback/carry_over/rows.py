"""The rows of a table, one after another: in the same order and as the same words on both sides."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from functools import singledispatch
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, String, Table, collate, select

from feedback.models import QueuedComment
from feedback.models.columns import METADATA

# A recording has half a megabyte, so this many rows fit into little memory whatever they are.
ROWS_READ_AT_A_TIME = 100

# In the order of their references. The queue is no source: PostgreSQL makes a row of it for each
# comment, and the place is worked out there.
TABLES = tuple(one for one in METADATA.sorted_tables if one.name != QueuedComment.__tablename__)

Row = tuple[Any, ...]


def rows_of(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row in the order of its key, read in a constant amount of memory."""
    ordered = select(table).order_by(*(_place(connection, one) for one in table.primary_key))
    # Said of this statement alone: said of the connection, it would hold for all that follows.
    options = {"yield_per": ROWS_READ_AT_A_TIME}
    for row in connection.execute(ordered, execution_options=options):
        yield tuple(row)


def _place(connection: Connection, key: Column[Any]) -> Any:
    # By its bytes, as SQLite does: PostgreSQL would put words in the order of its language.
    is_words = isinstance(key.type, String) and connection.dialect.name == "postgresql"
    return collate(key, "C") if is_words else key


def plain(row: Sequence[Any]) -> Row:
    """A row as PostgreSQL's driver takes it: choices as their words."""
    return tuple(one.value if isinstance(one, Enum) else one for one in row)


def digest(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows there are, and one hash over every value of every one."""
    count, hashed = 0, hashlib.sha256()
    for row in rows_of(connection, table):
        count += 1
        for value in plain(row):
            said = _said(value)
            # With its length before it: two values must not run into one another.
            hashed.update(b"%d:" % len(said) + said)
    return count, hashed.hexdigest()


@singledispatch
def _said(value: Any) -> bytes:
    # Its kind as well: 1 is not true, and nothing is not an empty word.
    return f"{type(value).__name__} {value!r}".encode()


@_said.register
def _(value: str) -> bytes:
    return b"str " + value.encode()


@_said.register
def _(value: bytes) -> bytes:
    return b"bytes " + value


@_said.register
def _(value: UUID) -> bytes:
    return b"uuid " + value.bytes


@_said.register
def _(value: datetime) -> bytes:
    return b"moment " + value.isoformat(timespec="microseconds").encode()


@_said.register
def _(value: date) -> bytes:
    return b"day " + value.isoformat().encode()

"""Copying every table in the order of its references, and going on after a kill where it ended.

What is in the target must be a beginning of what is in the source, table by table, so nothing has
to be remembered of an earlier attempt: whatever else is found there is somebody else's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Engine, Table, func, inspect, select
from sqlalchemy.exc import DBAPIError

from feedback import migrations
from feedback.backups.contents import Contents, contents_of
from feedback.carry_over.proving import prove
from feedback.carry_over.rows import TABLES, plain, rows_of
from feedback.carry_over.source import CarryRefusedError
from feedback.turns import one_at_a_time

# Each lot is one transaction: a kill costs at most this many rows.
ROWS_IN_A_LOT = 20_000

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Carried:
    """What the target holds now, proved; `there_before` rows came with an earlier attempt."""

    contents: Contents
    there_before: int
    # What does not fit in the audit or the releases, and did not in the source either.
    problems: list[str]


def carry_over(source: Engine, target: Engine, *, tell: Tell) -> Carried:
    """Bring everything into the empty target, or go on with it, and prove that all is there."""
    with source.connect() as reading:
        _refuse_another_revision(reading)
        with one_at_a_time(target, "migrate"):
            if not inspect(target).get_table_names():
                migrations.upgrade(target)
        with one_at_a_time(target, "carry over"), target.connect() as writing:
            _refuse_another_revision(writing)
            there = {one.name: _there(reading, writing, one) for one in TABLES}
            for table in TABLES:
                _bring(reading, writing, table, there[table.name], tell)
            _count_on(writing)
            contents, problems = prove(reading, writing, tell=tell)
            _look_again(writing)
    return Carried(contents, sum(there.values()), problems)


def _refuse_another_revision(connection: Connection) -> None:
    found, newest = contents_of(connection).revision, migrations.revisions()[-1]
    if found != newest:
        raise CarryRefusedError(
            f"The {connection.dialect.name} database is at revision {found}, and this Heard is at "
            f"{newest}. Run `heard migrate` on it first."
        )


def _there(reading: Connection, writing: Connection, table: Table) -> int:
    """How many rows an earlier attempt brought; refuses rows that are not the source's."""
    number, wanted = 0, rows_of(reading, table)
    for row in rows_of(writing, table):
        number += 1
        if row != next(wanted, None):
            raise CarryRefusedError(
                f"The table {table.name} in the PostgreSQL database holds rows that are not those "
                "of the SQLite file, so nothing was changed. Has Heard been started on it, or on "
                "the file again since the last attempt? Give us a new, empty database."
            )
    writing.rollback()
    return number


def _bring(reading: Connection, writing: Connection, table: Table, there: int, tell: Tell) -> None:
    """Copy what is missing of one table, a lot at a time."""
    wanted = reading.execute(select(func.count()).select_from(table)).scalar_one()
    missing = islice(rows_of(reading, table), there, None)
    size = None if _refers_to_itself(table) else ROWS_IN_A_LOT
    while there < wanted:
        # Begun by name: COPY goes past SQLAlchemy, which would have nothing to commit after it.
        with writing.begin():
            there += _copy(writing, table, islice(missing, size))
        tell(f"{table.name}: {there:,} of {wanted:,}")


def _refers_to_itself(table: Table) -> bool:
    """Whether rows may need others of the same table: then they come all at once."""
    return any(one.column.table is table for one in table.foreign_keys)


def _copy(writing: Connection, table: Table, rows: Iterator[tuple[Any, ...]]) -> int:
    """Hand rows to PostgreSQL's own COPY, which asks every trigger and reference."""
    columns = sql.SQL(", ").join(sql.Identifier(one.name) for one in table.columns)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    number = 0
    try:
        driver: Any = writing.connection.driver_connection
        with driver.cursor().copy(command) as copy:
            for row in rows:
                number += 1
                copy.write_row(plain(row))
    except driver.Error as error:
        raise CarryRefusedError(_why(table, error)) from None
    return number


def _why(table: Table, error: Exception) -> str:
    # Never the message itself: it quotes the row, which may be a family's.
    kind = type(error).__name__
    return (
        f"PostgreSQL did not take a row of the table {table.name} ({kind}). The SQLite file is as "
        "it was. Start the command again to go on, or tell us which kind of error it was."
    )


def _count_on(writing: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    for table in TABLES:
        column = table.autoincrement_column
        if column is None:
            continue
        newest = writing.execute(select(func.max(column))).scalar()
        if newest is not None:
            counter = func.pg_get_serial_sequence(table.name, column.name)
            writing.execute(select(func.setval(counter, newest)))
    writing.commit()


def _look_again(writing: Connection) -> None:
    """Let PostgreSQL's planner know what it was given."""
    try:
        writing.exec_driver_sql("ANALYZE")
    except DBAPIError:  # A guess less good, until PostgreSQL looks by itself.
        writing.rollback()
    writing.commit()

"""Whether a database holds anything real: nothing may be made up beside it."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, inspect, not_, select

from feedback.models import Collection, StaffMember
from feedback.responses import table_of

# Both are in the first migration, and every later one has them, so an old database can be asked.
TABLES = table_of(StaffMember), table_of(Collection)


def has_sample_data(engine: Engine) -> bool:
    """Whether anything in the database is made up."""
    with engine.execution_options(heard_writes=False).connect() as connection:
        return any(_has(connection, table, table.c.is_sample) for table in TABLES)


def holds_real(connection: Connection) -> bool:
    """Whether any staff or collection is there that is not marked as made up."""
    return _has_tables(connection) and any(
        _has(connection, table, not_(table.c.is_sample)) for table in TABLES
    )


def was_real_first(connection: Connection) -> bool:
    """Whether staff or collections were there before anything was made up.

    What somebody opened while trying Heard is not marked, but came after the sample staff.
    """
    if not _has_tables(connection):
        return False
    made_up = [moment for table in TABLES if (moment := _first_made_up(connection, table))]
    first = min(made_up, default=None)
    return any(
        _has(connection, table, not_(table.c.is_sample), *_older(table, first)) for table in TABLES
    )


def _older(table: Table, moment: Any) -> tuple[ColumnElement[bool], ...]:
    return () if moment is None else (table.c.created_at < moment,)


def _first_made_up(connection: Connection, table: Table) -> Any:
    first = select(func.min(table.c.created_at)).where(table.c.is_sample)
    return connection.execute(first).scalar_one()


def _has_tables(connection: Connection) -> bool:
    asked = inspect(connection)
    return all(asked.has_table(table.name) for table in TABLES)


def _has(connection: Connection, table: Table, *which: ColumnElement[bool]) -> bool:
    return connection.execute(select(table.c.id).where(*which).limit(1)).first() is not None

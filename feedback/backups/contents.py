"""What a database holds, counted: the same before a backup and after restoring it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, column, func, inspect, select, table

from feedback import chain, migrations
from feedback.chain import Head


@dataclass(frozen=True)
class Contents:
    """The revision, the rows of each table, and the end of the audit."""

    revision: str | None
    rows: Mapping[str, int]
    # None when the database is of an earlier revision, whose audit this Heard cannot read.
    audit: Head | None


def contents_of(connection: Connection) -> Contents:
    """What this transaction sees."""
    from alembic.runtime.migration import MigrationContext

    revision = MigrationContext.configure(connection).get_current_revision()
    names = sorted(inspect(connection).get_table_names())
    rows = {
        name: connection.execute(
            select(func.count()).select_from(table(name, column("*")))
        ).scalar_one()
        for name in names
    }
    is_current = revision == migrations.revisions()[-1]
    return Contents(revision, rows, chain.head(connection) if is_current else None)


def audit_is_whole(connection: Connection, contents: Contents) -> bool | None:
    """Whether every entry of the audit fits the one before it; None when it cannot be read."""
    if contents.audit is None:
        return None
    return next(chain.problems(connection), None) is None


def problems_in(connection: Connection, expected: Contents) -> Iterator[str]:
    """What is wrong with a restored database, in sentences; nothing when all is well."""
    if connection.dialect.name == "sqlite":
        # PostgreSQL has checked all of this when it took the rows in.
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
        if said != ["ok"]:
            yield f"SQLite finds the file damaged: {said[0]}."
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            yield "Some rows belong to rows that are not there."
    found = contents_of(connection)
    for name in sorted({*expected.rows, *found.rows}):
        before, after = expected.rows.get(name), found.rows.get(name)
        if before != after:
            yield f"The table {name} had {before} rows and has {after}."
    if (found.revision, found.audit) != (expected.revision, expected.audit):
        yield "The revision or the last entry of the audit is another one."

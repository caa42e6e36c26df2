"""Statements of the busiest path: compiled once, and given to SQLite's driver as they are.

To execute a statement costs SQLAlchemy some 0.1 ms of processor time, and SQLite a tenth of that; a
family's answers take four. The words are SQLAlchemy's, and so are the conversions of each type:
only what it does around them, again at each execution, is left out. PostgreSQL's driver has states
of its own to be minded (a connection that broke), so there SQLAlchemy executes as ever.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Engine, Executable
from sqlalchemy.exc import IntegrityError, OperationalError

from feedback.changes import Changes

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    """SQL, how the values of each place in it are found and converted, and those that come back."""

    sql: str
    places: tuple[Callable[[Values], Any], ...]
    readers: tuple[Convert | None, ...]

    def row(self, values: Values) -> tuple[Any, ...]:
        """The values in the order of the SQL, as the driver takes them."""
        return tuple([place(values) for place in self.places])

    def read(self, rows: Iterable[Any]) -> list[Any]:
        """Rows as SQLAlchemy would give them, but for the names of their columns."""
        return [
            tuple(
                value if read is None else read(value)
                for read, value in zip(self.readers, row, strict=True)
            )
            for row in rows
        ]


class Prepared:
    """One statement with named places; `make` makes it for a dialect, at the first use."""

    def __init__(self, make: Callable[[str], Executable], *names: str) -> None:
        """Name the values that each execution brings."""
        self._make, self._names = make, names
        self._statements: dict[str, Executable] = {}
        self._compiled: _Compiled | None = None

    def run(self, connection: Connection, values: Values) -> Sequence[Any]:
        """Execute it; whatever rows it returns."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement(connection.dialect), dict(values)).all()
        sql = self._for_sqlite(connection.dialect)
        with _own_errors(sql.sql):
            found = _driver(connection).execute(sql.sql, sql.row(values)).fetchall()
        return sql.read(found)

    def ask(self, engine: Engine, changes: Changes, values: Values) -> Sequence[Any]:
        """The same for one question by itself, which no transaction holds together with others."""
        if engine.dialect.name == "sqlite":
            sql = self._for_sqlite(engine.dialect)
            found = changes.rows(sql.sql, sql.row(values))
            if found is not None:
                return sql.read(found)
        with engine.connect() as connection:
            return self.run(connection, values)

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Execute it once for each row; nothing is returned."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement(connection.dialect), [dict(row) for row in rows])
            return
        sql = self._for_sqlite(connection.dialect)
        with _own_errors(sql.sql):
            _driver(connection).executemany(sql.sql, [sql.row(values) for values in rows])

    def _statement(self, dialect: Dialect) -> Executable:
        if dialect.name not in self._statements:
            self._statements[dialect.name] = self._make(dialect.name)
        return self._statements[dialect.name]

    def _for_sqlite(self, dialect: Dialect) -> _Compiled:
        if self._compiled is None:
            self._compiled = _compile(self._statement(dialect), dialect, self._names)
        return self._compiled


class _own_errors:  # noqa: N801 -- reads as words where it is used
    """Raise SQLAlchemy's errors where the driver raises its own, without anybody's answers."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.IntegrityError):
            raise IntegrityError(self._sql, None, error, hide_parameters=True) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise OperationalError(self._sql, None, error, hide_parameters=True) from error


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _compile(statement: Any, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    constants = _constants(compiled, names)
    return _Compiled(
        sql=str(compiled),
        places=tuple(
            _place(name, compiled.binds[name].type, dialect, constants)
            for name in compiled.positiontup
        ),
        readers=tuple(
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in statement.exported_columns
        ),
    )


def _place(name: str, kind: Any, dialect: Dialect, constants: Values) -> Callable[[Values], Any]:
    """How the value of one place is found in what an execution brings, and converted."""
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if name in constants:
        fixed = convert(constants[name]) if convert else constants[name]
        return lambda _values: fixed
    return (lambda values: convert(values[name])) if convert else itemgetter(name)


def _constants(compiled: Any, names: tuple[str, ...]) -> Values:
    """The statement's own values, and those of columns that have a default and are not named."""
    own = {name: value for name, value in compiled.params.items() if name not in names}
    for column in compiled.insert_prefetch:
        if column.default is None or not column.default.is_scalar:
            raise ValueError(f"name {column}: what it is by default is worked out each time")
        own[column.key] = column.default.arg
    return own

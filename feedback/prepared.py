"""Statements of the busiest path: compiled once, and given to the database's driver as they are.

To execute a statement costs SQLAlchemy some 0.1 ms of processor time, and SQLite a tenth of that; a
family's answers take four. The words are SQLAlchemy's, and so are the conversions of each type:
only what it does around them, again at each execution, is left out. What it does at the end of a
transaction it still does: there it meets a connection that broke, and lets go of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Engine, Executable, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError, OperationalError

from feedback.changes import Changes

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    """SQL, how the values of each place in it are found and converted, and those that come back."""

    sql: str
    places: tuple[tuple[str, Callable[[Values], Any]], ...]
    # PostgreSQL's driver takes values by name, SQLite's by position.
    is_by_name: bool
    readers: tuple[Convert | None, ...]

    def row(self, values: Values) -> dict[str, Any] | tuple[Any, ...]:
        """The values as the driver takes them."""
        if self.is_by_name:
            return {name: place(values) for name, place in self.places}
        return tuple([place(values) for _name, place in self.places])

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
        self._compiled: dict[tuple[str, bool], _Compiled] = {}

    def run(self, connection: Connection, values: Values) -> Sequence[Any]:
        """Execute it; whatever rows it returns."""
        sql = self._for(connection.dialect)
        with _own_errors(sql.sql, connection.dialect):
            found = _driver(connection).execute(sql.sql, sql.row(values))
            rows = found.fetchall() if sql.readers else []
        return sql.read(rows)

    def ask(self, engine: Engine, changes: Changes, values: Values) -> Sequence[Any]:
        """The same for one question by itself, which no transaction holds together with others."""
        if engine.dialect.name == "sqlite":
            sql = self._for(engine.dialect)
            found = changes.rows(sql.sql, sql.row(values))
            if found is not None:
                return sql.read(found)
        with engine.connect() as connection:
            return self.run(connection, values)

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Insert each of these rows; nothing is returned."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            # One statement, however many rows: PostgreSQL plans each that it is given.
            columns = {name: [row[name] for row in rows] for name in self._names}
            sql = self._for(connection.dialect, is_of_many=True)
            with _own_errors(sql.sql, connection.dialect):
                _driver(connection).execute(sql.sql, sql.row(columns))
            return
        sql = self._for(connection.dialect)
        with _own_errors(sql.sql, connection.dialect):
            _driver(connection).executemany(sql.sql, [sql.row(values) for values in rows])

    def _for(self, dialect: Dialect, *, is_of_many: bool = False) -> _Compiled:
        key = (dialect.name, is_of_many)
        found = self._compiled.get(key)
        if found is None:
            statement = self._make(dialect.name)
            wanted = _of_many(statement, self._names) if is_of_many else statement
            found = self._compiled[key] = _compile(wanted, dialect, self._names)
        return found


def _of_many(insert: Any, names: tuple[str, ...]) -> Executable:
    """An insert of as many rows as stand in the arrays that it is given, one for each column."""
    table = insert.table
    arrays = (bindparam(name, type_=ARRAY(table.c[name].type)) for name in names)
    many: Executable = table.insert().from_select(names, select(*map(func.unnest, arrays)))
    return many


class _own_errors:  # noqa: N801 -- reads as words where it is used
    """Raise SQLAlchemy's errors where the driver raises its own, without anybody's answers."""

    def __init__(self, sql: str, dialect: Dialect) -> None:
        self._sql, self._driver = sql, dialect.loaded_dbapi

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if not isinstance(error, self._driver.Error):
            return
        if type(error) is self._driver.DatabaseError:
            # SQLite's driver has no class of its own for a damaged file.
            raise OperationalError(self._sql, None, error, hide_parameters=True) from error
        raise DBAPIError.instance(
            self._sql, None, error, self._driver.Error, hide_parameters=True
        ) from error


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _compile(statement: Any, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    constants = _constants(compiled, names)
    is_by_name = not compiled.positional
    return _Compiled(
        sql=str(compiled),
        places=tuple(
            (name, _place(name, compiled.binds[name].type, dialect, constants))
            for name in (compiled.params if is_by_name else compiled.positiontup)
        ),
        is_by_name=is_by_name,
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

"""Copying a running database whole, and putting such a copy back, by the database's own means."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, inspect

from feedback.backups.contents import Contents, contents_of
from feedback.backups.manifest import BackupRefusedError, sync
from feedback.backups.programs import run_program
from feedback.database import Database, create_engine_for

BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")


class Copier(Protocol):
    """How one kind of database is copied and put back."""

    file: str

    def copy(self, engine: Engine, to: Path) -> Contents:
        """Write a copy of the database while others write to it; say what it must hold."""

    def restored(self, engine: Engine, file: Path, place: Path) -> AbstractContextManager[Engine]:
        """The copy restored in a temporary place, as long as the block lasts."""

    def refuse_unless_empty(self, engine: Engine) -> None:
        """Nothing is ever restored over a database that is in use."""

    def put_back(self, engine: Engine, file: Path) -> None:
        """Restore the copy into the empty database of the settings."""


class SqliteCopier:
    """SQLite's own backup, of one moment: writers go on writing meanwhile."""

    file = "heard.sqlite3"

    def copy(self, engine: Engine, to: Path) -> Contents:
        """Write a copy of the database while others write to it; say what it must hold."""
        source = Path(str(engine.url.database))
        if not source.exists():
            raise BackupRefusedError(f"There is no database at {source}.")
        with Database(engine).reading.connect() as connection:
            contents = contents_of(connection)
            # Inside the transaction that was counted, so that both are of the same moment.
            copied_from = connection.connection.driver_connection
            assert isinstance(copied_from, sqlite3.Connection)  # noqa: S101 -- it is SQLite
            with closing(sqlite3.connect(to)) as target:
                copied_from.backup(target)
                # One file: what was in the write-ahead file is in it already.
                target.execute("PRAGMA journal_mode=DELETE")
        return contents

    @contextmanager
    def restored(self, engine: Engine, file: Path, place: Path) -> Iterator[Engine]:
        """The copy restored in a temporary place, as long as the block lasts."""
        proof = place / "proof.sqlite3"
        shutil.copyfile(file, proof)
        with _opened(URL.create("sqlite", database=str(proof))) as restored:
            yield restored
        _remove(proof)

    def refuse_unless_empty(self, engine: Engine) -> None:
        """Nothing is ever restored over a database that is in use."""
        target = str(engine.url.database)
        for end in BESIDE_SQLITE:
            if Path(target + end).exists():
                raise BackupRefusedError(
                    f"{target + end} is there already. Restore into an empty data folder: stop "
                    "Heard, and move what is there to another place first."
                )

    def put_back(self, engine: Engine, file: Path) -> None:
        """Restore the copy into the empty database of the settings."""
        target = Path(str(engine.url.database))
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting = target.with_name(f".{target.name}.{uuid4().hex}")
        try:
            with file.open("rb") as source, _private(waiting) as copied:
                shutil.copyfileobj(source, copied)
            sync(waiting)
            # A link, unlike a rename, never takes the place of what has appeared meanwhile.
            os.link(waiting, target)
            sync(target.parent)
        except FileExistsError:
            raise BackupRefusedError(f"{target} has just appeared; nothing was changed.") from None
        finally:
            waiting.unlink(missing_ok=True)


class PostgresCopier:
    """pg_dump and pg_restore, which need the package postgresql-client."""

    file = "heard.dump"

    def copy(self, engine: Engine, to: Path) -> Contents:
        """Write a copy of the database while others write to it; say what it must hold."""
        reading = engine.execution_options(isolation_level="REPEATABLE READ")
        with reading.connect() as connection:
            contents = contents_of(connection)
            # The dump sees exactly what was counted, whatever families send meanwhile.
            snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
            run_program("pg_dump", *options, f"--file={to}", to=engine.url)
        return contents

    @contextmanager
    def restored(self, engine: Engine, file: Path, place: Path) -> Iterator[Engine]:
        """The copy restored in a temporary place, as long as the block lasts."""
        name = f"heard_proof_{secrets.token_hex(8)}"
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            self._create(connection, name)
            try:
                with _opened(engine.url.set(database=name)) as restored:
                    self.put_back(restored, file)
                    yield restored
            finally:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")

    def _create(self, connection: Connection, name: str) -> None:
        role = connection.exec_driver_sql(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        if not role.scalar_one():
            raise BackupRefusedError(
                "A backup is proved by restoring it into a temporary database, which the role of "
                "HEARD_DATABASE_URL may not create. Let it: ALTER ROLE … CREATEDB."
            )
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")

    def refuse_unless_empty(self, engine: Engine) -> None:
        """Nothing is ever restored over a database that is in use."""
        if inspect(engine).get_table_names():
            raise BackupRefusedError(
                "The database of HEARD_DATABASE_URL already has tables. Restore into an empty one."
            )

    def put_back(self, engine: Engine, file: Path) -> None:
        """Restore the copy into the empty database of the settings."""
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        run_program("pg_restore", *options, str(file), to=engine.url)


def copier_for(engine: Engine) -> Copier:
    """How this database is copied."""
    return SqliteCopier() if engine.dialect.name == "sqlite" else PostgresCopier()


@contextmanager
def _opened(url: URL) -> Iterator[Engine]:
    engine = create_engine_for(url.render_as_string(hide_password=False))
    try:
        yield engine
    finally:
        engine.dispose()


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _remove(file: Path) -> None:
    for end in BESIDE_SQLITE:
        Path(f"{file}{end}").unlink(missing_ok=True)

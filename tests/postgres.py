"""A PostgreSQL cluster of the tests' own: started for a session, on a socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

SERVER_PROGRAMS = Path("/usr/lib/postgresql")
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Cluster:
    """A running server, reached only through a socket in its own folder."""

    folder: Path
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """The address of one database, as HEARD_DATABASE_URL would have it."""
        return f"postgresql+psycopg://heard@/{database}?host={self.folder}"

    @contextmanager
    def fresh_database(self, like: str | None = None) -> Iterator[str]:
        """The address of a database that lasts as long as the block.

        It is empty, or as the one at another address, which nobody may use meanwhile.
        """
        name = f"heard_{next(self.numbers)}"
        self._create(name, like=(make_url(like).database if like else None) or "template0")
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def _create(self, name: str, *, like: str) -> None:
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, like)

    def _drop(self, name: str) -> None:
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def _run(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(
            host=str(self.folder), user="heard", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a server nobody else can reach, and remove every trace of it at the end."""
    # Not pytest's own folder: its path can be too long for a socket, and closed to postgres.
    place = Path(tempfile.mkdtemp(prefix="heard-pg-"))
    data = place / "data"
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(place, owner.pw_uid, owner.pw_gid)
    try:
        _as_server_owner("initdb", "-D", data, "-U", "heard", "-A", "trust", "-E", "UTF8", "-N")
        # Durability is the product's business on a real server; tests may forget at a power cut.
        settings = f"-c listen_addresses='' -c unix_socket_directories='{place}' -c fsync=off"
        _as_server_owner(
            *("pg_ctl", "-D", data, "-o", settings, "-l", place / "log"),
            *("-w", "-t", SECONDS_TO_START, "start"),
        )
        yield Cluster(folder=place, numbers=count(1))
    finally:
        if (data / "postmaster.pid").exists():
            _as_server_owner("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place)


def _as_server_owner(program: str, *arguments: object) -> None:
    command = [_program(program), *map(str, arguments)]
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not a pipe: the server would inherit it, and we would wait for it for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False)
        said.seek(0)
        assert done.returncode == 0, f"{program} failed:\n{said.read().decode()}"


def _program(name: str) -> str:
    installed = sorted(
        SERVER_PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3])
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    assert found, f"{name} is missing; `make test` installs it with the package postgresql"
    return found

"""A durable PostgreSQL of our own, and what it can do by itself: pgbench that only inserts."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bars import NotMeasuredError
from tests.crash.servers import DATABASE, PostgresServer, running_server
from tests.postgres import SERVER_PROGRAMS

INSERT = "INSERT INTO said (words) VALUES (repeat('x', 300));\n"


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """One server that syncs every commit, with an empty database."""
    if not any(SERVER_PROGRAMS.glob("*/bin/pgbench")):
        raise NotMeasuredError("pgbench is missing: it comes with the package postgresql")
    with running_server() as server:
        words = "CREATE TABLE said (id bigserial PRIMARY KEY, words text)"
        server.ask("CREATE DATABASE pgbench TEMPLATE template0")
        server.ask(words, database="pgbench")
        yield server


def url(server: PostgresServer) -> str:
    """Its database, as HEARD_DATABASE_URL has it."""
    return f"postgresql://heard@127.0.0.1:{server.port}/{DATABASE}"


def inserts_a_second(server: PostgresServer, *, clients: int, seconds: int) -> float:
    """Transactions of one insert each that PostgreSQL's own program gets done in a second."""
    [*_older, program] = sorted(SERVER_PROGRAMS.glob("*/bin/pgbench"))
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(INSERT)
        script.flush()
        Path(script.name).chmod(0o644)
        command = [
            *(program, "-n", "-f", script.name, "-c", str(clients), "-j", "2"),
            *("-T", str(seconds), "-h", "127.0.0.1", "-p", str(server.port), "-U", "heard"),
            "pgbench",
        ]
        done = subprocess.run(  # noqa: S603 -- our own words
            command, capture_output=True, text=True, check=False
        )
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    if not found:
        raise NotMeasuredError(f"pgbench said: {done.stderr[:200]}")
    return float(found.group(1))

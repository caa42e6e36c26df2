"""A PgBouncer of the tests' own in front of the tests' PostgreSQL, in transaction mode."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import Cluster
from tests.server import free_port

SECONDS_TO_START = 30
SETTINGS = """
[databases]
* = host={cluster} user=heard
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {servers}
max_client_conn = 200
"""


@contextmanager
def running_pgbouncer(cluster: Cluster, *, servers: int) -> Iterator[int]:
    """The port of a PgBouncer that has so many connections to the server, for everybody."""
    place = Path(tempfile.mkdtemp(prefix="heard-bouncer-"))
    place.chmod(0o755)
    port = free_port()
    settings = SETTINGS.format(cluster=cluster.folder, port=port, servers=servers)
    (place / "pgbouncer.ini").write_text(settings, "utf-8")
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [*_as_whom(), _program(), place / "pgbouncer.ini"], stdout=log, stderr=log
        )
    try:
        _wait(port, process, place / "log")
        yield port
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(place)


def _as_whom() -> list[str]:
    # It refuses to run as root. setpriv, unlike runuser, becomes the program that we stop.
    ours = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    return ours if os.geteuid() == 0 else []


def _program() -> str:
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    assert found, "pgbouncer is missing; `make test` installs it"
    return found


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=heard dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"pgbouncer did not answer:\n{log.read_text('utf-8')}")

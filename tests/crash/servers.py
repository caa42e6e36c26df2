"""Two PostgreSQL servers on loopback: a primary that waits for its standby, and can be killed."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.postgres import _program
from tests.server import free_port

PATIENCE = 60
STANDBY = "heard_standby"
DATABASE = "heard"


@dataclass(frozen=True)
class PostgresServer:
    """One server of its own folder and port, durable as on a real machine."""

    data: Path
    port: int

    @property
    def address(self) -> str:
        """Where it is, for psycopg."""
        return f"host=127.0.0.1 port={self.port} user=heard"

    def ask(self, words: str, *, database: str = "postgres") -> str:
        """One value from it."""
        with psycopg.connect(f"{self.address} dbname={database}", autocommit=True) as connection:
            found = connection.execute(words)
            return "" if found.description is None else str((found.fetchone() or [""])[0])

    def postmaster(self) -> int:
        """The process that began it."""
        return int((self.data / "postmaster.pid").read_text("utf-8").splitlines()[0])

    def start(self, **settings: str) -> None:
        """Start it, with these settings on top."""
        chosen = {"listen_addresses": "127.0.0.1", "port": str(self.port), **settings}
        chosen["unix_socket_directories"] = ""
        said = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
        log = self.data.parent / f"{self.data.name}.log"
        _run("pg_ctl", "-D", self.data, "-o", said, "-l", log, "-w", "start")

    def promote(self) -> None:
        """Make a standby the one that is written to."""
        _run("pg_ctl", "-D", self.data, "-w", "promote")

    def kill(self) -> None:
        """kill -9 for every process of it, as when its machine is gone."""
        mother = self.postmaster()
        for process in (mother, *_children(mother)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        (self.data / "postmaster.pid").unlink()

    def stop(self) -> None:
        """End it, if it still runs."""
        if (self.data / "postmaster.pid").exists():
            _run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@dataclass(frozen=True)
class Pair:
    """A primary, and the standby that it streams to."""

    primary: PostgresServer
    standby: PostgresServer

    def url(self, wanted: str) -> str:
        """Both of them as one address; libpq goes to the one that is wanted."""
        hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in (self.primary, self.standby))
        return f"postgresql://heard@/{DATABASE}?{hosts}&target_session_attrs={wanted}"

    def hold_the_line(self) -> int:
        """Let the standby take in nothing more; the process that took it in."""
        [process] = [
            one
            for one in _children(self.standby.postmaster())
            if b"walreceiver" in _command_of(one)
        ]
        os.kill(process, signal.SIGSTOP)
        return process

    def lose_the_line(self, process: int) -> None:
        """What was on its way to the standby is gone for good, and the standby begins again."""
        os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # It notices that it lost a process, ends the others, and starts them anew.
            with suppress(psycopg.OperationalError):
                if not Path(f"/proc/{process}").exists() and self.standby.ask("SELECT 1"):
                    return
            time.sleep(0.05)
        raise AssertionError("the standby did not come back")


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """One server by itself with an empty database, every commit of it synced."""
    with _place() as place:
        server = PostgresServer(place / "alone", free_port())
        try:
            _make(server)
            server.start()
            server.ask(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
            yield server
        finally:
            server.stop()


@contextmanager
def running_pair(*, is_synchronous: bool = True) -> Iterator[Pair]:
    """Both servers with an empty database; the primary thanks nobody before the standby has it."""
    with _place() as place:
        pair = Pair(
            PostgresServer(place / "primary", free_port()),
            PostgresServer(place / "standby", free_port()),
        )
        try:
            _make(pair.primary)
            # The standby shows it before anybody is thanked: who reads there misses nothing.
            waits = {"synchronous_standby_names": STANDBY, "synchronous_commit": "remote_apply"}
            pair.primary.start(**(waits if is_synchronous else {}))
            source = f"{pair.primary.address} application_name={STANDBY}"
            _run("pg_basebackup", "-D", pair.standby.data, "-R", "-c", "fast", "-d", source)
            pair.standby.start()
            _wait_for_streaming(pair.primary)
            pair.primary.ask(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
            yield pair
        finally:
            pair.primary.stop()
            pair.standby.stop()


@contextmanager
def _place() -> Iterator[Path]:
    """A folder that PostgreSQL may write to, gone at the end."""
    place = Path(tempfile.mkdtemp(prefix="heard-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(place, owner.pw_uid, owner.pw_gid)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def _make(server: PostgresServer) -> None:
    _run("initdb", "-D", server.data, "-U", "heard", "-A", "trust", "-E", "UTF8", "-N")


def _wait_for_streaming(primary: PostgresServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") != "1":
        assert time.monotonic() < deadline, "the standby does not stream"
        time.sleep(0.05)


def _command_of(process: int) -> bytes:
    # One that ends meanwhile is not the one looked for.
    with suppress(ProcessLookupError, FileNotFoundError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _children(mother: int) -> list[int]:
    found = Path(f"/proc/{mother}/task/{mother}/children")
    return [int(one) for one in found.read_text("utf-8").split()] if found.exists() else []


def _run(program: str, *arguments: object) -> None:
    command = [_program(program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not a pipe: a server would inherit it, and we would wait for it for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False)
        said.seek(0)
        assert done.returncode == 0, f"{program} failed:\n{said.read().decode()}"

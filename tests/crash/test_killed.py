"""kill -9 of every process at once, while families answer: whoever was thanked is there again."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedback import create_app
from feedback.config import Config
from feedback.respond import nonce
from tests.feedback.asking import open_collection
from tests.server import HEARD, free_port

WRITERS = 8
PATIENCE = 60
KEY = "0123456789abcdef0123456789abcdef"
HOST = "heard.example"
WORDS = "Please start later"


@dataclass
class Families:
    """Eight at a time, each answering again and again until they are told to stop."""

    port: int
    thanked: set[str] = field(default_factory=set)
    is_over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self) -> None:
        """Send one form after another; only a page with its own receipt counts as thanks."""
        while not self.is_over.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with closing(line), suppress(OSError, http.client.HTTPException):
                while not self.is_over.is_set():
                    self._one(line)

    def _one(self, line: http.client.HTTPConnection) -> None:
        stamp = nonce.new_stamp(KEY, now=datetime.now(UTC))
        found = nonce.read_stamp(stamp, (KEY,))
        assert found
        form = {"nonce": stamp, "ps_overall": "good", "ps_better": WORDS}
        kind = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/S/ABC234", urllib.parse.urlencode(form), kind)
        page = line.getresponse()
        receipt = nonce.receipt_for(found)
        shown = receipt.replace("-", " ").encode()
        if page.read().count(shown) == 1 and page.status == 200:
            hashed = nonce.receipt_hash(receipt)
            assert hashed
            with self._lock:
                self.thanked.add(hashed)


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`heard run` as in production, in a process group of its own; killed at the end."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    settings = {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_SECRET_KEY": KEY,
        "HEARD_BASE_URL": f"https://{HOST}",
        "HEARD_DATA_DIR": str(data_dir),
        "PORT": str(port),
    }
    with (data_dir.parent / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [HEARD, "run"],
            env={**kept, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(port, process)
        yield port, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with closing(line), suppress(OSError, http.client.HTTPException):
            line.request("GET", "/healthz", headers={"Host": HOST})
            if line.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer after {PATIENCE} seconds")


def kill_while_families_answer(data_dir: Path, *, at_least: int) -> set[str]:
    """One cycle: start, let families answer, kill everything; who was thanked."""
    with serving(data_dir) as (port, process):
        families = Families(port)
        writers = [threading.Thread(target=families.answer) for _one in range(WRITERS)]
        for writer in writers:
            writer.start()
        deadline = time.monotonic() + PATIENCE
        while len(families.thanked) < at_least and time.monotonic() < deadline:
            time.sleep(0.01)
        # In the middle of whatever they are all doing.
        os.killpg(process.pid, signal.SIGKILL)
        families.is_over.set()
        for writer in writers:
            writer.join(PATIENCE)
    return families.thanked


def whole_responses(data_dir: Path) -> list[str]:
    """The receipts of every response that has all its answers, after the crash."""
    with closing(sqlite3.connect(data_dir / "heard.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return [
            receipt
            for (receipt,) in connection.execute(
                "SELECT receipt_hash FROM response "
                "WHERE (SELECT count(*) FROM answer WHERE response_id = response.id) = 1 "
                "AND (SELECT count(*) FROM comment WHERE response_id = response.id) = 1"
            )
        ]


def crash(config: Config, *, cycles: int, families: int) -> None:
    """Kill everything this often, and look after each time for everybody ever thanked."""
    open_collection(create_app(config))
    thanked: set[str] = set()
    for cycle in range(cycles):
        thanked |= kill_while_families_answer(config.data_dir, at_least=families // cycles)
        stored = whole_responses(config.data_dir)
        assert len(stored) == len(set(stored))
        assert thanked - set(stored) == set(), f"lost by kill {cycle + 1}"
    print(f"{cycles} kills, {len(thanked):,} families thanked, 0 lost")
    assert len(thanked) >= families


def test_no_thanked_family_is_lost_by_a_kill(config: Config) -> None:
    crash(config, cycles=3, families=60)


@pytest.mark.whole_crash
def test_no_thanked_family_is_lost_by_a_hundred_kills(config: Config) -> None:
    crash(config, cycles=100, families=20_000)

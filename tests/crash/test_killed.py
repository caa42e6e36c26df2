"""kill -9 of every process at once, while families answer: whoever was thanked is there again."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from feedback import create_app
from feedback.config import Config
from tests.crash.families import Families
from tests.feedback.asking import open_collection
from tests.production import serving

WRITERS = 8
PATIENCE = 60


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

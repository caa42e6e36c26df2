"""What the disk can do just now: durable commits of a single SQLite writer."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bars import NotMeasuredError

SECONDS = 0.5
# A disk that others use: more than this between before and after, and the round says nothing.
MOST_MOVED = 2.0


def commits_a_second(folder: Path, *, seconds: float = SECONDS) -> float:
    """Commits of one small row in WAL mode, each synced."""
    with TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "limit.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT)")
            done, start = 0, time.perf_counter()
            while time.perf_counter() - start < seconds:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO said (words) VALUES (?)", ("x" * 300,))
                connection.execute("COMMIT")
                done += 1
            return done / (time.perf_counter() - start)


def paired(
    folder: Path, measure: Callable[[], float], *, rounds: int, most_tries: int
) -> list[tuple[float, float]]:
    """(what was measured, the disk's rate round it) of rounds in which the disk held still."""
    found: list[tuple[float, float]] = []
    for _try in range(most_tries):
        before = commits_a_second(folder)
        value = measure()
        after = commits_a_second(folder)
        if max(before, after) <= MOST_MOVED * min(before, after):
            found.append((value, (before + after) / 2))
        if len(found) == rounds:
            break
    if not found:
        raise NotMeasuredError("the disk's own rate moved more than twofold in every round")
    return found

"""P3 and P4: a forum evening, when everybody sends at once."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import disk, installation, requests, serve
from benchmarks.measuring.load import Load, press
from feedback.respond import nonce
from tests.production import KEY
from tests.production import serving as production

SECONDS, CLIENTS = 3.0, 8
ROUNDS, MOST_TRIES = 3, 6
SATURATED_SECONDS, SATURATED_CLIENTS, WORKERS = 10.0, 16, 4


def forms() -> Callable[[], tuple[bytes, str]]:
    """One form after another, each from a family of its own; the mark is its stamp."""
    codes = cycle(installation.CODES)

    def make() -> tuple[bytes, str]:
        stamp = requests.new_stamp()
        form = requests.form_with(stamp)
        return requests.as_sent("POST", f"/S/{next(codes)}", form), stamp

    return make


def _rate(port: int, status: str = "200") -> float:
    found = press(port, forms(), clients=CLIENTS, seconds=SECONDS)
    return found.statuses[status] / found.seconds


@cache
def shares() -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """(durable POSTs a second, the disk's commits a second): ours, and the default stack's."""
    with installation.folder() as place:
        data_dir = place / "data"
        data_dir.mkdir()
        installation.prepared(data_dir)
        with production(data_dir) as (port, _process):
            ours = disk.paired(place, partial(_rate, port), rounds=ROUNDS, most_tries=MOST_TRIES)
        file = {"DEFAULT_DATABASE": str(place / "default.sqlite3")}
        target, path = "benchmarks.measuring.default_stack:served", f"/S/{installation.CODE}"
        with serve.serving(target, path, workers=2, **file) as (port, _process):
            rate = partial(_rate, port, "303")
            usual = disk.paired(place, rate, rounds=ROUNDS, most_tries=MOST_TRIES)
    return ours, usual


def durable_share() -> Measured:
    """P3."""
    ours, usual = shares()
    posts = median(one for one, _disk in ours)
    commits = median(one for _posts, one in ours)
    words = (
        f"{posts:,.0f} POSTs a second of {CLIENTS} clients, two workers; one SQLite writer commits "
        f"{commits:,.0f} times a second; {len(ours)} rounds"
    )
    return Measured(_median_share(ours), words, default=_median_share(usual))


def _median_share(found: list[tuple[float, float]]) -> float:
    return median(posts / commits for posts, commits in found)


@cache
def saturated() -> tuple[Load, int]:
    """Four workers pressed for ten seconds, then killed in the middle; and how many were lost."""
    with installation.folder() as place:
        data_dir = place / "data"
        data_dir.mkdir()
        installation.prepared(data_dir)
        with production(data_dir, HEARD_WORKERS=str(WORKERS)) as (port, process):
            found = press(port, forms(), clients=SATURATED_CLIENTS, seconds=SATURATED_SECONDS)
            # The clients' last forms are still on their way.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return found, _lost(data_dir / "heard.sqlite3", found.acknowledged)


def _lost(path: Path, stamps: list[str]) -> int:
    """How many of those thanked are not in the database."""
    with closing(sqlite3.connect(path)) as connection:
        stored = {key for (key,) in connection.execute("SELECT key_hash FROM response")}
    read = (nonce.read_stamp(stamp, (KEY,)) for stamp in stamps)
    return sum(1 for stamp in read if stamp is None or stamp.key_hash not in stored)


def lock_errors() -> Measured:
    """P4, what was refused."""
    found, _lost_ones = saturated()
    words = f"{len(found.acknowledged):,} answered, {found.rate:,.0f} a second, {WORKERS} workers"
    return Measured(found.refused, f"{words}, {SATURATED_CLIENTS} clients")


def tail() -> Measured:
    """P4, how much longer the slowest waited."""
    found, _lost_ones = saturated()
    half, most = found.slow(0.5), found.slow(0.99)
    return Measured(most / half, f"half within {half:.0f} ms, 99% within {most:.0f} ms")


def lost() -> Measured:
    """P4, who was thanked and is not there after kill -9."""
    found, lost_ones = saturated()
    return Measured(lost_ones, f"{len(found.acknowledged):,} thanked before all were killed")


BARS = (
    Bar(
        "P3",
        "Durable POSTs of two workers",
        "of the disk's commits",
        0.20,
        0.40,
        durable_share,
        is_at_least=True,
    ),
    Bar("P4", "Refused while four workers are pressed", "refused", 0, None, lock_errors),
    Bar("P4 lost", "Thanked, then gone after kill -9", "lost", 0, None, lost),
    Bar("P4 tail", "The same, 99% ÷ 50%", "×", 10, 5, tail),
)

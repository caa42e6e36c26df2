"""C1 and C2: what it takes to start, and the memory of what serves."""

import os
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import installation, rounds, serve
from tests.production import HOST

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, VISITS = 5, 20
HEAVY = ("textblob", "nltk", "numpy", "matplotlib")
PATH = f"/S/{installation.CODE}"
# A program that starts, answers once, and says what it has loaded.
PROGRAM = """
import sys
{make}
from werkzeug.test import Client
answer = Client(app).get("{path}", headers={{"Host": "{host}"}})
assert answer.status_code == 200, answer.status
print(" ".join(sys.modules))
"""
BARE = """
from flask import Flask
app = Flask("bare")
app.get("/S/<code>")(lambda code: "hello")
"""
OURS = "from feedback.serving import create_served_app\napp = create_served_app()"
USUAL = "from benchmarks.measuring.default_stack import served\napp = served()"


def _start(make: str, special: dict[str, str]) -> tuple[float, str]:
    """Processor time from nothing to the first answer in milliseconds, and what was loaded."""
    program = PROGRAM.format(make=make, path=PATH, host=HOST)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", program],
        cwd=ROOT,
        # Compiled once, as an installation has everything.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **special},
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000, done.stdout


@cache
def starts() -> tuple[dict[str, list[float]], frozenset[str]]:
    """Processor time of each start in every round; and what is loaded in ours."""
    loaded: set[str] = set()
    with installation.folder() as place:
        installation.prepared(place)
        special = installation.settings(place)
        special |= {"DEFAULT_DATABASE": str(place / "default.sqlite3")}

        def ours() -> float:
            spent, modules = _start(OURS, special)
            loaded.update(name.partition(".")[0] for name in modules.split())
            return spent

        found = rounds.interleaved(
            {
                "bare": lambda: _start(BARE, special)[0],
                "ours": ours,
                "usual": lambda: _start(USUAL, special)[0],
            },
            rounds=ROUNDS,
        )
    return found, frozenset(loaded)


def first_answer() -> Measured:
    """C1."""
    found, _loaded = starts()
    ours, bare = rounds.middle(found["ours"]), rounds.middle(found["bare"])
    words = f"{ours:.0f} ms of processor; bare Flask {bare:.0f} ms"
    usual = rounds.ratio(found, "usual", "bare")
    return Measured(rounds.ratio(found, "ours", "bare"), words, default=usual)


def heavy_modules() -> Measured:
    """C1, what a family's worker has loaded."""
    _found, loaded = starts()
    return Measured(len(loaded.intersection(HEAVY)), f"of {', '.join(HEAVY)}")


def _memory(target: str, data_dir: Path) -> float:
    """Megabytes of the server and its two workers, shared ones counted once."""
    special = installation.settings(data_dir)
    with serve.serving(target, "/healthz", workers=2, **special) as (port, process):
        for _one in range(VISITS):
            serve.visit(port, PATH)
        time.sleep(0.5)
        return sum(_own_share(pid) for pid in _family(process.pid))


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _own_share(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def memory() -> Measured:
    """C2."""
    with installation.folder() as place:
        installation.prepared(place)
        ours = _memory("feedback.serving:create_served_app", place)
        all_of_it = _memory("benchmarks.measuring.eager:served", place)
    words = f"{ours:.0f} MB; with everything imported {all_of_it:.0f} MB"
    return Measured(ours / all_of_it, words)


BARS = (
    Bar("C1", "From nothing to the first answer, processor", "× bare Flask", 2.5, 2, first_answer),
    Bar("C1 heavy", "Libraries for results in a family's worker", "", 0, None, heavy_modules),
    Bar("C2", "Memory of the server with two workers", "× all imported", 0.6, None, memory),
)

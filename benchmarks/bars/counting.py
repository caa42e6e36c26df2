"""D2, D3 and D5: counting a hundred thousand answers, freezing them, and the pack made of them."""

import gc
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlmodel import Session, select

from benchmarks.bars import Bar, Measured
from benchmarks.bars.results_page import charts_drawn
from benchmarks.measuring import grown
from feedback import counts
from feedback.evidence.document import Variant
from feedback.evidence.making import make_into
from feedback.models import Answer, Response
from forms.surveys import SURVEYS
from translations import LANGUAGES

MANY = 100_000
FEW = 1_000
UNTIL = date(2026, 7, 31)
OVERALL = SURVEYS[grown.SURVEY].overall.id


def _ours(session: Session) -> counts.Waiting:
    return counts.waiting(session, grown.SURVEY, overall=OVERALL, until=UNTIL)


def _by_objects(session: Session) -> counts.Waiting:
    """The same, from every response and every answer as an object."""
    given = {one.id: one for one in session.exec(select(Response)).all() if not one.is_quarantined}
    chosen = [one for one in session.exec(select(Answer)).all() if one.response_id in given]
    overall = {one.response_id: one.code for one in chosen if one.question_id == OVERALL}
    return counts.Waiting(
        Counter((one.collection_id, overall.get(one.id)) for one in given.values()),
        Counter((overall.get(one.response_id), one.question_id, one.code) for one in chosen),
    )


def _counted(app: Flask, count: Callable[[Session], counts.Waiting]) -> tuple[float, Any]:
    """Seconds of processor time, and what was counted."""
    with Session(grown.database(app).at_one_moment) as session:
        gc.collect()
        start = time.process_time()
        result = count(session)
        return time.process_time() - start, result


def rebuild() -> Measured:
    """D2: how many times faster the database adds up."""
    small, app = grown.in_one_term(FEW), grown.in_one_term(MANY)
    for count in (_ours, _by_objects):
        _counted(small, count)  # What is loaded and compiled once is in neither.
    # Before and after the slow one, so that what the machine does to one it does to the other.
    before, objects, after = (_counted(app, one) for one in (_ours, _by_objects, _ours))
    if not before[1] == objects[1] == after[1]:
        raise RuntimeError("The two ways of counting disagree.")
    ours = (before[0] + after[0]) / 2
    beside = f"{ours:.2f} s; by objects {objects[0]:.1f} s, with the same result"
    return Measured(objects[0] / ours, beside)


MEASURE = """
import sys
from sqlmodel import Session
from feedback import counts
from feedback.database import Database, create_engine_for
from datetime import date
database = Database(create_engine_for("sqlite:///" + sys.argv[1]))
with Session(database.at_one_moment) as session:
    counts.waiting(session, sys.argv[2], overall=sys.argv[3], until=date(2026, 7, 31))
# Not what getrusage says: that begins with what the parent of the process had.
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def _most_memory(responses: int) -> float:
    """Megabytes that a process of its own has at most while it counts."""
    path = grown.path_of(grown.in_one_term(responses))
    words = [sys.executable, "-c", MEASURE, str(path), grown.SURVEY, OVERALL]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    return int(ran.stdout) / 1024


def memory() -> Measured:
    """D2: how much more memory it takes as answers grow a hundredfold."""
    few, many = _most_memory(FEW), _most_memory(MANY)
    return Measured(many - few, f"{few:.0f} MB at {FEW:,}, {many:.0f} MB at {MANY:,}")


def release() -> Measured:
    """D5: freezing them, with all breakdowns, the optimiser and the audit."""
    _app, took = grown.frozen(MANY)
    return Measured(took, f"{MANY:,} responses of one survey in one term")


def _pack(app: Flask) -> int:
    """Make the pack as at a day; how many bytes it is."""
    with tempfile.TemporaryDirectory() as folder:
        place = make_into(
            app,
            Path(folder),
            variant=Variant.BOARD,
            as_at=grown.AFTERWARDS.date(),
            language=LANGUAGES["en"],
        )
        return place.stat().st_size


def pack() -> Measured:
    """D5: the evidence pack made of that release."""
    app, _took = grown.frozen(MANY)
    start = time.monotonic()
    size = _pack(app)
    return Measured(time.monotonic() - start, f"after {MANY:,} responses; {size:,} bytes")


def charts() -> Measured:
    """D3: how many are drawn for the second pack of an unchanged release."""
    app, _took = grown.frozen(FEW)
    with charts_drawn() as first:
        _pack(app)
    with charts_drawn() as again:
        _pack(app)
    return Measured(len(again), f"{len(first)} drawn for the first pack")


BARS = (
    Bar("D2a", "Counting 100,000 answers anew", "× faster", 20, 50, rebuild, is_at_least=True),
    Bar("D2b", "Memory it takes more, 1,000 to 100,000", "MB", 10, None, memory),
    Bar("D3b", "Charts drawn for a second pack of it", "charts", 0, None, charts),
    Bar("D5a", "A release of 100,000 answers", "s", 120, None, release),
    Bar("D5b", "An evidence pack after it", "s", 60, 20, pack),
)

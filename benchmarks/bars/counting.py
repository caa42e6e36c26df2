"""D2 and D5: counting a hundred thousand answers, freezing them, and the pack made of them."""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from sqlmodel import Session, select

from benchmarks.bars import Bar, Measured, NotMeasuredError
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


@cache
def _counted() -> tuple[float, float]:
    """Seconds of processor time of counting them in the database, and by objects."""
    app = grown.in_one_term(MANY)
    found = []
    for count in (_ours, _by_objects):
        with Session(grown.database(app).at_one_moment) as session:
            start = time.process_time()
            result = count(session)
            found.append((time.process_time() - start, result))
    if found[0][1] != found[1][1]:
        raise RuntimeError("The two ways of counting disagree.")
    return found[0][0], found[1][0]


def rebuild() -> Measured:
    """D2: how many times faster the database adds up."""
    ours, objects = _counted()
    beside = f"{ours:.2f} s; by objects {objects:.1f} s, with the same result"
    return Measured(objects / ours, beside)


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


@cache
def _released() -> float:
    app = grown.in_one_term(MANY)
    _counted()
    start = time.monotonic()
    made = grown.freeze(app)
    took = time.monotonic() - start
    if not made or made[0].responses is None:
        raise NotMeasuredError("nothing was released")
    return took


def release() -> Measured:
    """D5: freezing them, with all breakdowns, the optimiser and the audit."""
    return Measured(_released(), f"{MANY:,} responses of one survey in one term")


def pack() -> Measured:
    """D5: the evidence pack made of that release."""
    _released()
    app = grown.in_one_term(MANY)
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        place = make_into(
            app,
            Path(folder),
            variant=Variant.BOARD,
            as_at=grown.AFTERWARDS.date(),
            language=LANGUAGES["en"],
        )
        took, size = time.monotonic() - start, place.stat().st_size
    return Measured(took, f"after {MANY:,} responses; {size:,} bytes")


BARS = (
    Bar("D2a", "Counting 100,000 answers anew", "× faster", 20, 50, rebuild, is_at_least=True),
    Bar("D2b", "Memory it takes more, 1,000 to 100,000", "MB", 10, None, memory),
    Bar("D5a", "A release of 100,000 answers", "s", 120, None, release),
    Bar("D5b", "An evidence pack after it", "s", 60, 20, pack),
)

"""I1: taking a hundred thousand rows in, beside a bare executemany, and the memory it takes."""

import csv
import gc
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import grown
from feedback.areas import load_area
from feedback.bring_in import Report, Source, read_mapping, take_in
from feedback.database import Database
from forms.surveys import SURVEYS

ROWS = 100_000
FEW_ROWS = 1_000
ON = date(2026, 3, 31)
MAPPING = """
[choices.ps_overall]
column = "rating"
values = { "1" = "very_good", "2" = "good", "3" = "neither", "4" = "poor", "5" = "very_poor" }

[[texts]]
column = "said"
question = "ps_better"
"""
SAID = ("Shorter waits", "They were kind", "Start later, please", "A quieter room", "")


def _spreadsheet(folder: Path, rows: int) -> Path:
    chance = Random(1)  # noqa: S311 -- made-up answers
    path = folder / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("rating", "said"))
        for number in range(rows):
            said = chance.choice(SAID)
            writer.writerow((chance.randint(1, 5), f"{said} ({number})" if said else ""))
    return path


def take_all(database: Database, spreadsheet: Path) -> Report:
    """Take a spreadsheet of ours in."""
    place = spreadsheet.with_name("mapping.toml")
    place.write_text(MAPPING, "utf-8")
    survey = SURVEYS["post_session"]
    source = Source(spreadsheet, survey, read_mapping(place, survey), occasion="Benchmark", on=ON)
    area = load_area("city_of_london")
    return take_in(database, source, area=area, tell=lambda _said: None)


def _take_in(folder: Path) -> tuple[Path, float]:
    app = grown.empty(f"import-{datetime.now(UTC):%H%M%S%f}")
    path = _spreadsheet(folder, ROWS)
    gc.collect()
    start = time.process_time()
    report = take_all(grown.database(app), path)
    took = time.process_time() - start
    if report.accepted != ROWS:
        raise RuntimeError(f"{report.accepted} of {ROWS} rows were taken in.")
    return grown.path_of(app), took


def _bare(path: Path) -> float:
    """Seconds that it takes to put the same rows back into the same tables, emptied."""
    tables = ("response", "answer", "comment")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    rows = {one: connection.execute(f"SELECT * FROM {one}").fetchall() for one in tables}  # noqa: S608 -- our own names
    for one in reversed(tables):
        connection.execute(f"DELETE FROM {one}")  # noqa: S608 -- our own names
    gc.collect()
    start = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    for one in tables:
        places = ", ".join("?" * len(rows[one][0]))
        connection.executemany(f"INSERT INTO {one} VALUES ({places})", rows[one])  # noqa: S608 -- our own names
    connection.execute("COMMIT")
    took = time.process_time() - start
    connection.close()
    return took


@cache
def _both() -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        path, ours = _take_in(Path(folder))
        return ours, _bare(path)


def import_rate() -> Measured:
    """I1."""
    ours, bare = _both()
    beside = f"{ROWS / ours:,.0f} rows/s of processor time; executemany {ROWS / bare:,.0f}"
    return Measured(bare / ours, beside)


MEASURE = """
import sys
from pathlib import Path
from benchmarks.bars.importing import take_all
from feedback.database import Database, create_engine_for
take_all(Database(create_engine_for("sqlite:///" + sys.argv[1])), Path(sys.argv[2]))
# Not what getrusage says: that begins with what the parent of the process had.
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def _most_memory(rows: int) -> float:
    """Megabytes that a process of its own has at most while it takes so many rows in."""
    app = grown.empty(f"import-memory-{rows}")
    with TemporaryDirectory() as folder:
        spreadsheet = _spreadsheet(Path(folder), rows)
        words = [sys.executable, "-c", MEASURE, str(grown.path_of(app)), str(spreadsheet)]
        ran = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    return int(ran.stdout) / 1024


def memory() -> Measured:
    """I1: how much more memory it takes as rows grow a hundredfold."""
    few, many = _most_memory(FEW_ROWS), _most_memory(ROWS)
    return Measured(many - few, f"{few:.0f} MB for {FEW_ROWS:,} rows, {many:.0f} MB for {ROWS:,}")


BARS = (
    Bar("I1a", "Import of 100,000 rows", "of executemany", 0.1, 0.3, import_rate, is_at_least=True),
    # Flat is what the same batches take whatever the number of rows, and what a heap wobbles by.
    Bar("I1b", "Memory it takes more, 1,000 to 100,000", "MB", 10, None, memory),
)

"""I1: taking a hundred thousand rows in, beside a bare executemany of the same rows."""

import csv
import gc
import sqlite3
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
from forms.surveys import SURVEYS

ROWS = 100_000
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


def _spreadsheet(folder: Path) -> Path:
    chance = Random(1)  # noqa: S311 -- made-up answers
    path = folder / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("rating", "said"))
        for number in range(ROWS):
            said = chance.choice(SAID)
            writer.writerow((chance.randint(1, 5), f"{said} ({number})" if said else ""))
    return path


def _take_in(folder: Path) -> tuple[Path, float]:
    app = grown.empty(f"import-{datetime.now(UTC):%H%M%S%f}")
    (folder / "mapping.toml").write_text(MAPPING, "utf-8")
    survey = SURVEYS["post_session"]
    mapping = read_mapping(folder / "mapping.toml", survey)
    source = Source(_spreadsheet(folder), survey, mapping, occasion="Benchmark", on=ON)
    area = load_area("city_of_london")
    gc.collect()
    start = time.process_time()
    report: Report = take_in(grown.database(app), source, area=area, tell=lambda _said: None)
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


BARS = (
    Bar("I1", "Import of 100,000 rows", "of executemany", 0.1, 0.3, import_rate, is_at_least=True),
)

"""A file of any length is taken in with the memory that a short one needs."""

import shutil
import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import Engine

from feedback.bring_in import taking_in
from feedback.database import create_engine_for
from tests.feedback.bringing_in import bring, csv_file

SHORT, LONG, AT_ONCE = 300, 1_500, 100


def most_memory(engine: Engine, folder: Path, *, rows: int) -> int:
    """The most bytes that Python held at one time while it took so many rows in."""
    path = csv_file(folder, [("1", f"They were kind ({number})", "good") for number in range(rows)])
    tracemalloc.start()
    try:
        report = bring(engine, path, occasion=f"{rows} rows")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.accepted == rows
    return peak


@pytest.mark.parametrize("at_once", [AT_ONCE, pytest.param(LONG, id="all of them")])
def test_a_longer_file_needs_no_more_memory_unless_rows_are_held(
    at_once: int, migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "RESPONSES_AT_ONCE", at_once)
    engine = create_engine_for(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}")
    most_memory(engine, tmp_path, rows=1)  # What is loaded and compiled once.

    short = most_memory(engine, tmp_path, rows=SHORT)
    long = most_memory(engine, tmp_path, rows=LONG)

    assert (long < 1.2 * short) is (at_once == AT_ONCE)

"""Whoever runs a released version can go on to this one, and finds everything there."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, MetaData, select, text

from feedback import chain, create_app, migrations
from feedback.backups.programs import run_program
from feedback.config import Config
from feedback.database import create_engine_for
from tests.conventions.checkout import ROOT
from tests.feedback.asking import database_of
from tests.released.making import DIALECTS, FOLDER, dump_of, keep, version, versions

# Tables and columns that a later version gave up on purpose, as "table" or "table.column".
GIVEN_UP: frozenset[str] = frozenset()

Rows = dict[str, list[dict[str, Any]]]


def restored(version: str, url: str) -> Engine:
    """The database of a released version, in an empty one."""
    engine = create_engine_for(url)
    dump = dump_of(version, engine.dialect.name)
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as connection:
            connection.executescript(dump.read_text("utf-8"))
    else:
        options = ("--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={dump}")
        run_program("psql", *options, to=engine.url)
        # The dump emptied the search path of its own session only.
        engine.dispose()
    return engine


def rows(engine: Engine) -> Rows:
    """Every row of every table, as the database itself describes them."""
    tables, found = MetaData(), {}
    with engine.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                asked = connection.execute(select(table)).mappings()
                found[table.name] = [dict(row) for row in asked]
    return found


def lost(before: Rows, after: Rows) -> list[str]:
    """What was there and is not any more, but for what was given up on purpose."""
    found = []
    for table, kept in before.items():
        if table in GIVEN_UP:
            continue
        left = after.get(table, [])
        found += [f"a row of {table}"] * max(len(kept) - len(left), 0)
        for column in kept[0] if kept else ():
            was = sorted(str(row[column]) for row in kept)
            now = sorted(str(row.get(column)) for row in left)
            if was != now and f"{table}.{column}" not in GIVEN_UP:
                found.append(f"{table}.{column}")
    return found


@pytest.mark.parametrize("released", versions())
def test_every_released_version_can_be_upgraded_with_all_its_data(
    released: str, database_url: str, config: Config
) -> None:
    engine = restored(released, database_url)
    before = rows(engine)
    assert before["comment"][0]["text"] == "شكرا \U0001f600"

    migrations.upgrade(engine)

    assert lost(before, rows(engine)) == []
    assert migrations.is_current(engine)
    serves(create_app(config, engine=engine))
    engine.dispose()


def serves(app: Flask) -> None:
    """The pages open, and nobody has touched the audit."""
    client = app.test_client()
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.get("/S/ABC234").status_code == 410  # Known, and closed long ago.
    with database_of(app).reading.connect() as connection:
        assert list(chain.problems(connection)) == []


def test_the_newest_released_version_has_a_row_in_every_table(database_url: str) -> None:
    engine = restored(version(), database_url)

    empty = {table for table, kept in rows(engine).items() if not kept}

    # What ends by itself within hours.
    assert empty <= {"staff_session", "throttle"}
    engine.dispose()


def test_a_step_that_loses_something_is_noticed(database_url: str) -> None:
    engine = restored(version(), database_url)
    before = rows(engine)

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM reading"))
        connection.execute(text("UPDATE placement SET label = 'Elsewhere'"))
    found = lost(before, rows(engine))

    assert {"a row of reading", "reading.tone", "placement.label"} <= set(found)
    assert {one.split(".")[0].split()[-1] for one in found} == {"reading", "placement"}
    engine.dispose()


def missing(version: str, folder: Path) -> list[str]:
    """The engines for which a version's database was not kept."""
    return [dialect for dialect in DIALECTS if not dump_of(version, dialect, folder).exists()]


def test_the_version_in_pyproject_has_its_database_here() -> None:
    assert missing(version(), FOLDER) == [], "docs/releasing.md says how to keep it"


def test_a_version_whose_database_nobody_kept_is_noticed() -> None:
    assert missing("99.0.0", FOLDER) == list(DIALECTS)


def test_the_table_of_releases_is_that_of_the_files() -> None:
    named = re.findall(r"^\| (\d\S*) \|", (ROOT / "docs/releasing.md").read_text("utf-8"), re.M)

    assert sorted(named) == versions()


def test_what_was_kept_is_never_made_again() -> None:
    with pytest.raises(SystemExit, match="stay as it was released"):
        keep(version())

"""Databases that grew: made once a run, one for each size, in a folder that goes with the run."""

import atexit
import shutil
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask

from benchmarks.bars import NotMeasuredError
from feedback import create_app, migrations
from feedback.areas import Area
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.results.making import make_due
from feedback.sample.growing import Growth, grow

SURVEY = "post_session"
# One survey in one term is the hardest: everything is counted in one release.
IN_TERM = datetime(2026, 7, 30, 12, tzinfo=UTC)
AFTERWARDS = datetime(2026, 11, 28, 12, tzinfo=UTC)
SECRET = b"the secret of a benchmark, not of anybody"


@cache
def _folder() -> Path:
    made = Path(mkdtemp(prefix="heard-bench-grown-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def in_one_term(responses: int) -> Flask:
    """An app whose only answers are so many, of one survey in one term that is over."""
    app = empty(f"term-{responses}")
    growth = Growth(responses, 1, shares={SURVEY: 1}, terms=1)
    grow(database(app), _config(app), growth, area=area_of(app), now=IN_TERM)
    return app


@cache
def frozen(responses: int) -> tuple[Flask, float]:
    """The same, that term frozen; and in how many seconds. Nobody who counts it has it changed."""
    name = f"frozen-{responses}"
    (_folder() / name).mkdir()
    shutil.copy(path_of(in_one_term(responses)), _folder() / name)
    app = empty(name)
    start = time.monotonic()
    made = make_due(database(app), area_of(app), secret=SECRET, software="bench", now=AFTERWARDS)
    took = time.monotonic() - start
    if not made or made[0].responses is None:
        raise NotMeasuredError("nothing was released")
    return app, took


def add(app: Flask, responses: int) -> None:
    """So many more families, in the term after."""
    growth = Growth(responses, 2, shares={SURVEY: 1}, terms=1)
    grow(database(app), _config(app), growth, area=area_of(app), now=AFTERWARDS)


def empty(name: str) -> Flask:
    """An app in sample mode with every table and no rows but those its folder has already."""
    config = Config.from_environment({"HEARD_DATA_DIR": str(_folder() / name)})
    engine = create_engine_for(config.database_url)
    migrations.upgrade(engine)
    app = create_app(replace(config), engine=engine)
    app.testing = True
    return app


def database(app: Flask) -> Database:
    """The app's database."""
    found: Database = app.extensions["heard_database"]
    return found


def path_of(app: Flask) -> Path:
    """The file of the app's database."""
    return _config(app).data_dir / "heard.sqlite3"


def plain(app: Flask) -> sqlite3.Connection:
    """The same database without anything of ours around it."""
    return sqlite3.connect(path_of(app))


def area_of(app: Flask) -> Area:
    """The app's area."""
    found: Area = app.extensions["heard_area"]
    return found


def _config(app: Flask) -> Config:
    found: Config = app.extensions["heard_config"]
    return found

"""Example Borough, a made-up area, with sample data, frozen terms and one thing that counts."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from tests.conventions.checkout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

FILE = ROOT / "docs/examples/areas/example_borough.toml"


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Flask:
    """The app of the area, made once: a test may add something that the others do not mind."""
    from argon2 import PasswordHasher

    from feedback import create_app, passwords
    from feedback.config import Config
    from tests.feedback.releasing import checking

    folder = tmp_path_factory.mktemp("borough")
    shutil.copy(migrated_sqlite, folder / "heard.sqlite3")
    config = Config.from_environment({"HEARD_DATA_DIR": str(folder), "HEARD_AREA": str(FILE)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        app = checking(create_app(config))
        _filled(app)
    # The hasher that serves is back before any test: S01 may be next in this process.
    return app


def _filled(app: Flask) -> None:
    """What `heard run` puts in, but for the readers of comments, which know no area."""
    from sqlmodel import Session

    from feedback.coproduce.records import seed_candidates
    from feedback.results.due import due
    from feedback.results.terms import due_on
    from feedback.sample import fill
    from tests.feedback.releasing import freeze

    area, database = app.extensions["heard_area"], app.extensions["heard_database"]
    now = datetime.now(UTC)
    fill(database, app.extensions["heard_config"], area=area, now=now)
    with database.session() as session:
        seed_candidates(session, area, now)
    with Session(database.reading) as reading:
        days = {due_on(one.term) for one in due(reading, area, today=now.date())}
    for day in sorted(days):
        freeze(app, now=datetime.combine(day, time(12), UTC))

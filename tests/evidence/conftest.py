"""What every writer of evidence needs: an app whose words it speaks, and one with a sample area."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

# A Saturday in the autumn term, long after the summer's results were frozen.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def speaking_app(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[None]:
    """An app with nothing in it, for all tests of a module: they only write files."""
    with _app(tmp_path_factory.mktemp("data"), migrated_sqlite).app_context():
        yield


@pytest.fixture(scope="session")
def sample_area(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Flask:
    """An app with the sample area and its frozen releases, made once: tests only read it."""
    from feedback.coproduce.records import seed_candidates
    from feedback.results.making import make_due
    from feedback.results.rules import gate_secret
    from feedback.sample import fill

    app = _app(tmp_path_factory.mktemp("sample"), migrated_sqlite)
    config, area = app.extensions["heard_config"], app.extensions["heard_area"]
    database = app.extensions["heard_database"]
    with database.session() as session:
        seed_candidates(session, area, NOW)
    fill(database, config, area=area, now=NOW)
    make_due(database, area, secret=gate_secret(config), software="test", now=NOW)
    return app


def _app(folder: Path, migrated: Path) -> Flask:
    from feedback import create_app
    from feedback.config import Config

    (folder / "heard.sqlite3").write_bytes(migrated.read_bytes())
    return create_app(Config.from_environment({"HEARD_DATA_DIR": str(folder)}))

"""What every writer of evidence needs: an app whose words it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def speaking_app(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[None]:
    """An app with nothing in it, for all tests of a module: they only write files."""
    from feedback import create_app
    from feedback.config import Config

    folder = tmp_path_factory.mktemp("data")
    (folder / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with create_app(Config.from_environment({"HEARD_DATA_DIR": str(folder)})).app_context():
        yield

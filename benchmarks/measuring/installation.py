"""An installation to measure: production settings, the newest tables, open collections."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from flask import Flask

from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from tests.feedback.asking import open_collection
from tests.production import HOST, KEY

# Six questions of its own, and about you.
SURVEY = "post_session"
# Each collection counts for itself how fast answers come, and sets a burst aside.
CODES = tuple(f"ABC2{first}{second}" for first in "3456" for second in "34567")
CODE = CODES[0]
IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it


def settings(data_dir: Path, **special: str) -> dict[str, str]:
    """What the environment of a production server says."""
    return {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_SECRET_KEY": KEY,
        "HEARD_BASE_URL": f"https://{HOST}",
        "HEARD_DATA_DIR": str(data_dir),
        **special,
    }


@contextmanager
def folder(*, in_memory: bool = False) -> Iterator[Path]:
    """A folder on the disk; or in memory, where syncing costs nothing and nothing wobbles."""
    place = IN_MEMORY if in_memory and os.access(IN_MEMORY, os.W_OK) else Path(gettempdir())
    with TemporaryDirectory(dir=place, prefix="heard-bench-") as made:
        yield Path(made)


def prepared(data_dir: Path, **special: str) -> Flask:
    """The app on a database of its own, with a collection behind each code."""
    config = Config.from_environment(settings(data_dir, **special))
    engine = create_engine_for(config.database_url)
    migrations.upgrade(engine)
    app = create_app(config, engine=engine)
    for code in CODES:
        open_collection(app, code, survey_slug=SURVEY, occasion="Coffee morning")
    return app


def ask_about(app: Flask, code: str, slug: str) -> None:
    """Let a code stand for another survey."""
    engine = app.extensions["heard_database"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE collection SET survey_slug = ? WHERE id = "
            "(SELECT collection_id FROM placement WHERE code = ?)",
            (slug, code),
        )

"""A real installation of the first Heard, which was never brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path

from feedback import migrations
from feedback.database import create_engine_for

STAFF = (
    "INSERT INTO staff_member (id, email, name, role, password_hash, is_disabled, is_sample, "
    "created_at) VALUES ('00000000000040008000000000000001', 'ada@example.org', 'Ada', 'officer', "
    "'', 0, 0, '2026-01-05 09:00:00.000000')"
)
COLLECTION = (
    "INSERT INTO collection (id, survey_slug, survey_version, occasion, opens_at, closes_at, "
    "created_at, is_sample) VALUES ('00000000000040008000000000000002', 'post_session', 1, "
    "'Clinic', '2026-01-05 09:00:00.000000', '2026-02-05 09:00:00.000000', "
    "'2026-01-05 09:00:00.000000', 0)"
)


def old_and_real(folder: Path, real: str) -> Path:
    """A database of the first revision, with one real row in it."""
    file = folder / "heard.sqlite3"
    engine = create_engine_for(f"sqlite:///{file}")
    migrations.upgrade(engine, "0001")
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(real)
    return file


def everything(file: Path) -> list[str]:
    """Every table and every row, whichever revision it is of."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())

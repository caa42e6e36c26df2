"""After a reader changed we are told, in counts, what it reads otherwise before it is stored."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from analysis.tone import READER_VERSION
from feedback import readings
from feedback.cli import main
from feedback.database import Database, create_engine_for
from feedback.rereading import preview
from tests.feedback.bringing_in import bring, contents, csv_file, stored


@pytest.fixture
def comments(engine: Engine, tmp_path: Path) -> Database:
    """Two comments that an older reader read, one of them otherwise, on each kind of database."""
    rows = [("1", "Excellent and very kind.", ""), ("5", "Terrible.", "")]
    bring(engine, csv_file(tmp_path, rows))
    database = Database(engine)
    readings.read_pending(database)
    with database.transaction() as connection:
        connection.execute(text("UPDATE reading SET reader = 'older', tone = 'positive'"))
        connection.execute(text("UPDATE noticing SET reader = 'older', language = 'fr'"))
    return database


def test_a_preview_counts_what_would_be_read_otherwise_and_stores_nothing(
    comments: Database,
) -> None:
    before = contents(comments.engine)

    found = preview(comments)

    changed = {
        (change.about, change.before, change.now): number
        for change, number in found.changes.items()
        if change.is_one
    }
    assert (found.comments, found.failed) == (2, 0)
    assert changed == {("tone", "positive", "negative"): 1, ("language", "fr", "en"): 2}
    assert contents(comments.engine) == before


def test_reading_again_adds_and_overwrites_nothing(comments: Database) -> None:
    before = set(stored(comments.engine, "reading", "id", "reader", "tone"))

    readings.read_pending(comments)

    after = set(stored(comments.engine, "reading", "id", "reader", "tone"))
    assert before < after
    assert {row[1] for row in after} == {"older", READER_VERSION}
    assert len(stored(comments.engine, "noticing", "id")) == 4


def test_the_command_says_what_changes_and_never_what_families_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path))
    file = tmp_path / "heard.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine = create_engine_for(f"sqlite:///{file}")
    bring(engine, csv_file(tmp_path, [("5", "Terrible.", "")]))
    readings.read_pending(Database(engine))
    with engine.begin() as connection:
        connection.execute(text("UPDATE reading SET reader = 'older', tone = 'positive'"))

    dry = CliRunner().invoke(main, ["reread", "--dry-run"])
    rows_after_dry_run = len(stored(engine, "reading", "id"))
    done = CliRunner().invoke(main, ["reread"])

    for result in (dry, done):
        assert result.exit_code == 0, result.output
        assert "tone, as older read it:\n  positive -> negative: 1\n" in result.output
        assert "Terrible" not in result.output
    assert "Nothing was stored." in dry.output
    assert rows_after_dry_run == 1
    assert len(stored(engine, "reading", "id")) == 2
    engine.dispose()

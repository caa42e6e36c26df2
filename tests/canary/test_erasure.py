"""What families wrote is in no byte of any file once it was taken back or its time was over."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from feedback import create_app, database
from feedback.backups import delete_old, make_backup
from feedback.config import Config
from feedback.erase import erase_due, erasing
from tests.canary.planting import STEM, Planted, holding, places_in, plant
from tests.feedback.asking import database_of, open_collection, stamp_on
from tests.feedback.releasing import checking, freeze
from tests.feedback.staff_pages import send_form, signed_in

LATER = datetime(2026, 1, 20, 12, tzinfo=UTC)
# Long after everything; no term reaches so far, and none has to.
MUCH_LATER = date(2030, 6, 1)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of our own, to look into."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    return folder


@pytest.fixture(scope="module")
def original(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path
) -> tuple[Path, Planted]:
    """A data folder with every box filled, to be copied for each test; and what was typed."""
    folder = tmp_path_factory.mktemp("planted") / "data"
    folder.mkdir()
    shutil.copy(migrated_sqlite, folder / "heard.sqlite3")
    app = checking(create_app(settings(folder)))
    found = plant(app)
    database_of(app).engine.dispose()
    assert len(found.boxes) > 40
    assert len(found.papers) > 5
    return folder, found


def settings(folder: Path) -> Config:
    """Those of sample mode, on this data folder."""
    return Config.from_environment({"HEARD_DATA_DIR": str(folder)})


@pytest.fixture
def copied(original: tuple[Path, Planted], temporary: Path, tmp_path: Path) -> Config:
    """The settings of a copy of it."""
    folder = shutil.copytree(original[0], tmp_path / "copied")
    assert holding(folder) != [], "the canary was never there"
    return settings(folder)


@pytest.fixture
def app(copied: Config) -> Flask:
    """The app on the copy."""
    return checking(create_app(copied))


@pytest.fixture
def planted(original: tuple[Path, Planted]) -> Planted:
    """What was typed into it."""
    return original[1]


def data_dir(app: Flask) -> Path:
    """Where the app keeps everything."""
    config: Config = app.extensions["heard_config"]
    return config.data_dir


def take_all_back(app: Flask, planted: Planted) -> None:
    """Every family by its receipt, an officer with every paper."""
    family, officer = app.test_client(), signed_in(app)
    for receipt in planted.receipts:
        assert family.post("/withdraw", data={"receipt": receipt}).status_code == 200
    for paper in planted.papers:
        with send_form(officer, f"{paper}/delete") as answer:
            assert answer.status_code == 303


def let_time_pass(app: Flask) -> None:
    """As if all of it had been said in autumn 2025, and that term had been released."""
    with database_of(app).transaction() as connection:
        connection.execute(text("UPDATE response SET week = '2025-10-06'"))
        connection.execute(text("UPDATE missing_language SET week = '2025-10-06'"))
        opened = "UPDATE collection SET opens_at = '2025-10-01 09:00:00'"
        connection.execute(text(opened))
    freeze(app, now=LATER)


def erase(app: Flask, today: date = MUCH_LATER) -> None:
    """What is due by then goes."""
    erase_due(database_of(app), app.extensions["heard_area"], today=today)


def test_what_was_taken_back_is_in_no_byte(
    app: Flask, planted: Planted, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    take_all_back(app, planted)
    with database_of(app).reading.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM response")).scalar_one() == 0
    # No receipt leads to a wish for a language: it goes by itself.
    let_time_pass(app)
    erase(app)

    assert holding(data_dir(app)) == []
    assert holding(temporary) == []
    assert STEM not in caplog.text


def test_what_was_taken_back_alone_is_gone_at_once(app: Flask, planted: Planted) -> None:
    with database_of(app).transaction() as connection:
        connection.execute(text("DELETE FROM missing_language"))

    take_all_back(app, planted)

    assert places_in(data_dir(app) / "heard.sqlite3") == []
    assert holding(data_dir(app)) == []


def test_what_was_erased_is_in_no_byte(
    app: Flask, planted: Planted, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    let_time_pass(app)

    erase(app)

    assert holding(data_dir(app)) == []
    assert holding(temporary) == []
    assert STEM not in caplog.text
    assert (data_dir(app) / "heard.sqlite3-wal").stat().st_size == 0


def test_only_approved_words_are_left_between_the_two_times(app: Flask, planted: Planted) -> None:
    let_time_pass(app)

    erase(app, date(2026, 11, 1))

    kept = (data_dir(app) / "heard.sqlite3").read_bytes()
    assert f"{STEM} in short".encode() in kept
    for gone in ("wrote Samuel", "on paper", "translated", "why"):
        assert f"{STEM} {gone}".encode() not in kept
    assert b"Samuel" not in kept


def test_the_answer_that_was_changed_is_in_no_byte(config: Config) -> None:
    app = checking(create_app(config))
    open_collection(app)
    family = app.test_client()
    stamp = stamp_on(family)
    first = {"nonce": stamp, "ps_overall": "good", "ps_better": STEM}
    family.post("/S/ABC234", data=first)
    assert holding(data_dir(app)) != []

    family.post("/S/ABC234", data=first | {"ps_better": "Nothing", "change": "yes"})

    assert holding(data_dir(app)) == []


def test_the_newest_backup_is_the_last_place_and_goes_by_its_day(
    app: Flask, planted: Planted, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    before = make_backup(database_of(app).engine, backups / "before").folder
    take_all_back(app, planted)
    let_time_pass(app)
    erase(app)
    assert holding(backups) != [], "the canary was never in a backup"

    last_day = (datetime.now(UTC) + timedelta(days=35)).date()
    after = make_backup(database_of(app).engine, backups / "after").folder
    early = delete_old(backups, days=35, today=last_day - timedelta(days=1), but=after)
    gone = delete_old(backups, days=35, today=last_day, but=after)

    assert early == []
    assert [one.folder for one in gone] == [before]
    assert holding(backups) == []
    assert json.loads((after / "manifest.json").read_text())["contents"]["rows"]["response"] == 0


@pytest.fixture
def careless(copied: Config, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The same app on a SQLite that only forgets where things were."""
    prepare = database._prepare_sqlite

    def without(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA secure_delete=OFF")

    monkeypatch.setattr(database, "_prepare_sqlite", without)
    monkeypatch.setattr(erasing, "_refuse_unless_overwritten", lambda _database: None)
    return checking(create_app(copied))


@pytest.mark.parametrize("way", ["taken back", "erased"])
def test_without_overwriting_it_would_have_stayed(
    careless: Flask, planted: Planted, way: str
) -> None:
    if way == "taken back":
        take_all_back(careless, planted)
    let_time_pass(careless)
    erase(careless)

    with database_of(careless).reading.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM comment")).scalar_one() == 0
    assert holding(data_dir(careless)) != []


def test_without_emptying_the_journal_it_would_have_stayed(
    app: Flask, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.Database, "empty_journal", lambda _database: True)

    take_all_back(app, planted)

    assert any(name.endswith("-wal") for name in holding(data_dir(app)))

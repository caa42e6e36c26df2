"""Backups are deleted when their days are over, and nothing else ever is."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from feedback.backups import delete_old, make_backup, over_their_time
from feedback.backups.manifest import FILE
from feedback.cli import main
from feedback.config import Config
from tests.feedback.asking import database_of

TODAY = date(2026, 11, 28)


@pytest.fixture
def kept(app: Flask, tmp_path: Path) -> Path:
    """A folder with a backup of 35 days ago, one of 34, and something else."""
    folder = tmp_path / "backups"
    for name, days in (("old", 35), ("young", 34)):
        made = make_backup(database_of(app).engine, folder / name).folder
        of_day(made, TODAY - timedelta(days=days))
    (folder / "letters").mkdir()
    (folder / "letters" / "keep.txt").write_text("not ours")
    (folder / "notes.txt").write_text("not ours")
    return folder


def of_day(folder: Path, day: date) -> None:
    """As if the backup had been made on this day."""
    said = json.loads((folder / FILE).read_text())
    said["made_at"] = f"{day}T02:15:00+00:00"
    (folder / FILE).write_text(json.dumps(said))


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def backup(config: Config, *arguments: str) -> Result:
    """Type the command."""
    settings = {"HEARD_DATA_DIR": str(config.data_dir)}
    return CliRunner().invoke(main, ["backup", *arguments], env=settings)


def test_those_over_their_time_go_and_nothing_else(kept: Path) -> None:
    gone = delete_old(kept, days=35, today=TODAY, but=kept / "new")

    assert [one.folder.name for one in gone] == ["old"]
    assert names(kept) == ["letters", "notes.txt", "young"]


def test_what_a_broken_run_left_behind_goes_too(kept: Path) -> None:
    broken = kept / ".night.abc"
    broken.mkdir()
    copy = broken / "heard.sqlite3"
    copy.write_bytes(b"half of it")
    long_ago = datetime(2026, 10, 1, tzinfo=UTC).timestamp()
    os.utime(copy, (long_ago, long_ago))

    gone = delete_old(kept, days=35, today=TODAY, but=kept / "new")

    assert [one.folder.name for one in gone] == [".night.abc", "old"]


def test_a_link_to_elsewhere_is_left_alone(kept: Path, tmp_path: Path) -> None:
    (kept / "old").rename(tmp_path / "elsewhere")
    (kept / "old").symlink_to(tmp_path / "elsewhere")

    assert over_their_time(kept, days=35, today=TODAY) == []


def test_the_command_deletes_after_a_good_backup_and_says_so(kept: Path, config: Config) -> None:
    today = datetime.now(UTC).date()
    of_day(kept / "old", today - timedelta(days=35))
    of_day(kept / "young", today - timedelta(days=34))

    done = backup(config, "--keep-days", "35", str(kept / "tonight"))

    assert done.exit_code == 0, done.output
    assert names(kept) == ["letters", "notes.txt", "tonight", "young"]
    assert f"Deleted {kept / 'old'}" in done.output
    assert f"from {today + timedelta(days=35)} on" in done.output


def test_a_backup_that_fails_costs_no_older_one(kept: Path, config: Config) -> None:
    before = names(kept)

    failed = backup(config, "--keep-days", "7", str(kept / "young"))

    assert failed.exit_code == 2
    assert names(kept) == before


def test_more_days_than_families_are_told_are_refused(kept: Path, config: Config) -> None:
    refused = backup(config, "--keep-days", "36", str(kept / "tonight"))

    assert refused.exit_code == 2
    assert "families are told so" in refused.output
    assert "tonight" not in names(kept)


def test_without_the_option_old_ones_are_only_named(kept: Path, config: Config) -> None:
    today = datetime.now(UTC).date()
    of_day(kept / "old", today - timedelta(days=60))
    of_day(kept / "young", today)

    done = backup(config, str(kept / "tonight"))

    assert "older than the 35 days families are told: 1" in done.output
    assert "old" in names(kept)

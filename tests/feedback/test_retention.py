"""Who erases, when, and after how many days: as the area and the operator say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from feedback.areas import Area, AreaError, load_area
from feedback.cli import main
from feedback.cli.beside import ERASING
from feedback.cli.running import _beside
from feedback.config import Config, ConfigError, Erasing
from tests.feedback.asking import stored
from tests.feedback.erasing import (
    WORDS,
)
from tests.feedback.families import asked, families_write


def test_it_runs_beside_the_server_where_the_operator_said_so(config: Config) -> None:
    def runs(**changes: object) -> bool:
        return ERASING in _beside(replace(config, **changes))  # type: ignore[arg-type]  # any setting

    assert runs(erasing=Erasing.DAILY)
    assert not runs()
    assert not runs(erasing=Erasing.CRON)
    assert not runs(erasing=Erasing.DAILY, is_read_only=True)


def test_the_command_rehearses_and_then_does_it(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough ago on any day this is run; the term is one the area's file does not reach.
    families_write(app, asked(app), 12, WORDS, week=date(2020, 1, 6), is_quarantined=True)
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))

    rehearsal = CliRunner().invoke(main, ["erase-due", "--dry-run"])
    kept = len(stored(app)[0])
    done = CliRunner().invoke(main, ["erase-due"])

    assert (rehearsal.exit_code, kept) == (0, 12)
    assert "Would erase whole responses: 12" in rehearsal.output
    assert "nothing was changed" in rehearsal.output
    assert done.exit_code == 0, done.output
    assert "Erased whole responses: 12" in done.output
    assert stored(app)[0] == []
    assert len(list((config.data_dir / "erased").glob("*.json"))) == 1


def area_with(folder: Path, old: str, new: str) -> Area:
    """The City's file with another line."""
    city = Path(load_area.__code__.co_filename).with_name("city_of_london.toml").read_text()
    assert f"\n{old}\n" in city
    kept = folder / "other.toml"
    kept.write_text(city.replace(f"\n{old}\n", f"\n{new}\n"))
    return load_area(str(kept))


def test_the_area_decides_how_long(tmp_path: Path) -> None:
    assert area_with(tmp_path, "comments = 365", "comments = 400").retention.comments == 400


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("comments = 365", "comments = 800", "longer than quotes"),
        ("quotes = 730", "quotes = 1200", "longer than responses"),
        ("wishes = 365", "wishes = 400", "longer than comments"),
        ("paper = 180", "paper = 1100", "longer than responses"),
        ("paper = 180", "paper = 27", "greater than or equal to 28"),
        ("backups = 35", "backups = 400", "less than or equal to 365"),
        ("backups = 35", 'backups = "35"', "whole number"),
        ("backups = 35", "backup = 35", "do not know, backup"),
    ],
)
def test_days_that_cannot_be_are_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(AreaError, match=reason):
        area_with(tmp_path, old, new)


@pytest.mark.parametrize(("said", "meant"), [("", "nobody"), ("daily", "daily"), ("cron", "cron")])
def test_the_operator_says_who_erases(said: str, meant: str, tmp_path: Path) -> None:
    config = Config.from_environment({"HEARD_DATA_DIR": str(tmp_path), "HEARD_ERASE_DUE": said})

    assert config.erasing is Erasing(meant)


def test_another_word_for_who_erases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HEARD_ERASE_DUE is 'always'"):
        Config.from_environment({"HEARD_DATA_DIR": str(tmp_path), "HEARD_ERASE_DUE": "always"})


def test_the_check_says_when_something_is_overdue(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    families_write(app, asked(app), 12, WORDS, week=date(2020, 1, 6), is_quarantined=True)
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))

    off = CliRunner().invoke(main, ["check"]).output
    monkeypatch.setenv("HEARD_ERASE_DUE", "daily")
    late = CliRunner().invoke(main, ["check"])
    CliRunner().invoke(main, ["erase-due"])
    done = CliRunner().invoke(main, ["check"]).output

    assert "families are told no date" in off
    assert "overdue by more than two days" in late.output
    assert late.exit_code == 1
    assert "Erasing:       fine (daily)" in done

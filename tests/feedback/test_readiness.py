"""The public is told whether we are fit for work; the operator is told why not."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from feedback import create_app, durability, migrations, readiness
from feedback.backups import make_backup
from feedback.config import Config, ConfigError, Environment
from feedback.database import Database, create_engine_for
from tests.client import CheckingClient
from tests.feedback.asking import database_of
from tests.feedback.test_cli import heard

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def in_production(config: Config) -> Config:
    return replace(
        config,
        environment=Environment.PRODUCTION,
        base_url="https://heard.example",
        secret_key="s" * 40,
    )


def unfit(config: Config, engine: Engine, *, now: datetime = NOW) -> dict[str, str]:
    """What is found that is not fine."""
    found = readiness.findings(config, Database(engine), now=now)
    return {one.name: one.words for one in found if not one.is_fine}


def with_pragma(url: str, pragma: str) -> Engine:
    """An engine of ours that somebody has made less safe."""
    engine = create_engine_for(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}"))
    return engine


def test_a_database_of_ours_keeps_its_promises(config: Config) -> None:
    assert durability.broken_promises(create_engine_for(config.database_url)) == []


@pytest.mark.parametrize(
    "pragma",
    ["synchronous=NORMAL", "foreign_keys=OFF", "secure_delete=OFF", "journal_mode=DELETE"],
)
def test_production_refuses_a_sqlite_that_would_forget(config: Config, pragma: str) -> None:
    name, _equals, _value = pragma.partition("=")

    with pytest.raises(ConfigError, match=f"would not keep .* {name} is "):
        create_app(in_production(config), engine=with_pragma(config.database_url, pragma))

    create_app(config, engine=with_pragma(config.database_url, pragma))


def test_production_refuses_a_postgresql_that_would_forget(
    postgres_url: str, config: Config
) -> None:
    # The tests' own cluster runs without fsync.
    with pytest.raises(ConfigError, match="fsync is off, and a power cut would lose families"):
        create_app(in_production(config), engine=create_engine_for(postgres_url))


def test_production_refuses_a_role_whose_commits_may_be_lost(postgres_url: str) -> None:
    lazy = create_engine_for(f"{postgres_url}&options=-c%20synchronous_commit%3Doff")

    assert any(
        said.startswith("synchronous_commit is off") for said in durability.broken_promises(lazy)
    )


def test_a_database_that_is_away_at_the_start_does_not_stop_it(config: Config) -> None:
    away = create_engine_for("postgresql://heard@127.0.0.1:1/heard")

    app = create_app(in_production(config), engine=away)

    answer = app.test_client().get("/readyz", base_url="https://heard.example")
    assert (answer.status_code, answer.data) == (503, b"not ok\n")


def test_ready_is_one_word_for_everybody(client: CheckingClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.data) == (200, b"ok\n")


def test_not_ready_says_nothing_more(app: Flask, client: CheckingClient) -> None:
    migrations.downgrade(database_of(app).engine, migrations.revisions()[-2])

    answer = client.get("/readyz")

    assert (answer.status_code, answer.data) == (503, b"not ok\n")
    assert client.get("/healthz").status_code == 200


def test_who_asks_often_makes_us_write_once(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def look(*_: object, now: datetime) -> list[readiness.Finding]:
        looked.append(now)
        return []

    monkeypatch.setattr(readiness, "findings", look)

    assert {client.get("/readyz").status_code for _time in range(20)} == {200}
    assert len(looked) == 1


def test_a_database_that_takes_no_write_is_not_ready(engine: Engine, config: Config) -> None:
    fit = unfit(config, engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA query_only=ON"))
        engine.dispose()
    else:
        with engine.begin() as connection:
            name = engine.url.database
            connection.exec_driver_sql(
                f"ALTER DATABASE {name} SET default_transaction_read_only=on"
            )
        engine.dispose()

    assert "Writing" not in fit
    assert unfit(config, engine)["Writing"].startswith("nothing can be saved")


def test_a_look_changes_nothing(config: Config) -> None:
    engine = create_engine_for(config.database_url)
    file = config.data_dir / "heard.sqlite3"

    def dump() -> list[str]:
        with closing(sqlite3.connect(file)) as connection:
            return list(connection.iterdump())

    before = dump()
    assert unfit(config, engine) == {}

    assert dump() == before


def test_a_nearly_full_disk_is_not_ready(config: Config) -> None:
    engine = create_engine_for(config.database_url)
    wanted = shutil.disk_usage(config.data_dir).free // readiness.MEGABYTE + 1000

    found = unfit(replace(config, least_free_megabytes=wanted), engine)

    assert f"HEARD_LEAST_FREE_MB is {wanted:,}" in found["Disk space"]


def test_the_age_of_the_newest_backup_is_watched_when_asked(config: Config, tmp_path: Path) -> None:
    engine = create_engine_for(config.database_url)
    watched = replace(config, backup_dir=tmp_path / "backups", most_hours_since_backup=26)
    without = unfit(watched, engine)
    made_at = make_backup(engine, tmp_path / "backups" / "monday").manifest.made_at

    assert without["Backups"].startswith("none in")
    assert unfit(watched, engine, now=made_at + timedelta(hours=26)) == {}
    late = unfit(watched, engine, now=made_at + timedelta(hours=26, seconds=1))
    assert late["Backups"].startswith("more than 26 hours old")
    assert unfit(config, engine, now=made_at + timedelta(days=900)) == {}


def test_a_backup_whose_manifest_cannot_be_read_does_not_count(
    config: Config, tmp_path: Path
) -> None:
    engine = create_engine_for(config.database_url)
    folder = make_backup(engine, tmp_path / "backups" / "monday").folder
    (folder / "manifest.json").write_text(json.dumps({"format": 1}))

    found = unfit(replace(config, backup_dir=tmp_path / "backups"), engine)

    assert found["Backups"].startswith("none in")


def test_check_says_each_of_them(
    monkeypatch: pytest.MonkeyPatch, config: Config, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))
    fine = heard("check")
    monkeypatch.setenv("HEARD_BACKUP_DIR", str(tmp_path / "backups"))
    late = heard("check")

    for name in ("Durability", "Writing", "Revision", "Disk space"):
        assert f"{name + ':':<14} fine" in fine.stdout
    assert "Backups:       not watched" in fine.stdout
    assert (fine.exit_code, late.exit_code) == (0, 1)
    assert "Run `heard backup`." in late.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARD_READ_ONLY", "yes"),
        ("HEARD_BACKUP_HOURS", "a day"),
        ("HEARD_LEAST_FREE_MB", "-1"),
    ],
)
def test_a_setting_that_means_nothing_stops_the_start(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_environment({"HEARD_DATA_DIR": str(tmp_path), name: value})

"""`heard run`: serves with sample data, keeps what is there, and stops whole."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from feedback import create_app
from feedback.areas import load_area
from feedback.cli.running import prepare
from feedback.cli.welcome import welcome
from feedback.config import Config, ConfigError, Environment
from feedback.database import Database, create_engine_for
from feedback.sample import credentials, fill, has_sample_data
from forms.surveys import SURVEYS
from tests.factories import collection, staff_member, store
from tests.feedback import older
from tests.feedback.bringing_in import contents
from tests.server import HEARD, free_port

AREA = load_area("city_of_london")
NOW = datetime.now(UTC)
PATIENCE = 30


@dataclass(frozen=True)
class Running:
    """`heard run` in a session of its own."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def members(self) -> list[int]:
        """Every process of its session, itself first."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # It has ended meanwhile.
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return sorted(found)

    def workers(self) -> list[int]:
        """The processes that answer families."""
        return [
            member
            for member in self.members()
            if member != self.process.pid
            and b"--beside" not in Path(f"/proc/{member}/cmdline").read_bytes()
        ]


def until(fulfilled: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fulfilled():
        assert time.monotonic() < deadline, f"waited {PATIENCE} seconds until {what}"
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as response:  # noqa: S310 -- ours
            return bool(response.read() == b"ok\n")
    except OSError:
        return False


@contextmanager
def running(data_dir: Path) -> Iterator[Running]:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    log = data_dir.parent / f"{data_dir.name}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [HEARD, "run"],
            env={**kept, "HEARD_DATA_DIR": str(data_dir), "PORT": str(port)},
            stdout=file,
            stderr=subprocess.STDOUT,
            # From a folder with a trap in it: a forms.py that is not ours.
            cwd=data_dir.parent,
            start_new_session=True,
        )
    found = Running(process, f"http://127.0.0.1:{port}", log)
    try:
        until(lambda: answers(found.url) or process.poll() is not None, "it answers")
        assert process.poll() is None, log.read_text()
        yield found
    finally:
        for member in found.members():
            os.kill(member, signal.SIGKILL)
        process.wait()


def count(data_dir: Path, table: str) -> int:
    with closing(sqlite3.connect(data_dir / "heard.sqlite3")) as connection:
        [found] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found)


def test_it_serves_reads_comments_beside_and_stops_whole(tmp_path: Path) -> None:
    (tmp_path / "forms.py").write_text("raise RuntimeError('not ours')")
    data_dir = tmp_path / "data"
    with running(data_dir) as first:
        request = urllib.request.Request(  # noqa: S310 -- ours
            f"{first.url}/S/GARDEN", headers={"User-Agent": "Peculiar Phone"}
        )
        with urllib.request.urlopen(request) as page:  # noqa: S310 -- ours
            assert page.status == 200
        until(
            lambda: count(data_dir, "reading") == count(data_dir, "comment") > 0,
            "every comment is read",
        )
        counted = ("response", "comment", "reading", "results_release", "counted_response")
        kept = {name: count(data_dir, name) for name in counted}
        first.process.send_signal(signal.SIGTERM)

        assert first.process.wait(10) == 0
        until(lambda: first.members() == [], "every process has ended")
        printed = first.log.read_text()
    with running(data_dir) as second:
        again = second.log.read_text()

    for slug in SURVEYS:
        assert str(SURVEYS[slug].title) in printed
    assert "Peculiar" not in printed
    # Whoever tries Heard finds results at once, and starting again counts nothing twice.
    assert all(kept.values())
    # The server wonders about its many threads, the last thing a new person would read.
    assert "WARNING" not in printed
    # The addresses it prints at the start, and no line for each visit.
    assert printed.count("GARDEN") == 1
    assert "127.0.0.1 -" not in printed
    assert kept == {name: count(data_dir, name) for name in kept}
    # The same codes and passwords, at another port.
    assert again == printed.replace(first.url, second.url)


def test_a_server_that_dies_is_not_hidden(tmp_path: Path) -> None:
    with running(tmp_path / "data") as started:
        [worker] = started.workers()
        os.kill(worker, signal.SIGKILL)

        assert started.process.wait(15) == 1
        until(lambda: started.members() == [], "every process has ended")


def test_what_runs_beside_a_killed_server_ends_too(tmp_path: Path) -> None:
    with running(tmp_path / "data") as started:
        beside = [m for m in started.members() if m not in started.workers()][1:]
        assert len(beside) == 3
        started.process.kill()

        until(lambda: not set(beside) & set(started.members()), "all have noticed")


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [HEARD, "run"],
            env={**os.environ, "HEARD_DATA_DIR": str(tmp_path), "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.startswith(f"heard: Port {port} is taken by another program.")
    assert len(done.stderr.splitlines()) == 1


def in_production(config: Config) -> Config:
    return replace(
        config,
        environment=Environment.PRODUCTION,
        base_url="https://heard.example",
        secret_key="s" * 40,
    )


def test_credentials_are_printed_in_sample_mode_only(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests' own PostgreSQL may forget at a power cut, which production refuses.
    monkeypatch.setattr("feedback.durability.POSTGRESQL", {})
    prepare(config, engine, area=AREA)
    production = in_production(config)

    in_sample = welcome(create_app(config, engine=engine), config, now=NOW)
    served = welcome(create_app(production, engine=engine), production, now=NOW)

    for one in credentials(config):
        assert one.password in in_sample
    for one in (*credentials(config), *credentials(production)):
        assert one.password not in served
        assert one.email not in served
    assert "Staff sign in at https://heard.example/staff/sign-in" in served
    assert "nobody may yet" not in in_sample + served


def test_a_first_start_says_how_the_first_of_staff_comes_in(app: Flask, config: Config) -> None:
    assert "(nobody may yet: heard add-staff" in welcome(app, config, now=NOW)


def test_production_starts_without_anything_made_up(engine: Engine, config: Config) -> None:
    before = contents(engine)

    prepare(in_production(config), engine, area=AREA)

    after = contents(engine)
    assert {name for name in after if after[name] != before[name]} == {"initiative"}
    assert len(after["initiative"]) == len(AREA.initiatives)
    assert not has_sample_data(engine)


def test_starting_again_adds_no_candidate_twice(engine: Engine, config: Config) -> None:
    prepare(in_production(config), engine, area=AREA)
    before = contents(engine)

    prepare(in_production(config), engine, area=AREA)

    assert contents(engine) == before


def test_production_refuses_a_database_with_sample_data(engine: Engine, config: Config) -> None:
    prepare(config, engine, area=AREA)

    with pytest.raises(ConfigError, match="sample staff or made-up answers"):
        prepare(in_production(config), engine, area=AREA)


@pytest.mark.parametrize("real", [older.STAFF, older.COLLECTION])
def test_sample_mode_refuses_a_real_database_and_leaves_it_as_it_was(
    config: Config, tmp_path: Path, real: str
) -> None:
    file = older.old_and_real(tmp_path, real)
    before = older.everything(file)
    engine = create_engine_for(f"sqlite:///{file}")

    with pytest.raises(ConfigError, match=r"not made up, .* so nothing was changed"):
        prepare(config, engine, area=AREA)
    engine.dispose()

    assert older.everything(file) == before


@pytest.fixture
def light(config: Config) -> Iterator[Engine]:
    """An empty SQLite database."""
    engine = create_engine_for(config.database_url)
    yield engine
    engine.dispose()


def test_sample_mode_refuses_a_real_database_that_was_once_filled(
    light: Engine, config: Config
) -> None:
    with Database(light).session() as session:
        store(session, [staff_member(created_at=NOW - timedelta(days=1))])
    fill(Database(light), config, area=AREA, now=NOW)

    with pytest.raises(ConfigError, match="not made up"):
        prepare(config, light, area=AREA)


def test_what_somebody_tried_in_the_sample_does_not_keep_it_from_starting_again(
    light: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Freezing the terms takes long, and comes after what is asked here.
    monkeypatch.setattr("feedback.cli.running._freeze_as_it_came_due", lambda *_, **__: None)
    fill(Database(light), config, area=AREA, now=NOW)
    later = NOW + timedelta(hours=1)
    with Database(light).session() as session:
        store(session, [collection(created_at=later), staff_member(created_at=later)])
    before = contents(light)

    prepare(config, light, area=AREA)

    after = contents(light)
    assert {name for name in after if after[name] != before[name]} == {"initiative"}

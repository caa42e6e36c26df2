"""Fixtures every test may ask for: an app with an empty database, both databases, a real server
and a real browser.

The app is imported where it is asked for: tests of wording and arithmetic run without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.loopback import stay_here
from tests.postgres import Cluster, running_cluster
from tests.second_try import give_second_tries
from tests.server import Server, running_server

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import BytecodeCache
    from playwright.sync_api import Browser
    from sqlalchemy import Engine

    from feedback.config import Config
    from tests.client import CheckingClient
    from tests.stand_in_provider import StandIn

# Whatever asks another machine fails there and then, in whichever test it does.
stay_here()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try once more what waits for browsers and servers."""
    give_second_tries(items)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file at the newest revision, made once and copied for each test."""
    from feedback import migrations
    from feedback.database import create_engine_for

    path = tmp_path_factory.mktemp("migrated") / "heard.sqlite3"
    engine = create_engine_for(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def config(tmp_path: Path, migrated_sqlite: Path) -> Config:
    """Settings for one test: sample mode, a data folder of its own, an empty database."""
    from feedback.config import Config

    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copy(migrated_sqlite, data_dir / "heard.sqlite3")
    return Config.from_environment({"HEARD_DATA_DIR": str(data_dir)})


@pytest.fixture(scope="session")
def compiled_templates() -> Iterator[BytecodeCache]:
    """Templates compiled once a test process, not once an app; and so are routes and areas."""
    from tests.compiled import InMemory, compile_rules_once, parse_areas_once

    with pytest.MonkeyPatch.context() as patch:
        compile_rules_once(patch)
        parse_areas_once(patch)
        yield InMemory()


@pytest.fixture
def app(
    config: Config, compiled_templates: BytecodeCache, monkeypatch: pytest.MonkeyPatch
) -> Flask:
    """The app, with every table and no rows; its passwords are hashed quickly and badly.

    What a hash costs is S01's to test, with the hasher that serves.
    """
    from argon2 import PasswordHasher

    from feedback import create_app, passwords
    from tests.client import CheckingClient

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    app = create_app(config)
    app.jinja_env.bytecode_cache = compiled_templates
    app.testing = True
    app.test_client_class = CheckingClient
    return app


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A browser without cookies; every answer it gets is checked."""
    from tests.client import CheckingClient

    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server; each test process has its own."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated_postgres(postgres_cluster: Cluster) -> Iterator[str]:
    """A PostgreSQL database at the newest revision, made once and copied for each test."""
    from feedback import migrations
    from feedback.database import create_engine_for

    with postgres_cluster.fresh_database() as url:
        engine = create_engine_for(url)
        migrations.upgrade(engine)
        engine.dispose()
        yield url


@pytest.fixture
def postgres_url(postgres_cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database for one test: empty, or at the newest revision for an engine."""
    is_migrated = "engine" in request.fixturenames
    model = request.getfixturevalue("migrated_postgres") if is_migrated else None
    with postgres_cluster.fresh_database(like=model) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, unless the test asks for an engine: it runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def engine(database_url: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database at the newest revision: the test runs once on each kind."""
    from feedback.database import create_engine_for

    if database_url.startswith("sqlite:///"):
        migrated: Path = request.getfixturevalue("migrated_sqlite")
        shutil.copy(migrated, database_url.removeprefix("sqlite:///"))
    engine = create_engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def work_provider() -> Iterator[StandIn]:
    """Where staff of the live server have their work accounts."""
    from tests.stand_in_provider import running_provider

    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="session")
def live_server(
    tmp_path_factory: pytest.TempPathFactory, work_provider: StandIn
) -> Iterator[Server]:
    """`heard run` itself, with its sample data, on a free port."""
    from tests.stand_in_provider import settings_for

    folder = tmp_path_factory.mktemp("live")
    with running_server(folder, **settings_for(work_provider)) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: a browser build of its own could not be fetched everywhere."""
    from playwright.sync_api import expect, sync_playwright

    # Its own five seconds are too few where much else runs; what comes sooner waits no longer.
    expect.set_options(timeout=30_000)
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; `make test` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            # Containers have no sandbox to give and little shared memory.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()

"""Heard behind a PgBouncer in transaction mode, which gives each transaction any server's ear."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from feedback import chain, create_app, migrations
from feedback.chain import Entry
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Action
from feedback.turns import one_at_a_time
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, stored
from tests.feedback.bringing_in import contents
from tests.pgbouncer import running_pgbouncer
from tests.postgres import Cluster

SERVERS = 2
# psycopg prepares a statement the fifth time that a connection sends it.
OFTEN = 8
FAMILIES = 3
ASK = text("SELECT :number")


@pytest.fixture(scope="module")
def pooled(postgres_cluster: Cluster) -> Iterator[int]:
    """The port of a PgBouncer."""
    with running_pgbouncer(postgres_cluster, servers=SERVERS) as port:
        yield port


@pytest.fixture
def pooled_url(postgres_url: str, pooled: int) -> str:
    """An empty database, asked through the PgBouncer."""
    name = make_url(postgres_url).database
    return f"postgresql+psycopg://heard@127.0.0.1:{pooled}/{name}"


@pytest.fixture
def through(pooled_url: str) -> Iterator[Engine]:
    """The engine as Heard makes it, through the PgBouncer."""
    engine = create_engine_for(pooled_url)
    yield engine
    engine.dispose()


def test_families_and_staff_are_served_through_a_pool_of_connections(
    through: Engine, config: Config
) -> None:
    migrations.upgrade(through)
    app = create_app(config, engine=through)
    open_collection(app)

    def answer(_family: int) -> list[int]:
        app.test_client_class = CheckingClient
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        said = {"ps_overall": "good", "ps_better": "Please start later"}
        found = [send(client, said).status_code for _time in range(OFTEN)]
        with through.begin() as connection:
            chain.append(connection, [Entry(Action.SIGNED_IN, "somebody")])
        return found

    with ThreadPoolExecutor(FAMILIES) as pool:
        answered = list(pool.map(answer, range(FAMILIES)))

    assert answered == [[200] * OFTEN] * FAMILIES
    responses, _answers, comments = stored(app)
    assert len(responses) == len(comments) == FAMILIES * OFTEN
    with through.connect() as connection:
        assert list(chain.problems(connection)) == []
        assert chain.head(connection).number == FAMILIES
    assert contents(through)["collection"]


def go_to_another_server(engine: Engine) -> None:
    """Send one statement so often that a driver prepares it, and then to a server without it."""
    with engine.connect() as one, engine.connect() as other:
        for number in range(OFTEN):
            one.execute(ASK, {"number": number})
            one.commit()
        # It is given the server that was used last, and keeps it.
        other.execute(ASK, {"number": 0})
        one.execute(ASK, {"number": 0})


def test_a_driver_that_prepares_statements_would_be_noticed(pooled_url: str) -> None:
    # As SQLAlchemy makes an engine by itself.
    engine = create_engine(pooled_url)
    with pytest.raises(DBAPIError, match="prepared statement"):
        go_to_another_server(engine)
    engine.dispose()


def test_ours_prepares_none(through: Engine) -> None:
    go_to_another_server(through)


def test_turns_are_kept_through_a_pool(through: Engine) -> None:
    inside: list[int] = []
    seen: list[int] = []

    def turn(number: int) -> None:
        with one_at_a_time(through, "migrate"):
            inside.append(number)
            seen.append(len(inside))
            time.sleep(0.05)
            inside.remove(number)

    with ThreadPoolExecutor(SERVERS) as pool:
        list(pool.map(turn, range(4)))

    assert max(seen) == 1


def test_a_turn_leaves_no_lock_behind_in_the_pool(through: Engine, postgres_url: str) -> None:
    with one_at_a_time(through, "releases"):
        pass

    direct = postgres_url.replace("+psycopg", "")
    with psycopg.connect(direct) as connection:
        held = connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert held.fetchone() == (0,)

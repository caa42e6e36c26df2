"""The primary is killed while families answer, its standby takes over, and nobody is lost."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from feedback import chain, create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Response
from feedback.responses import table_of
from tests.crash.families import Families
from tests.crash.servers import DATABASE, Pair, PostgresServer, running_pair
from tests.feedback.asking import open_collection
from tests.production import HOST, serving

RESPONSE = table_of(Response)
WRITERS = 8
PATIENCE = 120
# How long families go on sending when nothing arrives at the standby any more.
SECONDS_CUT_OFF = 1.0


@dataclass(frozen=True)
class Failover:
    """What families and the standby saw of one kill."""

    thanked_before: int
    thanked_after: int
    lost: int
    doubled: int
    audit_is_whole: bool
    # From the kill to the first family that was thanked again, and that of it the promotion took.
    seconds_without: float
    seconds_to_promote: float
    posts_a_second: float
    readers_on_standby: int
    open_pages_failed: int


def fail_over(folder: Path, *, is_synchronous: bool, families: int, cuts: bool) -> Failover:
    """One whole story: two servers, Heard on both, a kill under load, and the count afterwards."""
    with running_pair(is_synchronous=is_synchronous) as pair:
        data_dir = folder / "data"
        data_dir.mkdir()
        prepare(pair, data_dir)
        addresses = {
            "HEARD_DATABASE_URL": pair.url("read-write") + "&connect_timeout=2",
            "HEARD_READ_DATABASE_URL": pair.url("prefer-standby") + "&connect_timeout=2",
        }
        with serving(data_dir, **addresses) as (port, _process), load(port) as (sent, readers):
            return _story(pair, sent, readers, families=families, cuts=cuts)


def prepare(pair: Pair, data_dir: Path) -> None:
    """The newest tables, and a collection that asks."""
    engine = _engine(pair.primary)
    migrations.upgrade(engine)
    config = Config.from_environment({"HEARD_DATA_DIR": str(data_dir)})
    open_collection(create_app(config, engine=engine))
    engine.dispose()


def _engine(server: PostgresServer) -> Engine:
    return create_engine_for(f"postgresql://heard@127.0.0.1:{server.port}/{DATABASE}")


@dataclass
class Readers:
    """Somebody who looks at an open page again and again."""

    port: int
    is_over: threading.Event
    failed: int = 0

    def look(self) -> None:
        """Open the page of results until told to stop, and count the times it was not there."""
        while not self.is_over.wait(0.02):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with closing(line), suppress(OSError, http.client.HTTPException):
                line.request("GET", "/results", headers={"Host": HOST})
                self.failed += line.getresponse().status != 200


@contextmanager
def load(port: int) -> Iterator[tuple[Families, Readers]]:
    """Families who answer and somebody who reads, as long as the block lasts."""
    sent = Families(port)
    readers = Readers(port, sent.is_over)
    threads = [threading.Thread(target=sent.answer) for _one in range(WRITERS)]
    threads.append(threading.Thread(target=readers.look))
    for thread in threads:
        thread.start()
    try:
        yield sent, readers
    finally:
        sent.is_over.set()
        for thread in threads:
            thread.join(PATIENCE)


def _story(pair: Pair, sent: Families, readers: Readers, *, families: int, cuts: bool) -> Failover:
    start = time.monotonic()
    _wait_for_thanks(sent, families)
    pace = len(sent.thanked) / (time.monotonic() - start)
    on_standby = pair.standby.ask(
        f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{DATABASE}'"  # noqa: S608 -- ours
    )
    held = pair.hold_the_line() if cuts else None
    if held:
        time.sleep(SECONDS_CUT_OFF)
    pair.primary.kill()
    killed = time.monotonic()
    thanked = set(sent.thanked)
    if held:
        pair.lose_the_line(held)
    pair.standby.promote()
    promoted = time.monotonic()
    _wait_for_thanks(sent, len(sent.thanked) + 1)
    back = time.monotonic()
    _wait_for_thanks(sent, len(thanked) + families)
    sent.is_over.set()
    # Whoever is thanked while we count is not counted.
    lost, doubled, is_whole = _after(pair.standby, set(sent.thanked))
    return Failover(
        thanked_before=len(thanked),
        thanked_after=len(sent.thanked) - len(thanked),
        lost=lost,
        doubled=doubled,
        audit_is_whole=is_whole,
        seconds_without=back - killed,
        seconds_to_promote=promoted - killed,
        posts_a_second=pace,
        readers_on_standby=int(on_standby),
        open_pages_failed=readers.failed,
    )


def _wait_for_thanks(sent: Families, number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(sent.thanked) < number:
        assert time.monotonic() < deadline, f"only {len(sent.thanked)} of {number} were thanked"
        time.sleep(0.005)


def _after(server: PostgresServer, thanked: set[str]) -> tuple[int, int, bool]:
    """Thanked families that are not there, those that are there twice, and the audit."""
    engine = _engine(server)
    with engine.connect() as connection:
        stored = list(connection.scalars(select(RESPONSE.c.receipt_hash)))
        problems = list(chain.problems(connection))
    engine.dispose()
    return len(thanked - set(stored)), len(stored) - len(set(stored)), not problems

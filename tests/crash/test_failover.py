"""kill -9 of PostgreSQL's primary while families answer: its standby has everybody thanked."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from feedback.database import create_engine_for
from feedback.standby import standby_of
from tests.crash.failover import fail_over
from tests.crash.servers import DATABASE, running_pair

FAMILIES = 100
HAS_DATABASE = f"SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608 -- ours


@pytest.mark.whole_matrix
def test_no_thanked_family_is_lost_with_the_primary(tmp_path: Path) -> None:
    found = fail_over(tmp_path, is_synchronous=True, families=FAMILIES, cuts=True)

    assert found.lost == found.doubled == 0
    assert found.audit_is_whole
    assert found.thanked_before >= FAMILIES
    assert found.thanked_after >= FAMILIES
    assert found.readers_on_standby > 0


@pytest.mark.whole_matrix
def test_a_primary_that_does_not_wait_for_its_standby_loses_families(tmp_path: Path) -> None:
    found = fail_over(tmp_path, is_synchronous=False, families=FAMILIES, cuts=True)

    assert found.lost > 0


@pytest.mark.whole_matrix
def test_a_standby_that_takes_nothing_in_is_seen_to_be_behind() -> None:
    with running_pair(is_synchronous=False) as pair:
        first = create_engine_for(pair.url("read-write"))
        copy = create_engine_for(pair.url("prefer-standby"))
        _wait_until(lambda: pair.standby.ask(HAS_DATABASE) == "1")
        _wait_until(lambda: standby_of(first, copy).is_near())

        held = pair.hold_the_line()
        pair.primary.ask("CREATE TABLE after_the_cut (id int)")
        assert not standby_of(first, copy).is_near()

        pair.lose_the_line(held)
        copy.dispose()
        _wait_until(lambda: standby_of(first, copy).is_near())
        pair.primary.stop()
        pair.standby.promote()
        assert standby_of(first, copy).is_near()
        first.dispose()
        copy.dispose()


def _wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.2)

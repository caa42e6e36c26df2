"""Work that must not be done twice at the same moment waits its turn, on both databases."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from feedback.turns import one_at_a_time, take_turn


def most_at_once(work: int, *, engine: Engine, name: str) -> int:
    """How many of these were inside their turn together, at worst."""
    inside: list[int] = []
    seen: list[int] = []

    def turn(number: int) -> None:
        with one_at_a_time(engine, name if name else str(number)):
            inside.append(number)
            seen.append(len(inside))
            time.sleep(0.1)
            inside.remove(number)

    with ThreadPoolExecutor(work) as pool:
        list(pool.map(turn, range(work)))
    return max(seen)


def test_the_same_work_is_done_by_one_at_a_time(engine: Engine) -> None:
    assert most_at_once(3, engine=engine, name="migrate") == 1


def test_the_measure_would_notice_two_at_once(postgres_url: str) -> None:
    from feedback.database import create_engine_for

    # Turns of different names do not wait for each other on PostgreSQL.
    assert most_at_once(3, engine=create_engine_for(postgres_url), name="") > 1


def test_a_turn_ends_with_its_transaction(engine: Engine) -> None:
    for _time in range(2):
        with engine.begin() as connection:
            take_turn(connection, "readings")


def test_a_turn_is_given_back_after_a_failure(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), one_at_a_time(engine, "migrate"):
        _ = 1 / 0

    with one_at_a_time(engine, "migrate"):
        pass


def test_a_turn_keeps_no_vacuum_from_its_work(postgres_url: str) -> None:
    from feedback.database import create_engine_for

    engine = create_engine_for(postgres_url)
    with one_at_a_time(engine, "erase"), engine.connect() as other:
        held = "SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> "
        mine = "pg_backend_pid() AND datname = current_database()"
        assert other.exec_driver_sql(held + mine).scalar_one() == 0
    engine.dispose()

"""A prepared statement stores what SQLAlchemy would, and fails as it would, on both databases."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import Engine, bindparam, literal, select
from sqlalchemy.exc import IntegrityError

from feedback import database as module
from feedback.database import AWAY, Database, create_engine_for
from feedback.models import MissingLanguage
from feedback.prepared import Prepared
from feedback.responses import ANSWER, insert_once, table_of
from tests.feedback.test_database import end_every_connection

MISSING = table_of(MissingLanguage)
KEY = MISSING.c.key_hash == bindparam("key")
MONDAY = date(2026, 9, 7)


def a_wish(key: str) -> dict[str, object]:
    """A wish for a language, as a family tells it."""
    return {
        "id": uuid4(),
        "code": None,
        "typed": "Ελληνικά",
        "week": MONDAY,
        "key_hash": key,
        "is_quarantined": True,
    }


def test_what_is_stored_reads_the_same(engine: Engine) -> None:
    wish = a_wish("one")

    with Database(engine).transaction() as connection:
        first, again = (insert_once(connection, MISSING, wish) for _time in range(2))

    with engine.connect() as connection:
        [row] = connection.execute(select(MISSING)).mappings().all()
    assert (first, again) == (True, False)
    assert {name: row[name] for name in wish} == wish


def test_what_breaks_a_rule_says_so_without_the_answers(engine: Engine) -> None:
    insert = Prepared(lambda _dialect: ANSWER.insert(), "response_id", "question_id", "code")
    nobodys = {"response_id": uuid4(), "question_id": "ps_better", "code": "a secret"}

    with pytest.raises(IntegrityError) as refused, Database(engine).transaction() as connection:
        insert.run_each(connection, [nobodys])

    # PostgreSQL's own sentence names the row that lacks its response, and no other column of it.
    assert "a secret" not in str(refused.value)


def test_nothing_to_store_is_nothing_done(engine: Engine) -> None:
    insert = Prepared(lambda _dialect: ANSWER.insert(), "response_id", "question_id", "code")

    with Database(engine).transaction() as connection:
        insert.run_each(connection, [])

    with engine.connect() as connection:
        assert connection.execute(select(ANSWER)).all() == []


def test_many_rows_are_stored_as_one_by_one(engine: Engine) -> None:
    insert = Prepared(lambda _dialect: MISSING.insert(), *a_wish("any"))
    wishes = [a_wish(f"key {number}") for number in range(3)]

    with Database(engine).transaction() as connection:
        insert.run_each(connection, wishes)

    with engine.connect() as connection:
        rows = connection.execute(select(MISSING).order_by(MISSING.c.key_hash)).mappings().all()
    assert [{name: row[name] for name in wishes[0]} for row in rows] == wishes


def test_one_question_by_itself_reads_what_was_stored(engine: Engine) -> None:
    database, wish = Database(engine), a_wish("one")
    ask = Prepared(lambda _dialect: select(*(MISSING.c[name] for name in wish)).where(KEY), "key")
    with database.transaction() as connection:
        insert_once(connection, MISSING, wish)

    [found] = database.ask(ask, {"key": "one"})

    assert found == tuple(wish.values())
    assert database.ask(ask, {"key": "another"}) == []
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a pool that counts


def test_a_connection_that_ends_in_use_costs_one_transaction_and_not_the_next(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_TRUST_A_CONNECTION", 60)
    engine = create_engine_for(postgres_url)
    database, ask = Database(engine), Prepared(lambda _dialect: select(literal(7)))

    with pytest.raises(AWAY), database.transaction() as connection:
        assert ask.run(connection, {}) == [(7,)]
        end_every_connection(postgres_url)
        ask.run(connection, {})

    with database.transaction() as connection:
        assert ask.run(connection, {}) == [(7,)]
    assert database.ask(ask, {}) == [(7,)]
    end_every_connection(postgres_url)
    with pytest.raises(AWAY):
        database.ask(ask, {})
    assert database.ask(ask, {}) == [(7,)]
    engine.dispose()

"""A prepared statement stores what SQLAlchemy would, and fails as it would, on both databases."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from feedback.database import Database
from feedback.models import MissingLanguage
from feedback.prepared import Prepared
from feedback.responses import ANSWER, insert_once, table_of

MISSING = table_of(MissingLanguage)
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

    if engine.dialect.name == "sqlite":
        assert "a secret" not in str(refused.value)


def test_nothing_to_store_is_nothing_done(engine: Engine) -> None:
    insert = Prepared(lambda _dialect: ANSWER.insert(), "response_id", "question_id", "code")

    with Database(engine).transaction() as connection:
        insert.run_each(connection, [])

    with engine.connect() as connection:
        assert connection.execute(select(ANSWER)).all() == []

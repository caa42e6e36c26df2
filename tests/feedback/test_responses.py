"""A response and all it says is stored once, on both databases."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.models import Answer, Channel, Collection, Comment, Response
from feedback.responses import store_once
from tests import factories


def family(asked: Collection, key: str) -> dict[str, Any]:
    """The row of one family's response."""
    return {
        "id": uuid4(),
        "collection_id": asked.id,
        "survey_version": 1,
        "variant": "standard",
        "language": "en",
        "channel": Channel.ONLINE,
        "week": factories.A_MONDAY,
        "key_hash": key,
        "is_quarantined": False,
    }


def test_a_response_and_its_answers_are_stored_once(engine: Engine) -> None:
    asked = factories.collection()
    with Session(engine, expire_on_commit=False) as session:
        factories.store(session, [asked])
    said: dict[str, Any] = {
        "choices": [("ps_overall", "good")],
        "comments": [("ps_better", "could_improve", "Chairs")],
    }

    with engine.begin() as connection:
        first = store_once(connection, family(asked, "key"), **said)
    with engine.begin() as connection:
        again = store_once(connection, family(asked, "key"), **said)

    assert (first, again) == (True, False)
    with Session(engine) as session:
        for table in (Response, Answer, Comment):
            assert len(session.exec(select(table)).all()) == 1

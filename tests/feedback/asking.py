"""Make a collection that families can answer, and the form they would send."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from feedback.database import EXTENSION, Database
from feedback.models import Answer, Collection, Comment, Placement, PlacementKind, Response
from tests.client import CheckingClient


def database_of(app: Flask) -> Database:
    """The app's database, outside a request."""
    found: Database = app.extensions[EXTENSION]
    return found


def open_collection(app: Flask, code: str = "ABC234", **changes: Any) -> UUID:
    """An open post-session collection with one placement; say what is special."""
    now = datetime.now(UTC)
    collection = Collection(
        **{
            "survey_slug": "post_session",
            "survey_version": 1,
            "occasion": "Coffee morning",
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=1),
            "created_at": now,
            **changes,
        }
    )
    placement = Placement(
        collection_id=collection.id,
        code=code,
        kind=PlacementKind.LIBRARY,
        label="Library",
        created_at=now,
    )
    with database_of(app).session() as session:
        session.add(collection)
        session.flush()
        session.add(placement)
        return collection.id


def stamp_on(client: FlaskClient, code: str = "ABC234") -> str:
    """Open the form as a family does and read its stamp."""
    page = client.get(f"/S/{code}").get_data(as_text=True)
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def send(client: CheckingClient, answers: dict[str, str], code: str = "ABC234") -> Any:
    """Open the form and send these answers."""
    return client.post(f"/S/{code}", data={"nonce": stamp_on(client, code), **answers})


def stored(app: Flask) -> tuple[list[Response], list[Answer], list[Comment]]:
    """Everything families have sent."""
    with Session(database_of(app).engine, expire_on_commit=False) as session:
        return (
            list(session.exec(select(Response).order_by(col(Response.id)))),
            list(session.exec(select(Answer).order_by(col(Answer.question_id)))),
            list(session.exec(select(Comment))),
        )


def soup(response: Any) -> Any:
    """A page, parsed; untyped, because a test that finds nothing should simply fail."""
    return BeautifulSoup(response.get_data(as_text=True), "lxml")

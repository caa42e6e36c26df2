"""Families who scan a code, as their browsers would ask for its page."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import Engine, select
from sqlmodel import Session
from sqlmodel import select as select_one

from feedback.database import EXTENSION
from feedback.models import Collection, Placement, ScanCount, ScanDay, ScanRelease
from feedback.scans import COUNT, DAY, Scans
from tests.client import CheckingClient

PHONE = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 14; SM-A145R) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36",
    "Accept-Language": "so,en;q=0.8",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
}
OWN_PAGE = {**PHONE, "Sec-Fetch-Site": "same-origin"}


def scans_of(app: Flask) -> Scans:
    """What this process has counted."""
    found: Scans = app.extensions["heard_scans"]
    return found


def opened(client: CheckingClient, path: str = "/S/ABC234", **headers: str) -> str:
    """Open the form on a phone; its page."""
    sent = {**PHONE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.get(path, headers=sent).get_data(as_text=True)


def press(client: CheckingClient, page: str, answers: dict[str, str], path: str = "") -> Any:
    """Send the form on this page to where it says, with these answers, as a browser does."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    [action] = re.findall(r'<form method="post" novalidate action="([^"]+)"', page)
    address = (path or "/S/ABC234") + action.replace("&amp;", "&")
    return client.post(address, data={**hidden, **answers}, headers=OWN_PAGE)


def written(engine: Engine) -> list[tuple[str, int, int, int]]:
    """What is stored: language, opened, begun, sent; all places and weeks."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(COUNT.c.language, COUNT.c.opened, COUNT.c.begun, COUNT.c.sent).order_by(
                COUNT.c.language
            )
        )
        return [(str(one[0]), one[1], one[2], one[3]) for one in rows]


def days(engine: Engine) -> list[int]:
    """How often surveys were opened on each day."""
    with engine.connect() as connection:
        return list(connection.scalars(select(DAY.c.opened).order_by(DAY.c.day)))


def after_writing(app: Flask) -> list[tuple[str, int, int, int]]:
    """The same, once this process has written."""
    scans_of(app).write()
    return written(app.extensions[EXTENSION].engine)


def scanned_and_frozen(session: Session) -> None:
    """A row of everything that is stored of scans, as tests of migrations need them."""
    asked = session.exec(select_one(Collection)).one()
    when = asked.opens_at
    place = session.exec(select_one(Placement)).one()
    session.add_all(
        [
            ScanCount(placement_id=place.id, week=when.date(), language="ar", opened=2, begun=1),
            ScanDay(collection_id=asked.id, day=when.date(), opened=2),
            ScanRelease(
                number=1,
                collection_id=asked.id,
                term_ref="2026-summer",
                frozen_at=when,
                content="{}",
                hash="0" * 64,
            ),
        ]
    )

"""What the audit of an app holds, for tests of what is kept."""

from __future__ import annotations

from typing import Any

from flask import Flask

from feedback import chain
from feedback.models import Action
from tests.feedback.asking import database_of

COMES_AND_GOES = {Action.SIGNED_IN, Action.SIGNED_OUT}


def entries(app: Flask) -> list[dict[str, Any]]:
    """Every entry, the oldest first."""
    with database_of(app).reading.connect() as connection:
        ordered = chain.ENTRY.select().order_by(chain.ENTRY.c.number)
        return [dict(row._mapping) for row in connection.execute(ordered)]


def said(app: Flask) -> list[tuple[str, str | None, str | None, int | None]]:
    """What was done, to what and how often, but for coming and going."""
    return [
        (one["action"], one["subject"], one["subject_id"], one["how_many"])
        for one in entries(app)
        if one["action"] not in COMES_AND_GOES
    ]

"""Freezing in tests: what is due long after, and the page on which it is read."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from feedback.results.making import make_due
from feedback.results.rules import gate_secret
from feedback.results.stored import Stored
from tests.feedback.asking import database_of

# After every term of the area's file that a test asks in.
LATER = datetime(2029, 6, 1, 12, tzinfo=UTC)


def freeze(app: Flask, *, now: datetime = LATER) -> list[Stored]:
    """Freeze every survey and term that is due by then."""
    return make_due(
        database_of(app),
        app.extensions["heard_area"],
        secret=gate_secret(app.extensions["heard_config"]),
        software="test",
        now=now,
    )


def released(app: Flask, slug: str = "post_session", *, now: datetime = LATER) -> str:
    """Freeze what is due, and return the address of this survey's newest release."""
    found = [one for one in freeze(app, now=now) if one.survey == slug]
    return f"/staff/results/{found[-1].number}"

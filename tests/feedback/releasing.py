"""Freezing in tests: what is due long after, and the page on which it is read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask

from feedback import create_app
from feedback.results.making import make_due
from feedback.results.rules import gate_secret
from feedback.results.stored import Stored
from tests.client import CheckingClient
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
    """Freeze what is due, and return the address of this survey's newest results.

    A collection may reach into a term in which nobody answered: that release shows nothing.
    """
    found = [one for one in freeze(app, now=now) if one.survey == slug]
    shown = [one for one in found if one.responses is not None]
    return f"/staff/results/{(shown or found)[-1].number}"


def table(page: BeautifulSoup, caption: str) -> dict[str, str]:
    """One table as a reader sees it: label to number or words."""
    for found in page.select("main table"):
        heading = found.find("caption")
        if heading and heading.get_text(strip=True) == caption:
            rows = [
                [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
                for row in found.select("tbody tr, tfoot tr")
            ]
            return {label: value for label, value in rows}
    raise AssertionError(f"no table {caption}")


def another(app: Flask, folder: Path, empty: Path) -> Flask:
    """The same app with the same secret, on a database of its own that holds nothing yet."""
    folder.mkdir()
    copied = shutil.copy(empty, folder / "heard.sqlite3")
    config = replace(
        app.extensions["heard_config"], data_dir=folder, database_url=f"sqlite:///{copied}"
    )
    return checking(create_app(config))


def checking(app: Flask) -> Flask:
    """An app whose browsers check every answer."""
    app.testing = True
    app.test_client_class = CheckingClient
    return app

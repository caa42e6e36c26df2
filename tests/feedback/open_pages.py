"""The open pages as anybody reads them: nobody is signed in, and a test chooses the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, text, update
from sqlmodel import SQLModel

from tests.feedback.asking import database_of, soup

TODAY = date(2026, 5, 4)
TABLES = SQLModel.metadata.tables


def on_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let the open pages live on this day, whenever the tests are run."""
    monkeypatch.setattr("feedback.publish.open_routes._today", lambda: day)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day after everything that these tests store."""
    on_day(monkeypatch, TODAY)


def opened(app: Flask, path: str) -> Any:
    """A page that opens, without a cookie."""
    answer = app.test_client().get(path)
    assert answer.status_code == 200, path
    assert "Set-Cookie" not in answer.headers
    return soup(answer)


def read(app: Flask, path: str) -> str:
    """All that its main part says."""
    return " ".join(opened(app, path).main.get_text(" ").split())


def status(app: Flask, path: str) -> int:
    """Whether it opens."""
    return int(app.test_client().get(path).status_code)


def change_behind_our_back(app: Flask, table: str, old: str, new: str) -> None:
    """Change what was frozen, as nobody can who has not taken the guards off."""
    guards = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    with database_of(app).transaction() as connection:
        for (name,) in connection.execute(guards, {"table": table}).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        frozen = TABLES[table]
        changed = func.replace(frozen.c.content, old, new)
        connection.execute(update(frozen).values(content=changed))

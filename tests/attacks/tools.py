"""What several attacks use: a browser that looks for itself, and pages that break when told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

MARK = "xyzzy-203.0.113.77"
FORM = "application/x-www-form-urlencoded"


def unchecked(app: Flask) -> FlaskClient:
    """A browser whose answers nobody checks: the attack looks for itself."""
    return FlaskClient(app, use_cookies=True)


def break_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, endpoint: str, error: Exception
) -> None:
    """Let one page fail with this error, and answer as in production."""

    def breaks(**_: object) -> str:
        raise error

    view: Any = app.view_functions[endpoint]
    breaks.heard_audiences = view.heard_audiences  # type: ignore[attr-defined]  # our mark
    replacement: Callable[..., str] = breaks
    monkeypatch.setitem(app.view_functions, endpoint, replacement)
    app.testing = False


def days_from_now(days: float) -> datetime:
    """A moment that many days from now."""
    return datetime.now(UTC) + timedelta(days=days)

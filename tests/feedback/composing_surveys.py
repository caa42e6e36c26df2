"""Surveys that officers put together, for tests of the database and of pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from feedback.models import ComposedSurvey, ComposedVersion

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def compose(session: Session) -> None:
    """A survey that officers put together, published once."""
    what: dict[str, Any] = {"slug": "coffee", "draft": '{"title": "☕ قهوة"}', "revision": 1}
    session.add(ComposedSurvey(**what, changed_at=NOW))
    session.flush()
    frozen: dict[str, Any] = {"version": 1, "content": "{}", "hash": "0" * 64}
    session.add(ComposedVersion(survey_slug="coffee", **frozen, published_by="O", published_at=NOW))

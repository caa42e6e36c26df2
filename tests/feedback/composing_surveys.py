"""Surveys that officers put together, for tests of the database and of pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlmodel import Session

from feedback import drafts
from feedback.drafts import Published
from feedback.models import ComposedCheck, ComposedSurvey, ComposedVersion
from forms.composed import Composed
from tests.feedback.asking import database_of

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def compose(session: Session) -> None:
    """A survey that officers put together, published once."""
    what: dict[str, Any] = {"slug": "coffee", "draft": '{"title": "☕ قهوة"}', "revision": 1}
    session.add(ComposedSurvey(**what, changed_at=NOW))
    session.flush()
    frozen: dict[str, Any] = {"version": 1, "content": "{}", "hash": "0" * 64}
    key: dict[str, Any] = {"language": "ar", "key": "0" * 16, "checked_on": NOW.date()}
    session.add(ComposedCheck(survey_slug="coffee", speaker="أمينة", **key))
    session.add(ComposedVersion(survey_slug="coffee", **frozen, published_by="O", published_at=NOW))


def publish(app: Flask, draft: Composed) -> Published:
    """Publish a composed survey, or a new version of it."""
    with database_of(app).session() as held:
        kept = drafts.find(draft.slug, held=held)
        if kept is None:
            drafts.add(draft, by=None, held=held)
        else:
            drafts.save(draft, revision=kept.revision, by=None, held=held)
        return drafts.publish(draft.slug, by="somebody", held=held)

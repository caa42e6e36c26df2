"""Answers in several terms, for tests of what releases say beside each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from feedback.models import Collection
from tests.feedback.families import asked, families_answer

AUTUMN, SPRING, SUMMER = date(2025, 10, 6), date(2026, 2, 2), date(2026, 6, 1)
NEXT_AUTUMN, NEXT_SPRING = date(2026, 10, 5), date(2027, 2, 1)
OVERALL = "ps_overall"


def asked_in(app: Flask, week: date, **special: Any) -> Collection:
    """A collection of one week, and so of one term."""
    opens = datetime.combine(week, datetime.min.time(), UTC)
    return asked(app, opens_at=opens, closes_at=opens + timedelta(days=4), **special)


def term_of(app: Flask, week: date, *, good: int, poor: int, question: str = OVERALL) -> None:
    """A term in which so many families gave good answers, and so many poor ones."""
    collection = asked_in(app, week)
    for number, code in ((good, "good"), (poor, "poor")):
        families_answer(app, collection, number, {question: code}, week=week)


def all_year(app: Flask, **special: Any) -> Collection:
    """A collection that is open in three terms."""
    opens, closes = datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    return asked(app, opens_at=opens, closes_at=closes, **special)

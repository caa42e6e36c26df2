"""Answers of long ago, released or not, and what erasing makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from feedback.erase import Report, erase_due, look
from feedback.models import Collection
from tests.feedback.asking import database_of
from tests.feedback.families import families_write
from tests.feedback.releasing import freeze
from tests.feedback.terms import asked_in

# A Monday in autumn 2025; its term is due on 15 January 2026.
WEEK = date(2025, 10, 6)
TERM_IS_DUE = datetime(2026, 1, 20, 12, tzinfo=UTC)
# By the City's file: comments a year, quotes two, responses three.
COMMENTS_DUE, QUOTES_DUE, RESPONSES_DUE = date(2026, 10, 6), date(2027, 10, 6), date(2028, 10, 5)
WORDS = "The zebra crossing was quiet"


def twelve_families(app: Flask, *, text: str = WORDS, is_released: bool = True) -> Collection:
    """As many families as a release needs wrote something, in autumn 2025."""
    collection = asked_in(app, WEEK)
    families_write(app, collection, 12, text, week=WEEK)
    if is_released:
        freeze(app, now=TERM_IS_DUE)
    return collection


def erase(app: Flask, today: date) -> Report:
    """Erase what is due on this day."""
    return erase_due(database_of(app), app.extensions["heard_area"], today=today)


def rehearse(app: Flask, today: date) -> Report:
    """Look what is due on this day."""
    return look(database_of(app), app.extensions["heard_area"], today=today)


def counted(report: Report) -> dict[str, int | None]:
    """What went, by kind; None where there were too few to say."""
    return {one.name: one.how_many for one in report.went if one.is_something}


def files_of(data_dir: Path) -> bytes:
    """Every byte of the database and of all that lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(data_dir.rglob("*")) if path.is_file())

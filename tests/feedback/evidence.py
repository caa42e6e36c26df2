"""Evidence packs in tests: a document as at a day, what it says, and a pack with its files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Flask

from feedback.database import session
from feedback.evidence import bundle
from feedback.evidence.document import Cell, Document, Phrase, Table, Variant
from feedback.evidence.gathering import document_of
from feedback.evidence.scope import Scope
from feedback.models import Collection
from feedback.plan import records, snapshots, standing
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze
from translations import ENGLISH, LANGUAGES

# The autumn term of 2025: frozen in January, and public after the Forum's 14 days.
OPENED, CLOSED = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)
WEEK = date(2025, 10, 6)
FROZEN = datetime(2026, 1, 20, 9, tzinfo=UTC)
LATER = date(2026, 5, 1)


def scope(
    variant: Variant = Variant.BOARD,
    *,
    as_at: date = LATER,
    language: str = "en",
    today: date | None = None,
) -> Scope:
    """A pack as at a day, made on that day unless a test says another."""
    return Scope(variant, as_at, today or as_at, LANGUAGES.get(language, ENGLISH))


def gathered(app: Flask, wanted: Scope) -> Document:
    """What would be in it."""
    with app.test_request_context():
        return document_of(wanted)


def packed(app: Flask, wanted: Scope) -> bytes:
    """The whole pack."""
    with app.test_request_context():
        return bundle.made(wanted)


def files(pack: bytes) -> dict[str, bytes]:
    """What is in it, by name."""
    with zipfile.ZipFile(BytesIO(pack)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def manifest(pack: bytes) -> dict[str, Any]:
    """What it says of itself."""
    found: dict[str, Any] = json.loads(files(pack)["manifest.json"])
    return found


def section(document: Document, key: str) -> str:
    """Everything that one section says, as text."""
    [found] = [one for one in document.sections if one.key == key]
    return "\n".join(phrase.text for block in found.blocks for phrase in _phrases(block))


def words(document: Document) -> str:
    """Everything that all of it says."""
    return "\n".join(section(document, one.key) for one in document.sections)


def cells(document: Document) -> list[Cell]:
    """Every released number in its tables."""
    return [
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.cell_id
    ]


def _phrases(block: Any) -> Iterator[Phrase]:
    if isinstance(block, Table):
        yield from (block.title, *block.headings, *block.notes)
        for row in block.rows:
            yield from (row.header, *(cell.words for cell in row.cells))
        return
    for name in ("title", "words", "by", "alternative"):
        if hasattr(block, name):
            yield getattr(block, name)
    yield from getattr(block, "points", ())


def answered(app: Flask, slug: str, question: str, *, good: int = 9, poor: int = 5) -> Collection:
    """A survey of the autumn term that families answered and that was frozen in January."""
    place = asked(app, survey_slug=slug, opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, place, good, {question: "good"}, week=WEEK)
    families_answer(app, place, poor, {question: "poor"}, week=WEEK)
    freeze(app, now=FROZEN)
    return place


def plan_frozen(app: Flask, term_ref: str, *, by: UUID, at: datetime) -> None:
    """An officer freezes a term of the plan, as it stands."""
    [term] = [one for one in app.extensions["heard_area"].terms if one.ref == term_ref]
    with app.test_request_context("/staff", method="POST"):
        area, today = app.extensions["heard_area"], at.date()
        found = standing.rows(area, term, records.ratings(), records.marks(), today=today)
        snapshots.freeze(term, found, by=by, now=at)
        session().commit()

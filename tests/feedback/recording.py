"""Recordings as officers add them, from three short tones that phones might have recorded."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.staff_pages import form_on, typed_in

TONES = Path(__file__).with_name("sounds")
OGG, MP3, M4A = ((TONES / f"tone.{kind}").read_bytes() for kind in ("ogg", "mp3", "m4a"))
# What the three files say beside their sound.
NOTES = (b"Amina Speaker", b"+51.5155-000.0922", b"secret place", b"kitchen table")
OFFICE = "/staff/recordings"


def place(question: str = "ps_overall", language: str = "en", version: str = "standard") -> str:
    """The page of one recording."""
    return f"{OFFICE}/{language}/{version}/{question}"


def send_recording(
    officer: CheckingClient,
    path: str | None = None,
    content: bytes | None = OGG,
    *,
    name: str = "question.ogg",
    content_type: str | None = None,
    **typed: Any,
) -> TestResponse:
    """Fill in the page of a recording and press its button."""
    path = path or place()
    values: dict[str, Any] = typed_in(form_on(soup(officer.get(path)), None))
    values |= {"spoken_by": "Amina Begum", "is_a_person": "y", **typed}
    values = {key: value for key, value in values.items() if value is not None}
    values["sound"] = (BytesIO(content), name, content_type) if content is not None else b""
    return officer.post(path, data=values, content_type="multipart/form-data")


def players_on(client: CheckingClient, address: str) -> list[str]:
    """Where the players on a page get their sound from, in order."""
    return [str(player["src"]) for player in soup(client.get(address)).select("main audio")]

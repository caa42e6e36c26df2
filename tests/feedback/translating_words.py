"""Translations of what officers wrote, as an officer's page would have stored them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from feedback.authored import Owner
from feedback.models import Translation
from translations import ledger

A_DAY = date(2026, 5, 4)


def translation(owner: Owner, field: str, language: str, text: str, **special: Any) -> Translation:
    """A draft that fits the English of today."""
    return translation_of(
        type(owner).__name__.lower(),
        owner.id,
        field,
        language,
        text,
        english=getattr(owner, field),
        **special,
    )


def translation_of(
    kind: str, owner_id: UUID, field: str, language: str, text: str, *, english: str, **special: Any
) -> Translation:
    """The same, where a test holds no row."""
    usual: dict[str, Any] = {
        f"{kind}_id": owner_id,
        "field": field,
        "language": language,
        "text": text,
        "key": ledger.key(english, text),
    }
    return Translation(**usual | special)


def checked(made: Translation, speaker: str = "Amina") -> Translation:
    """The same translation, signed off."""
    made.speaker, made.checked_on = speaker, A_DAY
    return made

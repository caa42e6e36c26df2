"""The smallest valid things, not yet stored; a test states what is special about its own."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, SQLModel

from feedback.models import (
    Answer,
    Channel,
    Collection,
    Comment,
    Placement,
    PlacementKind,
    Response,
    Role,
    StaffMember,
)
from feedback.passwords import hash_password

PASSWORD = "correct horse battery staple"
A_MONDAY = date(2026, 9, 7)

# No two things a test makes share a name, a code or a key.
_numbers = count(1)


def staff_member(**special: Any) -> StaffMember:
    """An officer who signs in with PASSWORD."""
    number = next(_numbers)
    usual: dict[str, Any] = {
        "email": f"staff{number}@example.org",
        "name": f"Officer {number}",
        "role": Role.OFFICER,
        "password_hash": hash_password(PASSWORD),
        "created_at": datetime.now(UTC),
    }
    return StaffMember(**usual | special)


def collection(**special: Any) -> Collection:
    """A post-session survey that is open now."""
    now = datetime.now(UTC)
    usual: dict[str, Any] = {
        "survey_slug": "post_session",
        "survey_version": 1,
        "occasion": f"Occasion {next(_numbers)}",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=30),
        "created_at": now,
    }
    return Collection(**usual | special)


def placement(asked: Collection, **special: Any) -> Placement:
    """A code on a library's wall."""
    number = next(_numbers)
    usual: dict[str, Any] = {
        "collection_id": asked.id,
        "code": f"TEST{number}",
        "kind": PlacementKind.LIBRARY,
        "label": f"Library {number}",
        "created_at": datetime.now(UTC),
    }
    return Placement(**usual | special)


def response(asked: Collection, **special: Any) -> Response:
    """One family's response on a phone, in English, without answers yet."""
    usual: dict[str, Any] = {
        "collection_id": asked.id,
        "survey_version": asked.survey_version,
        "variant": "standard",
        "language": "en",
        "channel": Channel.ONLINE,
        "week": A_MONDAY,
        "key_hash": f"key {next(_numbers)}",
    }
    return Response(**usual | special)


def answers(given: Response, chosen: Mapping[str, str]) -> list[Answer]:
    """The options a family chose, by question."""
    return [
        Answer(response_id=given.id, question_id=question, code=code)
        for question, code in chosen.items()
    ]


def comment(given: Response, text: str, **special: Any) -> Comment:
    """What a family wrote in an open box."""
    usual: dict[str, Any] = {
        "response_id": given.id,
        "question_id": "anything_else",
        "question_kind": "nonspecific",
        "language": given.language,
        "text": text,
    }
    return Comment(**usual | special)


def store(session: Session, things: Iterable[SQLModel]) -> None:
    """Add these in this order and commit, so that a request can find them."""
    for thing in things:
        session.add(thing)
        # No relationships tell the session which row another needs first.
        session.flush()
    session.commit()

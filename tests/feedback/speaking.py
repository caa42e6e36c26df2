"""The Forum's words in the database, as tests of migrations need them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from feedback.models import Commentary, CommentaryAnswer, ForumPreference, Matter, StaffMember

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def speak_for_the_forum(session: Session) -> None:
    """What the Forum said, what it was answered, and how it wants to be asked."""
    by: dict[str, Any] = {"staff_id": session.exec(select(StaffMember)).one().id, "written_at": NOW}
    said = Commentary(
        **by, about=Matter.PLAN, about_ref="1.1", about_words="1.1", text="أدلة ☕", role="forum"
    )
    session.add(said)
    session.flush()
    session.add(CommentaryAnswer(**by, commentary_id=said.id, text="نعم"))
    session.add(ForumPreference(**by, months_to_avoid="8 12", most_asks=1))

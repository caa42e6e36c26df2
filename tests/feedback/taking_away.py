"""Leave to take answers away, for tests of what is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from feedback.models import Collection, RawExport, StaffMember

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def give_leave(session: Session) -> None:
    """Somebody may take a collection's answers away for a day."""
    collection = session.exec(select(Collection)).first()
    officer = session.exec(select(StaffMember)).first()
    assert collection is not None
    assert officer is not None
    session.add(
        RawExport(
            collection_id=collection.id,
            staff_id=officer.id,
            reason="نحتاجها للمحكمة، والنتائج لا تكفي ☕",
            asked_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
    )

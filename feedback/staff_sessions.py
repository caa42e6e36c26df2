"""Signed-in staff: the cookie holds a random id, the table its hash, and either can end it.

A session and its entry in the audit begin and end together.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, or_, update
from sqlmodel import Session, col, select

from feedback import chain
from feedback.database import database
from feedback.models import Action, StaffMember, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# Writing at every page would cost a commit each; a minute is close enough for thirty.
SEEN_AGAIN_AFTER = timedelta(minutes=1)


def _hashed(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


def begin(staff: StaffMember) -> str:
    """Open a session for someone who has just proved who they are; returns its secret id.

    Whatever ran out meanwhile goes: a browser that never comes back leaves no row for good.
    """
    session_id = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with database().session() as session:
        gone = _delete_run_out(session.connection(), now)
        session.add(
            StaffSession(
                id_hash=_hashed(session_id), staff_id=staff.id, created_at=now, last_seen_at=now
            )
        )
        session.flush()
        entry = chain.Entry(Action.SIGNED_IN, str(staff.id))
        chain.append(session.connection(), [*gone, entry])
    return session_id


def _delete_run_out(connection: Connection, now: datetime) -> list[chain.Entry]:
    """Take out what nobody can use any more; returns what the audit has to say of it."""
    has_run_out = or_(
        col(StaffSession.last_seen_at) < now - IDLE, col(StaffSession.created_at) < now - LONGEST
    )
    whose = connection.execute(
        delete(StaffSession).where(has_run_out).returning(col(StaffSession.staff_id))
    ).scalars()
    return [chain.Entry(Action.SESSION_RAN_OUT, str(staff_id)) for staff_id in whose]


def end(session_id: str, why: Action = Action.SIGNED_OUT) -> None:
    """Close one session; a copied cookie is dead from now on."""
    if not session_id:
        return
    with database().transaction() as connection:
        whose = connection.execute(
            delete(StaffSession)
            .where(col(StaffSession.id_hash) == _hashed(session_id))
            .returning(col(StaffSession.staff_id))
        ).scalar()
        if whose is not None:
            chain.append(connection, [chain.Entry(why, str(whose))])


def end_all(connection: Connection, staff_id: UUID) -> None:
    """Close every session of this person; whoever calls this keeps why in the audit."""
    connection.execute(delete(StaffSession).where(col(StaffSession.staff_id) == staff_id))


def staff_for(session_id: str) -> StaffMember | None:
    """Whose live session this is, or None when it is unknown, idle too long or too old."""
    if not session_id:
        return None
    now = datetime.now(UTC)
    with Session(database().reading, expire_on_commit=False) as session:
        row = session.exec(
            select(StaffSession, StaffMember)
            .join(StaffMember, col(StaffMember.id) == col(StaffSession.staff_id))
            .where(StaffSession.id_hash == _hashed(session_id))
        ).first()
    if row is None:
        return None
    live, staff = row
    if staff.is_disabled or now - live.last_seen_at > IDLE or now - live.created_at > LONGEST:
        end(session_id, Action.SESSION_RAN_OUT)
        return None
    if now - live.last_seen_at > SEEN_AGAIN_AFTER:
        _seen(session_id, now)
    return staff


def _seen(session_id: str, now: datetime) -> None:
    with database().transaction() as connection:
        connection.execute(
            update(StaffSession)
            .where(col(StaffSession.id_hash) == _hashed(session_id))
            .values(last_seen_at=now)
        )

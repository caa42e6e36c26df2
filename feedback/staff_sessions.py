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
# How long a password waits for its code.
BETWEEN_STEPS = timedelta(minutes=10)
# Writing at every page would cost a commit each; a minute is close enough for thirty.
SEEN_AGAIN_AFTER = timedelta(minutes=1)
ENDED = (col(StaffSession.staff_id), col(StaffSession.needs_second_step))


def _hashed(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


def begin(staff: StaffMember, *, needs_second_step: bool = False, reason: str | None = None) -> str:
    """Open a session for someone who has just proved who they are; returns its secret id.

    One that still needs the second step opens no page but the one that asks for it.

    Whatever ran out meanwhile goes: a browser that never comes back leaves no row for good.
    """
    session_id = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with database().session() as session:
        gone = _delete_run_out(session.connection(), now)
        session.add(
            StaffSession(
                id_hash=_hashed(session_id),
                staff_id=staff.id,
                created_at=now,
                last_seen_at=now,
                needs_second_step=needs_second_step,
            )
        )
        session.flush()
        action = Action.PASSED_FIRST_STEP if needs_second_step else Action.SIGNED_IN
        entry = chain.Entry(action, str(staff.id), reason=reason)
        chain.append(session.connection(), [*gone, entry])
    return session_id


def _delete_run_out(connection: Connection, now: datetime) -> list[chain.Entry]:
    """Take out what nobody can use any more; returns what the audit has to say of it."""
    has_run_out = or_(
        col(StaffSession.last_seen_at) < now - IDLE, col(StaffSession.created_at) < now - LONGEST
    )
    gone = connection.execute(delete(StaffSession).where(has_run_out).returning(*ENDED))
    return [
        chain.Entry(Action.SESSION_RAN_OUT, str(row.staff_id))
        for row in gone
        # Who never got in was not signed out.
        if not row.needs_second_step
    ]


def end(session_id: str, why: Action = Action.SIGNED_OUT) -> None:
    """Close one session; a copied cookie is dead from now on."""
    if not session_id:
        return
    with database().transaction() as connection:
        is_it = col(StaffSession.id_hash) == _hashed(session_id)
        gone = connection.execute(delete(StaffSession).where(is_it).returning(*ENDED)).first()
        if gone is not None and not gone.needs_second_step:
            chain.append(connection, [chain.Entry(why, str(gone.staff_id))])


def end_all(connection: Connection, staff_id: UUID) -> None:
    """Close every session of this person; whoever calls this keeps why in the audit."""
    connection.execute(delete(StaffSession).where(col(StaffSession.staff_id) == staff_id))


def staff_for(session_id: str) -> StaffMember | None:
    """Whose live session this is, or None when it is unknown, idle too long or too old."""
    now, found = datetime.now(UTC), _found(session_id)
    if found is None or found[0].needs_second_step:
        return None
    live, staff = found
    if staff.is_disabled or now - live.last_seen_at > IDLE or now - live.created_at > LONGEST:
        end(session_id, Action.SESSION_RAN_OUT)
        return None
    if now - live.last_seen_at > SEEN_AGAIN_AFTER:
        _seen(session_id, now)
    return staff


def began_at(session_id: str) -> datetime | None:
    """When this session was opened; None where there is none."""
    found = _found(session_id)
    return found[0].created_at if found else None


def half_way(session_id: str) -> StaffMember | None:
    """Who has given the right password here a moment ago, and still owes a code."""
    found = _found(session_id)
    if found is None or not found[0].needs_second_step:
        return None
    live, staff = found
    is_late = datetime.now(UTC) - live.created_at > BETWEEN_STEPS
    return None if staff.is_disabled or is_late else staff


def _found(session_id: str) -> tuple[StaffSession, StaffMember] | None:
    if not session_id:
        return None
    with Session(database().reading, expire_on_commit=False) as session:
        return session.exec(
            select(StaffSession, StaffMember)
            .join(StaffMember, col(StaffMember.id) == col(StaffSession.staff_id))
            .where(StaffSession.id_hash == _hashed(session_id))
        ).first()


def _seen(session_id: str, now: datetime) -> None:
    with database().transaction() as connection:
        connection.execute(
            update(StaffSession)
            .where(col(StaffSession.id_hash) == _hashed(session_id))
            .values(last_seen_at=now)
        )

"""Accounts of staff's own organisations in the database: whose is whose, and who connected it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from feedback import chain, links, staff_sessions
from feedback.database import database
from feedback.links import STAFF
from feedback.models import Action, LinkPurpose, StaffMember, Subject
from feedback.sign_in import records
from feedback.sign_in.records import Limit

# As long as somebody may take over there, looking for their phone.
LASTS = timedelta(minutes=10)
# Longer than an attempt lasts: what is forgotten meanwhile is too old as well.
ONCE = Limit("work account", 1, records.LONGEST_WINDOW)


def is_first_answer(state: str) -> bool:
    """Whether no answer to this attempt came before, in any process; from now on one did."""
    return records.take_a_try(state, ONCE)


def is_fresh(begun_at: object) -> bool:
    """Whether an attempt, or what came of it, is still to be believed."""
    age = datetime.now(UTC).timestamp() - begun_at if isinstance(begun_at, (int, float)) else -1
    return 0 <= age <= LASTS.total_seconds()


def owner(subject: str) -> StaffMember | None:
    """Who connected this account of the provider's, whether or not they may sign in."""
    wanted = select(StaffMember).where(
        StaffMember.provider_issuer == _issuer(), StaffMember.provider_subject == subject
    )
    # Its own reading: the request's session would hold the write lock that sessions need.
    with Session(database().reading, expire_on_commit=False) as session:
        return session.exec(wanted).first()


def connect(staff_id: UUID, subject: str) -> bool:
    """Let this account of the provider's open this one; False when it opens another one."""
    try:
        with database().transaction() as connection:
            _set(connection, staff_id, subject, reason="work account connected")
    except IntegrityError:
        return False
    return True


def accept(invitation: str, subject: str) -> bool:
    """The same by an invitation, which is used up; False when either is somebody else's by now."""
    try:
        with database().transaction() as connection:
            staff_id = links.use(connection, invitation, LinkPurpose.INVITATION)
            if staff_id is None:
                return False
            reason = f"work account connected by a link: {LinkPurpose.INVITATION.value}"
            _set(connection, staff_id, subject, reason=reason)
    except IntegrityError:
        return False
    return True


def disconnect(staff_id: UUID) -> None:
    """From now on only the password opens this account."""
    with database().transaction() as connection:
        _set(connection, staff_id, None, reason="work account disconnected")


def _set(connection: Connection, staff_id: UUID, subject: str | None, *, reason: str) -> None:
    """Keep it; sessions and links from before open nothing any more."""
    kept = {"provider_subject": subject, "provider_issuer": _issuer() if subject else None}
    connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(**kept))
    staff_sessions.end_all(connection, staff_id)
    links.end_all(connection, staff_id)
    entry = chain.Entry(Action.CHANGED_STAFF, str(staff_id), Subject.STAFF, staff_id, reason=reason)
    chain.append(connection, [entry])


def _issuer() -> str:
    issuer: str = current_app.extensions["heard_provider"].settings.issuer
    return issuer

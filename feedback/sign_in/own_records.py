"""What people do to their own account; each act stands or falls with its entry in the audit."""

from uuid import UUID

from sqlalchemy import Connection, update

from feedback import chain, links, staff_sessions
from feedback.database import database
from feedback.links import STAFF
from feedback.models import Action, StaffMember, Subject
from feedback.passwords import hash_password, verify_password


def knows_password(staff: StaffMember, password: str) -> bool:
    """Whether this is the password the person has now."""
    return verify_password(password, stored=staff.password_hash)


def change_password(staff: StaffMember, password: str) -> None:
    """Give somebody this password, and end every session opened with the one before."""
    hashed = hash_password(password)
    with database().transaction() as connection:
        set_password(connection, staff.id, hashed, reason="password changed")


def set_password(connection: Connection, staff_id: UUID, hashed: str, *, reason: str) -> None:
    """Keep this hash; sessions and links from before open nothing any more."""
    connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(password_hash=hashed))
    staff_sessions.end_all(connection, staff_id)
    links.end_all(connection, staff_id)
    entry = chain.Entry(Action.CHANGED_STAFF, str(staff_id), Subject.STAFF, staff_id, reason=reason)
    chain.append(connection, [entry])

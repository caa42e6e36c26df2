"""What people do to their own account; each act stands or falls with its entry in the audit."""

from uuid import UUID

from sqlalchemy import delete, update

from feedback import chain
from feedback.database import database
from feedback.models import Action, StaffMember, StaffSession, Subject
from feedback.passwords import hash_password, verify_password
from feedback.responses import table_of

STAFF, SESSION = table_of(StaffMember), table_of(StaffSession)


def knows_password(staff: StaffMember, password: str) -> bool:
    """Whether this is the password the person has now."""
    return verify_password(password, stored=staff.password_hash)


def set_password(staff_id: UUID, password: str, *, reason: str) -> None:
    """Give somebody this password, and end every session opened with the one before."""
    hashed = hash_password(password)
    entry = chain.Entry(Action.CHANGED_STAFF, str(staff_id), Subject.STAFF, staff_id, reason=reason)
    with database().transaction() as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(password_hash=hashed))
        connection.execute(delete(SESSION).where(SESSION.c.staff_id == staff_id))
        chain.append(connection, [entry])

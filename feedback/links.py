"""Links that let one person in once: short-lived, for one purpose, kept only as a hash."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, delete, select

from feedback.models import LinkPurpose, StaffLink, StaffMember

__all__ = ["LINK", "STAFF", "LinkPurpose", "end_all", "make", "use", "whose"]

LASTS = {
    LinkPurpose.INVITATION: timedelta(hours=72),
    LinkPurpose.NEW_PASSWORD: timedelta(minutes=10),
    LinkPurpose.SIGN_IN: timedelta(minutes=10),
}
PATHS = {
    LinkPurpose.INVITATION: "invitation",
    LinkPurpose.NEW_PASSWORD: "new-password",
    LinkPurpose.SIGN_IN: "sign-in",
}
_LINK: Any = StaffLink
_STAFF: Any = StaffMember
LINK: Table = _LINK.__table__
STAFF: Table = _STAFF.__table__


def make(connection: Connection, staff_id: UUID, email: str, purpose: LinkPurpose) -> str:
    """The path of a new link for this person; one made before for the same purpose is dead."""
    now, secret = datetime.now(UTC), secrets.token_urlsafe(32)
    is_before = (LINK.c.staff_id == staff_id) & (LINK.c.purpose == purpose)
    connection.execute(delete(LINK).where(is_before | (LINK.c.expires_at <= now)))
    connection.execute(
        LINK.insert().values(
            token_hash=_hashed(secret, purpose),
            staff_id=staff_id,
            purpose=purpose,
            address_hash=_address(email),
            expires_at=now + LASTS[purpose],
        )
    )
    return f"/staff/links/{PATHS[purpose]}/{secret}"


def whose(connection: Connection, secret: str, purpose: LinkPurpose) -> UUID | None:
    """Whose link this is, if it would work now; looking changes nothing."""
    row = connection.execute(_working(secret, purpose)).first()
    # Sent to an address that is theirs no more, it may be in a stranger's hands.
    is_theirs = row is not None and row.address_hash == _address(row.email)
    return row.staff_id if row and is_theirs else None


def use(connection: Connection, secret: str, purpose: LinkPurpose) -> UUID | None:
    """Whose link this was: it works once, however many ask at the same moment."""
    found = whose(connection, secret, purpose)
    is_it = LINK.c.token_hash == _hashed(secret, purpose)
    gone = connection.execute(delete(LINK).where(is_it).returning(LINK.c.staff_id)).scalar()
    return found if gone == found else None


def end_all(connection: Connection, staff_id: UUID) -> None:
    """None of this person's links works any more."""
    connection.execute(delete(LINK).where(LINK.c.staff_id == staff_id))


def _working(secret: str, purpose: LinkPurpose) -> Select[tuple[UUID, str, str]]:
    return (
        select(LINK.c.staff_id, LINK.c.address_hash, STAFF.c.email)
        .join(STAFF, STAFF.c.id == LINK.c.staff_id)
        .where(
            LINK.c.token_hash == _hashed(secret, purpose),
            LINK.c.purpose == purpose,
            LINK.c.expires_at > datetime.now(UTC),
            ~STAFF.c.is_disabled,
        )
    )


def _hashed(secret: str, purpose: LinkPurpose) -> str:
    return hashlib.sha256(f"{purpose.value} {secret}".encode()).hexdigest()


def _address(email: str) -> str:
    return hashlib.sha256(email.lower().encode()).hexdigest()

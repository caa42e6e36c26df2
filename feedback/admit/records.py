"""Accounts as administrators look after them: each act and its entry in the audit are one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, update
from sqlmodel import Session, col, select

from feedback import chain, links, staff_sessions
from feedback.chain import Entry
from feedback.database import database, insert_into
from feedback.links import STAFF
from feedback.models import Action, LinkPurpose, RecoveryCode, Role, StaffMember, Subject
from feedback.responses import table_of

RECOVERY = table_of(RecoveryCode)


@dataclass(frozen=True)
class Newcomer:
    """Who is to have an account."""

    name: str
    email: str
    role: Role


def everybody() -> Sequence[StaffMember]:
    """Everybody who has an account, by name."""
    by_name = select(StaffMember).order_by(col(StaffMember.name), col(StaffMember.id))
    with _looking() as session:
        return session.exec(by_name).all()


def person(staff_id: UUID) -> StaffMember | None:
    """One of them."""
    with _looking() as session:
        return session.get(StaffMember, staff_id)


@contextmanager
def _looking() -> Iterator[Session]:
    # Its own reading: the request's session would hold the write lock that each act needs.
    with Session(database().reading, expire_on_commit=False) as session:
        yield session


def add(newcomer: Newcomer, *, by: UUID) -> UUID | None:
    """Make an account that opens nothing until a password is chosen; None if there is one."""
    staff_id = uuid4()
    with database().transaction() as connection:
        added = connection.execute(
            insert_into(connection, STAFF)
            .values(
                id=staff_id,
                email=newcomer.email.lower(),
                name=newcomer.name,
                role=newcomer.role,
                password_hash="",
                is_disabled=False,
                is_sample=False,
                created_at=datetime.now(UTC),
            )
            .on_conflict_do_nothing(index_elements=["email"])
            .returning(STAFF.c.id)
        ).scalar()
        if added is None:
            return None
        _keep(connection, Action.ADDED_STAFF, staff_id, f"role: {newcomer.role}", by)
    return staff_id


def link_for(staff: StaffMember, *, by: UUID) -> str:
    """The path of a new link: to the first password, or to another one."""
    purpose = purpose_for(staff)
    with database().transaction() as connection:
        path = links.make(connection, staff.id, staff.email, purpose)
        _keep(connection, Action.CHANGED_STAFF, staff.id, f"link: {purpose.value}", by)
    return path


def purpose_for(staff: StaffMember) -> LinkPurpose:
    """What a link would let this person do."""
    return LinkPurpose.NEW_PASSWORD if staff.password_hash else LinkPurpose.INVITATION


def change_role(staff: StaffMember, role: Role, *, by: UUID) -> None:
    """Let somebody do something else from their next sign-in on."""
    reason = f"role: {staff.role} to {role}"
    with database().transaction() as connection:
        _change(connection, staff.id, role=role)
        _keep(connection, Action.CHANGED_STAFF, staff.id, reason, by)


def set_disabled(staff: StaffMember, *, is_disabled: bool, by: UUID) -> None:
    """Shut an account or open it again; its links are dead either way."""
    with database().transaction() as connection:
        _change(connection, staff.id, is_disabled=is_disabled)
        links.end_all(connection, staff.id)
        reason = "disabled" if is_disabled else "enabled"
        _keep(connection, Action.CHANGED_STAFF, staff.id, reason, by)


def sign_out(staff: StaffMember, *, by: UUID) -> None:
    """End every session of this person."""
    with database().transaction() as connection:
        staff_sessions.end_all(connection, staff.id)
        _keep(connection, Action.CHANGED_STAFF, staff.id, "signed out everywhere", by)


def forget_second_step(staff: StaffMember, *, by: UUID) -> None:
    """Let somebody who lost phone and paper begin anew: the next sign-in asks to set it up."""
    with database().transaction() as connection:
        _change(connection, staff.id, totp_secret=None, totp_last_step=None)
        connection.execute(delete(RECOVERY).where(RECOVERY.c.staff_id == staff.id))
        _keep(connection, Action.CHANGED_STAFF, staff.id, "second step taken away", by)


def disconnect(staff: StaffMember, *, by: UUID) -> None:
    """Let a work account open nothing here any more; without a password they are invited anew."""
    with database().transaction() as connection:
        _change(connection, staff.id, provider_subject=None, provider_issuer=None)
        links.end_all(connection, staff.id)
        _keep(connection, Action.CHANGED_STAFF, staff.id, "work account disconnected", by)


def _change(connection: Connection, staff_id: UUID, **values: Any) -> None:
    """Change the account, and end what was opened while it was otherwise."""
    connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(**values))
    staff_sessions.end_all(connection, staff_id)


def _keep(connection: Connection, action: Action, staff_id: UUID, reason: str, by: UUID) -> None:
    chain.append(connection, [Entry(action, str(by), Subject.STAFF, staff_id, reason=reason)])

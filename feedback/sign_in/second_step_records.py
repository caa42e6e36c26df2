"""The second step in the database: each code works once, and every change is in the audit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, delete, func, or_, select, update

from feedback import chain, second_step, staff_sessions
from feedback.config import Config
from feedback.database import database
from feedback.links import STAFF
from feedback.models import Action, RecoveryCode, StaffMember, Subject
from feedback.responses import table_of

RECOVERY = table_of(RecoveryCode)


def offered_secret(session_id: str) -> str:
    """What a phone may take during this session."""
    return second_step.offered_secret(_config(), session_id)


def take_code(staff: StaffMember, typed: str) -> bool:
    """Whether this code is right and was not used before; from now on it is used."""
    return _take_step(staff, typed) or _take_recovery_code(staff.id, typed)


def _take_step(staff: StaffMember, typed: str) -> bool:
    secret = second_step.unlocked(_config(), staff.totp_secret or "")
    step = second_step.matching_step(secret, typed, now=datetime.now(UTC)) if secret else None
    if secret is None or step is None:
        return False
    # Locked anew: an old key may be taken out of the settings once everybody has signed in.
    kept = second_step.locked(_config(), secret)
    with database().transaction() as connection:
        return _is_first(connection, staff.id, step, kept)


def _is_first(connection: Connection, staff_id: UUID, step: int, kept: str) -> bool:
    """Remember the step; False when it, or a later one, was used by somebody quicker."""
    is_new = or_(STAFF.c.totp_last_step.is_(None), STAFF.c.totp_last_step < step)
    taken = connection.execute(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.totp_secret.is_not(None), is_new)
        .values(totp_last_step=step, totp_secret=kept)
        .returning(STAFF.c.id)
    ).scalar()
    return taken is not None


def _take_recovery_code(staff_id: UUID, typed: str) -> bool:
    is_it = RECOVERY.c.code_hash == second_step.hash_of_recovery_code(typed)
    with database().transaction() as connection:
        used = connection.execute(
            delete(RECOVERY)
            .where(is_it, RECOVERY.c.staff_id == staff_id)
            .returning(RECOVERY.c.staff_id)
        ).scalar()
        if used is not None:
            _keep(connection, staff_id, "recovery code used")
    return used is not None


def recovery_codes_left(staff_id: UUID) -> int:
    """How many were not used yet."""
    count = select(func.count()).where(RECOVERY.c.staff_id == staff_id)
    with database().reading.connect() as connection:
        return int(connection.execute(count).scalar_one())


def set_up(staff: StaffMember, secret: str, typed: str) -> Sequence[str] | None:
    """Keep a phone's secret, and return new recovery codes; None when its code is wrong.

    What was signed in without it ends, and so do the phone and the codes from before.
    """
    step = second_step.matching_step(secret, typed, now=datetime.now(UTC))
    if step is None:
        return None
    codes = second_step.new_recovery_codes()
    kept = {"totp_secret": second_step.locked(_config(), secret), "totp_last_step": step}
    with database().transaction() as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == staff.id).values(**kept))
        connection.execute(delete(RECOVERY).where(RECOVERY.c.staff_id == staff.id))
        rows = [
            {"code_hash": second_step.hash_of_recovery_code(code), "staff_id": staff.id}
            for code in codes
        ]
        connection.execute(RECOVERY.insert(), rows)
        staff_sessions.end_all(connection, staff.id)
        _keep(connection, staff.id, "second step set up")
    return codes


def _keep(connection: Connection, staff_id: UUID, reason: str) -> None:
    entry = chain.Entry(Action.CHANGED_STAFF, str(staff_id), Subject.STAFF, staff_id, reason=reason)
    chain.append(connection, [entry])


def _config() -> Config:
    found: Config = current_app.extensions["heard_config"]
    return found

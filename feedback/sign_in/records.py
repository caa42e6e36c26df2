"""Who may sign in, and how often somebody has tried; the throttle holds over all workers."""

import hashlib
from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import Connection, delete, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from feedback import judgements, staff_sessions
from feedback.config import Config
from feedback.database import database, insert_into, session
from feedback.models import StaffMember, Throttle
from feedback.passwords import verify_password
from feedback.responses import table_of
from feedback.turns import take_turn

TRIES_ALLOWED = 5
WINDOW = timedelta(minutes=1)
THROTTLE = table_of(Throttle)


def count_concerns() -> int:
    """How many comments may mean that somebody is not safe, and were read by nobody yet."""
    return judgements.count_concerns(session())


def take_a_try(email: str) -> bool:
    """Count one try for this address, before it is judged; False when there were too many.

    It commits by itself: the page that says no must not undo the count. Counting first means
    that a hundred tries at the same moment cannot all slip through.
    """
    # To the second, so that the minute slides: nobody gets ten tries around a full minute.
    now = datetime.now(UTC).replace(microsecond=0)
    key = _key(email)
    with database().transaction() as connection:
        take_turn(connection, f"sign-in {key}")
        connection.execute(delete(Throttle).where(col(Throttle.window_start) <= now - WINDOW))
        # A refused try is not counted: whoever waits a minute can always try again.
        is_allowed = _tries(connection, key) < TRIES_ALLOWED
        if is_allowed:
            _count(connection, key, now)
    return is_allowed


def forget_tries(email: str) -> None:
    """Start afresh for an address whose owner has just proved who they are."""
    with database().transaction() as connection:
        connection.execute(delete(Throttle).where(col(Throttle.key_hash) == _key(email)))


def staff_with(*, email: str, password: str) -> StaffMember | None:
    """The person this address and password belong to, if they may sign in here."""
    # Its own reading: the request's session would hold the write lock that sessions need.
    with Session(database().reading, expire_on_commit=False) as session:
        found = session.exec(
            select_rows(StaffMember)
            .where(func.lower(col(StaffMember.email)) == email.lower())
            .order_by(col(StaffMember.id))
        ).first()
    may_enter = found is not None and _may_enter(found)
    # Always checked against some hash, so that the time does not say whose address exists.
    stored = found.password_hash if found and may_enter else None
    return found if verify_password(password, stored=stored) else None


def begin_session(staff: StaffMember, *, instead_of: str) -> str:
    """Open a session with a new id, and end the one this browser had before."""
    if instead_of:
        staff_sessions.end(instead_of)
    return staff_sessions.begin(staff)


def _may_enter(staff: StaffMember) -> bool:
    config: Config = current_app.extensions["heard_config"]
    # Sample passwords are public, so sample people open nothing where families are real.
    return not staff.is_disabled and (config.is_sample or not staff.is_sample)


def _key(email: str) -> str:
    return hashlib.sha256(email.lower().encode()).hexdigest()


def _count(connection: Connection, key: str, now: datetime) -> None:
    connection.execute(
        insert_into(connection, THROTTLE)
        .values(key_hash=key, window_start=now, tries=0)
        .on_conflict_do_nothing(index_elements=["key_hash", "window_start"])
    )
    connection.execute(
        update(THROTTLE)
        .where(THROTTLE.c.key_hash == key, THROTTLE.c.window_start == now)
        .values(tries=THROTTLE.c.tries + 1)
    )


def _tries(connection: Connection, key: str) -> int:
    total = connection.execute(
        select(func.coalesce(func.sum(THROTTLE.c.tries), 0)).where(THROTTLE.c.key_hash == key)
    ).scalar_one()
    return int(total)

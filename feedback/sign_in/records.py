"""Who may sign in, and how often somebody has tried; the throttle holds over all workers."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import Connection, delete, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from feedback import chain, queued, staff_sessions
from feedback.config import Config
from feedback.database import database, insert_into, session
from feedback.models import Action, Role, StaffMember, Subject, Throttle
from feedback.passwords import verify_password
from feedback.responses import table_of
from feedback.turns import take_turn


@dataclass(frozen=True)
class Limit:
    """How often something may be tried for one address before one has to wait."""

    name: str
    tries: int
    window: timedelta


PASSWORDS = Limit("password", 5, timedelta(minutes=1))
# Each may send somebody a letter.
LINKS = Limit("link", 3, timedelta(minutes=15))
# A code has six digits and a new one comes twice a minute: only few may be tried.
CODES = Limit("code", 5, timedelta(minutes=15))
LONGEST_WINDOW = timedelta(minutes=15)
# Entries are kept for good, so strangers must not be able to fill the disk with them.
REFUSALS_KEPT_IN_A_WINDOW = 20
THROTTLE = table_of(Throttle)
# They read families' words, or say who may: a stolen password alone must not be enough.
SECOND_STEP_REQUIRED = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


def count_concerns() -> int:
    """How many comments may mean that somebody is not safe, and were read by nobody yet."""
    return queued.count_concerns(session())


def take_a_try(email: str, limit: Limit = PASSWORDS) -> bool:
    """Count one try for this address, before it is judged; False when there were too many.

    It commits by itself: the page that says no must not undo the count. Counting first means
    that a hundred tries at the same moment cannot all slip through.
    """
    # To the second, so that the minute slides: nobody gets ten tries around a full minute.
    now = datetime.now(UTC).replace(microsecond=0)
    key = _key(email, limit)
    with database().transaction() as connection:
        take_turn(connection, f"sign-in {key}")
        is_over = col(Throttle.window_start) <= now - LONGEST_WINDOW
        connection.execute(delete(Throttle).where(is_over))
        # A refused try is not counted: whoever waits a minute can always try again.
        is_allowed = _tries(connection, key, since=now - limit.window) < limit.tries
        if is_allowed:
            _count(connection, key, now)
    return is_allowed


def forget_tries(email: str, limit: Limit = PASSWORDS) -> None:
    """Start afresh for an address whose owner has just proved who they are."""
    with database().transaction() as connection:
        connection.execute(delete(Throttle).where(col(Throttle.key_hash) == _key(email, limit)))


def staff_with(*, email: str, password: str) -> StaffMember | None:
    """The person this address and password belong to, if they may sign in here."""
    found = staff_at(email)
    is_welcome = found is not None and may_enter(found)
    # Always checked against some hash, so that the time does not say whose address exists.
    stored = found.password_hash if found and is_welcome else None
    return found if verify_password(password, stored=stored) else None


def note_throttled(email: str) -> None:
    """Keep in the audit that somebody was told to wait."""
    _note_refusal(email, Action.SIGN_IN_THROTTLED)


def note_failed(email: str, reason: str | None = None) -> None:
    """Keep in the audit that an address or a password was wrong, or what else was."""
    _note_refusal(email, Action.SIGN_IN_FAILED, reason)


def _note_refusal(email: str, action: Action, reason: str | None = None) -> None:
    """Whose account it was, if anybody's; what was typed is kept in no case.

    The same work for a known address and an unknown one: the time must not tell them apart.
    """
    found = staff_at(email)
    subject, subject_id = (Subject.STAFF, found.id) if found else (None, None)
    entry = chain.Entry(action, chain.NOBODY, subject, subject_id, reason=reason)
    with database().transaction() as connection:
        take_turn(connection, "audit")
        if _refusals(connection) < REFUSALS_KEPT_IN_A_WINDOW:
            chain.append(connection, [entry])


def _refusals(connection: Connection) -> int:
    since = datetime.now(UTC) - PASSWORDS.window
    recent = select(func.count()).where(chain.ENTRY.c.who == chain.NOBODY, chain.ENTRY.c.at > since)
    return int(connection.execute(recent).scalar_one())


def staff_at(email: str) -> StaffMember | None:
    """Whose address this is, whether or not they may sign in."""
    # Its own reading: the request's session would hold the write lock that sessions need.
    with Session(database().reading, expire_on_commit=False) as session:
        return session.exec(
            select_rows(StaffMember)
            .where(func.lower(col(StaffMember.email)) == email.lower())
            .order_by(col(StaffMember.id))
        ).first()


def begin_session(
    staff: StaffMember,
    *,
    instead_of: str,
    needs_second_step: bool = False,
    reason: str | None = None,
) -> str:
    """Open a session with a new id, and end the one this browser had before."""
    if instead_of:
        staff_sessions.end(instead_of)
    return staff_sessions.begin(staff, needs_second_step=needs_second_step, reason=reason)


def needs_second_step(staff: StaffMember) -> bool:
    """Whether a password, or a link, is not enough for this account."""
    config: Config = current_app.extensions["heard_config"]
    # In sample mode nothing is real, and trying Heard out must need no phone.
    is_required = staff.role in SECOND_STEP_REQUIRED and not config.is_sample
    return is_required or staff.totp_secret is not None


def may_enter(staff: StaffMember) -> bool:
    """Whether this account opens anything here."""
    config: Config = current_app.extensions["heard_config"]
    # Sample passwords are public, so sample people open nothing where families are real.
    return not staff.is_disabled and (config.is_sample or not staff.is_sample)


def _key(email: str, limit: Limit) -> str:
    return hashlib.sha256(f"{limit.name} {email.lower()}".encode()).hexdigest()


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


def _tries(connection: Connection, key: str, *, since: datetime) -> int:
    total = connection.execute(
        select(func.coalesce(func.sum(THROTTLE.c.tries), 0)).where(
            THROTTLE.c.key_hash == key, THROTTLE.c.window_start > since
        )
    ).scalar_one()
    return int(total)

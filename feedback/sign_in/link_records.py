"""Links as their owners use them, and the letters that bring those they asked for."""

from flask import current_app
from sqlmodel import Session

from feedback import chain, letters, links, mail
from feedback.config import Config
from feedback.database import database
from feedback.models import Action, LinkPurpose, Role, StaffMember, Subject
from feedback.passwords import hash_password
from feedback.sign_in import own_records, records

# Volunteers; whoever decides about families' words signs in with a password.
BY_LINK = frozenset({Role.FORUM, Role.ADVOCATE, Role.VIEWER})


def owner(secret: str, purpose: LinkPurpose) -> StaffMember | None:
    """Whose link this is, if it would let them in now; looking changes nothing."""
    with Session(database().reading, expire_on_commit=False) as session:
        staff_id = links.whose(session.connection(), secret, purpose)
        found = session.get(StaffMember, staff_id) if staff_id else None
    is_for_them = purpose is not LinkPurpose.SIGN_IN or (found and found.role in BY_LINK)
    return found if found and is_for_them and records.may_enter(found) else None


def choose_password(secret: str, purpose: LinkPurpose, password: str) -> bool:
    """Use the link up and keep the password; False when somebody was quicker."""
    hashed = hash_password(password)
    with database().transaction() as connection:
        staff_id = links.use(connection, secret, purpose)
        if staff_id is None:
            return False
        reason = f"password chosen by a link: {purpose.value}"
        own_records.set_password(connection, staff_id, hashed, reason=reason)
    return True


def use_up(secret: str) -> bool:
    """Use up a link that signs somebody in; False when somebody was quicker."""
    with database().transaction() as connection:
        return links.use(connection, secret, LinkPurpose.SIGN_IN) is not None


def send_link(email: str, purpose: LinkPurpose) -> None:
    """Write to whoever has this address, if anybody who may sign in has it."""
    config: Config = current_app.extensions["heard_config"]
    staff = records.staff_at(email)
    if staff is None or not records.may_enter(staff):
        return
    if purpose is LinkPurpose.SIGN_IN and staff.role not in BY_LINK:
        mail.send(config, letters.no_such_link(staff.email))
        return
    reason = f"asked for a link: {purpose.value}"
    entry = chain.Entry(Action.CHANGED_STAFF, chain.NOBODY, Subject.STAFF, staff.id, reason=reason)
    with database().transaction() as connection:
        path = links.make(connection, staff.id, staff.email, purpose)
        chain.append(connection, [entry])
    mail.send(config, letters.with_link(staff.email, purpose, f"{config.base_url}{path}"))

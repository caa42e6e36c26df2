"""`heard add-staff`: give an officer, Forum reviewer or other member of staff a way in."""

from datetime import UTC, datetime

import click
from sqlmodel import select

from feedback import audit
from feedback.audit import Action, Subject
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.models import Role, StaffMember
from feedback.passwords import hash_password

SHORTEST_PASSWORD, LONGEST_PASSWORD = 15, 128


class StaffRefusedError(Exception):
    """This person cannot be added; the message says why."""


@click.command("add-staff")
@click.argument("email")
@click.option("--name", required=True, help="Who it is, as colleagues know them.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--password",
    prompt=f"Password ({SHORTEST_PASSWORD} characters or more)",
    hide_input=True,
    confirmation_prompt=True,
    help="Left out, it is asked for, so that it stays out of your shell's history.",
)
def add_staff(email: str, name: str, role: str, password: str) -> None:
    """Add somebody who may sign in."""
    address = email.strip().lower()
    _refuse_unfit(address, password)
    database = Database(create_engine_for(Config.from_environment().database_url))
    with database.session() as session:
        if session.exec(select(StaffMember).where(StaffMember.email == address)).first():
            raise StaffRefusedError(f"{address} can sign in already.")
        new = StaffMember(
            email=address,
            name=name.strip(),
            role=Role(role),
            password_hash=hash_password(password),
            created_at=datetime.now(UTC),
        )
        session.add(new)
        audit.by_command(session, Action.ADDED_STAFF, Subject.STAFF, new.id, reason=f"role: {role}")
    click.echo(f"{address} can sign in now, as {role}.")


def _refuse_unfit(email: str, password: str) -> None:
    if email.count("@") != 1 or " " in email or len(email) > 254:
        raise StaffRefusedError(f"{email!r} is not an email address.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise StaffRefusedError(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; "
            f"this one has {len(password)}."
        )

"""`heard add-staff`: give an officer, Forum reviewer or other member of staff a way in."""

from datetime import UTC, datetime

import click
from sqlmodel import select

from feedback import audit
from feedback.areas import load_area
from feedback.audit import Action, Subject
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.models import Role, StaffMember
from feedback.password_rules import SHORTEST, Person, Unfit, problem_with
from feedback.passwords import LONGEST, hash_password
from forms.accounts import is_address

WHY_UNFIT = {
    Unfit.TOO_SHORT: f"A password has {SHORTEST} to {LONGEST} characters; this one has fewer.",
    Unfit.TOO_LONG: f"A password has {SHORTEST} to {LONGEST} characters; this one has more.",
    Unfit.ABOUT_YOU: "This password is mostly the name, the address, the area or what Heard is "
    "about. Take words that have nothing to do with them.",
    Unfit.COMMON: "This password is too easy to guess: programs try it early. Take four or more "
    "words that do not belong together.",
}


class StaffRefusedError(Exception):
    """This person cannot be added; the message says why."""


@click.command("add-staff")
@click.argument("email")
@click.option("--name", required=True, help="Who it is, as colleagues know them.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--password",
    prompt=f"Password ({SHORTEST} characters or more)",
    hide_input=True,
    confirmation_prompt=True,
    help="Left out, it is asked for, so that it stays out of your shell's history.",
)
def add_staff(email: str, name: str, role: str, password: str) -> None:
    """Add somebody who may sign in."""
    address = email.strip().lower()
    config = Config.from_environment()
    _refuse_unfit(Person(name=name, email=address, area=load_area(config.area).name), password)
    database = Database(create_engine_for(config.database_url))
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


def _refuse_unfit(person: Person, password: str) -> None:
    if not is_address(person.email):
        raise StaffRefusedError(f"{person.email!r} is not an email address.")
    unfit = problem_with(password, person)
    if unfit is not None:
        raise StaffRefusedError(WHY_UNFIT[unfit])

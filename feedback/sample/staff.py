"""Sample staff, whose passwords are worked out from the installation's secret and never kept."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, select

from feedback.config import Config
from feedback.models import Role, StaffMember
from feedback.passwords import hash_password, verify_password
from feedback.responses import table_of

STAFF = table_of(StaffMember)
NAMES = {
    Role.OFFICER: "Sample officer",
    Role.FORUM: "Sample Forum reviewer",
    Role.ADVOCATE: "Sample youth advocate",
    Role.VIEWER: "Sample viewer",
    Role.ADMINISTRATOR: "Sample administrator",
}
GROUPS, LETTERS = 4, 4  # 80 bits.


@dataclass(frozen=True)
class SampleStaff:
    """Somebody made up, who may sign in while trying Heard."""

    role: Role
    name: str
    email: str
    password: str


def credentials(config: Config) -> tuple[SampleStaff, ...]:
    """Who may sign in, with the same passwords as long as the secret is the same."""
    return tuple(
        SampleStaff(role, name, f"{role.value}@sample.example", _password(config.secret_key, role))
        for role, name in NAMES.items()
    )


def _password(secret: str, role: Role) -> str:
    digest = hmac.digest(secret.encode(), f"sample password: {role.value}".encode(), "sha256")
    # Base 32 in small letters, without the digits that could be taken for letters.
    letters = base64.b32encode(digest).decode().lower().translate(str.maketrans("234567", "vwxyzk"))
    return "-".join(letters[i : i + LETTERS] for i in range(0, GROUPS * LETTERS, LETTERS))


def add_staff(connection: Connection, config: Config, *, now: datetime) -> None:
    """Add one member of staff for each role that can be tried."""
    for one in credentials(config):
        _add(connection, one, now=now)


def _add(connection: Connection, one: SampleStaff, *, now: datetime) -> None:
    connection.execute(
        STAFF.insert().values(
            id=uuid4(),
            email=one.email,
            name=one.name,
            role=one.role,
            password_hash=hash_password(one.password),
            is_disabled=False,
            is_sample=True,
            created_at=now,
        )
    )


def renew_staff(connection: Connection, config: Config, *, now: datetime) -> None:
    """Make the passwords of the present secret work, and add whom an older Heard did not have."""
    stored: dict[str, str] = {
        row.email: row.password_hash
        for row in connection.execute(
            select(STAFF.c.email, STAFF.c.password_hash).where(STAFF.c.is_sample)
        )
    }
    for one in credentials(config):
        kept = stored.get(one.email)
        if kept is None:
            _add(connection, one, now=now)
        elif not verify_password(one.password, stored=kept):
            connection.execute(
                STAFF.update()
                .where(STAFF.c.email == one.email, STAFF.c.is_sample)
                .values(password_hash=hash_password(one.password))
            )

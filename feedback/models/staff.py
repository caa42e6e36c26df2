"""Staff: who may sign in, their live sessions, and the throttle on wrong passwords."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Role(StrEnum):
    """What a member of staff may do; docs/decisions/0005 holds the matrix."""

    OFFICER = "officer"
    FORUM = "forum"
    ADVOCATE = "advocate"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


class LinkPurpose(StrEnum):
    """What a link lets its owner do, once."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 -- no password, its name
    SIGN_IN = "sign_in"


class StaffMember(SQLModel, table=True):
    """A person who may sign in."""

    __tablename__ = "staff_member"
    # One person there is one account here.
    __table_args__ = (
        Index("ix_staff_member_provider", "provider_issuer", "provider_subject", unique=True),
    )

    id: UUID = random_id()
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    role: Role = Field(sa_type=choice(Role, "role"))
    # "" until somebody invited has chosen a password.
    password_hash: str = Field(max_length=200)
    is_disabled: bool = False
    is_sample: bool = False
    # Locked with a key that is not in the database; None without a second step.
    totp_secret: str | None = Field(default=None, max_length=300)
    # The step of the last code taken: neither it nor an earlier one is taken again.
    totp_last_step: int | None = None
    # The account of their own organisation that opens this one: its provider, and its name there.
    provider_issuer: str | None = Field(default=None, max_length=255)
    provider_subject: str | None = Field(default=None, max_length=255)
    created_at: datetime = moment()


class StaffSession(SQLModel, table=True):
    """One signed-in browser; the cookie holds a random id, this table only its hash."""

    __tablename__ = "staff_session"

    id_hash: str = Field(primary_key=True, max_length=64)
    staff_id: UUID = reference("staff_member.id")
    created_at: datetime = moment()
    last_seen_at: datetime = moment()
    # Until a code is given, the session opens no page but the one that asks for it.
    needs_second_step: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class RecoveryCode(SQLModel, table=True):
    """A code on paper that stands for the phone once; the table holds only its hash."""

    __tablename__ = "recovery_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    staff_id: UUID = reference("staff_member.id")


class StaffLink(SQLModel, table=True):
    """A link that lets one person in once; the letter holds it, this table only its hash."""

    __tablename__ = "staff_link"
    # A newer link takes the place of the older one.
    __table_args__ = (UniqueConstraint("staff_id", "purpose"),)

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: UUID = reference("staff_member.id")
    purpose: LinkPurpose = Field(sa_type=choice(LinkPurpose, "purpose"))
    address_hash: str = Field(max_length=64)
    expires_at: datetime = moment()


class Throttle(SQLModel, table=True):
    """How often a password, a code or a link was tried in one window, for every worker to see."""

    __tablename__ = "throttle"

    key_hash: str = Field(primary_key=True, max_length=64)
    window_start: datetime = moment(primary_key=True)
    tries: int = Field(ge=0)

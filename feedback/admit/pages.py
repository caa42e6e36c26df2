"""What the pages about accounts show."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from feedback.models import Role, StaffMember
from forms.accounts import ROLES
from forms.questions import Wording

__all__ = ["Person", "Role", "person"]


@dataclass(frozen=True)
class Person:
    """An account as an administrator sees it."""

    staff: StaffMember
    is_oneself: bool

    @property
    def id(self) -> UUID:
        """Names the account in addresses."""
        return self.staff.id

    @property
    def name(self) -> str:
        """What colleagues call them."""
        return self.staff.name

    @property
    def email(self) -> str:
        """Where letters go, and what they sign in with."""
        return self.staff.email

    @property
    def role(self) -> str:
        """The role as the form knows it."""
        return self.staff.role.value

    @property
    def role_words(self) -> Wording:
        """The role in words."""
        return ROLES[self.staff.role]

    @property
    def is_disabled(self) -> bool:
        """Whether the account is shut."""
        return self.staff.is_disabled

    @property
    def is_invited(self) -> bool:
        """Whether they have neither chosen a password nor connected the account of their work."""
        return not self.staff.password_hash and not self.staff.provider_subject

    @property
    def has_second_step(self) -> bool:
        """Whether they need a code to sign in."""
        return self.staff.totp_secret is not None

    @property
    def has_work_account(self) -> bool:
        """Whether the account of their work opens this one."""
        return self.staff.provider_subject is not None

    @property
    def state(self) -> tuple[str, str]:
        """Whether they can sign in, in a word and a colour."""
        if self.is_disabled:
            return _("Disabled"), "grey"
        if self.is_invited:
            return _("Invited"), "yellow"
        return _("Can sign in"), "green"


def person(staff: StaffMember, own_id: UUID) -> Person:
    """An account as the administrator with this id sees it."""
    return Person(staff, is_oneself=staff.id == own_id)

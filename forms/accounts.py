"""The forms about staff accounts: passwords, and who may sign in."""

from collections.abc import Mapping
from email.errors import MessageError
from email.headerregistry import Address

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from forms.questions import Wording
from forms.staff_fields import LineField, at_most

# Least first: what each may open is in docs/decisions/0005.
ROLES: Mapping[str, Wording] = {
    "viewer": _l("Viewer"),
    "advocate": _l("Youth advocate"),
    "forum": _l("Forum reviewer"),
    "officer": _l("Officer"),
    "administrator": _l("Administrator"),
}


LONGEST_ADDRESS = 254


def _role() -> RadioField:
    return RadioField(
        _l("Role"),
        [InputRequired(_l("Choose one of these"))],
        choices=[SelectChoice(value=role, label=words) for role, words in ROLES.items()],
    )


# Made before the others, so that it also comes before them in the form.
_OLD_PASSWORD = PasswordField(
    _l("Your password now"), [InputRequired(_l("Type the password you have now."))]
)


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A password to begin with, typed twice: no page can show what was typed once."""

    password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Type a new password."))],
        description=_l("Use at least 15 characters. Four or more words work well."),
    )
    again = PasswordField(
        _l("New password again"), [InputRequired(_l("Type the new password again."))]
    )

    def validate_again(self, field: Field) -> None:
        """Refuse two different ones."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords are not the same. Type both again."))


class ChangePasswordForm(NewPasswordForm):
    """Another password, for whoever knows the one before."""

    old = _OLD_PASSWORD


def is_address(text: str) -> bool:
    """Whether this is one email address and nothing else: a list would write to several people."""
    try:
        Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        return False
    return text.isascii() and len(text) <= LONGEST_ADDRESS


def _one_address(_form: object, field: Field) -> None:
    if field.data and not is_address(field.data):
        raise ValidationError(_("Write an email address like name@example.org."))


class AskForLinkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where a link should go, and what it is for."""

    email = LineField(_l("Email address"), [DataRequired(_l("Type your email address."))])
    purpose = RadioField(
        _l("What do you need?"),
        [InputRequired(_l("Choose one of these"))],
        choices=[
            SelectChoice(value="new_password", label=_l("A link to choose a new password")),
            SelectChoice(
                value="sign_in",
                label=_l("A link to sign in (Forum reviewers, youth advocates and viewers only)"),
            ),
        ],
        default="new_password",
    )


class InviteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who shall have an account, and what they may do."""

    name = LineField(_l("Name"), [DataRequired(_l("Type the person’s name.")), at_most(200)])
    email = LineField(
        _l("Email address"), [DataRequired(_l("Type the person’s email address.")), _one_address]
    )
    role = _role()


class RoleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What somebody may do from now on."""

    role = _role()


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A code from the phone, or one of those on paper."""

    code = LineField(
        _l("Code"),
        [InputRequired(_l("Type the code.")), at_most(60)],
        description=_l("Six digits from the app on your phone, or a recovery code."),
    )


class FirstCodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The first code, which shows that the phone has understood."""

    code = LineField(
        _l("Code"),
        [InputRequired(_l("Type the code.")), at_most(60)],
        description=_l("Six digits from the app on your phone."),
    )


class AnotherPhoneForm(FirstCodeForm):
    """The same for somebody signed in, who shows first that it is them."""

    old = PasswordField(_l("Your password"), [InputRequired(_l("Type the password you have now."))])

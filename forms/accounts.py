"""The forms about staff accounts: passwords, and who may sign in."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, ValidationError
from wtforms.validators import InputRequired

from forms.questions import Wording

# Least first: what each may open is in docs/decisions/0005.
ROLES: Mapping[str, Wording] = {
    "viewer": _l("Viewer"),
    "advocate": _l("Youth advocate"),
    "forum": _l("Forum reviewer"),
    "officer": _l("Officer"),
    "administrator": _l("Administrator"),
}


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

    old = PasswordField(
        _l("Your password now"), [InputRequired(_l("Type the password you have now."))]
    )

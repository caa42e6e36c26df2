"""What the letters about accounts say, in the language of the page they were asked for on."""

from collections.abc import Mapping

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.mail import Letter
from feedback.models import LinkPurpose
from forms.questions import Wording

FIRST_LINES: Mapping[LinkPurpose, Wording] = {
    LinkPurpose.INVITATION: _l(
        "You have been given an account. Open this page within 3 days to choose your password:"
    ),
    LinkPurpose.NEW_PASSWORD: _l("Open this page within 10 minutes to choose a new password:"),
    LinkPurpose.SIGN_IN: _l("Open this page within 10 minutes to sign in:"),
}


def with_link(to: str, purpose: LinkPurpose, address: str) -> Letter:
    """The letter that brings somebody their link."""
    return _letter(to, f"{FIRST_LINES[purpose]}\n\n{address}")


def no_such_link(to: str) -> Letter:
    """For whoever asked to sign in by a link and has to sign in with a password."""
    return _letter(to, str(_("Your account needs a password to sign in. A link is not enough.")))


def _letter(to: str, text: str) -> Letter:
    area = current_app.extensions["heard_area"].name
    last = _("If you did not expect this message, you can delete it. Do not pass it on.")
    return Letter(
        to, str(_("Your account with Heard – %(area)s", area=area)), f"{text}\n\n{last}\n"
    )

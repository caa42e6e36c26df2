"""Showing once more that it is you, before something that an open session alone must not do."""

from datetime import UTC, datetime, timedelta

from flask import session
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from feedback import staff_sessions
from feedback.models import StaffMember
from feedback.sign_in import own_records, records, second_step_records
from forms.accounts import CodeForm
from forms.staff_raw import PasswordAgainForm

# Who has neither a phone nor a password here has just shown it to their own organisation.
FRESH = timedelta(minutes=15)
WRONG, TOO_OFTEN = 400, 429


def form_for(staff: StaffMember) -> FlaskForm:
    """What this person can show: a code, a password, or that they have just signed in."""
    if staff.totp_secret:
        return CodeForm()
    return PasswordAgainForm() if staff.password_hash else FlaskForm()


def is_fresh_enough(staff: StaffMember) -> bool:
    """Whether somebody who can show nothing else has signed in a moment ago."""
    if staff.totp_secret or staff.password_hash:
        return True
    began = staff_sessions.began_at(session.get("sid", ""))
    return began is not None and datetime.now(UTC) - began <= FRESH


def refusal(form: FlaskForm, staff: StaffMember) -> int | None:
    """None for somebody who has shown it; otherwise the status, and what is wrong at the field."""
    if not form.validate() or not is_fresh_enough(staff):
        return WRONG
    if "code" in form:
        return _judge(
            form,
            staff,
            "code",
            _("This code is wrong or was used before. Wait for the next one."),
            _("There were too many tries. Wait 15 minutes, then try again."),
        )
    if "password" in form:
        return _judge(
            form,
            staff,
            "password",
            _("This is not your password. Check it."),
            _("There were too many tries. Wait one minute, then try again."),
        )
    return None


def _judge(
    form: FlaskForm, staff: StaffMember, name: str, wrong: str, too_often: str
) -> int | None:
    field, is_code = form[name], name == "code"
    # Both as signing in counts them: nobody gets more tries for coming another way.
    who, limit = (str(staff.id), records.CODES) if is_code else (staff.email, records.PASSWORDS)
    if not records.take_a_try(who, limit):
        records.note_throttled(staff.email)
        field.errors = [too_often]
        return TOO_OFTEN
    shows = second_step_records.take_code if is_code else own_records.knows_password
    if not shows(staff, field.data):
        records.note_failed(staff.email)
        field.errors = [wrong]
        return WRONG
    records.forget_tries(who, limit)
    return None

"""One's own account: who one is here, and another password."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.access import open_to, signed_in
from feedback.sign_in import browsing, own_records, records, second_step_records
from feedback.sign_in.new_passwords import is_fit
from forms.accounts import ROLES, ChangePasswordForm

account = Blueprint("account", __name__)


@account.get("/staff/account")
@open_to(*browsing.STAFF)
def own() -> ResponseReturnValue:
    """Who is signed in, and what they can change about it."""
    staff = signed_in()
    left = second_step_records.recovery_codes_left(staff.id)
    return render_template(
        "sign_in/account.html", staff=staff, role=ROLES[staff.role], codes_left=left
    )


@account.route("/staff/account/password", methods=["GET", "POST"])
@open_to(*browsing.STAFF)
def password() -> ResponseReturnValue:
    """Take another password from whoever knows the present one; other sessions end."""
    form, staff = ChangePasswordForm(), signed_in()
    if not form.is_submitted():
        return _page(form)
    if not is_fit(form, name=staff.name, email=staff.email):
        return _page(form), 400
    if not records.take_a_try(staff.email):
        records.note_throttled(staff.email)
        form.old.errors = [_("There were too many tries. Wait one minute, then try again.")]
        return _page(form), 429, {"Retry-After": "60"}
    if not own_records.knows_password(staff, form.old.data):
        records.note_failed(staff.email)
        form.old.errors = [_("This is not your password. Check it.")]
        return _page(form), 400
    records.forget_tries(staff.email)
    own_records.change_password(staff, form.password.data)
    browsing.enter(records.begin_session(staff, instead_of=session.get("sid", "")))
    flash(_("Your new password works from now on. You are signed out everywhere else."))
    return redirect(url_for("account.own"), 303)


def _page(form: ChangePasswordForm) -> str:
    return render_template("sign_in/password.html", form=form)

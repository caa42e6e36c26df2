"""The second step of signing in: giving a code, and taking up a phone in the first place."""

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from markupsafe import Markup

from feedback import second_step, staff_sessions
from feedback.access import Audience, open_to, signed_in
from feedback.sign_in import browsing, own_records, records, second_step_records
from feedback.sign_in.browsing import StaffMember
from feedback.sign_in.own_pages import own_page
from forms.accounts import AnotherPhoneForm, CodeForm, FirstCodeForm

two_steps = Blueprint("two_steps", __name__)


@two_steps.route("/staff/sign-in/code", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def code() -> ResponseReturnValue:
    """Ask whoever gave the right password for a code, and let them in with it."""
    staff = staff_sessions.half_way(session.get("sid", ""))
    if staff is None or not staff.totp_secret:
        return redirect(url_for("sign_in.sign_in"))
    form = CodeForm()
    if not form.is_submitted():
        return render_template("sign_in/code.html", form=form)
    status = _not_to_be_judged(form, staff)
    if status is not None:
        return render_template("sign_in/code.html", form=form), status
    before = second_step_records.recovery_codes_left(staff.id)
    if not second_step_records.take_code(staff, form.code.data):
        _note_wrong(form, staff)
        return render_template("sign_in/code.html", form=form), 400
    records.forget_tries(str(staff.id), records.CODES)
    onward, left = _enter(staff), second_step_records.recovery_codes_left(staff.id)
    if left < before:
        flash(
            ngettext(
                "You have %(num)s recovery code left.",
                "You have %(num)s recovery codes left.",
                left,
            )
        )
    return redirect(onward, 303)


@two_steps.route("/staff/sign-in/second-step", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def begin() -> ResponseReturnValue:
    """Take up a phone before the first page opens, where a role needs one."""
    staff = staff_sessions.half_way(session.get("sid", ""))
    if staff is None or staff.totp_secret:
        return redirect(url_for("sign_in.sign_in"))
    return _set_up(staff, FirstCodeForm())


@two_steps.route("/staff/account/second-step", methods=["GET", "POST"])
@open_to(*browsing.STAFF)
def another_phone() -> ResponseReturnValue:
    """Take up a phone, or another one in its place, once somebody signed in shows it is them."""
    return _set_up(signed_in(), AnotherPhoneForm())


def _set_up(staff: StaffMember, form: FirstCodeForm) -> ResponseReturnValue:
    secret = second_step_records.offered_secret(session.get("sid", ""))
    if not form.is_submitted():
        return _set_up_page(form, secret, staff)
    status = _not_to_be_judged(form, staff)
    if status is not None:
        return _set_up_page(form, secret, staff), status
    if "old" in form and not own_records.knows_password(staff, form.old.data):
        form.old.errors = [_("This is not your password. Check it.")]
        records.note_failed(staff.email)
        return _set_up_page(form, secret, staff), 400
    codes = second_step_records.set_up(staff, secret, form.code.data)
    if codes is None:
        _note_wrong(form, staff)
        return _set_up_page(form, secret, staff), 400
    records.forget_tries(str(staff.id), records.CODES)
    # Answered without a redirect: the codes are kept nowhere, so no other page could show them.
    onward = _enter(staff)
    return render_template("sign_in/recovery_codes.html", codes=codes, onward=onward)


def _set_up_page(form: FirstCodeForm, secret: str, staff: StaffMember) -> str:
    return render_template(
        "sign_in/second_step.html", form=form, secret=secret, drawing=_drawing(secret, staff.email)
    )


def _drawing(secret: str, email: str) -> Markup:
    # Only staff set up a phone: a family's request must not pay for the library.
    import segno

    area = current_app.extensions["heard_area"].name
    square = segno.make(second_step.address_for(secret, email=email, area=area), error="m")
    # Drawn by us from black and white squares; nobody's words are in it but the escaped name.
    drawn = square.svg_inline(scale=4, light="#fff", dark="#000", svgclass=None)
    name = Markup('<svg role="img" aria-label="{}" ').format(_("Square to scan"))
    return name + Markup(drawn.removeprefix("<svg "))  # noqa: S704


def _enter(staff: StaffMember) -> str:
    """Open the whole session; returns where to go."""
    before, wanted = session.get("sid", ""), session.get("next")
    browsing.enter(records.begin_session(staff, instead_of=before))
    return own_page(wanted)


def _not_to_be_judged(form: FlaskForm, staff: StaffMember) -> int | None:
    """The status of the answer to a form that is not whole, or one of too many; None for others."""
    if not form.validate():
        return 400
    if records.take_a_try(str(staff.id), records.CODES):
        return None
    records.note_throttled(staff.email)
    form.code.errors = [_("There were too many tries. Wait 15 minutes, then try again.")]
    return 429


def _note_wrong(form: FlaskForm, staff: StaffMember) -> None:
    records.note_failed(staff.email)
    form.code.errors = [_("This code is wrong or was used before. Wait for the next one.")]

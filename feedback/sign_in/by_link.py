"""Ways in by a link: an invitation, a new password, and signing in without one.

Opening a link changes nothing: programs that look into letters open it too. The button does.
"""

from collections.abc import Callable

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import mail
from feedback.access import Audience, open_to
from feedback.language import page_language, speaking
from feedback.links import LinkPurpose
from feedback.sign_in import browsing, link_records, records
from feedback.sign_in.new_passwords import is_fit
from forms.accounts import AskForLinkForm, NewPasswordForm
from forms.staff import ConfirmForm

by_link = Blueprint("by_link", __name__)


@by_link.route("/staff/links", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def ask() -> ResponseReturnValue:
    """Send a link to whoever has this address; the answer is the same when nobody has it."""
    form = AskForLinkForm()
    can_send = mail.can_send(current_app.extensions["heard_config"])
    if not form.is_submitted():
        return _ask_page(form, can_send)
    if not form.validate() or not can_send:
        return _ask_page(form, can_send), 400
    if not records.take_a_try(form.email.data, records.LINKS):
        form.email.errors = [_("There were too many tries. Wait 15 minutes, then try again.")]
        return _ask_page(form, can_send), 429, {"Retry-After": "900"}
    mail.later(_sending(form.email.data, LinkPurpose(form.purpose.data)))
    return redirect(url_for("by_link.sent"), 303)


def _ask_page(form: AskForLinkForm, can_send: bool) -> str:
    return render_template("sign_in/ask.html", form=form, can_send=can_send)


def _sending(email: str, purpose: LinkPurpose) -> Callable[[], None]:
    """The work that must not show in how long the page takes."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    language = page_language()

    def send() -> None:
        with app.app_context(), speaking(language):
            link_records.send_link(email, purpose)

    return send


@by_link.get("/staff/links/sent")
@open_to(Audience.PUBLIC)
def sent() -> ResponseReturnValue:
    """Say where to look."""
    return render_template("sign_in/sent.html")


@by_link.route("/staff/links/invitation/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def accept(token: str) -> ResponseReturnValue:
    """Choose the first password."""
    return _choose_password(token, LinkPurpose.INVITATION)


@by_link.route("/staff/links/new-password/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def new_password(token: str) -> ResponseReturnValue:
    """Choose another password."""
    return _choose_password(token, LinkPurpose.NEW_PASSWORD)


def _choose_password(token: str, purpose: LinkPurpose) -> ResponseReturnValue:
    staff = link_records.owner(token, purpose)
    if staff is None:
        return _dead()
    form = NewPasswordForm()
    page = {"form": form, "staff": staff, "connect_url": _connect_url(token, purpose)}
    if not form.is_submitted():
        return render_template("sign_in/choose.html", **page)
    if not is_fit(form, name=staff.name, email=staff.email):
        return render_template("sign_in/choose.html", **page), 400
    if not link_records.choose_password(token, purpose, form.password.data):
        return _dead()
    session.pop("sid", None)
    flash(_("Your password is saved. Sign in with it now."))
    return redirect(url_for("sign_in.sign_in"), 303)


def _connect_url(token: str, purpose: LinkPurpose) -> str | None:
    """Where an invitation is accepted without a password, if anywhere."""
    is_possible = purpose is LinkPurpose.INVITATION and current_app.extensions["heard_provider"]
    return url_for("work_account.accept", token=token) if is_possible else None


@by_link.route("/staff/links/sign-in/<token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def enter(token: str) -> ResponseReturnValue:
    """Sign somebody in who presses the button."""
    staff = link_records.owner(token, LinkPurpose.SIGN_IN)
    if staff is None:
        return _dead()
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("sign_in/enter.html", form=form, staff=staff)
    if not link_records.use_up(token):
        return _dead()
    return browsing.let_in(staff)


def _dead() -> ResponseReturnValue:
    """One answer to a link that was used, is too old, or never was."""
    return render_template("sign_in/dead.html"), 404

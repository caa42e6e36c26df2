"""Signing in with the account of one's own organisation, and connecting it first.

Whoever the provider names is let in only where they connected that account before: by their
invitation, or signed in. The address it tells is compared then, and proves nothing by itself.
"""

import hmac
from datetime import UTC, datetime
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.access import Audience, current_staff, open_to, signed_in
from feedback.fetching import AwayError
from feedback.links import LinkPurpose
from feedback.proofs import Proof, RefusedError
from feedback.sign_in import browsing, link_records, records, work_account_records
from feedback.sign_in.browsing import StaffMember
from feedback.sign_in.own_pages import own_page
from forms.staff import ConfirmForm

work_account = Blueprint("work_account", __name__)

# In the signed cookie: an attempt until its answer, and who came back until they connect.
BEGUN, PROVED = "work_account_begun", "work_account_proved"
REASON = "work account"


@work_account.get("/staff/sign-in/work-account")
@open_to(Audience.PUBLIC)
def begin() -> ResponseReturnValue:
    """Lead to the provider; nothing is stored but in this browser.

    A link and no form: the policy lets forms of ours lead to our own pages only.
    """
    from feedback.identity_provider import new_attempt

    wanted, is_connecting = own_page(request.args.get("next")), "connect" in request.args
    provider = _provider()
    if current_staff() and not is_connecting:
        return redirect(wanted)
    attempt = new_attempt()
    try:
        address = provider.sign_in_address(attempt)
    except AwayError as error:
        return _away(error)
    session[BEGUN] = {
        **attempt.as_words(),
        "at": _now(),
        "next": wanted,
        "is_connecting": is_connecting,
    }
    return redirect(address, 303)


@work_account.get("/staff/sign-in/work-account/answer")
@open_to(Audience.PUBLIC)
def answer() -> ResponseReturnValue:
    """Take the provider's answer, once, in the browser that asked."""
    provider = _provider()
    begun = session.pop(BEGUN, None)
    try:
        proof = _who_came_back(provider, begun)
    except AwayError as error:
        records.note_failed("", f"{REASON}: the provider was away")
        return _away(error)
    except RefusedError as error:
        records.note_failed("", f"{REASON}: {error}")
        return _bare("sign_in/provider_refused.html"), 400
    if begun["is_connecting"]:
        session[PROVED] = {
            "subject": proof.subject,
            "addresses": list(proof.addresses),
            "took_second_step": proof.took_second_step,
            "at": _now(),
        }
        return redirect(own_page(begun["next"]), 303)
    return _let_in(proof, wanted=begun["next"])


def _who_came_back(provider: Any, begun: Any) -> Proof:
    """Whom the provider names, if this is the one answer to what this browser began."""
    from feedback.identity_provider import Attempt

    state = request.args.get("state", "")
    if not begun or not hmac.compare_digest(state.encode(), begun["state"].encode()):
        raise RefusedError("began in another browser, or not at all")
    if not work_account_records.is_fresh(begun["at"]):
        raise RefusedError("took too long")
    if not work_account_records.is_first_answer(state):
        raise RefusedError("answered before")
    attempt = Attempt(begun["state"], begun["nonce"], begun["verifier"])
    proof: Proof = provider.who_came_back(request.args, attempt)
    return proof


def _let_in(proof: Proof, *, wanted: str) -> ResponseReturnValue:
    staff = work_account_records.owner(proof.subject)
    if staff is None or not records.may_enter(staff):
        why = "not connected" if staff is None else "the account is disabled"
        records.note_failed(staff.email if staff else "", f"{REASON}: {why}")
        # One page for both: whose account is disabled is not for others to know.
        return _bare("sign_in/not_connected.html"), 403
    return browsing.let_in(
        staff, wanted=wanted, took_second_step=proof.took_second_step, reason=REASON
    )


@work_account.get("/staff/sign-in/signed-out")
@open_to(Audience.PUBLIC)
def signed_out() -> ResponseReturnValue:
    """Offer the way out of the work account too, which on a shared computer is still open.

    A link and no redirect: where it leads is the provider's word and our setting, never the
    request's, and the policy would not let the form of signing out lead to another site.
    """
    provider = _provider()
    sign_in_page = url_for("sign_in.sign_in")
    try:
        way_out = provider.sign_out_address(back_to=f"{_base_url()}{sign_in_page}")
    except AwayError:
        way_out = None  # The session here has ended already.
    if way_out is None:
        return redirect(sign_in_page, 303)
    return render_template("sign_in/signed_out.html", way_out=way_out)


@work_account.route("/staff/account/work-account", methods=["GET", "POST"])
@open_to(*browsing.STAFF)
def connect() -> ResponseReturnValue:
    """Connect the account somebody has just signed in to with their own here."""
    _provider()
    staff, form = signed_in(), ConfirmForm()
    proof = _proof_for(staff)
    if proof is None or not form.validate_on_submit():
        return _connect_page(form, staff, proof)
    if not work_account_records.connect(staff.id, proof.subject):
        return _taken(form, staff)
    session.pop(PROVED)
    _begin_anew(staff)
    flash(_("Your work account is connected. You are signed out everywhere else."))
    return redirect(url_for("account.own"), 303)


@work_account.post("/staff/account/work-account/disconnect")
@open_to(*browsing.STAFF)
def disconnect() -> ResponseReturnValue:
    """Sign in with the password only, from now on."""
    staff = signed_in()
    if not staff.password_hash:
        abort(403)  # Nothing would be left to sign in with, and the page has no such button.
    work_account_records.disconnect(staff.id)
    _begin_anew(staff)
    flash(_("Your work account is not connected any more. You are signed out everywhere else."))
    return redirect(url_for("account.own"), 303)


@work_account.route("/staff/links/invitation/<token>/work-account", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def accept(token: str) -> ResponseReturnValue:
    """Accept an invitation with the account of one's work, instead of choosing a password."""
    _provider()
    staff = link_records.owner(token, LinkPurpose.INVITATION)
    if staff is None:
        return render_template("sign_in/dead.html"), 404
    form, proof = ConfirmForm(), _proof_for(staff)
    if proof is None or not form.validate_on_submit():
        return _connect_page(form, staff, proof)
    if not work_account_records.accept(token, proof.subject):
        return _taken(form, staff)
    return browsing.let_in(staff, took_second_step=proof.took_second_step, reason=REASON)


def _proof_for(staff: StaffMember) -> Proof | None:
    """Who signed in to the provider here a moment ago, if they are called there as here."""
    found = _proved()
    return found if found and staff.email.lower() in found.addresses else None


def _proved() -> Proof | None:
    kept = session.get(PROVED)
    if not kept or not work_account_records.is_fresh(kept["at"]):
        return None
    return Proof(kept["subject"], tuple(kept["addresses"]), kept["took_second_step"])


def _connect_page(
    form: ConfirmForm, staff: StaffMember, proof: Proof | None, problem: str | None = None
) -> ResponseReturnValue:
    if proof is None and _proved():
        problem = _(
            "The work account you signed in to has another email address than your account "
            "here, %(email)s. Sign in to the right one, or ask an administrator.",
            email=staff.email,
        )
    page = render_template(
        "sign_in/connect.html",
        form=form,
        staff=staff,
        can_connect=proof is not None,
        problem=problem,
        begin=url_for("work_account.begin", connect="yes", next=request.path),
    )
    return page, 400 if problem or (form.is_submitted() and not proof) else 200


def _taken(form: ConfirmForm, staff: StaffMember) -> ResponseReturnValue:
    session.pop(PROVED, None)
    problem = _("This work account is connected with somebody else’s account here.")
    return _connect_page(form, staff, None, problem)


def _begin_anew(staff: StaffMember) -> None:
    browsing.enter(records.begin_session(staff, instead_of=session.get("sid", ""), reason=REASON))


def _away(error: AwayError) -> ResponseReturnValue:
    current_app.logger.error("The provider that signs staff in did not answer: %s", error)
    return _bare("sign_in/provider_away.html"), 503, {"Retry-After": "60"}


def _bare(template: str) -> str:
    # The provider's code and our state are in the address: no link of the page repeats them.
    return render_template(template, staff_languages=())


def _provider() -> Any:
    """The provider; where none is set, these pages do not exist."""
    return current_app.extensions["heard_provider"] or abort(404)


def _base_url() -> str:
    return str(current_app.config["HEARD_BASE_URL"])


def _now() -> float:
    return datetime.now(UTC).timestamp()

"""Signing in and out, and the first page for staff."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    current_app,
    has_request_context,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import conversations, results, security, staff_sessions
from feedback.access import ROLE_OF, Audience, current_staff, open_to, signed_in
from feedback.language import Languages, page_language
from feedback.sign_in import browsing, menu, records
from feedback.sign_in.first_steps import Step, first_steps
from feedback.sign_in.own_pages import own_page
from forms.staff import LONDON, SignInForm
from translations import Language

sign_in = Blueprint("sign_in", __name__)


@sign_in.app_context_processor
def around_every_staff_page() -> dict[str, Any]:
    """The menu, the way out and the languages, on staff pages only."""
    # A family page that read the session would vary by cookie; families have none.
    if not has_request_context() or not request.path.startswith("/staff"):
        return {}
    return {
        "nav": menu.menu(),
        "opens": {task.endpoint for task in menu.tasks()},
        "sign_out_url": url_for("sign_in.sign_out") if current_staff() else None,
        "staff_languages": _this_page_in_each_language(),
        "has_work_accounts": current_app.extensions["heard_provider"] is not None,
    }


def _this_page_in_each_language() -> list[tuple[Language, str, bool]]:
    """Each language, the address of this page in it, and whether it is the page's own."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return []  # The answer to a form sent elsewhere: opening its address again shows nothing.
    languages: Languages = current_app.extensions["heard_languages"]
    kept = request.args.to_dict()
    if "next" in request.form:
        # Where somebody wanted to go is in the form by now.
        kept["next"] = own_page(request.form["next"])
    spoken = page_language()
    return [
        (one, f"?{urlencode({**kept, 'lang': one.code})}", one.code == spoken.code)
        for one in languages.for_staff_pages
    ]


@sign_in.route("/staff/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@open_to(Audience.PUBLIC)
def prove_who_you_are() -> ResponseReturnValue:
    """Ask for an address and a password, and open a session for whoever has both right."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = own_page(request.args.get("next"))
        if current_staff():
            return redirect(form.next.data)
        return _page(form)
    if not form.validate():
        return _page(form), 400
    if not records.take_a_try(form.email.data):
        records.note_throttled(form.email.data)
        form.email.errors = [_("There were too many tries. Wait one minute, then try again.")]
        return _page(form), 429, {"Retry-After": "60"}
    staff = records.staff_with(email=form.email.data, password=form.password.data)
    if staff is None:
        records.note_failed(form.email.data)
        form.email.errors = [_("The email address or the password is wrong. Check both.")]
        return _page(form), 400
    records.forget_tries(form.email.data)
    return browsing.let_in(staff, wanted=form.next.data)


@sign_in.post("/staff/sign-out")
@security.without_token
@open_to(Audience.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End the session here and in our table: a copied cookie opens nothing any more."""
    if "sid" in session:
        # Whoever is out already has no token left; only a session can be ended against one's will.
        security.csrf.protect()
    to = "work_account.signed_out" if _came_from_work() else "sign_in.sign_in"
    staff_sessions.end(session.get("sid", ""))
    session.clear()
    response = make_response(redirect(url_for(to), 303))
    # Not "cookies": that would also sign the person out of the council's other services.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _came_from_work() -> bool:
    """Whether a work account may be open in this browser as well."""
    staff = current_staff()
    has_provider = current_app.extensions["heard_provider"] is not None
    return has_provider and staff is not None and staff.provider_subject is not None


@sign_in.get("/staff")
@open_to(*browsing.STAFF)
def home() -> ResponseReturnValue:
    """What the person signed in can do here."""
    return render_template(
        "sign_in/home.html",
        staff=signed_in(),
        tasks=menu.tasks(),
        concerns=_concerns(),
        quotes_waiting=_quotes_waiting(),
        to_look_at=_to_look_at(),
        headline=_headline(),
        statement_due=_statement_due(),
        first_steps=_first_steps(),
    )


def _first_steps() -> list[Step]:
    """What a new area does first: told to those who do it, until all of it is done."""
    does_them = {ROLE_OF[Audience.OFFICER], ROLE_OF[Audience.ADMINISTRATOR]}
    if signed_in().role not in does_them:
        return []
    return first_steps(current_app.extensions["heard_area"], datetime.now(LONDON).date())


def _to_look_at() -> list[results.Waiting]:
    """The releases that the Forum sees before the public does: told to the Forum."""
    looks_first = {ROLE_OF[Audience.FORUM], ROLE_OF[Audience.ADVOCATE]}
    if signed_in().role not in looks_first:
        return []
    try:
        made = results.made()
    except results.ReleaseBrokenError:
        return []  # The page of results says what is wrong; this one goes on working.
    return results.waiting_for_the_forum(made, datetime.now(LONDON).date())


def _concerns() -> int:
    """How many comments may mean that somebody is not safe: told to those who may read them."""
    is_officer = signed_in().role == ROLE_OF[Audience.OFFICER]
    return records.count_concerns() if is_officer else 0


def _quotes_waiting() -> int:
    """How many words of conversations wait for an officer: told to officers."""
    is_officer = signed_in().role == ROLE_OF[Audience.OFFICER]
    return conversations.count_waiting() if is_officer else 0


def _headline() -> Any:
    """The count of initiatives, for those who may open their register."""
    may_read = any(task.endpoint == "coproduce.register" for task in menu.tasks())
    return current_app.extensions["heard_headline"]() if may_read else None


def _statement_due() -> Any:
    """That the Local Offer statement is due or late, for those who may open its page."""
    may_read = any(task.endpoint == "publish.statements" for task in menu.tasks())
    return current_app.extensions["heard_statement_due"]() if may_read else None


def _page(form: SignInForm) -> str:
    return render_template("sign_in/sign_in.html", form=form)

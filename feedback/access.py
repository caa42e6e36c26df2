"""Who may open each page: every view declares its audience, and the declaration is the guard."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.datastructures import ImmutableMultiDict

from feedback import staff_sessions
from feedback.database import SAFE_METHODS
from feedback.models import Role, StaffMember

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """The people a page is for."""

    FAMILY = "family"
    PUBLIC = "public"
    FORUM = "forum reviewer"
    ADVOCATE = "youth advocate"
    OFFICER = "officer"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


# A recording may be too big to keep; its page has to say so, so it takes a phone's usual one in.
MOST_BYTES_WITH_A_FILE = 3 * 1024 * 1024
UPLOADS = frozenset({"evidence_files.add", "hand_on.look", "plan.add_series", "speak.slot"})
OPEN = frozenset({Audience.FAMILY, Audience.PUBLIC})
SECRETS_ARE_TYPED = (
    "/staff/account",
    "/staff/links",
    "/staff/raw-exports/take",
    "/staff/sign-in",
)
ROLE_OF = {
    Audience.FORUM: Role.FORUM,
    Audience.ADVOCATE: Role.ADVOCATE,
    Audience.OFFICER: Role.OFFICER,
    Audience.VIEWER: Role.VIEWER,
    Audience.ADMINISTRATOR: Role.ADMINISTRATOR,
}


def open_to(*audiences: Audience) -> Callable[[View], View]:
    """Mark a view with its audience and refuse everybody else."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not OPEN.intersection(audiences):
                refusal = _refusal(audiences)
                if refusal is not None:
                    return refusal
            return view(*args, **kwargs)

        guarded.heard_audiences = frozenset(audiences)  # type: ignore[attr-defined]  # our mark
        return cast(View, guarded)

    return mark


def audiences_of(app: Flask, endpoint: str) -> frozenset[Audience]:
    """Who may open an endpoint; empty when nobody has said."""
    if endpoint == "static":
        return frozenset({Audience.PUBLIC})
    found: frozenset[Audience] = getattr(
        app.view_functions[endpoint], "heard_audiences", frozenset()
    )
    return found


def current_staff() -> StaffMember | None:
    """The officer, Forum reviewer or other member of staff signed in, if anyone is."""
    if "heard_staff" not in g:
        # Family pages never come here: reading the session would vary their answer by cookie.
        g.heard_staff = staff_sessions.staff_for(session.get("sid", ""))
    found: StaffMember | None = g.heard_staff
    return found


def signed_in() -> StaffMember:
    """The person signed in, on pages that already refused everybody else."""
    found = current_staff()
    if found is None:
        abort(403)
    return found


def known_staff() -> StaffMember | None:
    """Who of staff is signed in, where this request has asked already; it asks nobody itself."""
    found: StaffMember | None = g.get("heard_staff")
    return found


def _refusal(audiences: tuple[Audience, ...]) -> Any:
    """None for a welcome guest; otherwise the sign-in page, or 403 for a wrong role."""
    staff = current_staff()
    if staff is None:
        return _ask_to_sign_in()
    if staff.role not in {ROLE_OF[audience] for audience in audiences}:
        abort(403)
    return None


def _ask_to_sign_in() -> Any:
    """Lead to the sign-in page and back; what was typed into a form is shown, to be copied."""
    if request.method in SAFE_METHODS:
        asked = request.full_path if request.query_string else request.path
        return redirect(url_for("sign_in.sign_in", next=asked))
    # No page of staff is kept by the browser, so going back would not bring the words back.
    page = render_template("sign_in/ended.html", typed=typed_words(), staff_languages=())
    return page, 403


def typed_words() -> list[str]:
    """What somebody wrote themselves; a choice, a date or a token has no space in it."""
    if request.path.startswith(SECRETS_ARE_TYPED):
        return []  # A password or a code may have spaces, and never comes back on a page.
    return [value for value in request.form.values() if len(value.split()) > 1]


def take_files_of_staff_only() -> Any:
    """Let a form hold a file, once we know who sends it: a stranger's is never read."""
    if request.method != "POST" or request.endpoint not in UPLOADS:
        return None
    audiences, staff = audiences_of(current_app, request.endpoint), current_staff()
    if staff is not None and staff.role in {ROLE_OF[audience] for audience in audiences}:
        request.max_content_length = MOST_BYTES_WITH_A_FILE
        return None
    # The page that says so may look into the form, and finds it empty.
    request.form = ImmutableMultiDict()
    return _refusal(tuple(audiences))


def init_app(app: Flask) -> None:
    """Refuse any page whose view forgot to say whom it is for."""

    @app.before_request
    def every_page_declares_its_audience() -> None:
        if request.endpoint and not audiences_of(app, request.endpoint):
            raise RuntimeError(f"{request.endpoint} does not say who may open it")

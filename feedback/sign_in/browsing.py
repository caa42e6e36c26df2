"""What a browser of staff carries: one cookie with the id of a session, and nothing else."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from feedback.access import Audience
from feedback.models import StaffMember
from feedback.sign_in import records
from feedback.sign_in.own_pages import own_page

__all__ = ["STAFF", "StaffMember", "enter", "let_in"]

STAFF = (
    Audience.OFFICER,
    Audience.FORUM,
    Audience.ADVOCATE,
    Audience.VIEWER,
    Audience.ADMINISTRATOR,
)


def enter(session_id: str) -> None:
    """Start a clean cookie: nothing set before signing in is believed after it."""
    language = session.get("language")
    session.clear()
    session["sid"] = session_id
    if language:
        session["language"] = language


def let_in(
    staff: StaffMember,
    *,
    wanted: str | None = None,
    took_second_step: bool = False,
    reason: str | None = None,
) -> ResponseReturnValue:
    """Open a session for whoever has a right password or link, and lead on.

    Where a second step is due the session opens nothing but the page that asks for it.
    """
    is_half = records.needs_second_step(staff) and not took_second_step
    session_id = records.begin_session(
        staff, instead_of=session.get("sid", ""), needs_second_step=is_half, reason=reason
    )
    enter(session_id)
    if not is_half:
        return redirect(own_page(wanted), 303)
    session["next"] = own_page(wanted)
    return redirect(url_for("two_steps.code" if staff.totp_secret else "two_steps.begin"), 303)

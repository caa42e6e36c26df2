"""What a browser of staff carries: one cookie with the id of a session, and nothing else."""

from flask import session

from feedback.access import Audience

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

"""Read-only mode: pages open as ever, and whatever would be saved is refused, kept on the page.

Signing in still works, and what staff read is still kept in the audit: a page whose entry cannot
be kept is not shown.
"""

from flask import Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable

from feedback.config import Config
from feedback.database import SAFE_METHODS

SECONDS_TO_WAIT, SECONDS_WHEN_BUSY = 300, 5
# Families' forms come back with all that was typed: their own pages see to that.
SEE_TO_IT_THEMSELVES = frozenset({"respond", "tablet"})
STILL_WORK = ("/staff/sign-in", "/staff/sign-out", "/staff/links")


def init_app(app: Flask, config: Config) -> None:
    """Refuse what staff would save, before anything of it is done."""
    if not config.is_read_only:
        return

    @app.before_request
    def refuse_what_would_be_saved() -> None:
        if request.method in SAFE_METHODS or not request.endpoint:
            return
        if request.blueprint in SEE_TO_IT_THEMSELVES or request.path.startswith(STILL_WORK):
            return
        raise ServiceUnavailable(retry_after=SECONDS_TO_WAIT)


def seconds_to_wait() -> int:
    """How long whoever could not save should wait."""
    return SECONDS_TO_WAIT if is_on() else SECONDS_WHEN_BUSY


def is_on() -> bool:
    """Whether nothing may be saved now."""
    config: Config = current_app.extensions["heard_config"]
    return config.is_read_only

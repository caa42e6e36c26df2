"""Every refusal is a page in the reader's language that says what to do next."""

import json
import traceback
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, SecurityError

from feedback import read_only
from feedback.access import known_staff, typed_words
from feedback.database import AWAY

PROGRAMS_ASK = "/api/"
FOR_PROGRAMS = {
    400: "Check what you ask for: /api/v1/openapi.json says what there is.",
    404: "There is nothing here, or it is not public. /api/v1 says what there is.",
    405: "This only reads: ask with GET.",
    500: "Something went wrong on our side.",
    503: "We are busy for a moment. Wait a little, and ask again.",
}


def words_for(code: int) -> tuple[str, str]:
    """The heading of an error's page and what to do next, in the language of the moment."""
    known = {
        403: (
            _("You cannot open this page"),
            _("It is for other people. If you think it should open, ask the person who runs this."),
        ),
        404: (
            _("We cannot find this page"),
            _("Check the address. If you have a code from a poster, type it on the first page."),
        ),
        405: (
            _("This page does not work that way"),
            _("Go back and use the buttons on the page."),
        ),
        413: (
            _("That was too long to send"),
            _("Go back, make your text shorter, and send it again."),
        ),
        415: (
            _("We could not read that"),
            _("Go back and use the form on the page."),
        ),
        500: (
            _("Something went wrong on our side"),
            _("Nothing you typed has been used. Please go back and try again."),
        ),
        503: (
            _("We are busy for a moment"),
            _("Please go back, wait a little, and press the button again."),
        ),
    }
    default = (_("We could not do that"), _("Go back, check what you typed, and try again."))
    return known.get(code, default)


def problem(code: int, detail: str | None = None) -> Response:
    """A refusal for a program (RFC 9457), in English: no person's page says it."""
    status = HTTPStatus(code)
    said = {
        "title": status.phrase,
        "status": code,
        "detail": detail or FOR_PROGRAMS.get(code, "This cannot be answered."),
    }
    answer = make_response(json.dumps(said) + "\n", code)
    answer.content_type = "application/problem+json"
    return answer


def _page(code: int) -> Response:
    if request.blueprint == "health":
        return make_response("not ok\n", code)
    if request.path.startswith(PROGRAMS_ASK):
        return problem(code)
    heading, message = words_for(code)
    if code == 503 and _is_form_of_staff():
        # No page of staff is kept by the browser: going back would not bring the words back.
        shown = render_template("staff_unsaved.html", heading=heading, typed=typed_words())
        return make_response(shown, code)
    # When we are broken, the staff pages' menu may be what broke.
    is_for_staff = request.path.startswith("/staff") and code < 500
    if is_for_staff and code == 404:
        message = _("Check the address, or start again from the home page.")
    page = "staff_error.html" if is_for_staff else "error.html"
    # A tablet in the room has its own first page, and no link that leads out of its pages.
    leads_home = code == 404 and not request.path.startswith("/tablet/")
    shown = render_template(page, heading=heading, message=message, leads_home=leads_home)
    return make_response(shown, code)


def _is_form_of_staff() -> bool:
    return request.path.startswith("/staff") and request.method == "POST"


def _unavailable() -> ResponseReturnValue:
    return _page(503), {"Retry-After": str(read_only.seconds_to_wait())}


def _own_headers(error: HTTPException) -> list[tuple[str, str]]:
    """What a refusal tells a machine, such as Allow or Retry-After; the page is ours."""
    return [(name, value) for name, value in error.get_headers() if name != "Content-Type"]


def init_app(app: Flask) -> None:
    """Answer every error with a page, and echo nothing of the request."""
    _look_after_the_database(app)

    @app.errorhandler(SecurityError)
    def asked_for_another_host(error: SecurityError) -> ResponseReturnValue:
        # No page: its links would need the very host name that we refuse.
        return "Bad request\n", 400, {"Content-Type": "text/plain; charset=utf-8"}

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        if isinstance(getattr(error, "original_exception", None), AWAY):
            return _unavailable()  # It broke after the view, while saving.
        code = error.code or 500
        if 300 <= code < 400:
            return error.get_response()
        _note_refusal(app, code)
        return _page(code), _own_headers(error)

    @app.errorhandler(CSRFError)
    def form_went_stale(error: CSRFError) -> ResponseReturnValue:
        heading = _("This form has been open too long")
        message = _("Go back, load the page again, and send it once more.")
        # A form that another site made us look at has no token of ours either.
        app.logger.warning("A form without its token was sent to %s", request.endpoint)
        return render_template("error.html", heading=heading, message=message), 400

    @app.errorhandler(Exception)
    def broke(error: Exception) -> ResponseReturnValue:
        # The type and the places only: an exception's message may hold what a family typed.
        places = "".join(traceback.format_tb(error.__traceback__))
        app.logger.error(
            "%s while answering %s\n%s", type(error).__name__, request.endpoint, places
        )
        if app.config.get("TESTING") or app.debug:
            raise error
        return _page(500)


def _note_refusal(app: Flask, code: int) -> None:
    """Who of staff was refused which page; of a family or a stranger nothing is written."""
    staff = known_staff()
    if staff is not None and code == 403:
        app.logger.warning("Staff %s may not open %s", staff.id, request.endpoint)


def _look_after_the_database(app: Flask) -> None:
    """A database that is away is no fault of ours: whoever waits a little may be served."""

    @app.errorhandler(OperationalError)
    @app.errorhandler(InternalError)
    @app.errorhandler(PoolTimeoutError)
    def database_is_away(error: SQLAlchemyError) -> ResponseReturnValue:
        # Its message holds the statement, and so perhaps what a family typed.
        app.logger.error("%s while answering %s", type(error).__name__, request.endpoint)
        return _unavailable()

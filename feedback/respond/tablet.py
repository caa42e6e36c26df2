"""A tablet in the room: a clean form for each family, and nothing left of the last one.

No link of these pages leads out of them, so that a family who looks around comes back here.
"""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from feedback.access import Audience, open_to
from feedback.language import current_languages, speaking
from feedback.respond import answering, clearing, missing, pages, records
from feedback.responses import week_of

tablet = Blueprint("tablet", __name__, url_prefix="/tablet/<code>")
tablet.before_request(answering.refuse_what_no_form_of_ours_sends)
tablet.register_error_handler(records.CannotLookError, answering.ask_to_try_again)


@tablet.url_defaults
def stay_with_this_code(_endpoint: str, values: dict[str, Any]) -> None:
    """Every link between these pages keeps the code of the page it is on."""
    if request.view_args and "code" in request.view_args:
        values.setdefault("code", request.view_args["code"])


@tablet.context_processor
def addresses() -> dict[str, str]:
    """Where the buttons lead; that there is a start tells a page that it is on a tablet."""
    # "for" is a word of Python's own, so it cannot be written as a keyword.
    kept: dict[str, Any] = {"for": request.args.get("for")}
    return {
        "tablet_start": url_for("tablet.start"),
        "tablet_form": url_for("tablet.form", **kept),
        "tablet_done": url_for("tablet.done"),
        "receipt_address": current_app.config["HEARD_BASE_URL"] + url_for("respond.receipt"),
    }


@tablet.get("")
@open_to(Audience.FAMILY)
def start(code: str) -> ResponseReturnValue:
    """Hand the tablet over: the languages, and a clean form in either version."""
    placement = records.find_placement(code)
    refused = answering.refusal(placement)
    if refused is not None or placement is None:
        return refused or ("", 404)
    language = placement.language()
    with speaking(language):
        return render_template(
            "respond/tablet_start.html",
            occasion=placement.occasion_in(language),
            languages=current_languages().choices(language, placement.survey.is_in),
        )


@tablet.get("/form")
@open_to(Audience.FAMILY)
def form(code: str) -> ResponseReturnValue:
    """The survey with nothing in it."""
    return answering.show_on_tablet(records.find_placement(code), answering.way_in(is_tablet=True))


@tablet.post("/form")
@open_to(Audience.FAMILY)
def answer(code: str) -> ResponseReturnValue:
    """Take a family's answers; a form the tablet is done with only leads to the start."""
    stamp = answering.sent_stamp()
    if stamp and clearing.is_cleared(stamp.key_hash):
        # Somebody went back to a page of the last family and let the browser send it again.
        return redirect(url_for("tablet.start"), 303)
    return answering.receive(records.find_placement(code), answering.way_in(is_tablet=True))


@tablet.post("/done")
@open_to(Audience.FAMILY)
def done(code: str) -> ResponseReturnValue:
    """Clear the screen for the next family, whatever state the last form was in."""
    stamp = answering.sent_stamp()
    if stamp:
        try:
            clearing.clear_form(stamp.key_hash, week=week_of(answering.now()))
        except records.NotSavedError:
            current_app.logger.warning("A form on a tablet could not be marked as cleared.")
    return _at_the_start()


@tablet.get("/privacy")
@open_to(Audience.FAMILY)
def privacy(code: str) -> ResponseReturnValue:
    """What happens to your answers, without leaving the tablet's pages."""
    return pages.privacy_notice()


@tablet.get("/accessibility")
@open_to(Audience.FAMILY)
def accessibility(code: str) -> ResponseReturnValue:
    """Who can use this, without leaving the tablet's pages."""
    return pages.accessibility_statement()


@tablet.get("/missing-language")
@open_to(Audience.FAMILY)
def missing_language(code: str) -> ResponseReturnValue:
    """Ask which language is missing."""
    return missing.show()


@tablet.post("/missing-language")
@open_to(Audience.FAMILY)
def tell_missing_language(code: str) -> ResponseReturnValue:
    """Keep which language is missing."""
    return missing.receive()


@tablet.get("/missing-language/thanks")
@open_to(Audience.FAMILY)
def missing_language_thanks(code: str) -> ResponseReturnValue:
    """Say what happens next."""
    return missing.thank()


def _at_the_start() -> Response:
    response = make_response(redirect(url_for("tablet.start"), 303))
    # Also the pages a browser keeps in memory to go back to at once.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response

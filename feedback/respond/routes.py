"""The pages a family meets: survey, thank you, taking answers back, what happens to them."""

import re
from typing import Any

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.access import Audience, open_to
from feedback.compression import compressed
from feedback.language import page_language
from feedback.respond import (
    answering,
    front,
    keeping,
    missing,
    nonce,
    pages,
    preview,
    records,
    weight,
)
from forms.questions import Variant

respond = Blueprint("respond", __name__)
respond.before_request(answering.refuse_what_no_form_of_ours_sends)
respond.register_error_handler(records.CannotLookError, answering.ask_to_try_again)


@respond.record_once
def _offer_a_preview(state: BlueprintSetupState) -> None:
    """Surveys are written in another feature: it asks whoever makes a family's page."""
    state.app.extensions["heard_preview"] = preview.show
    state.app.extensions["heard_weight"] = weight.too_large_in


@respond.get("/")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def home() -> ResponseReturnValue:
    """What this is, and where to type the code from a poster."""
    return compressed(make_response(front.page()))


@respond.get("/find")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def find() -> ResponseReturnValue:
    """Go to the survey whose code was typed."""
    typed = request.args.get("code", "")
    # Some paste the whole address: the code is what stands behind /S/.
    address = re.search(r"/s/(\w+)", typed, re.IGNORECASE)
    code = address[1] if address else "".join(letter for letter in typed if letter.isalnum())
    if not code:
        errors = [("code", _("Type the code first."))]
        return front.page(errors=errors, code=typed), 400
    return redirect(url_for("respond.survey", code=code.upper(), lang=request.args.get("lang")))


@respond.get("/s/<code>", endpoint="survey_lower")
@respond.get("/S/<code>")
@open_to(Audience.FAMILY)
def survey(code: str) -> ResponseReturnValue:
    """The survey behind a code, or a plain sentence why it takes no answers."""
    if "missing-language" in request.args:
        # The page is the same for every code, so only its own address knows the way back.
        kept: dict[str, Any] = {
            name: value for name, value in request.args.items() if name in missing.KEPT
        }
        kept |= {"lang": page_language().code, "survey": code.upper()}
        return redirect(url_for("respond.missing_language", **kept))
    return answering.show(records.find_placement(code), answering.way_in())


@respond.post("/s/<code>", endpoint="answer_lower")
@respond.post("/S/<code>")
@open_to(Audience.FAMILY)
def answer(code: str) -> ResponseReturnValue:
    """Store a family's answers and thank them; or show the form again with all they typed."""
    return answering.receive(records.find_placement(code), answering.way_in())


@respond.get("/favicon.ico")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def icon() -> ResponseReturnValue:
    """The small picture that browsers ask for by themselves, kept for a day."""
    return current_app.send_static_file("icon.svg")


@respond.get("/privacy")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def privacy() -> ResponseReturnValue:
    """What happens to your answers, in plain words."""
    return pages.privacy_notice()


@respond.get("/accessibility")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def accessibility() -> ResponseReturnValue:
    """Who can use this, who may not be able to, and whom to tell."""
    return pages.accessibility_statement()


@respond.get("/missing-language")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def missing_language() -> ResponseReturnValue:
    """Ask which language is missing."""
    return missing.show()


@respond.post("/missing-language")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def tell_missing_language() -> ResponseReturnValue:
    """Keep which language is missing."""
    return missing.receive()


@respond.get("/missing-language/thanks")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def missing_language_thanks() -> ResponseReturnValue:
    """Say what happens next."""
    return missing.thank()


@respond.route("/receipt", methods=["GET", "POST"])
@open_to(Audience.FAMILY)
def receipt() -> ResponseReturnValue:
    """What became of the answers that a receipt code belongs to; the code is in no address."""
    if request.method == "GET":
        return _what_became()
    typed = request.form.get("receipt", "")
    # What it reads, and works out, no other page of families needs.
    from feedback.respond import what_became

    hashed = nonce.receipt_hash(typed)
    try:
        today = answering.now().date()
        found = what_became.of_receipt(hashed, today=today) if hashed else None
    except records.CannotLookError:
        later = _("Wait a little, then load this page again.")
        return _what_became(typed, error=later), 503, {"Retry-After": "5"}
    if found is None:
        return _what_became(typed, error=pages.no_such_receipt()), 400
    return render_template(
        "respond/what_became.html",
        found=found,
        variant=_version(found.variant),
        receipt=typed,
        is_answer_to_form=True,
    )


def _what_became(typed: str = "", *, error: str | None = None) -> str:
    variant = _version(Variant.STANDARD)
    kept = f"version={variant}"
    return render_template(
        "respond/what_became.html", error=error, receipt=typed, variant=variant, kept=kept
    )


def _version(usual: Variant) -> str:
    """The version asked for, or else the one in which the family answered."""
    asked = request.values.get("version", usual.value)
    return asked if asked in set(Variant) else usual.value


@respond.route("/withdraw", methods=["GET", "POST"])
@open_to(Audience.FAMILY)
def withdraw() -> ResponseReturnValue:
    """Delete the answers that a receipt code belongs to."""
    typed = request.form.get("receipt", "")
    # From the page that says what became of them, the code comes along and nothing is gone yet.
    if request.method == "GET" or "ask" in request.form:
        return _withdrawal(typed)
    hashed = nonce.receipt_hash(typed)
    try:
        is_gone = hashed is not None and records.withdraw(hashed)
    except records.NotSavedError:
        busy = _("We could not save this just now. Please press the button again.")
        return _withdrawal(typed, error=busy), 503, {"Retry-After": "5"}
    if is_gone:
        return _withdrawal(is_done=True)
    return _withdrawal(typed, error=pages.no_such_receipt()), 400


def _withdrawal(typed: str = "", *, error: str | None = None, is_done: bool = False) -> str:
    return render_template(
        "respond/withdraw.html", done=is_done, error=error, receipt=typed, times=keeping.times()
    )

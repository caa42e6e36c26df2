"""The pages a family meets: survey, thank you, taking answers back, what happens to them."""

import re
from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _

from feedback import security
from feedback.access import Audience, open_to
from feedback.language import Languages, page_language, speaking
from feedback.opening import State
from feedback.respond import nonce, pages, records
from feedback.respond.records import NewResponse, OpenedPlacement
from feedback.responses import week_of
from forms.answers import Answers, Problem, problems, read_answers
from forms.build import form_class
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Survey, Variant
from forms.surveys import SURVEYS
from translations import Language

respond = Blueprint("respond", __name__)

FORM_TYPE = "application/x-www-form-urlencoded"
HONEYPOT = "website"


@respond.before_request
def refuse_what_no_form_of_ours_sends() -> None:
    """Only our own pages' plain forms may post here; no cookie or token is needed to know."""
    if request.method != "POST":
        return
    if request.mimetype != FORM_TYPE:
        abort(415)
    if not security.is_from_our_own_page():
        abort(403)


@respond.errorhandler(records.CannotLookError)
def ask_to_try_again(_error: records.CannotLookError) -> ResponseReturnValue:
    """Nothing is known but what was sent: loading the page again sends it once more, safely."""
    if request.method == "POST":
        message = _(
            "We could not save your answers just now. Wait a little, then load this page again. "
            "Your browser asks if it may send your answers again: say yes."
        )
    else:
        message = _("Wait a little, then load this page again.")
    page = render_template("error.html", heading=_("We are busy for a moment"), message=message)
    return page, 503, {"Retry-After": "5"}


def _keys() -> tuple[str, ...]:
    return (current_app.secret_key, *current_app.config["SECRET_KEY_FALLBACKS"])


def _now() -> datetime:
    return datetime.now(UTC)


@respond.get("/")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def home() -> ResponseReturnValue:
    """What this is, and where to type the code from a poster."""
    return render_template("respond/home.html")


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
        return render_template("respond/home.html", errors=errors, code=typed), 400
    return redirect(url_for("respond.survey", code=code.upper(), lang=request.args.get("lang")))


@respond.get("/s/<code>", endpoint="survey_lower")
@respond.get("/S/<code>")
@open_to(Audience.FAMILY)
def survey(code: str) -> ResponseReturnValue:
    """The survey behind a code, or a plain sentence why it takes no answers."""
    placement = records.find_placement(code)
    if placement is None:
        return _gentle("unknown", None), 404
    state = placement.state(_now())
    if state is not State.OPEN:
        return _gentle(state.value, placement), 200 if state is State.NOT_YET else 410
    return _first_view(placement, page_language(), _variant(request.args.get("version")))


@respond.post("/s/<code>", endpoint="answer_lower")
@respond.post("/S/<code>")
@open_to(Audience.FAMILY)
def answer(code: str) -> ResponseReturnValue:
    """Store a family's answers and thank them; or show the form again with all they typed."""
    placement = records.find_placement(code)
    if placement is None:
        return _gentle("unknown", None), 404
    language, variant, is_switch = _wanted()
    asked = SURVEYS[placement.survey_slug]
    form = form_class(asked, variant)(request.form)
    stamp = nonce.read_stamp(request.form.get("nonce", ""), _keys())
    now = _now()
    if is_switch:
        return _again(placement, asked, language, variant, (), stamp)
    with speaking(language):
        # An unsigned form cannot be told from a retry: show it again, stamped, text kept.
        found = problems(form) if not form.validate() else () if stamp else _please_send_again()
    if found or stamp is None:
        return _again(placement, asked, language, variant, found, stamp), 400
    if not placement.still_takes(opened_at=stamp.opened_at, now=now):
        return _gentle(placement.state(now).value, placement), 410
    answers = read_answers(asked, form)
    try:
        records.store_response(_new_response(placement, stamp, answers, language, variant))
    except records.NotSavedError:
        return _busy(placement, asked, language, variant, stamp)
    return _thanks(asked, language, variant, nonce.receipt_for(stamp))


@respond.get("/favicon.ico")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def icon() -> ResponseReturnValue:
    """The small picture that browsers ask for by themselves, kept for a day."""
    return current_app.send_static_file("icon.svg")


@respond.get("/privacy")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def privacy() -> ResponseReturnValue:
    """What happens to your answers, in plain words."""
    return render_template("respond/privacy.html")


@respond.route("/withdraw", methods=["GET", "POST"])
@open_to(Audience.FAMILY)
def withdraw() -> ResponseReturnValue:
    """Delete the answers that a receipt code belongs to."""
    if request.method == "GET":
        return render_template("respond/withdraw.html", done=False, error=None, receipt="")
    typed = request.form.get("receipt", "")
    hashed = nonce.receipt_hash(typed)
    if hashed and records.withdraw(hashed):
        return render_template("respond/withdraw.html", done=True, error=None, receipt="")
    error = _(
        "We cannot find answers with this code. Check the code on your thank-you page. "
        "If you deleted them before, they are gone."
    )
    page = render_template("respond/withdraw.html", done=False, error=error, receipt=typed)
    return page, 400


def _variant(value: str | None) -> Variant:
    return Variant.EASY if value == Variant.EASY else Variant.STANDARD


def _wanted() -> tuple[Language, Variant, bool]:
    """Language and version of a posted form, after any switch that was pressed."""
    languages: Languages = current_app.extensions["heard_languages"]
    kind, _colon, value = request.form.get("switch", "").partition(":")
    # The form says what it was shown in: the browser's own list may have changed since.
    language = languages.named(request.form.get("lang")) or page_language()
    variant = _variant(request.form.get("version"))
    if kind == "lang":
        language = languages.named(value) or language
    if kind == "version":
        variant = _variant(value)
    return language, variant, kind in {"lang", "version"}


def _please_send_again() -> tuple[Problem, ...]:
    return (Problem("send", _("Please press the button again. Your answers are still here.")),)


def _first_view(placement: OpenedPlacement, language: Language, variant: Variant) -> Response:
    asked = SURVEYS[placement.survey_slug]
    kept: pages.CompiledPages = current_app.extensions["heard_pages"]
    page = kept.page(asked, variant, language, placement)
    stamp = nonce.new_stamp(_keys()[0], now=_now())
    takes_gzip = request.accept_encodings["gzip"] > 0
    response = make_response(page.gzipped(stamp) if takes_gzip else page.plain(stamp))
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Language"] = language.code
    response.vary.update(["Accept-Language", "Accept-Encoding"])
    return response


def _again(
    placement: OpenedPlacement,
    asked: Survey,
    language: Language,
    variant: Variant,
    found: tuple[Problem, ...],
    stamp: nonce.Stamp | None,
) -> str:
    typed = pages.Typed(values=request.form.to_dict(), problems=found)
    text = stamp.text if stamp else nonce.new_stamp(_keys()[0], now=_now())
    occasion = placement.occasion_in(language)
    return pages.render_survey(asked, variant, language, occasion=occasion, stamp=text, typed=typed)


def _busy(
    placement: OpenedPlacement,
    asked: Survey,
    language: Language,
    variant: Variant,
    stamp: nonce.Stamp,
) -> ResponseReturnValue:
    """Everything typed is still on the page; pressing again sends the same form."""
    with speaking(language):
        message = _("We could not save your answers just now. Please press the button again.")
    page = _again(placement, asked, language, variant, (Problem("send", message),), stamp)
    return page, 503, {"Retry-After": "5"}


def _new_response(
    placement: OpenedPlacement,
    stamp: nonce.Stamp,
    answers: Answers,
    language: Language,
    variant: Variant,
) -> NewResponse:
    asked = SURVEYS[placement.survey_slug]
    hashed = nonce.receipt_hash(nonce.receipt_for(stamp))
    assert hashed is not None  # noqa: S101 -- our own receipts always have the right length
    return NewResponse(
        placement=placement,
        key_hash=stamp.key_hash,
        receipt_hash=hashed,
        variant=variant.value,
        language=language.code,
        choices=answers.choices,
        comments=[
            (question, str(asked.question(question).text_kind), text)
            for question, text in answers.texts
        ],
        consent_version=CONSENT_TO_QUOTE.version if answers.consent_to_quote else None,
        # A browser may fill the hidden box by itself, so such a response is set aside, not lost.
        is_quarantined=bool(request.form.get(HONEYPOT)),
        week=week_of(_now()),
    )


def _thanks(asked: Survey, language: Language, variant: Variant, receipt: str) -> str:
    with speaking(language):
        return render_template(
            "respond/thanks.html",
            survey=asked,
            variant=variant.value,
            receipt=receipt,
        )


def _gentle(name: str, placement: OpenedPlacement | None) -> str:
    heading, message = pages.gentle_message(name)
    when = placement and name == "not_yet" and format_datetime(placement.opens_at, "long")
    return render_template(
        "respond/closed.html", heading=heading, message=message, when=when or None
    )

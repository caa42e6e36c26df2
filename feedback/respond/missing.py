"""A family tells us which language it lacks; the same pages at home and on a tablet."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.language import current_languages, page_language, speaking
from feedback.respond import answering, records
from feedback.responses import week_of
from forms import missing_language
from forms.answers import Problem
from forms.missing_language import Wish


def survey_left() -> str | None:
    """The code of the survey a family came from, which every page here leads back to."""
    code = request.args.get("survey", "")
    return code if code.isalnum() else None


def show() -> str:
    """Our list of languages, and a box for any other."""
    return _page(())


def receive() -> ResponseReturnValue:
    """Keep the wish, once, and say thank you; or show the page again with all that was typed."""
    language = current_languages().named(request.form.get("lang")) or page_language()
    with speaking(language):
        stamp = answering.sent_stamp()
        wish = missing_language.read(
            request.form.get("language", ""),
            request.form.get("written", ""),
            current_languages().offered,
        )
        if isinstance(wish, Problem):
            return _page((wish,)), 400
        if stamp is None:
            return _page(answering.please_send_again()), 400
        try:
            _store(wish, stamp.key_hash)
        except records.NotSavedError:
            message = _("We could not save this just now. Please press the button again.")
            return _page((Problem("send", message),)), 503, {"Retry-After": "5"}
    return redirect(
        url_for(".missing_language_thanks", lang=language.code, survey=survey_left()), 303
    )


def thank() -> str:
    """What happens next, and whom to ask for an interpreter."""
    return render_template("respond/missing_language_thanks.html", survey_left=survey_left())


def _store(wish: Wish, key_hash: str) -> None:
    records.store_missing_language(
        wish,
        key_hash=key_hash,
        week=week_of(answering.now()),
        # A browser may fill the hidden box by itself, so such a wish is set aside, not lost.
        is_quarantined=bool(request.form.get(answering.HONEYPOT)),
    )


def _page(found: tuple[Problem, ...]) -> str:
    stamp = answering.sent_stamp()
    return render_template(
        "respond/missing_language.html",
        survey_left=survey_left(),
        choices=missing_language.choices(current_languages().offered),
        chosen=request.form.get("language", ""),
        written=request.form.get("written", ""),
        errors=[(problem.field_id, problem.message) for problem in found],
        nonce=stamp.text if stamp else answering.new_stamp(),
    )

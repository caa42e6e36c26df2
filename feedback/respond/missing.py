"""A family tells us which language it lacks; the same pages at home and on a tablet."""

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.language import current_languages, page_language, speaking
from feedback.respond import answering, records
from feedback.responses import week_of
from forms import missing_language
from forms.answers import Problem
from forms.missing_language import Wish

# Of the address of a survey: which one, which version, and whether a young person's.
KEPT = ("survey", "version", "for")


def way_back() -> dict[str, str]:
    """The survey a family came from, as they read it: every page here keeps it in its address."""
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    return kept if kept.get("survey", "").isalnum() else {}


def _leading_back() -> dict[str, str]:
    """What a page needs to lead back, also after a change of its language."""
    kept = way_back()
    if not kept:
        return {}
    as_read: dict[str, Any] = {name: value for name, value in kept.items() if name != "survey"}
    back = url_for("respond.survey", code=kept["survey"], lang=page_language().code, **as_read)
    return {"kept": urlencode(kept), "back": back}


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
    kept: dict[str, Any] = way_back()
    address = url_for(".missing_language_thanks", lang=language.code, **kept)
    return redirect(address, 303)


def thank() -> str:
    """What happens next, and whom to ask for an interpreter."""
    return render_template("respond/missing_language_thanks.html", **_leading_back())


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
        **_leading_back(),
        choices=missing_language.choices(current_languages().offered),
        chosen=request.form.get("language", ""),
        written=request.form.get("written", ""),
        errors=[(problem.field_id, problem.message) for problem in found],
        nonce=stamp.text if stamp else answering.new_stamp(),
    )

"""Officers look at words that others noted in conversations, before anybody may read them."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.names import find_names
from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.conversations import Noted
from feedback.moderate import aloud
from forms.staff_moderation import PUBLISH, QuoteLookForm

said_aloud = Blueprint("said_aloud", __name__, url_prefix="/staff/comments/conversations")


@said_aloud.get("")
@open_to(Audience.OFFICER)
def every() -> ResponseReturnValue:
    """The words that wait for an officer, and those that were decided about."""
    waiting, decided = aloud.rows(is_decided=False), aloud.rows(is_decided=True)
    if waiting or decided:
        audit.record(Action.READ_QUOTES, Subject.CONVERSATION, how_many=len(waiting) + len(decided))
    return render_template("moderate/aloud.html", waiting=waiting, decided=decided)


@said_aloud.route("/<uuid:quote_id>", methods=("GET", "POST"))
@open_to(Audience.OFFICER)
def one(quote_id: UUID) -> ResponseReturnValue:
    """One person's words: read them, decide, and go straight on to the next."""
    found = aloud.find(quote_id) or abort(404)
    form = _form(found)
    if request.method == "GET":
        return _page(found, form)
    if not form.validate() or _still_names(form):
        return _page(found, form), 400
    if form.seen.data != aloud.seen(found):
        form.ruling.errors = [
            _("Somebody else decided in the meantime. Read what they said, then save again.")
        ]
        form.seen.data = aloud.seen(found)
        return _page(found, form), 409
    is_quote = form.ruling.data == PUBLISH
    aloud.decide(
        found,
        signed_in().id,
        {
            "ruling": form.ruling.data,
            "edited_copy": form.edited_copy.data if is_quote else None,
            "why": form.why.data or None,
        },
        now=datetime.now(UTC),
    )
    audit.record(Action.DECIDED_ABOUT_QUOTE, Subject.CONVERSATION, found[1].id)
    flash(_("Saved."))
    following = aloud.next_waiting(besides=quote_id)
    there = url_for("said_aloud.one", quote_id=following) if following else None
    return redirect(there or url_for("said_aloud.every"), 303)


def _form(found: Noted) -> QuoteLookForm:
    fresh = {"formdata": None} if request.method == "GET" else {}
    form = QuoteLookForm(edited_copy=aloud.copy_to_edit(found), seen=aloud.seen(found), **fresh)
    form.offer_rulings()
    return form


def _still_names(form: QuoteLookForm) -> bool:
    """Whether words of the copy may still tell who it is, and nobody said that they do not."""
    if form.ruling.data != PUBLISH or form.names_are_fine.data:
        return False
    text = form.edited_copy.data
    left = [span.of(text) for span in find_names(text)]
    if left:
        form.refuse_names(left)
    return bool(left)


def _page(found: Noted, form: QuoteLookForm) -> str:
    audit.record(Action.READ_QUOTES, Subject.CONVERSATION, found[1].id, how_many=1)
    return render_template(
        "moderate/said_aloud.html",
        view=aloud.view(found),
        form=form,
        safeguarding=current_app.extensions["heard_area"].safeguarding,
    )

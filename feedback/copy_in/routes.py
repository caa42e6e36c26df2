"""Officers copy in forms from paper: type one, check it by typing it again, or delete it."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, surveys
from feedback.access import Audience, open_to
from feedback.audit import Action, Subject
from feedback.authored import occasion_in
from feedback.copy_in import pages, records
from feedback.language import page_language
from feedback.opening import State
from forms.answers import Problem
from forms.build import CONSENT_FIELD
from forms.consent import CONSENT_TO_QUOTE
from forms.paper import PaperEntryForm
from forms.questions import Survey
from forms.staff import ConfirmForm

copy_in = Blueprint("copy_in", __name__)


def _now() -> datetime:
    return datetime.now(UTC)


@copy_in.route("/staff/collections/<uuid:collection_id>/paper", methods=["GET", "POST"])
@open_to(Audience.OFFICER)
def new_form(collection_id: UUID) -> ResponseReturnValue:
    """Type in one form from paper, and go straight on to the next."""
    found = _found(collection_id)
    refusal = _refusal(found)
    if request.method == "GET" and refusal:
        return _back(found, refusal)
    form = pages.entry_form(_survey(found), records.placements(found.id))
    if request.method == "GET":
        return _entry_page(found, form, pages.NOTHING_YET, saved=_saved(found))
    typed = pages.read(_survey(found), form)
    if typed.entry is None or refusal:
        return _entry_page(found, form, typed, problem=refusal), 400
    key_hash = hashlib.sha256(f"paper:{form.key.data}".encode()).hexdigest()
    number = records.store(found, typed.entry, key_hash=key_hash, now=_now())
    # Which form it was is not kept: nothing says when one form was typed in, nor by whom.
    audit.record(Action.TYPED_IN, Subject.COLLECTION, found.id)
    return redirect(
        url_for(
            "copy_in.new_form",
            collection_id=found.id,
            saved=number,
            # The next form on the pile is probably of the same kind.
            written_in=form.written_in.data,
            version=form.version.data,
            placement=form.placement.data,
        ),
        303,
    )


@copy_in.get("/staff/collections/<uuid:collection_id>/paper/find")
@open_to(Audience.OFFICER)
def find_form(collection_id: UUID) -> ResponseReturnValue:
    """Find a form that was typed in, by the number written on it."""
    found = _found(collection_id)
    asked = request.args.get("number")
    number = pages.as_number(asked or "")
    if number and records.has_number(found.id, number):
        action = "delete_form" if request.args.get("then") == "delete" else "check_form"
        return redirect(url_for(f"copy_in.{action}", collection_id=found.id, number=number))
    if asked is None:
        return _find_page(found, "", ())
    error = _("We cannot find a form with this number here. Check the number on the paper.")
    return _find_page(found, asked, [("number", error)]), 400


@copy_in.route(
    "/staff/collections/<uuid:collection_id>/paper/<string:number>/check", methods=["GET", "POST"]
)
@open_to(Audience.OFFICER)
def check_form(collection_id: UUID, number: str) -> ResponseReturnValue:
    """Type the same form again; where the two differ, the paper decides."""
    found = _found(collection_id)
    kept = _kept(found, number)
    refusal = _refusal(found)
    if request.method == "GET" and refusal:
        return _back(found, refusal)
    placements = records.placements(found.id)
    form = pages.entry_form(_survey(found), placements)
    if request.method == "GET":
        return _entry_page(found, form, pages.NOTHING_YET, checking=kept.number)
    survey = _survey(found)
    typed = pages.read(survey, form)
    if typed.entry is None or refusal:
        return _entry_page(found, form, typed, problem=refusal, checking=kept.number), 400
    differing = pages.differing(survey, form, kept.entry, typed.entry)
    if not typed.shown.issuperset(differing):
        audit.record(Action.READ_RESPONSE, Subject.PAPER_FORM, kept.number, how_many=1)
        shown = pages.disagreeing(survey, form, typed, differing, placements)
        return _entry_page(found, form, shown, checking=kept.number), 409
    records.settle(kept, typed.entry)
    audit.record(Action.CHECKED_PAPER, Subject.PAPER_FORM, kept.number)
    flash(_say_checked(kept.number, was_same=not typed.shown))
    return redirect(url_for("copy_in.find_form", collection_id=found.id), 303)


@copy_in.route(
    "/staff/collections/<uuid:collection_id>/paper/<string:number>/delete", methods=["GET", "POST"]
)
@open_to(Audience.OFFICER)
def delete_form(collection_id: UUID, number: str) -> ResponseReturnValue:
    """Delete what was typed from one form, as the family asked."""
    found = _found(collection_id)
    kept = _kept(found, number)
    shown = pages.in_groups(kept.number)
    if request.method == "GET":
        return render_template(
            "copy_in/delete.html", collection=found, number=shown, form=ConfirmForm()
        )
    empty_journal = records.delete_form(kept)
    audit.record(Action.DELETED_RESPONSE, Subject.PAPER_FORM, kept.number, how_many=1)
    flash(_("The answers from form %(number)s are deleted.", number=shown))
    answer = redirect(url_for("copy_in.find_form", collection_id=found.id), 303)
    answer.call_on_close(empty_journal)
    return answer


def _found(collection_id: UUID) -> records.Collection:
    return records.collection(collection_id) or abort(404)


def _survey(found: records.Collection) -> Survey:
    return surveys.get(found.survey_slug, found.survey_version)


def _kept(found: records.Collection, number: str) -> records.Kept:
    return records.form_with(found.id, number, to_write=request.method == "POST") or abort(404)


def _refusal(found: records.Collection) -> str | None:
    """Why no form can be typed in now; None while one can."""
    state = records.paper_state(found, _now())
    if state is State.NOT_YET:
        return str(_("This collection has not opened yet, so there are no forms to type in."))
    if state is State.CLOSED:
        return str(
            _(
                "Forms can be typed in until %(days)s days after closing. That time has passed.",
                days=records.TIME_FOR_PAPER.days,
            )
        )
    return None


def _back(found: records.Collection, refusal: str) -> ResponseReturnValue:
    flash(refusal, "warning")
    return redirect(url_for("invite.collection", collection_id=found.id), 303)


def _saved(found: records.Collection) -> str | None:
    """The number of the form just stored: only one that is really there."""
    number = pages.as_number(request.args.get("saved", ""))
    is_ours = number and records.has_number(found.id, number)
    return pages.in_groups(number) if number and is_ours else None


def _say_checked(number: str, *, was_same: bool) -> str:
    shown = pages.in_groups(number)
    if was_same:
        return str(_("Form %(number)s: both say the same. It is checked.", number=shown))
    return str(_("Form %(number)s: we keep what you typed last. It is checked.", number=shown))


def _find_page(
    found: records.Collection, asked: str, errors: list[tuple[str, str]] | tuple[()]
) -> str:
    return render_template("copy_in/find.html", collection=found, asked=asked, errors=errors)


def _entry_page(
    found: records.Collection,
    form: PaperEntryForm,
    typed: pages.Typed,
    *,
    problem: str | None = None,
    saved: str | None = None,
    checking: str | None = None,
) -> str:
    if problem:
        typed = pages.Typed(typed.values, (*typed.problems, Problem("send", problem)))
    variant = pages.variant_of(form)
    survey = _survey(found)
    return render_template(
        "copy_in/form.html",
        collection=found,
        occasion=occasion_in(page_language(), found),
        survey_title=str(survey.title_for(variant)),
        form=form,
        lines=pages.lines(survey, variant, typed),
        consent=str(CONSENT_TO_QUOTE.wording(variant)),
        is_ticked=bool(typed.values.get(CONSENT_FIELD)),
        typed=typed,
        saved=saved,
        checking=pages.in_groups(checking) if checking else None,
    )

"""Where officers take questions from the bank, write their own, and say who is asked."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.access import Audience, open_to
from feedback.compose import bank, checker, editing, own, pages, two_at_once
from feedback.compose.budget import budget_of
from feedback.compose.showing import area, asks_this_term, draft_of, keep
from forms.composed import Composed, Kind, Piece
from forms.composed.reading import PICTURES
from forms.staff import ConfirmForm
from forms.staff_compose import KINDS, OwnQuestionForm, PlaceForm, own_question_form
from forms.surveys import ROLE

questions = Blueprint("composed_questions", __name__, url_prefix="/staff/surveys")

BOTH = ("GET", "POST")
KIND = "<any(scale, choice, several, open):kind>"


@questions.route("/<slug>/bank", methods=BOTH)
@open_to(Audience.OFFICER)
def from_bank(slug: str) -> ResponseReturnValue:
    """Search the question bank, and add what is ticked."""
    found = draft_of(slug).composed
    ticked = request.form.getlist("question")
    if ticked:
        keep(slug, lambda now: editing.add_from_bank(now, ticked))
        flash(ngettext("%(num)s question is added.", "%(num)s questions are added.", len(ticked)))
        return redirect(url_for("compose.survey", slug=slug, _anchor="questions"), 303)
    words, measure = request.args.get("words", ""), request.args.get("measure", "")
    is_nothing = request.method == "POST"
    page = render_template(
        "compose/bank.html",
        slug=slug,
        rows=bank.search(found, area(), words=words, measure=measure),
        words=words,
        measure=measure,
        measures=bank.measures(area()),
        errors=[("results", _("Tick the questions that you want to add."))] if is_nothing else [],
        form=ConfirmForm(),
        budget=budget_of(found),
        asks=asks_this_term(),
    )
    return page, 400 if is_nothing else 200


@questions.route(f"/<slug>/questions/new/{KIND}", methods=BOTH)
@open_to(Audience.OFFICER)
def write(slug: str, kind: str) -> ResponseReturnValue:
    """Write a question of the survey's own."""
    found = draft_of(slug).composed
    piece = own.new_question(Kind(kind))
    form = _own_form(piece, found, None)
    if not form.validate_on_submit():
        return _page(slug, form, KINDS[Kind(kind)])
    made = own.with_words(piece, form)
    keep(slug, lambda now: editing.add_own(now, made))
    flash(_("The question is added."))
    if request.form.get("then") == "another":
        return redirect(url_for("composed_questions.write", slug=slug, kind=kind), 303)
    return redirect(url_for("compose.survey", slug=slug, _anchor=f"q-{made.id}"), 303)


@questions.route("/<slug>/questions/<question_id>", methods=BOTH)
@open_to(Audience.OFFICER)
def change(slug: str, question_id: str) -> ResponseReturnValue:
    """Change a question of the survey's own, or who is asked one of the bank."""
    found = draft_of(slug).composed
    piece = found.piece(question_id) or abort(404)
    form = _own_form(piece, found, question_id) if piece.own else _place_form(piece, found)
    if not form.validate_on_submit():
        return _page(slug, form, _heading(piece))
    try:
        keep(slug, _changed(form, question_id))
    except two_at_once.OvertakenError as overtaken:
        return _page(slug, form, _heading(piece), two_at_once.show_both(form, overtaken.kept))
    except _GoneError:
        form.seen.errors = [
            _("Somebody has taken this question away while you were writing. Copy your words.")
        ]
        return _page(slug, form, _heading(piece))
    flash(_("Saved."))
    return redirect(url_for("compose.survey", slug=slug, _anchor=f"q-{question_id}"), 303)


class _GoneError(Exception):
    """The question is in the survey no more."""


def _changed(form: PlaceForm, question_id: str) -> Callable[[Composed], Composed]:
    def how(now: Composed) -> Composed:
        piece = now.piece(question_id)
        if piece is None:
            raise _GoneError
        two_at_once.refuse_if_overtaken(form, own.as_typed(piece))
        is_own = isinstance(form, OwnQuestionForm)
        made = own.with_words(piece, form) if is_own else own.with_place(piece, form)
        return editing.put(now, made)

    return how


def _own_form(piece: Piece, found: Composed, question_id: str | None) -> OwnQuestionForm:
    assert piece.own is not None  # noqa: S101 -- only asked of those
    kept = own.as_typed(piece)
    form = own_question_form(piece.own.kind)(data={**kept, "seen": editing.fingerprint(kept)})
    _offer_places(form, found, question_id)
    measures = [(row.ref, f"{row.ref} {row.text}") for row in area().measures]
    actions = [(row.ref, f"{row.ref} {row.text}") for row in area().actions]
    form.offer_extras(measures=[*measures, *actions], pictures=sorted(PICTURES))
    return form


def _place_form(piece: Piece, found: Composed) -> PlaceForm:
    kept = own.as_typed(piece)
    form = PlaceForm(data={**kept, "seen": editing.fingerprint(kept)})
    _offer_places(form, found, piece.id)
    return form


def _offer_places(form: PlaceForm, found: Composed, question_id: str | None) -> None:
    form.offer_places(
        roles=[(one.code, str(one.standard)) for one in ROLE.options],
        answers=pages.earlier_answers(found, question_id),
    )


def _heading(piece: Piece) -> object:
    return pages.said_of_piece(piece) or pages.kind_of(piece)


def _page(
    slug: str, form: PlaceForm, heading: object, theirs: dict[str, str] | None = None
) -> ResponseReturnValue:
    texts = {name: form[name].data for name in checker.FIELDS if name in form}
    page = render_template(
        "compose/question.html",
        slug=slug,
        form=form,
        heading=heading,
        theirs=theirs or {},
        checked=checker.beside(texts),
        is_new=request.endpoint == "composed_questions.write",
        budget=budget_of(draft_of(slug).composed),
        asks=asks_this_term(),
    )
    return page, 400 if form.errors else 200

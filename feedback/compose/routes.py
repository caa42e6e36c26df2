"""A survey that officers put together: its list, its questions in order, the question bank."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.compose import checker, editing, pages, records, starting, two_at_once
from feedback.compose.budget import budget_of
from feedback.compose.records import Draft
from feedback.compose.showing import area, asks_this_term, draft_of, keep, languages_of
from forms.composed import Composed
from forms.questions import Variant
from forms.staff import ConfirmForm
from forms.staff_compose import KINDS, AboutSurveyForm, NewSurveyForm
from forms.surveys import SURVEYS

compose = Blueprint("compose", __name__, url_prefix="/staff/surveys")

BOTH = ("GET", "POST")
BUILT_IN, OURS = "built-in:", "ours:"


@compose.get("")
@open_to(Audience.OFFICER)
def surveys() -> ResponseReturnValue:
    """Every survey of our own, and how far it is."""
    found = records.all_of_them()
    lines = [pages.line(one, is_changed=records.is_changed(one)) for one in found]
    return render_template("compose/surveys.html", lines=lines)


@compose.route("/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_survey() -> ResponseReturnValue:
    """Begin a survey: empty, or from one that is there."""
    form = NewSurveyForm(data={"start": request.args.get("start", "")})
    found = {one.composed.slug: one for one in records.all_of_them()}
    form.offer(
        built_in=[(f"{BUILT_IN}{slug}", str(one.title)) for slug, one in SURVEYS.items()],
        ours=[(f"{OURS}{slug}", one.composed.title.in_english) for slug, one in found.items()],
    )
    if not form.validate_on_submit():
        page = render_template("compose/new.html", form=form)
        return page, 400 if form.errors else 200
    made = _started(form.title.data, form.start.data, found)
    slug = starting.free_slug(form.title.data, found)
    records.add(replace(made, slug=slug), by=signed_in().id)
    audit.record(Action.CHANGED_SURVEY, Subject.SURVEY, slug)
    # What is translated already comes first.
    first = "compose.survey" if made.pieces else "composed_questions.from_bank"
    return redirect(url_for(first, slug=slug), 303)


def _started(title: str, start: str, found: dict[str, Draft]) -> Composed:
    if start.startswith(BUILT_IN):
        return starting.from_built_in(title, SURVEYS[start.removeprefix(BUILT_IN)])
    if start.startswith(OURS):
        return starting.from_composed(title, found[start.removeprefix(OURS)].composed)
    return starting.empty(title)


@compose.get("/<slug>")
@open_to(Audience.OFFICER)
def survey(slug: str) -> ResponseReturnValue:
    """One survey: its questions in order, what it asks of families, and where to go from here."""
    draft = draft_of(slug)
    return render_template(
        "compose/survey.html",
        page=pages.survey_page(draft, area(), is_changed=records.is_changed(draft)),
        asks=asks_this_term(),
        languages=[one for one in languages_of(draft.composed) if one.translated],
        kinds=KINDS,
        form=ConfirmForm(),
    )


@compose.post("/<slug>/order")
@open_to(Audience.OFFICER)
def order(slug: str) -> ResponseReturnValue:
    """Move one question up or down, or make it the one that everybody answers."""
    what, _colon, question_id = request.form.get("do", "").partition(":")
    moves = {
        "up": partial(editing.move, question_id=question_id, by=-1),
        "down": partial(editing.move, question_id=question_id, by=1),
        "overall": partial(editing.make_overall, question_id=question_id),
    }
    if what not in moves:
        abort(400)
    ids = [piece.id for piece in keep(slug, moves[what]).composed.pieces]
    if question_id not in ids:
        flash(_("Somebody has taken this question away meanwhile."))
        return redirect(url_for("compose.survey", slug=slug), 303)
    where = _same_place(what, ids.index(question_id), len(ids))
    return redirect(url_for("compose.survey", slug=slug, _anchor=f"{where}-{question_id}"), 303)


def _same_place(what: str, at: int, how_many: int) -> str:
    """The button to come back to: the one that was pressed, where it is still there."""
    if what == "up":
        return "up" if at > 0 else "down"
    if what == "down":
        return "down" if at < how_many - 1 else "up"
    return "q"


@compose.route("/<slug>/questions/<question_id>/remove", methods=BOTH)
@open_to(Audience.OFFICER)
def remove(slug: str, question_id: str) -> ResponseReturnValue:
    """Ask first, then take a question away."""
    found = draft_of(slug).composed
    piece = found.piece(question_id) or abort(404)
    if request.method == "POST":
        keep(slug, lambda now: editing.remove(now, question_id))
        flash(_("The question is taken away."))
        return redirect(url_for("compose.survey", slug=slug, _anchor="questions"), 303)
    wording = pages.wording_of(piece, Variant.STANDARD)
    return render_template(
        "compose/remove.html",
        slug=slug,
        wording=wording,
        is_english=piece.own is not None,
        hanging=[one for one in found.pieces if one.after and one.after.question_id == question_id],
    )


@compose.route("/<slug>/about", methods=BOTH)
@open_to(Audience.OFFICER)
def about(slug: str) -> ResponseReturnValue:
    """What a survey is called, what it says first, and what is said of the whole."""
    kept = editing.about(draft_of(slug).composed)
    form = AboutSurveyForm(data={**kept, "seen": editing.fingerprint(kept)})
    if not form.validate_on_submit():
        return _about_page(slug, form)

    def changed(now: Composed) -> Composed:
        two_at_once.refuse_if_overtaken(form, editing.about(now))
        return editing.with_about(now, form.data)

    try:
        keep(slug, changed)
    except two_at_once.OvertakenError as overtaken:
        return _about_page(slug, form, two_at_once.show_both(form, overtaken.kept))
    flash(_("Saved."))
    return redirect(url_for("compose.survey", slug=slug), 303)


def _about_page(
    slug: str, form: AboutSurveyForm, theirs: dict[str, str] | None = None
) -> ResponseReturnValue:
    texts = {name: form[name].data for name in checker.FIELDS if name in form}
    page = render_template(
        "compose/about.html",
        form=form,
        slug=slug,
        theirs=theirs or {},
        checked=checker.beside(texts),
        budget=budget_of(draft_of(slug).composed),
        asks=asks_this_term(),
    )
    return page, 400 if form.errors else 200

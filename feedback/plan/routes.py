"""The action plan: each row's rating by term, its milestones, and the evidence for it."""

from collections.abc import Callable
from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, preferences
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Action, Area, Measure, Milestone, Term
from feedback.audit import Action as Act
from feedback.audit import Subject
from feedback.plan import (
    asks,
    bringing_in,
    measures,
    moved,
    page,
    records,
    scanned,
    series,
    snapshots,
    standing,
    tiles,
)
from forms.forum_words import month_name
from forms.plan_words import COLOURS
from forms.staff import LONDON
from forms.staff_fields import StaffForm
from forms.staff_plan import CountForm, MilestoneForm, RatingForm, SeriesForm

plan = Blueprint("plan", __name__, url_prefix="/staff/plan")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")


@plan.get("")
@open_to(*READERS)
def rows() -> ResponseReturnValue:
    """Every row of the plan in one term, beside the term before."""
    area, today = _area(), _now().date()
    terms = standing.terms_to_rate(area, today)
    term = _term(terms, request.args.get("term"))
    found = standing.rows(area, term, records.ratings(), records.marks(), today=today)
    is_over = snapshots.can_be_frozen(term, today)
    with_counts, with_series = records.rows_with_counts(), series.refs_with_series()
    return render_template(
        "plan/rows.html",
        plan=area.plan,
        term=term,
        terms=[(one.ref, one.name) for one in terms],
        groups=page.groups(area, found, with_counts, with_series),
        tiles=tiles.tiles(),
        is_frozen=term.ref in snapshots.frozen(),
        term_is_over=is_over,
        may_freeze=is_over and _is_officer(),
        totals=page.totals(found),
        meanings=area.brag,
        measures=page.measures(area, with_counts, with_series, measures.how_many_serve()),
    )


@plan.get("/asks")
@open_to(*READERS)
def asked() -> ResponseReturnValue:
    """Who was asked what and when, and who was asked too much."""
    area, preferred = _area(), preferences.preferences()
    every = asks.loads(area, asks.all_asks(), preferred[0] if preferred else None)
    return render_template(
        "plan/asks.html",
        shown=asks.page_of(every, request.args.get("page", 1, type=int)),
        most=asks.MOST_ASKS,
        audiences=asks.WHOM,
        month_name=month_name,
        may_prefer=signed_in().role == ROLE_OF[Audience.FORUM],
        before=area.engagement,
    )


@plan.get("/tiles/<string:colour>.svg")
@open_to(*READERS)
def tile(colour: str) -> ResponseReturnValue:
    """The picture of one rating."""
    if colour not in COLOURS:
        abort(404)
    return Response(tiles.draw(colour), mimetype="image/svg+xml")


@plan.route("/terms/<string:term_ref>/freeze", methods=BOTH)
@open_to(Audience.OFFICER)
def freeze(term_ref: str) -> ResponseReturnValue:
    """Ask first, then keep the whole plan as it stands at the end of a term."""
    area, now = _area(), _now()
    term = _term(standing.terms_to_rate(area, now.date()), term_ref)
    if not snapshots.can_be_frozen(term, now.date()):
        abort(404)
    there = url_for("plan.snapshot", term_ref=term.ref)
    if term.ref in snapshots.frozen():
        return redirect(there, 303)
    found = standing.rows(area, term, records.ratings(), records.marks(), today=now.date())
    if request.method == "POST":
        made = snapshots.freeze(term, found, by=signed_in().id, now=now)
        audit.record(Act.FROZE_PLAN, Subject.PLAN, term.ref, reason=made)
        flash(_("The plan is frozen for this term."))
        return redirect(there, 303)
    unrated = sum(one.now is None for one in found)
    return render_template("plan/freeze.html", term=term, unrated=unrated)


@plan.get("/terms/<string:term_ref>")
@open_to(*READERS)
def snapshot(term_ref: str) -> ResponseReturnValue:
    """The plan as it was frozen for a term, beside another that was."""
    kept = snapshots.frozen()
    found = kept.get(term_ref) or abort(404)
    shown = moved.page_for(_area(), found, kept, beside=request.args.get("beside"))
    return render_template("plan/snapshot.html", tiles=tiles.tiles(), **(shown or abort(404)))


@plan.get("/<string:ref>")
@open_to(*READERS)
def row(ref: str) -> ResponseReturnValue:
    """One row: its milestones, ratings, numbers and released answers; or one measure."""
    area, action, today = _area(), _named(ref), _now().date()
    if isinstance(action, Measure):
        return render_template("plan/measure.html", **measures.shown(action, _is_officer()))
    term = _term(standing.terms_to_rate(area, today), request.args.get("term"))
    ratings = [one for one in records.ratings() if one.action_ref == ref]
    found = standing.row(action, area, term, ratings, records.marks(), today=today)
    return render_template(
        "plan/row.html",
        row=found,
        term=term,
        rating=page.rating(found),
        notes=page.notes(found),
        history=page.history(area, ratings),
        counts=records.counts(ref),
        series=series.series_of(ref),
        tiles=tiles.tiles(),
        indicators=page.indicators_for(action, to_officer=_is_officer()),
        scans=scanned.scanned(action, signed_in().role),
        serves=[area.priority(one) for one in action.serves],
        may_edit=_is_officer(),
    )


@plan.route("/<string:ref>/rate", methods=BOTH)
@open_to(Audience.OFFICER)
def rate(ref: str) -> ResponseReturnValue:
    """Rate a row in a term, with the reason."""
    area, action, now = _area(), _action(ref), _now()
    terms = standing.terms_to_rate(area, now.date())
    chosen = _term(terms, request.args.get("term")).ref
    form = RatingForm(
        today=now.date(), terms=[(one.ref, one.name) for one in terms], data={"term": chosen}
    )

    def save() -> None:
        colour = page.colour_of(form.colour.data)
        records.add_rating(
            ref, form.term.data, colour, form.reason.data, by=signed_in().id, now=now
        )
        audit.record(Act.RATED_PLAN, Subject.PLAN, ref, reason=f"{form.term.data}: {colour}")

    return _save_or_show(
        form, save, _("Rate this row"), _("Your rating is saved."), action, meanings=area.brag
    )


@plan.route("/<string:ref>/counts/new", methods=BOTH)
@open_to(Audience.OFFICER)
def count(ref: str) -> ResponseReturnValue:
    """Add a number that officers counted."""
    action, now = _named(ref), _now()
    form = CountForm(today=now.date())

    def save() -> None:
        records.add_count(
            ref,
            form.what.data,
            form.counted.data,
            form.out_of.data,
            form.as_at.data,
            by=signed_in().id,
            now=now,
        )
        audit.record(Act.COUNTED_FOR_PLAN, Subject.PLAN, ref)

    return _save_or_show(form, save, _("Add a number"), _("Your number is saved."), action)


@plan.route("/<string:ref>/series/new", methods=BOTH)
@open_to(Audience.OFFICER)
def add_series(ref: str) -> ResponseReturnValue:
    """Bring in a file of numbers that others counted: all of it, or none."""
    action, now = _named(ref), _now()
    form = SeriesForm(
        today=now.date(), measures={one.ref: f"{one.ref} {one.text}" for one in _area().measures}
    )
    back = url_for("plan.row", ref=ref)
    if form.validate_on_submit():
        points, problems = bringing_in.points(form, ref, today=now.date())
        if points:
            bringing_in.keep(form, ref, points, by=signed_in().id, now=now)
            audit.record(Act.IMPORTED_SERIES, Subject.PLAN, ref, how_many=len(points))
            flash(_("The numbers are in."))
            return redirect(back, 303)
        form.file.errors = problems
    made = render_template("plan/series.html", form=form, action=action, back=back)
    return made, 400 if form.errors else 200


@plan.route("/<string:ref>/milestones/<string:milestone_ref>", methods=BOTH)
@open_to(Audience.OFFICER)
def milestone(ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Say when a milestone was reached, or take that back."""
    action, now = _action(ref), _now()
    step = _milestone(action, milestone_ref)
    mark = records.marks().get(step.ref)
    form = MilestoneForm(
        today=now.date(),
        data={"reached_on": mark.reached_on if mark else None, "note": mark.note if mark else ""},
    )

    def save() -> None:
        records.add_mark(step.ref, form.reached_on.data, form.note.data, by=signed_in().id, now=now)
        audit.record(Act.MARKED_MILESTONE, Subject.PLAN, step.ref)

    return _save_or_show(
        form, save, _("Say when this was reached"), _("Saved."), action, milestone=step
    )


def _save_or_show(
    form: StaffForm,
    save: Callable[[], None],
    title: str,
    said: str,
    action: Action | Measure,
    **shown: object,
) -> ResponseReturnValue:
    back = url_for("plan.row", ref=action.ref)
    if form.validate_on_submit():
        save()
        flash(said)
        return redirect(back, 303)
    shown |= {"form": form, "title": title, "action": action, "back": back}
    return render_template("plan/form.html", **shown), 400 if form.errors else 200


def _now() -> datetime:
    return datetime.now(LONDON)


def _area() -> Area:
    area: Area = current_app.extensions["heard_area"]
    return area


def _action(ref: str) -> Action:
    try:
        return _area().action(ref)
    except LookupError:
        abort(404)


def _named(ref: str) -> Action | Measure:
    try:
        return measures.named(_area(), ref)
    except LookupError:
        abort(404)


def _milestone(action: Action, ref: str) -> Milestone:
    return next((one for one in action.milestones if one.ref == ref), None) or abort(404)


def _term(terms: list[Term], asked: str | None) -> Term:
    """The term that was asked for, or the one that runs now."""
    if not terms:
        abort(404)
    wanted = terms[0].ref if asked is None else asked
    return next((one for one in terms if one.ref == wanted), None) or abort(404)


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]

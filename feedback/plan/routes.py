"""The action plan: each row's rating by term, its milestones, and the evidence for it."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, preferences
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Action, Area, Milestone, Term
from feedback.audit import Action as Act
from feedback.audit import Subject
from feedback.plan import asks, page, records, standing
from forms.forum_words import month_name
from forms.staff import LONDON
from forms.staff_fields import StaffForm
from forms.staff_plan import CountForm, MilestoneForm, RatingForm

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
    return render_template(
        "plan/rows.html",
        plan=area.plan,
        term=term,
        terms=[(one.ref, one.name) for one in terms],
        groups=page.groups(area, found, records.rows_with_counts()),
        totals=page.totals(found),
        meanings=area.brag,
        measures=page.measures(area),
    )


@plan.get("/asks")
@open_to(*READERS)
def asked() -> ResponseReturnValue:
    """Who was asked what and when, and who was asked too much."""
    area, preferred = _area(), preferences.preferences()
    return render_template(
        "plan/asks.html",
        loads=asks.loads(area, asks.all_asks(), preferred[0] if preferred else None),
        most=asks.MOST_ASKS,
        audiences=asks.WHOM,
        month_name=month_name,
        may_prefer=signed_in().role == ROLE_OF[Audience.FORUM],
        before=area.engagement,
    )


@plan.get("/<string:ref>")
@open_to(*READERS)
def row(ref: str) -> ResponseReturnValue:
    """One row: its milestones, ratings, numbers and released answers."""
    area, action, today = _area(), _action(ref), _now().date()
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
        indicators=page.indicators_for(ref, to_officer=_is_officer()),
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
    action, now = _action(ref), _now()
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
    action: Action,
    **shown: object,
) -> ResponseReturnValue:
    back = url_for("plan.row", ref=action.ref)
    if form.validate_on_submit():
        save()
        flash(said)
        return redirect(back, 303)
    made = render_template(
        "plan/form.html", form=form, title=title, action=action, back=back, **shown
    )
    return made, 400 if form.errors else 200


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


def _milestone(action: Action, ref: str) -> Milestone:
    return next((one for one in action.milestones if one.ref == ref), None) or abort(404)


def _term(terms: list[Term], asked: str | None) -> Term:
    """The term that was asked for, or the one that runs now."""
    if not terms:
        abort(404)
    if asked is None:
        return terms[0]
    return next((one for one in terms if one.ref == asked), None) or abort(404)


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]

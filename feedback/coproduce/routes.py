"""The co-production register: what counts towards the target, the evidence, and the two keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.authored import Said
from feedback.coproduce import entries, keys, records
from feedback.coproduce.page import page_for
from feedback.coproduce.records import Record
from feedback.coproduce.register import register_page
from feedback.coproduce.standing import Standing, day_of, standing_of
from feedback.signing import noting_changes
from forms.staff_fields import StaffForm
from forms.staff_initiatives import InitiativeForm, InvolvementForm, ReplyForm, VerdictForm

coproduce = Blueprint("coproduce", __name__, url_prefix="/staff/initiatives")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")

Row = TypeVar("Row")


@coproduce.get("")
@open_to(*READERS)
def register() -> ResponseReturnValue:
    """The register: how many count, and what each still lacks."""
    area, today = _area(), day_of(_now())
    standings = [standing_of(record, area, today) for record in records.everything()]
    return render_template(
        "coproduce/register.html",
        register=register_page(standings, area, today),
        may_edit=keys.may_edit(signed_in()),
    )


@coproduce.route("/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_initiative() -> ResponseReturnValue:
    """Add an initiative."""
    form = _initiative_form(None)
    if form.validate_on_submit():
        new_id = records.add_initiative(entries.initiative_values(form), now=_now())
        audit.record(Action.ADDED_INITIATIVE, Subject.INITIATIVE, new_id)
        flash(_("The initiative is added."))
        return redirect(url_for("coproduce.initiative", initiative_id=new_id), 303)
    return _form_page(form, _("Add an initiative"), url_for("coproduce.register"))


@coproduce.get("/<uuid:initiative_id>")
@open_to(*READERS)
def initiative(initiative_id: UUID) -> ResponseReturnValue:
    """One initiative: its tests, its timeline and its two keys."""
    standing = _standing(initiative_id)
    return _initiative_page(standing, VerdictForm(today=day_of(_now())))


@coproduce.route("/<uuid:initiative_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_initiative(initiative_id: UUID) -> ResponseReturnValue:
    """Change what an initiative is, and its days."""
    record = _record(initiative_id)
    form = _initiative_form(record)

    def save() -> None:
        values = entries.initiative_values(form)
        records.change_initiative(record.initiative, values, now=_now())

    return _save_or_show(form, save, record, _("Change this initiative"))


@coproduce.route("/<uuid:initiative_id>/involvement/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_involvement(initiative_id: UUID) -> ResponseReturnValue:
    """Add a session in which families took part."""
    record = _record(initiative_id)
    form = _involvement_form(record, other=entries.first_shaping_session(record))

    def save() -> None:
        values = entries.involvement_values(form)
        records.add_session(record, values, now=_now())

    return _save_or_show(form, save, record, _("Add a session with families"))


@coproduce.route("/<uuid:initiative_id>/involvement/<uuid:entry_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_involvement(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Change a session."""
    record = _record(initiative_id)
    row = _found(records.session_in(record, entry_id))
    other = entries.first_shaping_session(record, besides=row)
    form = _involvement_form(record, other=other, data=entries.involvement_data(row))

    def save() -> None:
        records.change_entry(row, entries.involvement_values(form))

    return _save_or_show(form, save, record, _("Change this session"))


@coproduce.route("/<uuid:initiative_id>/involvement/<uuid:entry_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_involvement(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a session."""
    record = _record(initiative_id)
    row = _found(records.session_in(record, entry_id))
    return _ask_or_delete(record, row, _("Delete this session"), row.rung_reason)


@coproduce.route("/<uuid:initiative_id>/replies/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_reply(initiative_id: UUID) -> ResponseReturnValue:
    """Add what families said, and the reply."""
    record = _record(initiative_id)
    form = ReplyForm(today=day_of(_now()))

    def save() -> None:
        values, told = entries.reply_values(form), entries.telling_values(form)
        records.add_reply(record, values, told, now=_now())

    return _save_or_show(form, save, record, _("Add what families said"))


@coproduce.route("/<uuid:initiative_id>/replies/<uuid:entry_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_reply(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Change a reply."""
    record = _record(initiative_id)
    row = _found(records.reply_in(record, entry_id))
    first = next(iter(record.told(row)), None)
    form = ReplyForm(today=day_of(_now()), data=entries.reply_data(row, first))

    def save() -> None:
        records.change_entry(row, entries.reply_values(form))
        records.tell(row, first, entries.telling_values(form), now=_now())

    return _save_or_show(form, save, record, _("Change this reply"))


@coproduce.route("/<uuid:initiative_id>/replies/<uuid:entry_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_reply(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a reply."""
    record = _record(initiative_id)
    row = _found(records.reply_in(record, entry_id))
    return _ask_or_delete(record, row, _("Delete this reply"), record.said(row, "theme"))


@coproduce.post("/<uuid:initiative_id>/propose")
@open_to(Audience.OFFICER)
def propose(initiative_id: UUID) -> ResponseReturnValue:
    """The first key: an officer proposes what passes every test."""
    standing = _standing(initiative_id)
    if not standing.can_be_proposed:
        problem = _("It cannot be proposed now. Look at what is missing, or who has to answer.")
        form = VerdictForm(today=day_of(_now()), formdata=None)
        return _initiative_page(standing, form, (("tests", problem),))
    keys.turn(standing, signed_in(), verdict="proposed", comment="", now=_now())
    flash(_("You proposed it. Now the Forum or a youth advocate has to answer."))
    return _back_to(standing.record)


@coproduce.post("/<uuid:initiative_id>/answer")
@open_to(Audience.FORUM, Audience.ADVOCATE)
def answer(initiative_id: UUID) -> ResponseReturnValue:
    """The second key: somebody else confirms or disputes, with a comment."""
    standing, today = _standing(initiative_id), day_of(_now())
    if not keys.may_answer(standing, signed_in(), _area(), today):
        abort(403)
    form = VerdictForm(today=today)
    if form.fingerprint.data != standing.record.fingerprint:
        problem = _("Somebody changed this while you were reading: read it again.")
        return _initiative_page(standing, form, (("verdict", problem),))
    if not form.validate():
        return _initiative_page(standing, form, _problems(form))
    if not keys.may_be(form.verdict.data, standing):
        return _initiative_page(standing, form, (("verdict", _why_not(standing)),))
    verdict, comment = form.verdict.data, form.comment.data
    keys.turn(standing, signed_in(), verdict=verdict, comment=comment, now=_now())
    flash(_("Your answer is kept. Thank you."))
    return _back_to(standing.record)


def _now() -> datetime:
    return datetime.now(UTC)


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _record(initiative_id: UUID) -> Record:
    return _found(records.find(initiative_id))


def _found(row: Row | None) -> Row:
    return row or abort(404)


def _standing(initiative_id: UUID) -> Standing:
    return standing_of(_record(initiative_id), _area(), day_of(_now()))


def _why_not(standing: Standing) -> str:
    """Why nobody can confirm it now, and what to do."""
    if standing.is_changed and standing.all_passed:
        return str(
            _(
                "It has been changed, so it cannot be confirmed now. "
                "An officer has to propose it again."
            )
        )
    return str(_("It cannot be confirmed now. Look at the tests: something is missing."))


def _initiative_form(record: Record | None) -> InitiativeForm:
    area = _area()
    return InitiativeForm(
        today=day_of(_now()),
        priorities={one.ref: f"{one.ref} {one.title}" for one in area.priorities},
        measures={one.ref: f"{one.ref} {one.text}" for one in area.measures},
        first_shaping_session=entries.first_shaping_session(record) if record else None,
        data=entries.initiative_data(record.initiative) if record else None,
    )


def _involvement_form(
    record: Record, *, other: date | None, data: dict[str, Any] | None = None
) -> InvolvementForm:
    return InvolvementForm(
        today=day_of(_now()),
        delivered_on=record.initiative.delivered_on,
        other_shaping=other,
        data=data,
    )


def _problems(form: StaffForm) -> tuple[tuple[str, str], ...]:
    return tuple((field.id, field.errors[0]) for field in form if field.errors)


def _back_to(record: Record) -> ResponseReturnValue:
    return redirect(url_for("coproduce.initiative", initiative_id=record.initiative.id), 303)


def _save_or_show(
    form: StaffForm, save: Callable[[], None], record: Record, heading: str
) -> ResponseReturnValue:
    if form.validate_on_submit():
        with noting_changes(record.initiative.id, now=_now()):
            save()
        audit.record(Action.CHANGED_INITIATIVE, Subject.INITIATIVE, record.initiative.id)
        flash(_("Your changes are saved."))
        return _back_to(record)
    back = url_for("coproduce.initiative", initiative_id=record.initiative.id)
    return _form_page(form, heading, back)


def _form_page(form: StaffForm, heading: str, back: str) -> ResponseReturnValue:
    problems = _problems(form)
    page = render_template(
        "coproduce/form.html", form=form, heading=heading, back=back, problems=problems
    )
    return page, 400 if problems else 200


def _ask_or_delete(
    record: Record, row: records.Entry, heading: str, what: str | Said
) -> ResponseReturnValue:
    if request.method == "POST":
        with noting_changes(record.initiative.id, now=_now()):
            records.remove_entry(row)
        audit.record(Action.CHANGED_INITIATIVE, Subject.INITIATIVE, record.initiative.id)
        flash(_("It is deleted."))
        return _back_to(record)
    return render_template("coproduce/delete.html", record=record, heading=heading, what=what)


def _initiative_page(
    standing: Standing, form: VerdictForm, problems: tuple[tuple[str, str], ...] = ()
) -> ResponseReturnValue:
    now = _now()
    # Whatever was sent, the next answer is about what this page shows.
    form.fingerprint.data = standing.record.fingerprint
    shown = page_for(standing, signed_in(), _area(), today=day_of(now), now=now)
    page = render_template("coproduce/initiative.html", page=shown, form=form, problems=problems)
    return page, 400 if problems else 200

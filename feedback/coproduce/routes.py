"""The co-production register: what counts towards the target, the evidence, and the two keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, conversations
from feedback.access import Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.coproduce import entries, forms_of, frozen, keys, records, reopening, then_and_now
from feedback.coproduce.page import page_for
from feedback.coproduce.records import Record
from feedback.coproduce.register import Headline, headline, register_page
from feedback.coproduce.standing import Standing, day_of, standing_of
from feedback.signing import noting_changes
from forms.staff_fields import StaffForm
from forms.staff_initiatives import VerdictForm

coproduce = Blueprint("coproduce", __name__, url_prefix="/staff/initiatives")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")

Row = TypeVar("Row")


@coproduce.get("")
@open_to(*READERS)
def register() -> ResponseReturnValue:
    """The register: how many count, and what each still lacks."""
    return render_template(
        "coproduce/register.html",
        register=register_page(
            _standings(),
            _area(),
            day_of(_now()),
            page=max(1, request.args.get("page", 1, type=int)),
        ),
        may_edit=keys.may_edit(signed_in()),
    )


@coproduce.route("/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_initiative() -> ResponseReturnValue:
    """Add an initiative."""
    form = forms_of.initiative_form(None, _area(), day_of(_now()))
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


@coproduce.get("/<uuid:initiative_id>/confirmed")
@open_to(*READERS)
def confirmed(initiative_id: UUID) -> ResponseReturnValue:
    """What was on record each time that it was confirmed, beside what is on record today."""
    standing = _standing(initiative_id)
    kept = frozen.snapshots(initiative_id) or abort(404)
    return render_template(
        "coproduce/confirmed.html", page=then_and_now.confirmed_page(kept, standing)
    )


@coproduce.route("/<uuid:initiative_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_initiative(initiative_id: UUID) -> ResponseReturnValue:
    """Change what an initiative is, and its days."""
    record = _record(initiative_id)
    form = forms_of.initiative_form(record, _area(), day_of(_now()))

    def save() -> None:
        values = entries.initiative_values(form)
        records.change_initiative(record.initiative, values, now=_now())

    return _save_or_show(form, save, record, _("Change this initiative"))


@coproduce.route("/<uuid:initiative_id>/involvement/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_involvement(initiative_id: UUID) -> ResponseReturnValue:
    """Add a session in which families took part."""
    record, talk = _record(initiative_id), _conversation_asked()
    form = forms_of.involvement_form(record, day_of(_now()), talk=talk)

    def save() -> None:
        values = entries.involvement_values(form, talk)
        records.add_session(record, values, talk_id=talk.id if talk else None, now=_now())

    about = talk.title if talk else ""
    return _save_or_show(form, save, record, _("Add a session with families"), about=about)


@coproduce.route("/<uuid:initiative_id>/involvement/<uuid:entry_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_involvement(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Change a session."""
    record = _record(initiative_id)
    row = _found(records.session_in(record, entry_id))
    talk = conversations.behind([row.id]).get(row.id)
    form = forms_of.involvement_form(record, day_of(_now()), row, talk=talk)

    def save() -> None:
        records.change_session(row, entries.involvement_values(form, talk))

    about = talk.title if talk else ""
    return _save_or_show(form, save, record, _("Change this session"), about=about)


@coproduce.route("/<uuid:initiative_id>/involvement/<uuid:entry_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_involvement(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a session."""
    record = _record(initiative_id)
    row = _found(records.session_in(record, entry_id))
    return _ask_or_delete(record, row, _("Delete this session"), row.rung_reason)


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
        problem = reopening.why_not_confirmed(standing)
        return _initiative_page(standing, form, (("verdict", problem),))
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


def _conversation_asked() -> Any:
    """The conversation with families that the address names; None where it names none."""
    asked = request.args.get("conversation")
    if asked is None:
        return None
    try:
        found = _found(conversations.conversation(UUID(asked)))
    except ValueError:
        abort(404)
    return found if found.parent_carers + found.young_people else abort(404)


def _found(row: Row | None) -> Row:
    return row or abort(404)


def _standing(initiative_id: UUID) -> Standing:
    return standing_of(_record(initiative_id), _area(), day_of(_now()))


def _standings() -> list[Standing]:
    area, today = _area(), day_of(_now())
    return [standing_of(record, area, today) for record in records.everything()]


def headline_now() -> Headline | None:
    """The count towards the target, for the home page."""
    return headline(_standings(), _area(), day_of(_now()))


@coproduce.record_once
def _say_the_count_at_home(state: BlueprintSetupState) -> None:
    """The home page is another feature's: it asks whoever offers a headline."""
    state.app.extensions["heard_headline"] = headline_now


def _problems(form: StaffForm) -> tuple[tuple[str, str], ...]:
    return tuple((field.id, field.errors[0]) for field in form if field.errors)


def _back_to(record: Record) -> ResponseReturnValue:
    return redirect(url_for("coproduce.initiative", initiative_id=record.initiative.id), 303)


def _save_or_show(
    form: StaffForm, save: Callable[[], None], record: Record, heading: str, *, about: str = ""
) -> ResponseReturnValue:
    if form.validate_on_submit():
        with noting_changes(record.initiative.id, now=_now()):
            save()
        audit.record(Action.CHANGED_INITIATIVE, Subject.INITIATIVE, record.initiative.id)
        flash(_("Your changes are saved."))
        return _back_to(record)
    back = url_for("coproduce.initiative", initiative_id=record.initiative.id)
    return _form_page(form, heading, back, about)


def _form_page(form: StaffForm, heading: str, back: str, about: str = "") -> ResponseReturnValue:
    problems = _problems(form)
    page = render_template(
        "coproduce/form.html",
        form=form,
        heading=heading,
        back=back,
        about=about,
        problems=problems,
        definitions=_area().definitions,
    )
    return page, 400 if problems else 200


def _ask_or_delete(
    record: Record, row: records.Entry, heading: str, what: str
) -> ResponseReturnValue:
    if request.method == "POST":
        with noting_changes(record.initiative.id, now=_now()):
            records.remove_session(row)
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
    page = render_template(
        "coproduce/initiative.html",
        page=shown,
        form=form,
        problems=problems,
        was_confirmed=bool(frozen.snapshots(shown.id)),
        definitions=_area().definitions,
    )
    return page, 400 if problems else 200

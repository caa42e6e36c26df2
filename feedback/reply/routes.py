"""Themes that families raised: the list, one theme, its reply, who was told, what changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.feedback_loop import LoopState
from analysis.names import find_names
from feedback import audit, conversations, loop, titles
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.loop import Theme
from feedback.reply import entries, page, records
from feedback.signing import noting_changes
from forms.staff import LONDON
from forms.staff_fields import StaffForm
from forms.staff_loop import TellingForm, ThemeForm

reply = Blueprint("reply", __name__, url_prefix="/staff/themes")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")

Row = TypeVar("Row")


@reply.get("")
@open_to(*READERS)
def themes() -> ResponseReturnValue:
    """All that families raised: what is late first, then what waits."""
    asked = request.args.get("state", "")
    wanted = asked if asked in set(LoopState) else ""
    found, number = loop.every_theme(), request.args.get("page", 1, type=int)
    return render_template(
        "reply/themes.html",
        listed=page.listed(found, wanted, _today(), page=number),
        wanted=wanted,
        parts=page.parts(found, wanted),
        may_edit=_is_officer(),
    )


@reply.route("/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_theme() -> ResponseReturnValue:
    """Add a theme, from an initiative, a comment or a conversation if the address names one."""
    comment_id, talk_id = _asked("comment"), _asked("conversation")
    if comment_id and not records.is_judged(comment_id):
        abort(404)
    talk = _found(conversations.conversation(talk_id)) if talk_id else None
    form = _theme_form(data=entries.prefilled(comment_id, talk, _asked("initiative")))
    back = _after_adding(comment_id, talk_id)
    if not _is_right(form):
        return _form_page(form, _("Add a theme"), back or url_for("reply.themes"))
    values, now = entries.theme_values(form), _now()
    with noting_changes(values["initiative_id"], now=now):
        new_id = records.add_theme(values, now=now)
    audit.record(Action.ADDED_THEME, Subject.REPLY, new_id)
    if comment_id:
        loop.also_put_under(comment_id, new_id)
        audit.record(Action.PUT_UNDER_THEMES, Subject.COMMENT, comment_id)
    if talk_id:
        conversations.also_put_under(talk_id, new_id)
    flash(_("The theme is added."))
    return redirect(back or url_for("reply.theme", theme_id=new_id), 303)


@reply.get("/<uuid:theme_id>")
@open_to(*READERS)
def theme(theme_id: UUID) -> ResponseReturnValue:
    """One theme: the reply, who was told, what changed, and each day of it."""
    found = _theme(theme_id)
    initiative_id = found.initiative_id
    return render_template(
        "reply/theme.html",
        page=page.page_for(found, _today()),
        theme=found,
        initiative=titles.title_of(initiative_id) if initiative_id else None,
        comments=records.comments_under(theme_id) if _is_officer() else (),
        conversations=conversations.raising(theme_id),
        may_edit=_is_officer(),
    )


@reply.route("/<uuid:theme_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_theme(theme_id: UUID) -> ResponseReturnValue:
    """Change what families said."""
    row, found = _row(theme_id), _theme(theme_id)
    form = _theme_form(data=entries.theme_data(row), before=entries.first_day_after(found))
    back = url_for("reply.theme", theme_id=theme_id)
    if not _is_right(form):
        return _form_page(form, _("Change this theme"), back)
    values = entries.theme_values(form)
    with noting_changes(found.initiative_id, values["initiative_id"], now=_now()):
        records.change(row, values)
    return _saved(theme_id, Action.CHANGED_THEME)


@reply.route("/<uuid:theme_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_theme(theme_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a theme with all that came of it."""
    row, found = _row(theme_id), _theme(theme_id)
    if request.method == "GET":
        return _ask(_("Delete this theme"), found.text, theme_id)
    with noting_changes(found.initiative_id, now=_now()):
        records.remove(row)
    audit.record(Action.DELETED_THEME, Subject.REPLY, theme_id)
    flash(_("It is deleted."))
    return redirect(url_for("reply.themes"), 303)


@reply.route("/<uuid:theme_id>/reply", methods=BOTH)
@open_to(Audience.OFFICER)
def answer(theme_id: UUID) -> ResponseReturnValue:
    """Write the reply, or change it."""
    row, found = _row(theme_id), _theme(theme_id)
    form = entries.answer_form(found, row, today=_today())
    return _save_or_show(
        form,
        lambda: records.change(row, entries.answer_values(form)),
        found,
        _("Write the reply"),
        Action.REPLIED,
    )


@reply.route("/<uuid:theme_id>/told/new", methods=BOTH)
@open_to(Audience.OFFICER)
def tell(theme_id: UUID) -> ResponseReturnValue:
    """Say that families were told."""
    found = _theme(theme_id)
    form = _telling_form(found)
    return _save_or_show(
        form,
        lambda: records.add_telling(theme_id, entries.telling_values(form), now=_now()),
        found,
        _("Say that families were told"),
        Action.TOLD_FAMILIES,
    )


@reply.route("/<uuid:theme_id>/told/<uuid:telling_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_telling(theme_id: UUID, telling_id: UUID) -> ResponseReturnValue:
    """Change what is on record about one telling."""
    found, row = _theme(theme_id), _found(records.telling_of(theme_id, telling_id))
    form = _telling_form(found, data=entries.telling_data(row))
    return _save_or_show(
        form,
        lambda: records.change(row, entries.telling_values(form)),
        found,
        _("Change this entry"),
        Action.TOLD_FAMILIES,
    )


@reply.route("/<uuid:theme_id>/told/<uuid:telling_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_telling(theme_id: UUID, telling_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a telling."""
    found, row = _theme(theme_id), _found(records.telling_of(theme_id, telling_id))
    return _ask_or_delete(row, found, _("Delete this entry"), Action.TOLD_FAMILIES)


@reply.route("/<uuid:theme_id>/changes/new", methods=BOTH)
@open_to(Audience.OFFICER)
def new_outcome(theme_id: UUID) -> ResponseReturnValue:
    """Say what changed."""
    found = _theme(theme_id)
    form = entries.outcome_form(found, today=_today())
    return _save_or_show(
        form,
        lambda: records.add_outcome(theme_id, entries.outcome_values(form), now=_now()),
        found,
        _("Say what changed"),
        Action.SAID_WHAT_CHANGED,
    )


@reply.route("/<uuid:theme_id>/changes/<uuid:outcome_id>/edit", methods=BOTH)
@open_to(Audience.OFFICER)
def edit_outcome(theme_id: UUID, outcome_id: UUID) -> ResponseReturnValue:
    """Change what is on record about a change, or say that families were asked about it."""
    found, row = _theme(theme_id), _found(records.outcome_of(theme_id, outcome_id))
    form = entries.outcome_form(found, today=_today(), data=entries.outcome_data(row))
    return _save_or_show(
        form,
        lambda: records.change(row, entries.outcome_values(form)),
        found,
        _("Change this entry"),
        Action.SAID_WHAT_CHANGED,
    )


@reply.route("/<uuid:theme_id>/changes/<uuid:outcome_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete_outcome(theme_id: UUID, outcome_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete what is said to have changed."""
    found, row = _theme(theme_id), _found(records.outcome_of(theme_id, outcome_id))
    return _ask_or_delete(row, found, _("Delete this entry"), Action.SAID_WHAT_CHANGED)


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> Any:
    return _now().astimezone(LONDON).date()


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]


def _found(row: Row | None) -> Row:
    return row or abort(404)


def _theme(theme_id: UUID) -> Theme:
    return _found(loop.theme(theme_id))


def _row(theme_id: UUID) -> Any:
    return _found(records.find(theme_id))


def _asked(name: str) -> UUID | None:
    """What the address names; None where it names nothing, or nonsense."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _theme_form(**options: Any) -> ThemeForm:
    return entries.theme_form(titles.initiatives(), today=_today(), **options)


def _telling_form(found: Theme, **options: Any) -> TellingForm:
    area = current_app.extensions["heard_area"]
    return entries.telling_form(found, area.languages, today=_today(), **options)


def _is_right(form: ThemeForm) -> bool:
    """Whether it may be kept: nothing wrong, and no words that tell who it is."""
    if not form.validate_on_submit():
        return False
    text = form.theme.data
    left = [] if form.names_are_fine.data else [span.of(text) for span in find_names(text)]
    if left:
        form.refuse_names(left)
    return not left


def _after_adding(comment_id: UUID | None, talk_id: UUID | None) -> str | None:
    if comment_id:
        return url_for("moderate.comment", comment_id=comment_id)
    return url_for("listen.one", conversation_id=talk_id) if talk_id else None


def _saved(theme_id: UUID, action: Action) -> ResponseReturnValue:
    audit.record(action, Subject.REPLY, theme_id)
    flash(_("Your changes are saved."))
    return redirect(url_for("reply.theme", theme_id=theme_id), 303)


def _save_or_show(
    form: StaffForm, save: Callable[[], object], found: Theme, heading: str, action: Action
) -> ResponseReturnValue:
    if form.validate_on_submit():
        with noting_changes(found.initiative_id, now=_now()):
            save()
        return _saved(found.id, action)
    back = url_for("reply.theme", theme_id=found.id)
    return _form_page(form, heading, back, about=found.text)


def _form_page(form: StaffForm, heading: str, back: str, **shown: object) -> ResponseReturnValue:
    made = render_template("reply/form.html", form=form, title=heading, back=back, **shown)
    return made, 400 if form.errors else 200


def _ask_or_delete(row: Any, found: Theme, heading: str, action: Action) -> ResponseReturnValue:
    if request.method == "GET":
        return _ask(heading, found.text, found.id)
    with noting_changes(found.initiative_id, now=_now()):
        records.remove(row)
    return _saved(found.id, action)


def _ask(heading: str, what: object, theme_id: UUID) -> ResponseReturnValue:
    back = url_for("reply.theme", theme_id=theme_id)
    return render_template("delete.html", title=heading, what=what, back=back)

"""Conversations: noted by officers and the Forum, put under themes, quoted with consent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from analysis.names import find_names
from feedback import audit, conversations, titles
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.listen import entries, page, records
from forms.staff import LONDON
from forms.staff_conversations import ConversationForm, QuoteForm, RaisedForm, refuse_names

listen = Blueprint("listen", __name__, url_prefix="/staff/conversations")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
WRITERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE)
BOTH = ("GET", "POST")

Row = TypeVar("Row")


@listen.get("")
@open_to(*READERS)
def every() -> ResponseReturnValue:
    """Every conversation, and what people spoke about."""
    found = conversations.every_conversation()
    if found:
        audit.record(Action.READ_COMMENTS, Subject.CONVERSATION, how_many=len(found))
    return render_template(
        "listen/conversations.html",
        lines=page.lines(found),
        spoken_about=page.spoken_about(found),
        may_write=signed_in().role in {ROLE_OF[one] for one in WRITERS},
    )


@listen.route("/new", methods=BOTH)
@open_to(*WRITERS)
def new() -> ResponseReturnValue:
    """Note a conversation."""
    form = _form(data={"initiative": request.args.get("initiative", "")})
    if not _is_right(form):
        return _form_page(form, _("Note a conversation"), url_for("listen.every"))
    made = records.add(entries.values_of(form), noted_as=signed_in().role, now=_now())
    audit.record(Action.ADDED_CONVERSATION, Subject.CONVERSATION, made)
    flash(_("The conversation is noted."))
    return redirect(url_for("listen.one", conversation_id=made), 303)


@listen.get("/<uuid:conversation_id>")
@open_to(*READERS)
def one(conversation_id: UUID) -> ResponseReturnValue:
    """One conversation: who took part, what was said, its themes, and what may be quoted."""
    row, role = _row(conversation_id), signed_in().role
    shown = page.page_for(row, _area(), role)
    audit.record(Action.READ_QUOTES, Subject.CONVERSATION, row.id, how_many=len(shown.quotes))
    return render_template(
        "listen/conversation.html",
        page=shown,
        may_change=page.may_change(row, role),
        may_take_out=page.may_take_out(row, role),
        is_officer=role == ROLE_OF[Audience.OFFICER],
    )


@listen.route("/<uuid:conversation_id>/edit", methods=BOTH)
@open_to(*WRITERS)
def edit(conversation_id: UUID) -> ResponseReturnValue:
    """Change what is noted; sessions of initiatives that are this conversation change along."""
    row = _own(conversation_id)
    is_a_session = bool(records.initiatives_of(row.id))
    form = _form(data=entries.data_of(row), is_a_session=is_a_session)
    if not _is_right(form):
        return _form_page(form, _("Change this conversation"), _there(conversation_id))
    records.change(row, entries.values_of(form), now=_now())
    return _saved(conversation_id)


@listen.route("/<uuid:conversation_id>/delete", methods=BOTH)
@open_to(*WRITERS)
def delete(conversation_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a conversation with its quotes."""
    row = _own(conversation_id)
    if request.method == "GET":
        title, what = _("Delete this conversation"), row.title
        return _ask(title, what, conversation_id)
    empty_journal = records.remove(row)
    audit.record(Action.DELETED_CONVERSATION, Subject.CONVERSATION, conversation_id)
    flash(_("It is deleted."))
    answer = redirect(url_for("listen.every"), 303)
    answer.call_on_close(empty_journal)
    return answer


@listen.route("/<uuid:conversation_id>/quotes/new", methods=BOTH)
@open_to(*WRITERS)
def new_quote(conversation_id: UUID) -> ResponseReturnValue:
    """Add words that somebody agreed to be quoted with."""
    row = _own(conversation_id)
    held_on = page.day_of(row)
    form = QuoteForm(today=_now().date(), held_on=held_on, languages=page.languages(_area()))
    if not _is_right(form):
        title = _("Add words that may be quoted")
        return _form_page(form, title, _there(conversation_id), about=row.title)
    records.add_quote(conversation_id, entries.quote_values(form))
    return _saved(conversation_id)


@listen.route("/<uuid:conversation_id>/quotes/<uuid:quote_id>/delete", methods=BOTH)
@open_to(*WRITERS)
def delete_quote(conversation_id: UUID, quote_id: UUID) -> ResponseReturnValue:
    """Ask first, then take words out that may no longer be quoted."""
    if not page.may_take_out(_row(conversation_id), signed_in().role):
        abort(403)
    quote = _found(records.quote_of(conversation_id, quote_id))
    if request.method == "GET":
        return _ask(_("Take these words out"), quote.text, conversation_id)
    empty_journal = records.remove_quote(quote)
    answer = _saved(conversation_id)
    answer.call_on_close(empty_journal)
    return answer


@listen.route("/<uuid:conversation_id>/themes", methods=BOTH)
@open_to(Audience.OFFICER)
def raised(conversation_id: UUID) -> ResponseReturnValue:
    """Say under which themes a conversation belongs: "you said" is decided there."""
    row = _row(conversation_id)
    now_under = [str(each) for each in conversations.raised_in(row.id)]
    form = RaisedForm(today=_now().date(), themes=page.theme_choices(), data={"themes": now_under})
    if not form.validate_on_submit():
        title = _("Put it under themes")
        return _form_page(form, title, _there(conversation_id), about=row.title)
    conversations.put_under(row.id, [UUID(each) for each in form.themes.data or ()])
    return _saved(conversation_id)


def _form(**options: Any) -> ConversationForm:
    return ConversationForm(
        today=_now().date(),
        initiatives=[(str(key), str(title)) for key, title in titles.initiatives()],
        measures={each.ref: f"{each.ref} {each.text}" for each in _area().measures},
        **options,
    )


def _is_right(form: ConversationForm | QuoteForm) -> bool:
    """Whether it may be kept: nothing wrong, and no words that tell who somebody is."""
    if not form.validate_on_submit():
        return False
    found: dict[str, Sequence[str]] = {
        field.name: [span.of(field.data) for span in find_names(field.data)]
        for field in form.checked_for_names
        if field.data and not form.names_are_fine.data
    }
    left = {name: words for name, words in found.items() if words}
    refuse_names(form, left)
    return not left


def _saved(conversation_id: UUID) -> Response:
    audit.record(Action.CHANGED_CONVERSATION, Subject.CONVERSATION, conversation_id)
    flash(_("Your changes are saved."))
    return redirect(_there(conversation_id), 303)


def _there(conversation_id: UUID) -> str:
    return url_for("listen.one", conversation_id=conversation_id)


def _form_page(form: Any, title: str, back: str, **shown: object) -> ResponseReturnValue:
    made = render_template("listen/form.html", form=form, title=title, back=back, **shown)
    return made, 400 if form.errors else 200


def _ask(title: str, what: str, conversation_id: UUID) -> ResponseReturnValue:
    back = _there(conversation_id)
    return render_template("delete.html", title=title, what=what, back=back)


def _found(row: Row | None) -> Row:
    return row or abort(404)


def _row(conversation_id: UUID) -> Any:
    return _found(records.find(conversation_id))


def _own(conversation_id: UUID) -> Any:
    """A conversation that this person may change."""
    row = _row(conversation_id)
    return row if page.may_change(row, signed_in().role) else abort(403)


def _now() -> datetime:
    return datetime.now(LONDON)


def _area() -> Area:
    area: Area = current_app.extensions["heard_area"]
    return area

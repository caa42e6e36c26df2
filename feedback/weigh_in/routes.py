"""The Forum's own voice: said by the Forum, answered by officers, and changed by nobody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, commentary, preferences
from feedback.access import Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.commentary import Comment
from feedback.weigh_in import pages, things
from feedback.weigh_in.things import Thing
from forms.staff import LONDON
from forms.staff_fields import StaffForm
from forms.staff_forum import AnswerForm, PreferenceForm, SpeakForm, TakeBackForm

weigh_in = Blueprint("weigh_in", __name__, url_prefix="/staff/forum")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
SPEAKERS = (Audience.FORUM, Audience.ADVOCATE)
BOTH = ("GET", "POST")


@weigh_in.app_context_processor
def beside_everything() -> dict[str, Any]:
    """On staff pages: what the Forum says of one thing, and how it wants to be asked."""
    if not request.path.startswith("/staff"):
        return {}
    return {"forum_on": pages.beside, "forum_preference": _preference}


def _preference() -> list[tuple[str, str]]:
    said = preferences.preferences()
    return list(pages.preference_facts(said[0])) if said else []


@weigh_in.get("")
@open_to(*READERS)
def said() -> ResponseReturnValue:
    """Everything that the Forum and youth advocates said, term by term."""
    return render_template("weigh_in/said.html", terms=pages.by_term(_area(), signed_in()))


@weigh_in.route("/about/<string:kind>/<string:thing_ref>/new", methods=BOTH)
@open_to(*SPEAKERS)
def speak(kind: str, thing_ref: str) -> ResponseReturnValue:
    """Say something about one thing."""
    thing = things.find(kind, thing_ref) or abort(404)
    form = SpeakForm(today=_now().date())

    def save() -> UUID:
        return commentary.say(
            thing.matter, thing.ref, thing.original, form.said.data, by=signed_in(), now=_now()
        )

    return _save_or_show(form, save, Action.SPOKE_FOR_THE_FORUM, _("Say something"), thing)


@weigh_in.route("/<uuid:voice_id>/change", methods=BOTH)
@open_to(*SPEAKERS)
def change(voice_id: UUID) -> ResponseReturnValue:
    """Put one's own words differently."""
    one = _own(voice_id)
    form = SpeakForm(today=_now().date(), data={"said": one.now.text if one.now else ""})

    def save() -> UUID:
        return commentary.say_instead(one, form.said.data, by=signed_in(), now=_now())

    return _save_or_show(form, save, Action.SPOKE_INSTEAD, _("Say it differently"), _thing(one))


@weigh_in.route("/<uuid:voice_id>/take-back", methods=BOTH)
@open_to(*SPEAKERS)
def take_back(voice_id: UUID) -> ResponseReturnValue:
    """Ask first, then take one's own words back."""
    one = _own(voice_id)

    def save() -> UUID:
        return commentary.take_back(one, by=signed_in(), now=_now())

    form, title = TakeBackForm(today=_now().date()), _("Take your words back")
    return _save_or_show(form, save, Action.TOOK_WORDS_BACK, title, _thing(one), one)


@weigh_in.route("/<uuid:voice_id>/answer", methods=BOTH)
@open_to(Audience.OFFICER)
def answer(voice_id: UUID) -> ResponseReturnValue:
    """Answer what the Forum said: its own words stay as they are."""
    one = _standing(voice_id)
    form = AnswerForm(today=_now().date())

    def save() -> UUID:
        commentary.answer(one, form.said.data, by=signed_in(), now=_now())
        return one.id

    title = _("Answer what was said")
    return _save_or_show(form, save, Action.ANSWERED_THE_FORUM, title, _thing(one), one)


@weigh_in.route("/preferences", methods=BOTH)
@open_to(Audience.FORUM)
def prefer() -> ResponseReturnValue:
    """Say how the Forum wants to be asked."""
    earlier = preferences.preferences()
    form = PreferenceForm(today=_now().date(), data=_data(earlier[0]) if earlier else None)
    if form.validate_on_submit():
        preferences.prefer(_values(form), by=signed_in().id, now=_now())
        audit.record(Action.SAID_HOW_TO_ASK, Subject.PREFERENCE)
        flash(_("Saved."))
        return redirect(url_for("plan.asked"), 303)
    history = [(one.on, pages.preference_facts(one)) for one in earlier]
    page = render_template("weigh_in/preferences.html", form=form, history=history)
    return page, 400 if form.errors else 200


def _save_or_show(
    form: StaffForm,
    save: Callable[[], UUID],
    action: Action,
    title: str,
    thing: Thing | None,
    answers_to: Comment | None = None,
) -> ResponseReturnValue:
    back = thing.url if thing else url_for("weigh_in.said")
    if form.validate_on_submit():
        audit.record(action, Subject.COMMENTARY, save())
        flash(_("Saved."))
        return redirect(back, 303)
    page = render_template(
        "weigh_in/form.html", form=form, title=title, thing=thing, back=back, one=answers_to
    )
    return page, 400 if form.errors else 200


def _values(form: PreferenceForm) -> dict[str, Any]:
    return {
        "months_to_avoid": " ".join(form.months_to_avoid.data),
        "channels": " ".join(form.channels.data),
        "support": " ".join(form.support.data),
        "most_asks": form.most_asks.data,
        "days_of_notice": form.days_of_notice.data,
        "note": form.note.data,
    }


def _data(one: preferences.Preference) -> dict[str, Any]:
    return {
        "months_to_avoid": [str(month) for month in one.months_to_avoid],
        "channels": one.channels,
        "support": one.support,
        "most_asks": one.most_asks,
        "days_of_notice": one.days_of_notice,
        "note": one.note,
    }


def _standing(voice_id: UUID) -> Comment:
    """Words that stand: not put differently, and not taken back."""
    found = commentary.comment(voice_id)
    return found if found and found.now else abort(404)


def _own(voice_id: UUID) -> Comment:
    one = _standing(voice_id)
    return one if one.by == signed_in().id else abort(403)


def _thing(one: Comment) -> Thing | None:
    return things.find(one.about, one.ref)


def _now() -> datetime:
    return datetime.now(LONDON)


def _area() -> Area:
    area: Area = current_app.extensions["heard_area"]
    return area

"""Recordings of the questions: officers add and delete them, families listen."""

import re
from datetime import UTC, datetime
from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.speak import formats, pages, records
from feedback.speak.pages import SlotPage
from feedback.speak.records import Slot
from forms.bank import QUESTIONS
from forms.questions import Variant
from forms.staff import ConfirmForm
from forms.staff_recordings import RecordingForm
from translations import LANGUAGES, Language

speak = Blueprint("speak", __name__)

SECONDS_TO_KEEP = 365 * 24 * 60 * 60
ADDRESS = re.compile(r"[0-9a-f]{12,32}")
OFFICE = "/staff/recordings/<string:language_code>/<string:version>"


@speak.get("/staff/recordings")
@open_to(Audience.OFFICER, Audience.ADMINISTRATOR)
def languages() -> ResponseReturnValue:
    """Every language, and how many of its questions families can listen to."""
    return render_template("speak/languages.html", rows=pages.counts(), versions=pages.VERSIONS)


@speak.get(OFFICE)
@open_to(Audience.OFFICER, Audience.ADMINISTRATOR)
def questions(language_code: str, version: str) -> ResponseReturnValue:
    """Every question of one language and version, and whether it is recorded."""
    language, variant = _language(language_code), _variant(version)
    return render_template(
        "speak/questions.html",
        language=language,
        variant=variant,
        version=pages.VERSIONS[variant],
        groups=pages.groups(language, variant),
    )


@speak.route(f"{OFFICE}/<string:question_id>", methods=["GET", "POST"])
@open_to(Audience.OFFICER, Audience.ADMINISTRATOR)
def slot(language_code: str, version: str, question_id: str) -> ResponseReturnValue:
    """The words to read out, the recording there is, and a form for another one."""
    page = pages.slot_page(_slot(language_code, version, question_id))
    form = RecordingForm()
    if request.method == "GET":
        return _slot_page(page, form)
    sound = _sound(form) if form.validate() else None
    if sound and form.wording.data != page.wording_hash:
        form.sound.errors = [
            _("The words changed while this page was open. Read out the words it shows now.")
        ]
    if sound is None or form.errors:
        return _slot_page(page, form), 400
    records.keep(
        page.slot,
        sound,
        wording_hash=page.wording_hash,
        spoken_by=form.spoken_by.data,
        by=signed_in().id,
        now=datetime.now(UTC),
    )
    audit.record(Action.ADDED_RECORDING, Subject.RECORDING, _place(page.slot))
    flash(_("Families can listen to it now."))
    return _back_to_questions(page.slot)


@speak.route(f"{OFFICE}/<string:question_id>/delete", methods=["GET", "POST"])
@open_to(Audience.OFFICER, Audience.ADMINISTRATOR)
def delete(language_code: str, version: str, question_id: str) -> ResponseReturnValue:
    """Ask whether a recording is to go; then delete it."""
    page = pages.slot_page(_slot(language_code, version, question_id))
    if page.kept is None:
        abort(404)
    if request.method == "GET":
        return render_template("speak/delete.html", page=page, form=ConfirmForm())
    records.remove(page.slot)
    audit.record(Action.DELETED_RECORDING, Subject.RECORDING, _place(page.slot))
    flash(_("The recording is deleted."))
    return _back_to_questions(page.slot)


@speak.get("/sound/<string:content_hash>")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def listen(content_hash: str) -> ResponseReturnValue:
    """The sound itself, or the part of it that the player asks for."""
    found = records.sound_at(content_hash) if ADDRESS.fullmatch(content_hash) else None
    if found is None:
        abort(404)
    response = send_file(
        BytesIO(found.content),
        mimetype=found.content_type,
        conditional=True,
        etag=content_hash,
        max_age=SECONDS_TO_KEEP,
    )
    # Other bytes have another address, so nobody needs to ask again.
    response.cache_control.immutable = True
    return response


def _language(code: str) -> Language:
    return LANGUAGES.get(code) or abort(404)


def _variant(version: str) -> Variant:
    return Variant(version) if version in set(Variant) else abort(404)


def _slot(language_code: str, version: str, question_id: str) -> Slot:
    question = QUESTIONS.get(question_id) or abort(404)
    return Slot(question, _language(language_code), _variant(version))


def _place(found: Slot) -> str:
    return f"{found.language.code}/{found.variant.value}/{found.question.id}"


def _sound(form: RecordingForm) -> formats.Sound | None:
    """What is in the file; None, and a sentence beside the field, when it is no sound we play."""
    try:
        return formats.read(form.sound.content)
    except formats.NotSoundError:
        message = _("We cannot play this file. Save it as M4A, MP3 or Ogg Opus, and choose it.")
        form.sound.errors = [message]
        return None


def _slot_page(page: SlotPage, form: RecordingForm) -> str:
    # Whatever was sent, the next recording is of what this page shows.
    form.wording.data = page.wording_hash
    return render_template("speak/slot.html", page=page, form=form)


def _back_to_questions(found: Slot) -> ResponseReturnValue:
    address = url_for(
        "speak.questions", language_code=found.language.code, version=found.variant.value
    )
    return redirect(address, 303)

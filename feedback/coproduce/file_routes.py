"""Files that show what a session did: officers add and delete them, staff save them."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to
from feedback.audit import Action, Subject
from feedback.coproduce import files, records
from feedback.coproduce.reading_files import NotEvidenceError, Readable, read
from feedback.coproduce.records import Record
from feedback.coproduce.standing import day_of
from feedback.signing import noting_changes
from forms.staff_evidence import EvidenceForm

evidence_files = Blueprint(
    "evidence_files", __name__, url_prefix="/staff/initiatives/<uuid:initiative_id>"
)

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")


@evidence_files.route("/involvement/<uuid:entry_id>/files/new", methods=BOTH)
@open_to(Audience.OFFICER)
def add(initiative_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Add a file to a session."""
    record = _record(initiative_id)
    entry = records.session_in(record, entry_id) or abort(404)
    form = EvidenceForm(today=day_of(_now()))
    found = _readable(form) if form.validate_on_submit() else None
    if found is None:
        page = render_template("coproduce/file.html", form=form, back=_page_of(record))
        return page, 400 if form.errors else 200
    with noting_changes(initiative_id, now=_now()):
        files.add(entry.id, form.what.data, found, now=_now())
    audit.record(Action.CHANGED_INITIATIVE, Subject.INITIATIVE, initiative_id)
    flash(_("The file is added."))
    return redirect(_page_of(record), 303)


@evidence_files.get("/files/<uuid:file_id>")
@open_to(*READERS)
def save(initiative_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """The file, to be saved: a browser never opens it as a page of ours."""
    kept = files.find(initiative_id, file_id) or abort(404)
    named = {"Content-Disposition": f'attachment; filename="{kept.name}"'}
    return Response(files.content(kept.id), mimetype=kept.content_type, headers=named)


@evidence_files.route("/files/<uuid:file_id>/delete", methods=BOTH)
@open_to(Audience.OFFICER)
def delete(initiative_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """Ask first, then delete a file."""
    record = _record(initiative_id)
    kept = files.find(initiative_id, file_id) or abort(404)
    if request.method == "GET":
        heading = _("Delete this file")
        return render_template(
            "coproduce/delete.html", record=record, heading=heading, what=kept.what
        )
    with noting_changes(initiative_id, now=_now()):
        files.remove(kept.id)
    audit.record(Action.CHANGED_INITIATIVE, Subject.INITIATIVE, initiative_id)
    flash(_("It is deleted."))
    return redirect(_page_of(record), 303)


def _readable(form: EvidenceForm) -> Readable | None:
    try:
        return read(form.file.content)
    except NotEvidenceError:
        form.file.errors = [_("This is no PDF, PNG or JPEG that we can read.")]
        return None


def _record(initiative_id: UUID) -> Record:
    return records.find(initiative_id) or abort(404)


def _page_of(record: Record) -> str:
    return url_for("coproduce.initiative", initiative_id=record.initiative.id)


def _now() -> datetime:
    return datetime.now(UTC)

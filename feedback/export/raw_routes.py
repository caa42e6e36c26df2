"""Answers as they are stored, for the data controller alone: asked for, looked at, taken once."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from feedback import surveys
from feedback.access import Audience, open_to, signed_in
from feedback.export import raw_file, raw_records
from feedback.export.raw_records import Asked, State
from feedback.sign_in import once_more
from forms.staff import LONDON
from forms.staff_raw import RawExportForm

raw = Blueprint("raw", __name__, url_prefix="/staff/raw-exports")


@raw.get("")
@open_to(Audience.ADMINISTRATOR)
def asked() -> ResponseReturnValue:
    """Who may take which answers away, and what has become of it."""
    now = datetime.now(UTC)
    rows = [(one, one.state(now)) for one in raw_records.everything_asked()]
    return render_template("export/raw_exports.html", rows=rows, me=signed_in().id)


@raw.route("/new", methods=("GET", "POST"))
@open_to(Audience.ADMINISTRATOR)
def ask() -> ResponseReturnValue:
    """Ask for the answers of one collection, with the reason."""
    now = datetime.now(UTC)
    form = RawExportForm(today=now.astimezone(LONDON).date(), collections=raw_records.collections())
    if form.validate_on_submit():
        collection_id, reason = UUID(form.collection.data), form.reason.data.strip()
        new = raw_records.ask(collection_id, reason, by=signed_in().id, now=now)
        return redirect(url_for("raw.take", export_id=new), 303)
    return render_template("export/raw_ask.html", form=form), 400 if form.errors else 200


@raw.route("/take/<uuid:export_id>", methods=("GET", "POST"))
@open_to(Audience.ADMINISTRATOR)
def take(export_id: UUID) -> ResponseReturnValue:
    """See what is in the file, show once more that it is you, and take it: once."""
    found, now = raw_records.asked(export_id) or abort(404), datetime.now(UTC)
    if found.staff_id != signed_in().id:
        abort(403)  # Whoever gave the reason answers for it.
    form = once_more.form_for(signed_in())
    if not form.is_submitted():
        return _page(found, form, now)
    if found.state(now) is not State.OPEN:
        return _page(found, form, now), 400
    status = once_more.refusal(form, signed_in())
    if status is not None:
        return _page(found, form, now), status
    given = raw_records.given(found.collection_id)
    content = raw_file.as_csv(found, given)
    if not raw_records.take(found, how_many=len(given), now=now):
        return redirect(url_for("raw.take", export_id=export_id), 303)
    return _file(found, content)


def _page(found: Asked, form: FlaskForm, now: datetime) -> str:
    return render_template(
        "export/raw_take.html",
        one=found,
        survey=surveys.over_time(found.survey_slug),
        state=found.state(now),
        form=form,
        is_fresh_enough=once_more.is_fresh_enough(signed_in()),
    )


def _file(found: Asked, content: bytes) -> Response:
    # Answered without a redirect: the file is kept nowhere, so no other address could give it.
    answer = Response(content, mimetype="text/csv")
    name = f"NOT-FOR-SHARING-{found.survey_slug}-{found.id}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

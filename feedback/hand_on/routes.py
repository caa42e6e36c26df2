"""Bring a survey in from a file, after a look at what comes along; hand one on as a file."""

import json
from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.hand_on import records
from forms.composed import to_plain
from forms.staff_survey_files import SurveyFileForm, TakeInForm
from forms.survey_files import FileRefusedError, Refusal, as_json, as_toml, take_in

hand_on = Blueprint("hand_on", __name__, url_prefix="/staff/survey-files")

BOTH = ("GET", "POST")
MOST_SHOWN = 20
# What each ending of an address writes, and what a browser is told that it is.
KINDS = {"toml": (as_toml, "application/toml"), "json": (as_json, "application/json")}


@hand_on.route("", methods=BOTH)
@open_to(Audience.OFFICER)
def look() -> ResponseReturnValue:
    """Choose a file, and see what of it would come along; nothing is kept yet."""
    form = SurveyFileForm()
    if not form.validate_on_submit():
        return _ask(form)
    try:
        found = take_in(form.file.content)
    except FileRefusedError as error:
        form.file.errors = [_("Nothing of this file was taken in.")]
        return _ask(form, error.refusals)
    content = json.dumps(to_plain(found.composed), ensure_ascii=False)
    take = TakeInForm(formdata=None, survey=content)
    return render_template("hand_on/look.html", found=found, form=take)


@hand_on.post("/take-in")
@open_to(Audience.OFFICER)
def take() -> ResponseReturnValue:
    """Keep what was looked at as a draft: read again as strictly as any file."""
    form = TakeInForm()
    if not form.validate_on_submit():
        return _ask(SurveyFileForm(formdata=None))
    try:
        found = take_in((form.survey.data or "").encode())
    except FileRefusedError as error:
        return _ask(SurveyFileForm(formdata=None), error.refusals)
    slug = records.keep(found.composed, by=signed_in().id)
    audit.record(Action.CHANGED_SURVEY, Subject.SURVEY, slug)
    flash(_("The survey is here as a draft. Nobody can answer it yet."))
    return redirect(url_for("compose.survey", slug=slug), 303)


@hand_on.get("/<string:slug>/survey.toml", defaults={"kind": "toml"})
@hand_on.get("/<string:slug>/survey.json", defaults={"kind": "json"})
@open_to(Audience.OFFICER)
def file(slug: str, kind: str) -> ResponseReturnValue:
    """One survey as a file: as it is now, or one published version."""
    asked = request.args.get("version", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 6
    version = int(asked) if is_number else None
    found = records.find(slug, version) or abort(404)
    audit.record(Action.EXPORTED, Subject.SURVEY, slug)
    written, mimetype = KINDS[kind]
    name = f"{slug}-{version}.{kind}" if version is not None else f"{slug}.{kind}"
    answer = Response(written(found), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _ask(form: SurveyFileForm, refusals: Sequence[Refusal] = ()) -> ResponseReturnValue:
    page = render_template(
        "hand_on/ask.html",
        form=form,
        refusals=refusals[:MOST_SHOWN],
        more=max(0, len(refusals) - MOST_SHOWN),
    )
    return page, 400 if form.errors or refusals or request.method == "POST" else 200

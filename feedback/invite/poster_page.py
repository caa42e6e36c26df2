"""Where an officer chooses a poster, flyer, card or insert for one placement, and gets it."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from feedback import surveys
from feedback.access import Audience, open_to
from feedback.areas.area import Area
from feedback.authored import occasion_in
from feedback.invite import pages, poster, qr, records
from feedback.language import page_language
from feedback.opening import State, state_of
from feedback.typeset import CannotPrintError
from forms.questions import Variant
from forms.staff_posters import PosterForm
from translations import ENGLISH, LANGUAGES, Language

posters = Blueprint("posters", __name__)

# After this survey's subject, a review of a plan, comes a letter with a decision.
SURVEY_WITH_A_DECISION = "annual_review"
FIRST_CHOICE = {"sheet": "poster", "languages": ["en"], "version": "standard", "file": "pdf"}
TYPES = {"pdf": "application/pdf", "png": "image/png"}


@posters.get("/staff/placements/<uuid:placement_id>/posters")
@open_to(Audience.OFFICER)
def choose(placement_id: UUID) -> ResponseReturnValue:
    """The choice, and once it is made what was chosen as a file."""
    placed = records.placement(placement_id) or abort(404)
    found = records.collection(placed.collection_id) or abort(404)
    form = _form(found)
    if "sheet" not in request.args and "file" not in request.args:
        return _page(form, placed, found)
    if not form.validate():
        return _page(form, placed, found), 400
    if state_of(found.opens_at, found.closes_at, datetime.now(UTC)) is State.CLOSED:
        # A kept link would print it as if it could still be answered.
        form.sheet.errors = [_("Set a later closing date first, so that families can answer.")]
        return _page(form, placed, found), 400
    try:
        return _file(_wanted(form, placed, found), found, ending=form.file.data)
    except CannotPrintError as error:
        form.sheet.errors = [_("This cannot be printed here. %(reason)s", reason=error)]
        return _page(form, placed, found), 400


def _form(found: records.Collection) -> PosterForm:
    chosen = MultiDict(request.args)
    is_fresh = "sheet" not in chosen and "file" not in chosen
    form = PosterForm(formdata=None if is_fresh else chosen, data=FIRST_CHOICE)
    survey = surveys.get(found.survey_slug, found.survey_version)
    form.offer(
        [(one.code, _in_both(one)) for one in poster.languages_spoken() if survey.is_in(one.code)],
        with_inserts=found.survey_slug == SURVEY_WITH_A_DECISION,
    )
    return form


def _in_both(language: Language) -> Markup:
    """A language by its own name and in English: an officer need not know its letters."""
    own = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
        language.code, language.direction, language.own_name
    )
    if language == ENGLISH:
        return own
    return Markup('{} – <bdi lang="en" dir="ltr">{}</bdi>').format(own, language.english_name)


def _wanted(
    form: PosterForm, placed: records.Placement, found: records.Collection
) -> poster.Poster:
    return poster.Poster(
        area=_area(),
        survey=surveys.get(found.survey_slug, found.survey_version),
        code=placed.code,
        base_url=current_app.config["HEARD_BASE_URL"],
        closes_at=found.closes_at,
        sheet=poster.Sheet(form.sheet.data),
        languages=tuple(LANGUAGES[code] for code in form.languages.data),
        variant=Variant(form.version.data),
    )


def _file(wanted: poster.Poster, found: records.Collection, *, ending: str) -> Response:
    occasions = {one.code: occasion_in(one, found) for one in wanted.languages}
    make = poster.as_png if ending == "png" else poster.as_pdf
    disposition = f'attachment; filename="{wanted.file_name(ending)}"'
    return Response(
        make(wanted, occasions),
        mimetype=TYPES[ending],
        headers={"Content-Disposition": disposition},
    )


def _page(form: PosterForm, placed: records.Placement, found: records.Collection) -> str:
    [line] = pages.lines([found], page_language(), now=datetime.now(UTC))
    address = qr.address_in_words(current_app.config["HEARD_BASE_URL"], placed.code)
    return render_template(
        "invite/posters.html",
        form=form,
        line=line,
        placed=pages.placed(placed, address=address),
        is_reachable=bool(_area().contact.ways),
    )


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found

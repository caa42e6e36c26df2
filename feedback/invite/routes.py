"""How officers ask families: open a collection, place its code, print the QR, close it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, staff_sessions, surveys
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.authored import occasion_in
from feedback.invite import pages, paper, qr, records, saying
from feedback.language import current_languages, listed, page_language
from feedback.typeset import CannotPrintError
from forms.questions import Variant
from forms.staff import LONDON, CollectionForm, ConfirmForm, PlacementForm
from translations import Language

invite = Blueprint("invite", __name__)

USUAL_DAYS_OPEN = 14


def _now() -> datetime:
    return datetime.now(UTC)


@invite.get("/staff/collections")
@open_to(Audience.OFFICER)
def collections() -> ResponseReturnValue:
    """Every collection, and whether families can answer it now."""
    last = records.pages_of_collections()
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    rows = pages.lines(records.collections(page=page), page_language(), now=_now())
    return render_template("invite/collections.html", rows=rows, page=page, pages=last)


@invite.route("/staff/collections/new", methods=["GET", "POST"])
@open_to(Audience.OFFICER)
def new_collection() -> ResponseReturnValue:
    """Open a collection: a survey on one occasion."""
    asked_about = pages.preselected(request.args.get("initiative"), request.args.get("survey"))
    form = _collection_form(_usual_dates() | asked_about)
    if request.method == "GET":
        return _edit_page(form, None)
    if not form.validate():
        return _edit_page(form, None), 400
    wanted = pages.wanted(form)
    collection_id = records.open_collection(wanted, opened_by=signed_in().id)
    audit.record(Action.OPENED_COLLECTION, Subject.COLLECTION, collection_id)
    saying.saved(wanted, now=_now())
    saying.too_soon(wanted, now=_now())
    return redirect(url_for("invite.collection", collection_id=collection_id), 303)


@invite.get("/staff/collections/<uuid:collection_id>")
@open_to(Audience.OFFICER)
def collection(collection_id: UUID) -> ResponseReturnValue:
    """One collection: its dates, its codes, and where to go from here."""
    form = PlacementForm(kind="", label="")
    form.offer_places()
    return _collection_page(_found(collection_id), form)


@invite.route("/staff/collections/<uuid:collection_id>/edit", methods=["GET", "POST"])
@open_to(Audience.OFFICER)
def edit_collection(collection_id: UUID) -> ResponseReturnValue:
    """Change a collection's dates or words, or open it again with a later closing."""
    found = _found(collection_id)
    form = _collection_form(pages.as_typed(found))
    if request.method == "GET":
        return _edit_page(form, found)
    if not form.validate():
        return _edit_page(form, found), 400
    wanted = pages.wanted(form)
    is_moved = wanted.opens_at != found.opens_at
    try:
        records.change_collection(found, wanted, now=_now())
    except records.SurveyIsFixedError:
        form.survey.errors = [
            _("Families have answered this survey, so it cannot change. Open a new collection.")
        ]
        return _edit_page(form, found), 400
    except records.InitiativeIsFixedError:
        # The page has no field for it then, so only a page opened before the first answer asks.
        form.initiative.errors = [saying.FIXED_INITIATIVE]
        return _edit_page(form, found), 400
    except records.DatesAreFixedError as fixed:
        form[fixed.field].errors = [saying.FIXED_DATES]
        return _edit_page(form, found), 400
    audit.record(Action.CHANGED_COLLECTION, Subject.COLLECTION, found.id)
    saying.saved(wanted, now=_now())
    if is_moved:
        saying.too_soon(wanted, now=_now())
    return redirect(url_for("invite.collection", collection_id=collection_id), 303)


@invite.post("/staff/collections/<uuid:collection_id>/close")
@open_to(Audience.OFFICER)
def close_collection(collection_id: UUID) -> ResponseReturnValue:
    """Stop taking answers from now on."""
    found = _found(collection_id)
    if records.close(found, at=_now()):
        audit.record(Action.CLOSED_COLLECTION, Subject.COLLECTION, collection_id)
        saying.closed(counts_for_good=records.counts_for_good(found))
    else:
        flash(_("This collection is not open, so there was nothing to close."))
    return redirect(url_for("invite.collection", collection_id=collection_id), 303)


@invite.post("/staff/collections/<uuid:collection_id>/count-the-burst")
@open_to(Audience.OFFICER)
def count_the_burst(collection_id: UUID) -> ResponseReturnValue:
    """Let answers be counted that were set aside because they came very fast."""
    counted = records.count_the_burst(_found(collection_id).id)
    audit.record(Action.COUNTED_BURST, Subject.COLLECTION, collection_id, how_many=counted)
    flash(_("They will be counted from now on."))
    return redirect(url_for("invite.collection", collection_id=collection_id), 303)


@invite.post("/staff/collections/<uuid:collection_id>/placements")
@open_to(Audience.OFFICER)
def add_placement(collection_id: UUID) -> ResponseReturnValue:
    """Add a place where families meet the code."""
    found = _found(collection_id)
    form = PlacementForm()
    form.offer_places()
    if not form.validate():
        return _collection_page(found, form), 400
    added = records.add_placement(found.id, kind=form.kind.data, label=form.label.data)
    audit.record(Action.ADDED_PLACEMENT, Subject.PLACEMENT, added.id)
    flash(_("Added. Its code is %(code)s.", code=added.code))
    return redirect(url_for("invite.collection", collection_id=collection_id), 303)


@invite.get("/staff/placements/<uuid:placement_id>/qr.svg")
@open_to(Audience.OFFICER)
def qr_svg(placement_id: UUID) -> ResponseReturnValue:
    """A placement's QR code as a drawing."""
    placed = records.placement(placement_id) or abort(404)
    drawing = qr.svg(
        _base_url(),
        placed.code,
        # Families and printers see this; what the place is called, only officers.
        title=_("QR code for %(code)s", code=placed.code),
        description=_("It opens %(address)s", address=_address(placed.code)),
    )
    return _download(drawing, mimetype="image/svg+xml", name=f"qr-{placed.code}.svg")


@invite.get("/staff/placements/<uuid:placement_id>/qr.png")
@open_to(Audience.OFFICER)
def qr_png(placement_id: UUID) -> ResponseReturnValue:
    """A placement's QR code as a picture for print."""
    placed = records.placement(placement_id) or abort(404)
    picture = qr.png(_base_url(), placed.code)
    return _download(picture, mimetype="image/png", name=f"qr-{placed.code}.png")


@invite.post("/staff/placements/<uuid:placement_id>/hand-over")
@open_to(Audience.OFFICER)
def hand_over(placement_id: UUID) -> ResponseReturnValue:
    """Sign out here and open the tablet's pages: a family must not hold a signed-in browser."""
    # First, and in a transaction of its own: what this request reads later holds the write lock.
    staff_sessions.end(session.get("sid", ""))
    session.clear()
    placed = records.placement(placement_id) or abort(404)
    response = redirect(url_for("tablet.start", code=placed.code), 303)
    # Staff pages that the browser keeps to go back to at once are gone, too.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@invite.get("/staff/collections/<uuid:collection_id>/paper.pdf")
@open_to(Audience.OFFICER)
def paper_form(collection_id: UUID) -> ResponseReturnValue:
    """The form on paper: for one placement, in the language, version and size asked for."""
    found = _found(collection_id)
    wanted = _paper_wanted(found)
    try:
        made = paper.make(wanted, occasion_in(wanted.language, found))
    except CannotPrintError as error:
        flash(_("This form cannot be printed here. %(reason)s", reason=error), "warning")
        return redirect(url_for("invite.collection", collection_id=found.id), 303)
    return _download(made, mimetype="application/pdf", name=wanted.file_name)


def _paper_wanted(found: records.Collection) -> paper.PaperForm:
    asked = request.args
    codes = [placed.code for placed in records.placements(found.id)]
    language = current_languages().named(asked.get("written_in"))
    try:
        variant, size = Variant(asked.get("version", "")), paper.Size(asked.get("size", ""))
    except ValueError:
        abort(404)
    survey = surveys.get(found.survey_slug, found.survey_version)
    is_whole = language is not None and survey.is_in(language.code)
    if language is None or not is_whole or asked.get("code") not in codes:
        abort(404)
    return paper.PaperForm(
        area=current_app.extensions["heard_area"],
        survey=survey,
        code=asked["code"],
        base_url=_base_url(),
        language=language,
        variant=variant,
        size=size,
    )


def _download(content: bytes, *, mimetype: str, name: str) -> Response:
    # A page's own picture ignores this header; a link with it saves a file with a telling name.
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=disposition)


def _base_url() -> str:
    found: str = current_app.config["HEARD_BASE_URL"]
    return found


def _address(code: str) -> str:
    return qr.address_in_words(_base_url(), code)


def _found(collection_id: UUID) -> records.Collection:
    return records.collection(collection_id) or abort(404)


def _languages_of(found: records.Collection) -> list[Language]:
    """The languages in which the form can be printed: those in which its survey is whole."""
    survey = surveys.get(found.survey_slug, found.survey_version)
    return [one for one in current_languages().offered if survey.is_in(one.code)]


def _collection_form(start: dict[str, object]) -> CollectionForm:
    form = CollectionForm(data=start)
    form.offer(
        surveys=records.surveys_to_ask(str(start.get("survey", ""))),
        initiatives=records.initiatives(page_language()),
    )
    return form


def _usual_dates() -> dict[str, object]:
    """Two weeks from today, which an officer may change."""
    today = _now().astimezone(LONDON).date()
    return {
        "opens_on": today,
        "opens_time": pages.MORNING,
        "closes_on": today + timedelta(days=USUAL_DAYS_OPEN),
        "closes_time": pages.EVENING,
    }


def _edit_page(form: CollectionForm, found: records.Collection | None) -> str:
    is_fixed = found is not None and records.has_answers(found.id)
    return render_template(
        "invite/edit.html",
        form=form,
        collection=found,
        fixed_initiative=saying.FIXED_INITIATIVE if is_fixed else None,
        initiative=found and records.initiative_title(found.initiative_id, page_language()),
    )


def _collection_page(found: records.Collection, form: PlacementForm) -> str:
    [line] = pages.lines([found], page_language(), now=_now())
    placements = records.placements(found.id)
    return render_template(
        "invite/collection.html",
        line=line,
        initiative=records.initiative_title(found.initiative_id, page_language()),
        placements=[pages.placed(one, address=_address(one.code)) for one in placements],
        form=form,
        set_aside=records.set_aside_in_a_burst(found.id),
        close_form=ConfirmForm(),
        paper_codes=[(one.code, f"{one.code} – {one.label}") for one in placements],
        paper_languages=listed(_languages_of(found)),
    )

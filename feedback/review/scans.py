"""The scans of one collection, frozen once a term: pages, pictures and files."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback import audit, results
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.results import ScanResult
from feedback.review import opened, pages, records, scan_pages, terms
from forms.staff import LONDON

scans = Blueprint("scans", __name__, url_prefix="/staff/collections/<uuid:collection_id>/scans")

READERS = (Audience.OFFICER, Audience.FORUM)


def may_open_scans() -> bool:
    """Whether who is signed in may open these pages."""
    return signed_in().role in {ROLE_OF[one] for one in READERS}


@scans.get("")
@open_to(*READERS)
def collection(collection_id: UUID) -> ResponseReturnValue:
    """How often a collection was opened, and how far families came; nothing while it goes on."""
    asked = _asked(collection_id)
    made = results.scan_results(collection_id)
    together = results.scans_together(asked.survey_slug)
    done = {one.term.ref for one in made}
    today = datetime.now(LONDON).date()
    return render_template(
        "review/scans.html",
        asked=asked,
        survey=opened.survey(asked.survey_slug),
        period=pages.period(asked),
        is_officer=opened.is_officer(),
        is_open=asked.closes_at > datetime.now(UTC),
        is_enough=results.is_opened_enough_so_far(collection_id),
        found=[
            scan_pages.shown(one, together.get(one.term.ref), chart_url=_chart_url(one))
            for one in made
        ],
        waiting=[
            (term, results.due_on(term))
            for term in terms.terms_of(asked, opened.area())
            if term.ref not in done and results.due_on(term) > today
        ],
    )


@scans.get("/<int:number>/chart.svg")
@open_to(*READERS)
def chart(collection_id: UUID, number: int) -> ResponseReturnValue:
    """How far families came, as a picture."""
    picture = scan_pages.picture(_made(collection_id, number)) or abort(404)
    return Response(picture.draw(), mimetype="image/svg+xml")


@scans.get("/<int:number>/scans.csv")
@open_to(*READERS)
def file(collection_id: UUID, number: int) -> ResponseReturnValue:
    """Every number of the page as a file; who fetched it is kept."""
    found = _made(collection_id, number)
    together = results.scans_together(found.survey_slug)
    lines = scan_pages.lines(found, together.get(found.term.ref))
    audit.record(Action.EXPORTED, Subject.RELEASE, found.ref, how_many=len(lines))
    answer = Response(scan_pages.as_csv(found, lines), mimetype="text/csv")
    name = f"heard-scans-{found.ref}.csv".lower()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(collection_id: UUID) -> records.Asked:
    asked = records.collection(collection_id) or abort(404)
    opened.survey(asked.survey_slug)
    return asked


def _made(collection_id: UUID, number: int) -> ScanResult:
    _asked(collection_id)
    found = (one for one in results.scan_results(collection_id) if one.number == number)
    return next(found, None) or abort(404)


def _chart_url(one: ScanResult) -> str:
    return url_for("scans.chart", collection_id=one.collection_id, number=one.number)

"""Which results the person signed in may open, and handing them out as a file, which is kept."""

from flask import Response, abort, current_app

from feedback import audit, results, surveys
from feedback.access import ROLE_OF, Audience, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.results import Results, Seer
from feedback.review.files import MIMETYPES, Kind, name_of
from forms.questions import Survey

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)


def area() -> Area:
    """The area this is for."""
    found: Area = current_app.extensions["heard_area"]
    return found


def is_officer() -> bool:
    """Whether an officer is reading."""
    return signed_in().role == ROLE_OF[Audience.OFFICER]


def seer() -> Seer:
    """As whom the gate shows the results."""
    return Seer.OFFICER if is_officer() else Seer.FORUM


def survey(slug: str) -> Survey:
    """The survey, if there is one and this reader may open its results."""
    found = surveys.over_time(slug) or abort(404)
    if found.is_restricted and not is_officer():
        abort(403)
    return found


def release(number: int) -> Results:
    """One release, if there is one and this reader may open it."""
    found = results.release(number, seer()) or abort(404)
    survey(found.survey.slug)
    return found


def year(key: str, slug: str) -> Results:
    """A survey's releases of one school year, if this reader may open them."""
    return results.year(survey(slug).slug, key, seer()) or abort(404)


def as_file(content: bytes, found: Results, kind: Kind, *, lines: int) -> Response:
    """Results as a file to keep; who fetched it, and how many lines of numbers, is kept."""
    audit.record(Action.EXPORTED, Subject.RELEASE, found.ref, how_many=lines)
    answer = Response(content, mimetype=MIMETYPES[kind])
    name = name_of(found, area=area(), kind=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""The open interface: what the public may see of releases and surveys, for programs, read only.

It asks for no cookie and sets none, and everybody gets the same answer, so that it can be kept.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, abort, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from feedback import results
from feedback import surveys as every
from feedback.access import Audience, open_to
from feedback.areas import Area
from feedback.errors import problem
from feedback.export import description, objects
from feedback.language import current_languages, page_language, speaking
from feedback.publish import open_plan
from feedback.publish.frozen import Content
from feedback.publish.open_results import public_releases
from feedback.publish.progress import progress
from feedback.publish.records import published, versions
from feedback.results import ReleaseBrokenError, Seer
from feedback.review import files
from feedback.security import FOR_EVERYBODY
from forms.staff import LONDON
from translations import SOURCE

api = Blueprint("api", __name__, url_prefix="/api/v1")

FORMAT = 1
Answer = TypeVar("Answer", bound=Callable[..., Mapping[str, Any]])


def answers(view: Answer) -> Callable[..., ResponseReturnValue]:
    """Answer with what the view returns, in the language that was asked for; it may be kept."""

    @wraps(view)
    def answering(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        asked = request.args.get("lang", SOURCE)
        language = current_languages().named(asked) or abort(400)
        with speaking(language):
            answer = jsonify(view(*args, **kwargs))
        answer.headers["Cache-Control"] = FOR_EVERYBODY
        answer.add_etag()
        return answer.make_conditional(request)

    return answering


@api.get("")
@open_to(Audience.PUBLIC)
@answers
def start() -> Mapping[str, Any]:
    """Where to begin."""
    area = _area()
    return {
        "format": FORMAT,
        "area": {"code": area.code, "name": area.name},
        "links": {
            "openapi": url_for("api.openapi"),
            "results_schema": url_for("api.results_schema"),
            "releases": url_for("api.releases"),
            "surveys": url_for("api.surveys"),
            "made_together": url_for("api.made_together"),
            "action_plan": url_for("api.action_plan"),
            "statements": url_for("api.statements"),
        },
    }


@api.get("/openapi.json")
@open_to(Audience.PUBLIC)
@answers
def openapi() -> Mapping[str, Any]:
    """What may be asked, and what is answered."""
    return description.openapi(one.code for one in current_languages().offered)


@api.get("/results-schema.json")
@open_to(Audience.PUBLIC)
@answers
def results_schema() -> Mapping[str, Any]:
    """What a release is answered as, and what results.json holds."""
    return description.results_schema()


@api.get("/releases")
@open_to(Audience.PUBLIC)
@answers
def releases() -> Mapping[str, Any]:
    """Every release that is public, the newest first."""
    return {
        **_about(),
        "releases": [
            {**objects.release(one), "href": url_for("api.release", number=one.number)}
            for one in public_releases(_today())
        ],
    }


@api.get("/releases/<int:number>")
@open_to(Audience.PUBLIC)
@answers
def release(number: int) -> Mapping[str, Any]:
    """Every number of one release that the public may see."""
    is_public = any(one.number == number for one in public_releases(_today()))
    # The same answer for what is on its way and what is not: nobody learns which.
    found = (results.release(number, Seer.PUBLIC) if is_public else None) or abort(404)
    area = _area()
    said = files.lines(found, area=area, to_officer=False)
    about = files.about(found, area=area, language=page_language().code)
    # A fingerprint would let a guess at what only the partnership sees be checked.
    return {**about, "hashes": [], "lines": files.as_objects(said)}


@api.get("/surveys")
@open_to(Audience.PUBLIC)
@answers
def surveys() -> Mapping[str, Any]:
    """Every survey that families are asked, and anybody may read."""
    return {
        **_about(),
        "surveys": [
            {**objects.survey(one), "href": url_for("api.survey", slug=one.slug)}
            for one in sorted(every.for_the_public().values(), key=lambda each: each.slug)
        ],
    }


@api.get("/surveys/<string:slug>")
@open_to(Audience.PUBLIC)
@answers
def survey(slug: str) -> Mapping[str, Any]:
    """The questions of one survey."""
    found = every.for_the_public().get(slug) or abort(404)
    return {
        **_about(),
        **objects.survey(found),
        "questions": [objects.question(one) for one in found.questions],
    }


@api.get("/made-together")
@open_to(Audience.PUBLIC)
@answers
def made_together() -> Mapping[str, Any]:
    """How far the area is with what it makes together with families."""
    found = progress(_area(), _today()) or abort(404)
    return {**_about(), **objects.progress(found)}


@api.get("/action-plan")
@open_to(Audience.PUBLIC)
@answers
def action_plan() -> Mapping[str, Any]:
    """The action plan as it was frozen, term by term."""
    found = open_plan.published(_area(), _today()) or abort(404)
    return {**_about(), **objects.plan(found)}


@api.get("/statements")
@open_to(Audience.PUBLIC)
@answers
def statements() -> Mapping[str, Any]:
    """Every version of every year's Local Offer statement, the newest first."""
    return {
        **_about(),
        "statements": [
            {**objects.statement_in_short(one), "href": _statement_url(one)} for one in published()
        ],
    }


@api.get("/statements/<string:year>/<int:edition>")
@open_to(Audience.PUBLIC)
@answers
def statement(year: str, edition: int) -> Mapping[str, Any]:
    """One version of a year's statement, in each language that it was published in."""
    found = next((one for one in versions(year) if one.version == edition), None)
    return objects.statement(found or abort(404))


@api.errorhandler(ReleaseBrokenError)
def release_is_broken(error: ReleaseBrokenError) -> ResponseReturnValue:
    """Show nothing of a release that is no longer what was frozen."""
    current_app.logger.error("%s", error)  # Its number, and nothing of what it says.
    return problem(503, "A stored release is not what was frozen, so none of it is shown.")


def _about() -> dict[str, Any]:
    return {"format": FORMAT, "language": page_language().code}


def _statement_url(one: Content) -> str:
    return url_for("api.statement", year=one.year, edition=one.version)


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _today() -> date:
    return datetime.now(LONDON).date()

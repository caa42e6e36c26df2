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
from feedback.access import Audience, open_to
from feedback.areas import Area
from feedback.errors import problem
from feedback.export import description
from feedback.language import current_languages, page_language, speaking
from feedback.results import Made, ReleaseBrokenError, Seer
from feedback.review import files
from feedback.security import FOR_EVERYBODY
from forms.questions import Question, Survey
from forms.staff import LONDON
from forms.surveys import SURVEYS
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
        "format": FORMAT,
        "language": page_language().code,
        "releases": [_in_short(one) for one in results.made() if _is_public(one)],
    }


@api.get("/releases/<int:number>")
@open_to(Audience.PUBLIC)
@answers
def release(number: int) -> Mapping[str, Any]:
    """Every number of one release that the public may see."""
    found = results.release(number, Seer.PUBLIC)
    if found is None or not _is_public(found):
        abort(404)  # The same for both: nobody learns what is on its way.
    area = _area()
    said = files.lines(found, area=area, to_officer=False)
    about = files.about(found, area=area, language=page_language().code)
    # A fingerprint would let a guess at what only the partnership sees be checked.
    return {**about, "hashes": [], "lines": files.as_objects(said)}


@api.get("/surveys")
@open_to(Audience.PUBLIC)
@answers
def surveys() -> Mapping[str, Any]:
    """Every survey that families are asked."""
    return {
        "format": FORMAT,
        "language": page_language().code,
        "surveys": [
            {**_named(one), "href": url_for("api.survey", slug=one.slug)}
            for one in sorted(SURVEYS.values(), key=lambda each: each.slug)
        ],
    }


@api.get("/surveys/<string:slug>")
@open_to(Audience.PUBLIC)
@answers
def survey(slug: str) -> Mapping[str, Any]:
    """The questions of one survey."""
    found = SURVEYS.get(slug) or abort(404)
    return {
        "format": FORMAT,
        "language": page_language().code,
        **_named(found),
        "questions": [_question(one) for one in found.questions],
    }


@api.errorhandler(ReleaseBrokenError)
def release_is_broken(error: ReleaseBrokenError) -> ResponseReturnValue:
    """Show nothing of a release that is no longer what was frozen."""
    current_app.logger.error("%s", error)  # Its number, and nothing of what it says.
    return problem(503, "A stored release is not what was frozen, so none of it is shown.")


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _is_public(one: Made | results.Results) -> bool:
    return results.is_public(one, _today())


def _today() -> date:
    return datetime.now(LONDON).date()


def _in_short(one: Made) -> Mapping[str, Any]:
    return {
        "release": f"R{one.number}",
        "href": url_for("api.release", number=one.number),
        "survey": one.survey.slug,
        "title": str(one.survey.title),
        "terms": [{"ref": term.ref, "name": term.name} for term in one.terms],
        "frozen_on": one.frozen_on.isoformat(),
        "public_from": one.public_from.isoformat(),
        "has_results": one.has_results,
    }


def _named(one: Survey) -> dict[str, Any]:
    return {
        "survey": one.slug,
        "version": one.version,
        "title": str(one.title),
        "results_are_public": not one.is_restricted,
    }


def _question(one: Question) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "words": str(one.standard),
        "kind": "text" if one.is_text else "options",
        "is_required": one.required,
        "options": [
            {"code": each.code, "words": str(each.standard), "meaning": each.meaning.value}
            for each in one.options
        ],
    }

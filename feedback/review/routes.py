"""The results, small counts hidden, for everyone who works with them; raw comments for officers."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import results
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Area, Term
from feedback.authored import Said
from feedback.language import page_language
from feedback.results import About, Results
from feedback.review import pages, records, words
from forms.questions import Survey
from forms.staff import LONDON
from forms.surveys import SURVEYS

review = Blueprint("review", __name__, url_prefix="/staff")

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)


@review.get("/results")
@open_to(*READERS)
def index() -> ResponseReturnValue:
    """Where to find results: by collection, by survey, by term."""
    now = datetime.now(LONDON)
    shown = pages.surveys_shown(list(SURVEYS.values()), to_officer=_is_officer())
    slugs = {survey.slug for survey in shown}
    asked = [one for one in records.collections() if one.survey_slug in slugs]
    return render_template(
        "review/index.html",
        collections=[(one, SURVEYS[one.survey_slug], pages.period(one)) for one in asked],
        surveys=shown,
        officers_only=[one for one in SURVEYS.values() if one not in shown],
        terms=pages.asked_by_term(
            asked, shown, pages.terms_so_far(_area(), today=now.date()), now=now
        ),
    )


@review.get("/results/collections/<uuid:collection_id>")
@open_to(*READERS)
def collection_results(collection_id: UUID) -> ResponseReturnValue:
    """What families said in one collection."""
    asked, found = _collection(collection_id)
    return _page(
        found,
        name=asked.occasion,
        scope=pages.period(asked),
        comments_url=url_for("review.comments", collection_id=collection_id),
        chart_url=lambda question_id: url_for(
            "review.collection_chart", collection_id=collection_id, question_id=question_id
        ),
    )


@review.get("/results/surveys/<string:slug>")
@open_to(*READERS)
def survey_results(slug: str) -> ResponseReturnValue:
    """What families said in one survey, all occasions together."""
    survey = _survey(slug)
    return _page(
        results.for_survey(slug),
        name=str(survey.title),
        scope=_("All occasions together"),
        chart_url=lambda question_id: url_for(
            "review.survey_chart", slug=slug, question_id=question_id
        ),
    )


@review.get("/results/terms/<string:key>/<string:slug>")
@open_to(*READERS)
def term_results(key: str, slug: str) -> ResponseReturnValue:
    """What families said in one survey in one term."""
    survey, term = _survey(slug), _term(key)
    return _page(
        results.for_term(slug, term),
        name=str(survey.title),
        scope=term.name,
        chart_url=lambda question_id: url_for(
            "review.term_chart", key=key, slug=slug, question_id=question_id
        ),
    )


@review.get("/results/collections/<uuid:collection_id>/charts/<string:question_id>.svg")
@open_to(*READERS)
def collection_chart(collection_id: UUID, question_id: str) -> ResponseReturnValue:
    """One table of a collection as a bar chart."""
    return _chart(_collection(collection_id)[1], question_id)


@review.get("/results/surveys/<string:slug>/charts/<string:question_id>.svg")
@open_to(*READERS)
def survey_chart(slug: str, question_id: str) -> ResponseReturnValue:
    """One table of a survey as a bar chart."""
    return _chart(results.for_survey(_survey(slug).slug), question_id)


@review.get("/results/terms/<string:key>/<string:slug>/charts/<string:question_id>.svg")
@open_to(*READERS)
def term_chart(key: str, slug: str, question_id: str) -> ResponseReturnValue:
    """One table of a survey in a term as a bar chart."""
    return _chart(results.for_term(_survey(slug).slug, _term(key)), question_id)


@review.get("/collections/<uuid:collection_id>/comments")
@open_to(Audience.OFFICER)
def comments(collection_id: UUID) -> ResponseReturnValue:
    """What families wrote, word for word, for officers only."""
    asked = records.collection(collection_id) or abort(404)
    return render_template(
        "review/comments.html",
        asked=asked,
        comments=[pages.comment_view(one) for one in records.comments(collection_id)],
    )


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]


def _collection(collection_id: UUID) -> tuple[records.Asked, Results]:
    asked = records.collection(collection_id) or abort(404)
    _survey(asked.survey_slug)
    return asked, results.for_collection(collection_id) or abort(404)


def _survey(slug: str) -> Survey:
    """The survey, if there is one and this reader may open its results."""
    survey = SURVEYS.get(slug) or abort(404)
    if survey.is_restricted and not _is_officer():
        abort(403)
    return survey


def _term(key: str) -> Term:
    """A term that has begun: nobody can have answered in a later one."""
    begun = pages.terms_so_far(_area(), today=datetime.now(LONDON).date())
    return next((term for term in begun if term.ref == key), None) or abort(404)


def _page(
    found: Results,
    *,
    name: str | Said,
    scope: str,
    chart_url: Callable[[str], str],
    comments_url: str | None = None,
) -> str:
    tables = {
        about.value: pages.parts(
            found, about, area=_area(), chart_url=chart_url, to_officer=_is_officer()
        )
        for about in About
    }
    return render_template(
        "review/results.html",
        name=name,
        scope=scope,
        found=found,
        why_withheld=pages.why_withheld(found),
        tables=tables,
        comments_url=comments_url if _is_officer() else None,
    )


def _chart(found: Results, question_id: str) -> Response:
    """The chart of what the page shows; nothing where the page shows nothing."""
    one = found.table(question_id)
    if one is None or one.table.withheld:
        abort(404)
    # Matplotlib is heavy: whoever never looks at a chart never loads it.
    from analysis.charts import bar_chart

    language = page_language()
    drawing = bar_chart(
        one.table,
        title=one.title,
        description=words.everything_in_words(one.table),
        language=language.code,
        direction=language.direction,
        hidden_words=words.hidden_words(one.table),
    )
    return Response(drawing, mimetype="image/svg+xml")

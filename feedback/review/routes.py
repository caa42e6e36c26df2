"""The released results, for everyone who works with them; raw comments for officers."""

from collections.abc import Callable
from datetime import datetime
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
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit, results, surveys
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.language import page_language
from feedback.results import About, ReleaseBrokenError, Results
from feedback.review import (
    comparing,
    crossing,
    files,
    opened,
    pages,
    pictures,
    plans,
    records,
    terms,
    words,
    years,
)
from feedback.review.files import Kind
from feedback.review.pictures import Picture
from feedback.review.scans import may_open_scans
from feedback.review.years import TwoYears
from forms.staff import LONDON
from forms.staff_results import PlanForm

review = Blueprint("review", __name__, url_prefix="/staff")

# Names of pictures beside those of one table each, which have the name of its question.
ANSWERS, PEOPLE, YEARS = "answers", "people", "years"


@review.get("/results")
@open_to(*opened.READERS)
def index() -> ResponseReturnValue:
    """What was released, what is waiting for the end of its term, and every collection."""
    now = datetime.now(LONDON)
    every = surveys.all_of_them()
    shown = pages.surveys_shown(list(every.values()), to_officer=opened.is_officer())
    slugs = {survey.slug for survey in shown}
    asked = [one for one in records.collections() if one.survey_slug in slugs]
    made = [one for one in results.made() if one.survey.slug in slugs]
    return render_template(
        "review/index.html",
        base=results.base_now(),
        made=made,
        public_when=lambda one: words.public_when(one, now.date()),
        years=[(survey, year) for survey in shown for year in results.years(survey.slug)],
        waiting=terms.waiting(asked, shown, opened.area(), made=made, now=now),
        collections=[(one, every[one.survey_slug], pages.period(one)) for one in asked],
        officers_only=[one for one in every.values() if one not in shown],
    )


@review.get("/results/together")
@open_to(*opened.READERS)
def together() -> ResponseReturnValue:
    """What families said to one question in several surveys, added up from their releases."""
    found = pages.together(area=opened.area(), to_officer=opened.is_officer(), seer=opened.seer())
    return render_template("review/together.html", together=found)


@review.get("/results/<int:number>")
@open_to(*opened.READERS)
def release(number: int) -> ResponseReturnValue:
    """What families said in one survey in one term, as it was frozen."""
    return _page(
        opened.release(number),
        chart_url=lambda name: url_for("review.release_chart", number=number, picture=name),
    )


@review.get("/results/<int:number>/charts/<string:picture>.svg")
@open_to(*opened.READERS)
def release_chart(number: int, picture: str) -> ResponseReturnValue:
    """One picture of a release: of all questions, of who took part, or of one table."""
    return _chart(opened.release(number), picture)


@review.get("/results/<int:number>/results.csv", defaults={"kind": "csv"})
@review.get("/results/<int:number>/results.json", defaults={"kind": "json"})
@open_to(*opened.READERS)
def release_file(number: int, kind: str) -> ResponseReturnValue:
    """Every number of a release as a file."""
    return _file(opened.release(number), Kind(kind))


@review.route("/results/<int:number>/plan", methods=("GET", "POST"))
@open_to(Audience.OFFICER)
def plan(number: int) -> ResponseReturnValue:
    """Write what is planned for the groups that a release is missing."""
    found, now = opened.release(number), datetime.now(LONDON)
    if found.withheld:
        abort(404)
    form = PlanForm(today=now.date())
    back = url_for("review.release", number=number, _anchor="missing")
    if form.validate_on_submit():
        plans.add_plan(number, form.plan.data, by=signed_in().id, now=now)
        audit.record(Action.PLANNED_PARTICIPATION, Subject.RELEASE, found.ref)
        flash(_("Your plan is saved."))
        return redirect(back, 303)
    page = render_template(
        "review/plan.html",
        form=form,
        found=found,
        covers=pages.covers(found.terms),
        missing=comparing.missing(found, area=opened.area(), to_officer=True),
        back=back,
    )
    return page, 400 if form.errors else 200


@review.get("/results/years/<string:key>/<string:slug>")
@open_to(*opened.READERS)
def year_results(key: str, slug: str) -> ResponseReturnValue:
    """A survey's releases of one school year, added up."""
    return _page(
        opened.year(key, slug),
        chart_url=lambda name: url_for("review.year_chart", key=key, slug=slug, picture=name),
        both=_both_years(key, slug),
    )


@review.get("/results/years/<string:key>/<string:slug>/results.csv", defaults={"kind": "csv"})
@review.get("/results/years/<string:key>/<string:slug>/results.json", defaults={"kind": "json"})
@open_to(*opened.READERS)
def year_file(key: str, slug: str, kind: str) -> ResponseReturnValue:
    """Every number of a year as a file."""
    return _file(opened.year(key, slug), Kind(kind))


@review.get("/results/years/<string:key>/<string:slug>/charts/<string:picture>.svg")
@open_to(*opened.READERS)
def year_chart(key: str, slug: str, picture: str) -> ResponseReturnValue:
    """The same pictures of a year, and one of it beside the year before."""
    if picture == YEARS:
        both = _both_years(key, slug) or abort(404)
        return _svg(pictures.of_years(both))
    return _chart(opened.year(key, slug), picture)


@review.get("/results/collections/<uuid:collection_id>")
@open_to(*opened.READERS)
def collection_results(collection_id: UUID) -> ResponseReturnValue:
    """Where the answers of one collection are counted, and whether there are ten of them yet."""
    asked = records.collection(collection_id) or abort(404)
    survey = opened.survey(asked.survey_slug)
    refs = {term.ref for term in terms.terms_of(asked, opened.area())}
    made = [one for one in results.made() if one.survey is survey]
    return render_template(
        "review/collection.html",
        asked=asked,
        survey=survey,
        period=pages.period(asked),
        has_enough=results.has_enough_so_far(collection_id),
        made=[one for one in made if refs & {term.ref for term in one.terms}],
        waiting=terms.waiting(
            [asked], [survey], opened.area(), made=made, now=datetime.now(LONDON)
        ),
        is_officer=opened.is_officer(),
        may_see_scans=may_open_scans(),
    )


@review.get("/collections/<uuid:collection_id>/comments")
@open_to(Audience.OFFICER)
def comments(collection_id: UUID) -> ResponseReturnValue:
    """What families wrote, word for word, for officers only."""
    asked = records.collection(collection_id) or abort(404)
    found = [pages.comment_view(one) for one in records.comments(collection_id)]
    audit.record(Action.READ_COMMENTS, Subject.COLLECTION, asked.id, how_many=len(found))
    return render_template("review/comments.html", asked=asked, comments=found)


@review.app_errorhandler(ReleaseBrokenError)
def release_is_broken(error: ReleaseBrokenError) -> ResponseReturnValue:
    """Show nothing of a release that is no longer what was frozen, and say what to do."""
    current_app.logger.error("%s", error)  # Its number, and nothing of what it says.
    return (
        render_template(
            "staff_error.html",
            heading=_("We cannot show these results"),
            message=_(
                "A stored release is not what was frozen, so we show none of its numbers. Ask the "
                "person who runs this service to put it back from a copy."
            ),
        ),
        503,
    )


def _both_years(key: str, slug: str) -> TwoYears | None:
    now = opened.year(key, slug)
    before = results.year_before(slug, key, opened.seer())
    return years.beside(before, now) if before else None


def _page(found: Results, *, chart_url: Callable[[str], str], both: TwoYears | None = None) -> str:
    is_officer = opened.is_officer()
    tables = {
        about.value: pages.parts(
            found, about, area=opened.area(), chart_url=chart_url, to_officer=is_officer
        )
        for about in (About.ANSWERS, About.TONE, About.PARTICIPATION)
    }
    people = pictures.of_people(found, area=opened.area(), to_officer=is_officer)
    return render_template(
        "review/results.html",
        found=found,
        files=[(name, f"{request.path}/results.{kind}") for kind, name in files.NAMES.items()],
        covers=pages.covers(found.terms),
        change_since=pages.covers(found.change.terms) if found.change else "",
        heard_from=words.heard_from(found, opened.area()),
        public_when=words.public_when(found, datetime.now(LONDON).date()),
        why_withheld=words.page_withheld(found),
        tables=tables,
        all_answers=pages.picture(pictures.of_answers(found), chart_url(ANSWERS)),
        people=pages.picture(people, chart_url(PEOPLE)),
        missing=comparing.missing(found, area=opened.area(), to_officer=is_officer),
        plans=[plan for number in found.numbers for plan in plans.plans_for(number)],
        may_plan=is_officer and len(found.numbers) == 1,
        both=both,
        both_picture=pages.picture(pictures.of_years(both), chart_url(YEARS)) if both else None,
        crossings=crossing.crossings(found),
    )


def _chart(found: Results, name: str) -> Response:
    """A picture of what the page shows; nothing where the page shows nothing."""
    if name == ANSWERS:
        picture = pictures.of_answers(found)
    elif name == PEOPLE:
        picture = pictures.of_people(found, area=opened.area(), to_officer=opened.is_officer())
    else:
        one = found.table(name)
        picture = pictures.of_table(one) if one and not one.table.withheld else None
    return _svg(picture or abort(404))


def _svg(picture: Picture) -> Response:
    return Response(picture.draw(), mimetype="image/svg+xml")


def _file(found: Results, kind: Kind) -> Response:
    """What the page says, as a file; who fetched it is kept."""
    said = files.lines(found, area=opened.area(), to_officer=opened.is_officer())
    about = files.about(found, area=opened.area(), language=page_language().code)
    content = files.as_csv(about, said) if kind is Kind.CSV else files.as_json(about, said)
    return opened.as_file(content, found, kind, lines=len(said))

"""The pages that anybody may open without signing in: no cookie, no script, one request each."""

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback.access import Audience, open_to
from feedback.areas import Area
from feedback.compression import compressed
from feedback.language import current_languages, page_language
from feedback.moderate.quotes import public_quotes
from feedback.publish import changes as told
from feedback.publish import feed as feeds
from feedback.publish import open_plan, open_results, pages, site
from feedback.publish import progress as standing
from feedback.results import ReleaseBrokenError
from forms.rating_words import COLOURS
from forms.staff import LONDON

open_pages = Blueprint("open_pages", __name__)
open_pages.after_request(compressed)

ANYBODY = (Audience.PUBLIC, Audience.FAMILY)
LONGEST_SEARCH = 100


@open_pages.errorhandler(ReleaseBrokenError)
def release_is_broken(error: ReleaseBrokenError) -> ResponseReturnValue:
    """Show nothing of a release that is no longer what was frozen."""
    current_app.logger.error("%s", error)  # Its number, and nothing of what it says.
    return render_template("error.html"), 503


@open_pages.get("/you-said-we-did")
@open_to(*ANYBODY)
def changes() -> ResponseReturnValue:
    """What families said and what was done, all of it or what has the words that were typed."""
    typed = _typed(request.args.get("q", ""))
    found = told.matching(told.told_in_public(page_language(), _today()), typed)
    page = told.page_of(found, request.args.get("page", 1, type=int))
    return render_template(
        "publish/open/changes.html",
        page=page,
        typed=typed,
        kept=urlencode({"q": typed, "page": page.number}),
        draft_language=_is_draft(page.shown),
        url_of_page=lambda number: url_for(
            "open_pages.changes", q=typed or None, page=number, lang=page_language().code
        ),
    )


@open_pages.get("/you-said-we-did/<uuid:reply_id>")
@open_to(*ANYBODY)
def answer(reply_id: UUID) -> ResponseReturnValue:
    """One of them, at an address that stays."""
    found = told.told_in_public(page_language(), _today())
    one = next((one for one in found if one.id == reply_id), None) or abort(404)
    return render_template("publish/open/answer.html", one=one, draft_language=_is_draft([one]))


@open_pages.get("/you-said-we-did/feed.atom")
@open_to(*ANYBODY)
def feed() -> ResponseReturnValue:
    """The same as a feed."""
    language = page_language()
    about = feeds.About(
        title=f"{_('You said, we did')} – {_area().name}",
        author=_area().partnership.name,
        language=language,
        base_url=_base_url(),
        self_url=_whole("open_pages.feed"),
        page_url=_whole("open_pages.changes"),
        url_of=lambda one: _whole("open_pages.answer", reply_id=one.id),
    )
    labels = feeds.Labels(
        we_did=_("We did"),
        why=lambda reason: str(_("Why: %(reason)s", reason=reason.text)),
        passed_on_to=lambda who: str(_("We passed it on to: %(who)s", who=who.text)),
    )
    written = feeds.atom(told.told_in_public(language, _today()), about, labels)
    return Response(written, mimetype="application/atom+xml")


@open_pages.get("/made-together")
@open_to(*ANYBODY)
def progress() -> ResponseReturnValue:
    """How many things made together with families count, which, and what others lack."""
    whole = standing.progress(_area(), _today()) or abort(404)
    found = standing.page_of(whole, request.args.get("page", 1, type=int))
    return render_template(
        "publish/open/progress.html",
        found=found,
        kept=urlencode({"page": found.number}),
        draft_language=found.has_drafts,
        url_of_page=lambda number: url_for(
            "open_pages.progress", page=number, lang=page_language().code
        ),
    )


@open_pages.get("/results")
@open_to(*ANYBODY)
def results() -> ResponseReturnValue:
    """Every release that the public may see."""
    found = open_results.public_releases(_today())
    return render_template("publish/open/results.html", found=found)


@open_pages.get("/results/<int:number>")
@open_to(*ANYBODY)
def release(number: int) -> ResponseReturnValue:
    """One of them: every question, and what the Forum says."""
    shown = open_results.public_release(number, _today()) or abort(404)
    return render_template("publish/open/release.html", shown=shown)


@open_pages.get("/quotes")
@open_to(*ANYBODY)
def quotes() -> ResponseReturnValue:
    """What families agreed to be quoted with."""
    return render_template("publish/open/quotes.html", found=public_quotes(_today()))


@open_pages.get("/action-plan")
@open_to(*ANYBODY)
def plan() -> ResponseReturnValue:
    """The action plan as it was frozen, term by term."""
    area = _area()
    found = open_plan.published(area, _today())
    return render_template(
        "publish/open/plan.html", found=found, plan=area.plan, brag=area.brag, colours=COLOURS
    )


@open_pages.get("/contact")
@open_to(*ANYBODY)
def contact() -> ResponseReturnValue:
    """Whom to ask what."""
    website = _area().sendiass.website or ""
    return render_template("publish/open/contact.html", has_web_address=pages.is_web(website))


@open_pages.get("/all-pages")
@open_to(*ANYBODY)
def all_pages() -> ResponseReturnValue:
    """Every open page that there is today."""
    return render_template("publish/open/all_pages.html", found=site.pages(_area(), _today()))


@open_pages.get("/sitemap.xml")
@open_to(*ANYBODY)
def sitemap() -> ResponseReturnValue:
    """The same for search engines, in every language."""
    found = site.every_page(_area(), _today())
    written = site.sitemap(found, _base_url(), current_languages().offered)
    return Response(written, mimetype="application/xml")


@open_pages.get("/robots.txt")
@open_to(*ANYBODY)
def robots() -> ResponseReturnValue:
    """What search engines are asked to leave alone."""
    is_sample: bool = current_app.extensions["heard_config"].is_sample
    return Response(site.robots(_base_url(), is_sample=is_sample), mimetype="text/plain")


def _typed(words: str) -> str:
    """What somebody typed, without what no page may show again."""
    return "".join(one for one in words if one.isprintable()).strip()[:LONGEST_SEARCH]


def _is_draft(found: Sequence[told.Answered]) -> bool:
    return any(pages.is_draft(one.row) for one in found)


def _whole(endpoint: str, **values: object) -> str:
    """A whole address: a feed is read elsewhere."""
    return _base_url() + url_for(endpoint, **values, lang=page_language().code)  # type: ignore[arg-type]


def _base_url() -> str:
    found: str = current_app.config["HEARD_BASE_URL"]
    return found.rstrip("/")


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _today() -> date:
    return datetime.now(LONDON).date()

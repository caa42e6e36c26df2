"""The Local Offer annual statement: chosen and published by officers, open to everybody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.compression import compressed
from feedback.language import page_language
from feedback.publish import drafting, pages, records
from feedback.publish.drafting import Year
from feedback.publish.frozen import Content
from forms.staff import LONDON
from forms.staff_statement import PlaceForm, PublishForm

publish = Blueprint("publish", __name__, url_prefix="/staff/local-offer")
local_offer = Blueprint("local_offer", __name__, url_prefix="/local-offer")
local_offer.after_request(compressed)

READERS = (Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
BOTH = ("GET", "POST")


@publish.get("")
@open_to(*READERS)
def statements() -> ResponseReturnValue:
    """Every year's statement, and by when the next has to be there."""
    found, today = records.published(), _now().date()
    years = drafting.years(_area(), today)
    newest = {one.year: one for one in reversed(found)}
    deadline = pages.deadline(found, today)
    return render_template(
        "publish/statements.html",
        years=[(year, newest.get(year.key)) for year in years],
        deadline=deadline,
        deadline_words=pages.deadline_words(deadline),
        today=today,
        base_url=current_app.config["HEARD_BASE_URL"],
    )


@publish.get("/<string:year>")
@open_to(*READERS)
def statement(year: str) -> ResponseReturnValue:
    """One year: what would be published now, what is missing, and what was published."""
    now = _now()
    found, before = _year(year)
    draft = records.draft_of(found, before)
    content = records.preview(found, draft, now.date())
    return render_template(
        "publish/draft.html",
        year=found,
        is_over=found.is_over(now.date()),
        draft=draft,
        parts=pages.parts(content, page_language()),
        versions=records.versions(year),
        may_edit=_is_officer(),
    )


@publish.route("/<string:year>/themes/<uuid:theme_id>", methods=BOTH)
@open_to(Audience.OFFICER)
def place(year: str, theme_id: UUID) -> ResponseReturnValue:
    """Choose where one theme goes."""
    found, before = _year(year)
    line = records.draft_of(found, before).line(theme_id) or abort(404)
    form = PlaceForm(
        today=_now().date(),
        has_reply=line.entry.decision is not None,
        data={"place": line.place.value if line.place else "", "reason": line.reason},
    )
    back = url_for("publish.statement", year=year)
    if form.validate_on_submit():
        records.choose(year, theme_id, form.place.data, form.reason.data)
        audit.record(Action.CHANGED_STATEMENT, Subject.STATEMENT, year, reason=form.place.data)
        flash(_("Saved."))
        return redirect(back, 303)
    shown = render_template("publish/place.html", form=form, line=line, back=back)
    return shown, 400 if form.errors else 200


@publish.route("/<string:year>/publish", methods=BOTH)
@open_to(Audience.OFFICER)
def make_public(year: str) -> ResponseReturnValue:
    """Publish the year's statement as it stands, for good."""
    now = _now()
    found, before = _year(year)
    draft, earlier = records.draft_of(found, before), records.versions(year)
    content = records.preview(found, draft, now.date())
    form = PublishForm(today=now.date(), is_correction=bool(earlier))
    may_publish = found.is_over(now.date()) and not draft.gaps
    if may_publish and form.validate_on_submit():
        correction = form.correction.data if earlier else ""
        kept = records.publish(found, before, correction, by=signed_in().id, now=now)
        name = f"{year}, version {kept.content.version}"
        audit.record(
            Action.PUBLISHED_STATEMENT, Subject.STATEMENT, name, reason=f"SHA-256 {kept.hash}"
        )
        flash(_("The statement is published."))
        return redirect(url_for("publish.statement", year=year), 303)
    shown = render_template(
        "publish/publish.html",
        form=form,
        year=found,
        is_over=found.is_over(now.date()),
        gaps=draft.gaps,
        parts=pages.parts(content, page_language()),
        names=pages.maybe_names(content),
    )
    return shown, 400 if request.method == "POST" else 200


@local_offer.get("")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def newest() -> ResponseReturnValue:
    """The newest statement there is: one address that never changes."""
    found = next(iter(records.published()), None) or abort(404)
    return redirect(url_for("local_offer.year", year=found.year, lang=request.args.get("lang")))


@local_offer.get("/<string:year>")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def year(year: str) -> ResponseReturnValue:
    """One year's statement, as it was last published."""
    found = records.versions(year)
    return _public(found[0] if found else abort(404), found)


@local_offer.get("/<string:year>/<int:edition>")
@open_to(Audience.PUBLIC, Audience.FAMILY)
def version(year: str, edition: int) -> ResponseReturnValue:
    """One version of it, which stays readable when there is a newer one."""
    found = records.versions(year)
    return _public(
        next((one for one in found if one.version == edition), None) or abort(404), found
    )


def due_now() -> tuple[str, bool] | None:
    """For the home page: that a statement is due soon, or (True) late; None where there is time."""
    today = _now().date()
    found = pages.deadline(records.published(), today)
    if not pages.is_worth_saying(found, today):
        return None
    return pages.deadline_words(found), found.is_overdue


@publish.record_once
def _say_it_at_home(state: BlueprintSetupState) -> None:
    """The home page is another feature's: it asks whoever has something due."""
    state.app.extensions["heard_statement_due"] = due_now


@local_offer.record_once
def _say_it_to_families(state: BlueprintSetupState) -> None:
    """The front page is another feature's: it asks which year's statement it may link to."""
    state.app.extensions["heard_newest_statement"] = records.newest_year


def _public(shown: Content, versions: Sequence[Content]) -> str:
    parts = pages.parts(shown, page_language())
    return render_template(
        "publish/statement.html",
        shown=shown,
        parts=parts,
        newest=versions[0],
        earlier=[one for one in versions if one.version < shown.version],
        draft_language=pages.has_drafts(parts),
    )


def _now() -> datetime:
    return datetime.now(LONDON)


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _year(key: str) -> tuple[Year, Year | None]:
    """A year that has begun, and the one before it."""
    found = drafting.years(_area(), _now().date())
    at = next((at for at, one in enumerate(found) if one.key == key), None)
    if at is None:
        abort(404)
    return found[at], found[at + 1] if at + 1 < len(found) else None


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]

"""Where a composed survey is looked at as families will see it, published, read and retired."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.authored import Said, sentence
from feedback.compose import comparing, pages, records
from feedback.compose.budget import budget_of
from feedback.compose.showing import area, asks_this_term, draft_of, languages_of
from feedback.language import current_languages, page_language
from forms.questions import Wording
from forms.staff_compose import PublishForm
from translations import ENGLISH

publishing = Blueprint("composed_publishing", __name__, url_prefix="/staff/surveys")


@publishing.route("/<slug>/publish", methods=("GET", "POST"))
@open_to(Audience.OFFICER)
def publish(slug: str) -> ResponseReturnValue:
    """What is missing, what is new, and in which languages it will be asked; then for good."""
    draft = draft_of(slug)
    unchanged = comparing.unchanged(draft)
    form = PublishForm(data={"pools": [one.id for one in unchanged if one.pools]})
    form.offer([(one.id, pages.said_of_piece(one).__html__()) for one in unchanged])
    if not form.validate_on_submit():
        return _publish_page(draft, form)
    try:
        _refuse_what_is_too_large(draft)
        made = records.publish(
            slug,
            ticked=form.pools.data or (),
            offered=[one.id for one in unchanged],
            revision=form.revision.data,
            by=signed_in(),
        )
    except records.CannotPublishError as refused:
        return _publish_page(draft_of(slug), form, problem=refused.args[0])
    audit.record(Action.PUBLISHED_SURVEY, Subject.SURVEY, slug)
    flash(_("Version %(version)s is published. It never changes from now on.", version=made))
    return redirect(url_for("composed_publishing.published", slug=slug, number=made), 303)


def _refuse_what_is_too_large(draft: records.Draft) -> None:
    if problem := _too_large(draft):
        raise records.CannotPublishError(problem)


def _too_large(draft: records.Draft) -> Markup | None:
    """Why families' phones should not have to fetch it; None where they may."""
    survey = comparing.as_survey(draft.composed)
    # Another feature makes families' pages.
    found = current_app.extensions["heard_weight"](survey) if survey else ()
    names = ", ".join(one.english_name for one in found)
    if not names:
        return None
    return sentence(
        _(
            "The page for families would be too large for a slow phone, in: %(languages)s. "
            "Make its words shorter, or take a question away."
        ),
        languages=Said(names, ENGLISH, page_language()),
    )


def _publish_page(
    draft: records.Draft, form: PublishForm, problem: Wording | None = None
) -> ResponseReturnValue:
    # The next press is about what this page shows.
    form.revision.data = str(draft.revision)
    is_changed = records.is_changed(draft)
    page = pages.survey_page(draft, area(), is_changed=is_changed)
    too_large = _too_large(draft) if page.is_ready else None
    can_publish = page.is_ready and not too_large and (draft.version is None or is_changed)
    shown = render_template(
        "compose/publish.html",
        page=page,
        can_publish=can_publish,
        form=form,
        languages=languages_of(draft.composed),
        changes=comparing.changes(draft, current_languages().offered),
        too_large=too_large,
        errors=[("publish" if can_publish else "languages", problem)] if problem else [],
        asks=asks_this_term(),
    )
    return shown, 400 if problem else 200


@publishing.get("/<slug>/versions/<int:number>")
@open_to(Audience.OFFICER)
def published(slug: str, number: int) -> ResponseReturnValue:
    """A published version as it was asked, whatever became of the survey since."""
    draft = draft_of(slug)
    found = records.version_of(slug, number) or abort(404)
    return render_template(
        "compose/version.html",
        slug=slug,
        title=found.title.in_english,
        number=number,
        newest=draft.version,
        is_retired=draft.is_retired,
        pieces=pages.pieces(found, area()),
        budget=budget_of(found),
        reason=found.over_budget_reason,
        languages=languages_of(found),
    )


@publishing.post("/<slug>/retire")
@open_to(Audience.OFFICER)
def retire(slug: str) -> ResponseReturnValue:
    """Offer it to new collections no more, or again."""
    draft = draft_of(slug)
    is_retired = not draft.is_retired
    records.retire(slug, is_retired=is_retired, by=signed_in().id)
    audit.record(Action.RETIRED_SURVEY, Subject.SURVEY, slug)
    if is_retired:
        flash(_("It is retired. What was asked and answered stays readable."))
    else:
        flash(_("It is in use again."))
    return redirect(url_for("compose.survey", slug=slug), 303)


@publishing.route("/<slug>/delete", methods=("GET", "POST"))
@open_to(Audience.OFFICER)
def delete(slug: str) -> ResponseReturnValue:
    """Ask first, then forget a draft that was never published."""
    draft = draft_of(slug)
    if draft.version is not None:
        abort(404)
    if request.method == "POST":
        records.discard(slug)
        audit.record(Action.CHANGED_SURVEY, Subject.SURVEY, slug)
        flash(_("It is deleted."))
        return redirect(url_for("compose.surveys"), 303)
    title = draft.composed.title.in_english
    return render_template("compose/delete.html", slug=slug, title=title)


@publishing.get("/<slug>/preview")
@open_to(Audience.OFFICER)
def preview(slug: str) -> ResponseReturnValue:
    """The survey as families will see it, in any language it is whole in; nothing can be sent."""
    found = draft_of(slug).composed
    show = current_app.extensions["heard_preview"]
    made = comparing.as_survey(found)
    if made is None:
        flash(_("There is nothing to look at yet. Put right first what the page says."), "warning")
        return redirect(url_for("compose.survey", slug=slug), 303)
    page: str = show(
        made,
        request.args,
        always=[_("This is a preview. Nothing can be sent from here.")],
        not_whole=_(
            "Not every word is there in this language, so families are not offered it yet."
        ),
    )
    return page

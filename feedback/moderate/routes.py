"""Officers read comments one after another, decide, translate, and code some a second time."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.names import find_names
from feedback import audit, loop
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.moderate import address, agreeing, coding, pages, queue, records
from feedback.moderate import quotes as quoting
from feedback.moderate.queue import State
from feedback.moderate.records import Whole
from forms.staff_moderation import (
    PUBLISH,
    JudgementForm,
    SecondOpinionForm,
    ThemesForm,
    TranslationForm,
)

moderate = Blueprint("moderate", __name__, url_prefix="/staff/comments")


def _now() -> datetime:
    return datetime.now(UTC)


@moderate.get("")
@open_to(Audience.OFFICER)
def comments() -> ResponseReturnValue:
    """The comments that wait for a person, who may be in danger first."""
    wanted = address.wanted()
    around = address.around()
    found = queue.listed(wanted, around)
    collections, has_older = queue.collections(wanted.collection_id)
    if found.lines:
        audit.record(
            Action.READ_COMMENTS,
            Subject.QUEUE,
            address.for_audit(wanted, around),
            how_many=len(found.lines),
        )
    return render_template(
        "moderate/queue.html",
        wanted=wanted,
        asked=address.of(wanted),
        rows=[pages.row(line) for line in found.lines],
        total=pages.total(found.total),
        previous=found.previous,
        following=found.following,
        concerns=pages.concerns(found.concerns),
        collections=collections,
        has_older=has_older,
        states=[(state.value, words) for state, words in pages.STATES.items()],
        one="moderate.second_opinion" if wanted.state is State.AGAIN else "moderate.comment",
    )


@moderate.route("/<uuid:comment_id>", methods=["GET", "POST"])
@open_to(Audience.OFFICER)
def comment(comment_id: UUID) -> ResponseReturnValue:
    """One comment: read it, decide, and go straight on to the next."""
    found = records.comment(comment_id) or abort(404)
    form = _form_for(found)
    if request.method == "GET":
        return _comment_page(found, form)
    if not form.validate() or _still_names(found, form):
        return _comment_page(found, form), 400
    is_kept = records.judge(
        found.id,
        signed_in().id,
        seen=form.seen.data or "",
        now=_now(),
        decided=_decided(found, form),
    )
    if not is_kept:
        form.tone.errors = [
            _("Somebody else decided in the meantime. Read what they said, then save again.")
        ]
        form.seen.data = str(found.latest.id) if found.latest else ""
        return _comment_page(found, form), 409
    audit.record(Action.DECIDED_AGAIN if found.past else Action.DECIDED, Subject.COMMENT, found.id)
    flash(pages.what_the_computer_said(found, form.tone_given))
    return _go_on(found.id)


@moderate.post("/<uuid:comment_id>/translation")
@open_to(Audience.OFFICER)
def translate(comment_id: UUID) -> ResponseReturnValue:
    """Keep what a comment says in English."""
    found = records.comment(comment_id) or abort(404)
    form = TranslationForm()
    if not form.validate():
        return _comment_page(found, _fresh(found), translation=form), 400
    records.translate(found.id, signed_in().id, form.translation.data, now=_now())
    audit.record(Action.TRANSLATED_COMMENT, Subject.COMMENT, found.id)
    flash(_("The translation is kept."))
    return redirect(
        url_for("moderate.comment", comment_id=found.id, **address.of(address.wanted())), 303
    )


@moderate.post("/<uuid:comment_id>/themes")
@open_to(Audience.OFFICER)
def put_under(comment_id: UUID) -> ResponseReturnValue:
    """Put a comment that is decided about under the themes that are ticked, and no others."""
    found = records.comment(comment_id) or abort(404)
    if not pages.may_have_themes(found):
        abort(404)
    form = _themes_form(found)
    if not form.validate():
        return _comment_page(found, _fresh(found), themes=form), 400
    loop.put_under(found.id, [UUID(one) for one in form.under.data or ()])
    audit.record(Action.PUT_UNDER_THEMES, Subject.COMMENT, found.id)
    flash(_("Saved."))
    return redirect(
        url_for("moderate.comment", comment_id=found.id, **address.of(address.wanted())), 303
    )


@moderate.route("/<uuid:comment_id>/again", methods=["GET", "POST"])
@open_to(Audience.OFFICER)
def second_opinion(comment_id: UUID) -> ResponseReturnValue:
    """The tone of a comment from a second person, who sees nothing that the first decided."""
    found = records.comment(comment_id) or abort(404)
    if not found.past or records.has_decided(found.id, signed_in().id):
        flash(_("A second opinion comes from somebody else than the first."), "warning")
        return redirect(url_for("moderate.comments", **address.of(address.wanted())), 303)
    form = SecondOpinionForm()
    if request.method == "GET" or not form.validate():
        audit.record(Action.READ_COMMENT, Subject.COMMENT, found.id, how_many=1)
        page = render_template(
            "moderate/again.html", found=found, view=pages.view(found), form=form, before=_before()
        )
        return (page, 400) if form.errors else page
    kept = records.give_second_opinion(found.id, signed_in().id, form.tone.data, now=_now())
    if kept:
        audit.record(Action.GAVE_SECOND_OPINION, Subject.COMMENT, found.id)
    flash(_("Saved.") if kept else _("Somebody else has given a second opinion already."))
    return _go_on(found.id)


@moderate.get("/agreement")
@open_to(Audience.OFFICER)
def agreement() -> ResponseReturnValue:
    """How often people and the computer agree, and how often two people do."""
    return render_template(
        "moderate/agreement.html",
        tables=[
            agreeing.agreement_table(
                coding.person_and_computer(),
                title=_("A person and the computer"),
                first=_("The person said"),
                second=_("The computer said: %(tone)s"),
            ),
            agreeing.agreement_table(
                coding.two_people(),
                title=_("Two people"),
                first=_("The first person said"),
                second=_("The second person said: %(tone)s"),
            ),
        ],
    )


@moderate.get("/quotes")
@open_to(Audience.OFFICER, Audience.FORUM)
def quotes() -> ResponseReturnValue:
    """What families said that may be quoted: their words, a role, and nothing else."""
    is_officer = signed_in().role == ROLE_OF[Audience.OFFICER]
    found = quoting.quotes(to_officer=is_officer)
    if found:
        audit.record(Action.READ_QUOTES, how_many=len(found))
    return render_template("moderate/quotes.html", quotes=[pages.quote(one) for one in found])


def _form_for(found: Whole) -> JudgementForm:
    form = _fresh(found) if request.method == "GET" else JudgementForm()
    if request.method != "GET":
        _offer(found, form)
    return form


def _fresh(found: Whole) -> JudgementForm:
    """A form in which nobody has chosen anything: what a computer would choose is not on it."""
    form = JudgementForm(
        formdata=None,
        edited_copy=pages.copy_to_edit(found)[0],
        seen=str(found.latest.id) if found.latest else "",
    )
    _offer(found, form)
    return form


def _offer(found: Whole, form: JudgementForm) -> None:
    form.offer(
        may_be_quoted=found.may_be_quoted,
        asks_regulation=pages.asks_regulation(found),
        themes=pages.theme_choices(found),
    )


def _still_names(found: Whole, form: JudgementForm) -> bool:
    """Whether words of the copy may still tell who it is, and nobody said that they do not."""
    if form.ruling.data != PUBLISH or form.names_are_fine.data:
        return False
    text = form.edited_copy.data
    left = [span.of(text) for span in find_names(text)]
    if left:
        form.refuse_names(left)
    return bool(left)


def _decided(found: Whole, form: JudgementForm) -> dict[str, Any]:
    is_quote = form.ruling.data == PUBLISH
    return {
        "tone": form.tone_given,
        "ruling": form.ruling.data,
        "themes": " ".join(form.themes.data or ()),
        "regulation": (form.regulation.data or None) if pages.asks_regulation(found) else None,
        "edited_copy": form.edited_copy.data if is_quote else None,
        "copy_language": pages.copy_to_edit(found)[1] if is_quote else None,
        "why": form.why.data or None,
    }


def _back_to(comment_id: UUID) -> ResponseReturnValue:
    here = url_for("moderate.comment", comment_id=comment_id, **address.of(address.wanted()))
    return redirect(here, 303)


def _before() -> str | None:
    """The comment decided just before, if somebody is working through the queue."""
    before = request.args.get("before", "")
    try:
        return url_for("moderate.comment", comment_id=UUID(before), **address.of(address.wanted()))
    except ValueError:
        return None


def _go_on(done: UUID) -> ResponseReturnValue:
    """Straight to the next comment of the same part of the queue; to the list after the last."""
    wanted = address.wanted()
    following = queue.next_in(wanted, besides=done)
    if following is None:
        return redirect(url_for("moderate.comments", **address.of(wanted)), 303)
    again = wanted.state is State.AGAIN
    page = "moderate.second_opinion" if again else "moderate.comment"
    return redirect(url_for(page, comment_id=following, before=done, **address.of(wanted)), 303)


def _themes_form(found: Whole, *, is_sent: bool = True) -> ThemesForm:
    under = pages.themes_of(found)
    form = ThemesForm(
        formdata=request.form if is_sent else None, under=[str(one.id) for one in under]
    )
    form.offer(pages.themes_to_offer(under))
    return form


def _comment_page(
    found: Whole,
    form: JudgementForm,
    *,
    translation: TranslationForm | None = None,
    themes: ThemesForm | None = None,
) -> str:
    area = current_app.extensions["heard_area"]
    audit.record(Action.READ_COMMENT, Subject.COMMENT, found.id, how_many=1)
    return render_template(
        "moderate/comment.html",
        found=found,
        view=pages.view(found),
        form=form,
        translation=translation or TranslationForm(formdata=None),
        themes=themes or _themes_form(found, is_sent=False),
        may_have_themes=pages.may_have_themes(found),
        asked=address.of(address.wanted()),
        before=_before(),
        safeguarding=area.safeguarding,
    )

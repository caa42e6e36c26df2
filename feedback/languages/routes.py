"""How far each language is, and where officers' own words are put into the others."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.language import current_languages, page_language
from feedback.languages import asked_for, composed, evidence, missing, pages, records, saving
from feedback.languages.records import Wording
from forms.staff import LONDON
from forms.staff_languages import WordsForm, words_form
from translations import SOURCE, Language

languages = Blueprint("languages", __name__, url_prefix="/staff/languages")

ON_A_PAGE = 50
SUBJECTS = {
    "collections": Subject.COLLECTION,
    "initiatives": Subject.INITIATIVE,
    "replies": Subject.REPLY,
    "outcomes": Subject.OUTCOME,
}
KIND = "<any(collections, initiatives, replies, outcomes):kind>"


@languages.get("")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.VIEWER)
def progress() -> ResponseReturnValue:
    """Each language beside what is translated and checked of it; those that families lack."""
    area, is_officer, others = _area(), _is_officer(), _others()
    found = records.everything(datetime.now(UTC))
    surveys = composed.in_use()
    terms = _asked_for()
    every: list[Wording | composed.SurveyWords] = [*surveys, *found]
    last = max(1, ceil(len(every) / ON_A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    shown = every[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return render_template(
        "languages/progress.html",
        page=page,
        pages=last,
        rows=current_languages().progress,
        words_rows=pages.by_language([*found, *surveys], others) if found or surveys else [],
        # Who cannot change them learns how far they are, not what restricted surveys are about.
        lines=_lines(shown) if is_officer else [],
        terms=terms,
        action=next((row for row in area.actions if row.counts_missing_languages), None),
        # Families' own words are read by those who read their comments, and by nobody else.
        shows_words=is_officer,
    )


@languages.get("/evidence")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.ADVOCATE, Audience.VIEWER)
def interpreting() -> ResponseReturnValue:
    """What released answers say about languages and interpreters, beside the Census."""
    found, area = evidence.found(), _area()
    return render_template(
        "languages/evidence.html",
        found=found,
        actions=evidence.actions(area),
        known=evidence.known(area),
        terms=_asked_for(),
        action=None,
        shows_words=_is_officer(),
    )


@languages.get(f"/{KIND}/<uuid:owner_id>")
@open_to(Audience.OFFICER)
def words(kind: str, owner_id: UUID) -> ResponseReturnValue:
    """What an officer wrote, and a box for it in each language."""
    wording = records.find(kind, owner_id) or abort(404)
    return _page(_form(wording), wording)


@languages.post(f"/{KIND}/<uuid:owner_id>")
@open_to(Audience.OFFICER)
def save_words(kind: str, owner_id: UUID) -> ResponseReturnValue:
    """Keep everything that was typed, or nothing and say why."""
    wording = records.find(kind, owner_id, to_write=True) or abort(404)
    form = _form(wording)
    is_good = form.validate()
    is_other_english = form.english.data != saving.seen_english(wording)
    overtaken = saving.conflicts(form, wording)
    if not is_good or is_other_english or overtaken:
        return _page(form, wording, overtaken, is_other_english=is_other_english), 400
    changed = saving.save(form, wording, on=datetime.now(LONDON).date())
    if changed:
        audit.record(
            Action.CHANGED_WORDING, SUBJECTS[wording.kind], wording.owner.id, how_many=changed
        )
    flash(_("Saved."))
    return redirect(url_for("languages.words", kind=kind, owner_id=owner_id), 303)


def _lines(shown: Sequence[Wording | composed.SurveyWords]) -> list[pages.Line]:
    others, page = _others(), page_language()
    return [
        pages.line(one, others, page) if isinstance(one, Wording) else one.line(others, page)
        for one in shown
    ]


def _area() -> Area:
    area: Area = current_app.extensions["heard_area"]
    return area


def _is_officer() -> bool:
    return signed_in().role == ROLE_OF[Audience.OFFICER]


def _asked_for() -> list[asked_for.AskedFor]:
    """The languages families lack; who reads their own words leaves an entry."""
    terms = asked_for.by_term(missing.missing_languages(), _area())
    their_words = sum(len(term.in_their_words) for term in terms)
    if _is_officer() and their_words:
        audit.record(Action.READ_WISHES, how_many=their_words)
    return terms


def _others() -> tuple[Language, ...]:
    """Every language we offer that English has to be put into."""
    return tuple(one for one in current_languages().offered if one.code != SOURCE)


def _form(wording: Wording) -> WordsForm:
    others = _others()
    form = words_form(pages.asked(wording), others)
    return form(data=saving.values(wording, others))


def _page(
    form: WordsForm,
    wording: Wording,
    overtaken: list[saving.Cell] | None = None,
    *,
    is_other_english: bool = False,
) -> str:
    problems = _problems(form, overtaken or [], is_other_english=is_other_english)
    form.english.data = saving.seen_english(wording)
    return render_template(
        "languages/words.html",
        form=form,
        english=[(pages.LABELS[text.field], wording.english(text)) for text in wording.texts],
        parts=pages.parts(form, wording, overtaken or []),
        problems=problems,
        back=pages.back(wording),
    )


def _problems(
    form: WordsForm, overtaken: list[saving.Cell], *, is_other_english: bool
) -> list[tuple[str, str]]:
    """What was wrong, each with the place to go to."""
    for cell in overtaken:
        field = form[cell.name]
        field.errors = [
            *field.errors,
            _("Somebody saved other words here while you were writing. Both are shown: keep one."),
        ]
    found = [(field.id, field.errors[0]) for field in form if field.errors]
    if is_other_english:
        changed = _("The English was changed while you were writing. Read it again, then save.")
        found.insert(0, ("english-now", changed))
    return found

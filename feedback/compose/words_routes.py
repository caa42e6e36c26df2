"""Where a survey's own words are put into one more language, and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback import audit
from feedback.access import Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.compose import records
from feedback.compose.editing import fingerprint
from feedback.compose.showing import draft_of, keep
from feedback.compose.texts import LABELS, State, Text, sentence_of, texts_of, with_texts
from feedback.language import current_languages
from forms.composed import Composed, Words
from forms.questions import Wording
from forms.staff import LONDON
from forms.staff_composed_words import (
    ComposedTextAsked,
    ComposedWordsForm,
    composed_words_form,
)
from translations import SOURCE, Language
from translations.ledger import SignOff

composed_words = Blueprint("composed_words", __name__, url_prefix="/staff/surveys")

STATES: Mapping[State, Wording] = {
    State.MISSING: _l("Not translated yet"),
    State.OUTDATED: _l("The English has changed since this was translated."),
    State.DRAFT: _l("Draft: nobody has checked it yet."),
    State.CHECKED: _l("Checked by a fluent speaker"),
}


class _OvertakenError(Exception):
    """Somebody else saved other words, or other English, meanwhile."""

    def __init__(self, found: Composed) -> None:
        super().__init__("Somebody else saved this survey's words meanwhile.")
        self.found = found


@dataclass(frozen=True)
class Box:
    """One text on the page where it is translated."""

    english: str
    field: Any
    seen: Any
    fits: Any
    state: Wording
    is_old: bool
    theirs: str | None  # What somebody else saved while this was typed.


@composed_words.route("/<slug>/words/<language_code>", methods=("GET", "POST"))
@open_to(Audience.OFFICER)
def words(slug: str, language_code: str) -> ResponseReturnValue:
    """Every text of the survey's own beside a box for it; none of them is lost when two save."""
    language = _language(language_code)
    found = draft_of(slug).composed
    form = _form(found, language)
    if not form.validate_on_submit():
        return _page(slug, found, form, language)
    try:
        kept = keep(slug, lambda now: _changed(form, now, language))
    except _OvertakenError as overtaken:
        return _page(slug, overtaken.found, form, language, is_overtaken=True)
    _sign(slug, found, kept.composed, language)
    flash(_("Saved."))
    onward = _next_language(draft_of(slug).composed, language)
    if onward and request.form.get("then") == "next":
        return redirect(url_for(".words", slug=slug, language_code=onward.code), 303)
    where = f"in-{language.code}"
    return redirect(url_for("composed_publishing.publish", slug=slug, _anchor=where), 303)


def _sign(slug: str, before: Composed, after: Composed, language: Language) -> None:
    """Keep who said that what is checked now was checked, and was not before."""
    was = {(one.english, one.kept) for one in _checked(before, language)}
    now = {(one.english, one.kept) for one in _checked(after, language)}
    if now - was:
        today = datetime.now(LONDON).date()
        records.sign(slug, language.code, now - was, by=signed_in(), on=today)
        where = f"{slug} {language.code}"
        audit.record(Action.CHECKED_SURVEY_WORDS, Subject.SURVEY, where, how_many=len(now - was))


def _checked(found: Composed, language: Language) -> list[Text]:
    return [one for one in texts_of(found, language.code) if one.state is State.CHECKED]


def _language(code: str) -> Language:
    others = (one for one in current_languages().offered if one.code != SOURCE)
    return next((one for one in others if one.code == code), None) or abort(404)


def _next_language(found: Composed, language: Language) -> Language | None:
    """The next language after this one in which words are missing; None where none is."""
    others = [one for one in current_languages().offered if one.code != SOURCE]
    at = others.index(language)
    in_turn = [*others[at + 1 :], *others[:at]]
    return next((one for one in in_turn if not _is_whole(found, one)), None)


def _is_whole(found: Composed, language: Language) -> bool:
    return all(language.code in text.languages for _path, text in found.words())


def _form(found: Composed, language: Language) -> ComposedWordsForm:
    texts = texts_of(found, language.code)
    asked = [
        ComposedTextAsked(one.key, LABELS[one.what], one.longest, seen_of(one)) for one in texts
    ]
    kept: dict[str, Any] = {f"t-{one.key}": one.kept for one in texts}
    is_checked = bool(texts) and all(one.state is State.CHECKED for one in texts)
    return composed_words_form(asked)(data={**kept, "is_checked": is_checked})


def seen_of(text: Text) -> str:
    """A short hash of what a page shows of one text."""
    return fingerprint([text.english, text.kept])


def _changed(form: ComposedWordsForm, now: Composed, language: Language) -> Composed:
    texts = texts_of(now, language.code)
    if _overtaken(form, texts):
        raise _OvertakenError(now)
    made: dict[str, Words] = {}
    for text in texts:
        said = _said(form, text, language)
        if said is not None:
            made |= dict.fromkeys(text.keys, said)
    return with_texts(now, made)


def _overtaken(form: ComposedWordsForm, texts: Sequence[Text]) -> list[Text]:
    """The texts that are another now than the page showed, and than what was typed."""
    return [
        text
        for text in texts
        if f"t-{text.key}" not in form
        or (
            form.seen(text.key).data != seen_of(text)
            and not (text.state is State.DRAFT and text.kept == form.words(text.key).data)
        )
    ]


def _said(form: ComposedWordsForm, text: Text, language: Language) -> Words | None:
    """The words as they are now; None where nothing was changed or said of them."""
    typed, is_checked = form.words(text.key).data, form.is_checked.data
    is_same = typed == text.kept
    if is_same and text.state is State.OUTDATED:
        if not form.still_fits(text.key).data:
            return None
    elif is_same and is_checked is (text.state is State.CHECKED):
        return None
    return text.words.with_translation(language.code, typed, is_checked=is_checked and bool(typed))


def _page(
    slug: str,
    found: Composed,
    form: ComposedWordsForm,
    language: Language,
    *,
    is_overtaken: bool = False,
) -> ResponseReturnValue:
    texts = texts_of(found, language.code)
    checked = records.checks_of(slug).get(language.code, {})
    theirs = {one.key: one.kept for one in _overtaken(form, texts)} if is_overtaken else {}
    if is_overtaken:
        form = _again(form, texts, language, theirs)
    page = render_template(
        "compose/words.html",
        slug=slug,
        title=found.title.in_english,
        form=form,
        language=language,
        boxes=[_box(form, one, theirs, one.signed(checked)) for one in texts],
        onward=_next_language(found, language),
    )
    return page, 400 if form.errors else 200


def _again(
    form: ComposedWordsForm,
    texts: Sequence[Text],
    language: Language,
    theirs: Mapping[str, str],
) -> ComposedWordsForm:
    """The form for the texts of now, with all that was typed; the next save is meant."""
    typed = {name: field.data for name, field in form._fields.items() if name.startswith("t-")}
    asked = [
        ComposedTextAsked(one.key, LABELS[one.what], one.longest, seen_of(one)) for one in texts
    ]
    kept = {f"t-{one.key}": typed.get(f"t-{one.key}", one.kept) for one in texts}
    again = composed_words_form(asked)(
        formdata=None, data={**kept, "is_checked": form.is_checked.data}
    )
    for key in theirs:
        again.words(key).errors = [
            _("Somebody saved other words here while you were writing. Both are shown: keep one.")
        ]
    return again


def _box(
    form: ComposedWordsForm, text: Text, theirs: Mapping[str, str], signed: SignOff | None
) -> Box:
    return Box(
        english=text.english,
        field=form.words(text.key),
        seen=form.seen(text.key),
        fits=form.still_fits(text.key),
        state=sentence_of(signed) if signed else STATES[text.state],
        is_old=text.state is State.OUTDATED,
        theirs=theirs.get(text.key),
    )

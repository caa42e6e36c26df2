"""What the pages about languages show: how far each text is in each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.authored import Said, State, Text
from feedback.languages.records import Wording
from feedback.languages.saving import Cell
from feedback.models import Collection, Initiative, Reply
from forms.questions import Wording as Words
from forms.staff_fields import day_in_words
from forms.staff_languages import TextAsked, WordsForm
from translations import Language
from translations.ledger import Tally

# What each text is called, and what the whole is: a page names the thing by its first text.
LABELS: dict[str, Words] = {
    "occasion": _l("What it is about"),
    "title": _l("Title"),
    "description": _l("What it is, in a few plain sentences"),
    "theme": _l("What families said"),
    "reason": _l("Why"),
    "passed_on_to": _l("To whom it was passed on"),
    "we_did": _l("What we did"),
    "what_changed": _l("What changed"),
    "said_in_short": _l("What families said, in short"),
    "changed_in_short": _l("What changed, in short"),
}
KIND_WORDS: dict[str, Words] = {
    "collections": _l("Collection"),
    "initiatives": _l("Initiative"),
    "replies": _l("What families said, and what we did"),
    "outcomes": _l("What changed"),
}


@dataclass(frozen=True)
class Box:
    """One text in one language on the page where it is written."""

    english: str
    field: Any
    seen: Any
    fits: Any
    state: str
    is_old: bool
    theirs: str | None  # What somebody else saved while this was typed.


@dataclass(frozen=True)
class LanguagePart:
    """One language on that page."""

    language: Language
    boxes: Sequence[Box]
    speaker: Any
    is_draft: Any
    tally: Tally
    is_open: bool


@dataclass(frozen=True)
class Line:
    """One thing in the list of what officers wrote."""

    kind: Words
    words: Said
    url: str
    tally: Tally


def asked(wording: Wording) -> tuple[TextAsked, ...]:
    """The texts that the form asks for."""
    return tuple(
        TextAsked(text.field, LABELS[text.field], text.longest, text.is_line)
        for text in wording.texts
    )


def parts(form: WordsForm, wording: Wording, overtaken: Sequence[Cell]) -> list[LanguagePart]:
    """Every language of the page."""
    theirs = {cell.name: cell.kept for cell in overtaken}
    return [_part(form, wording, language, theirs) for language in form.languages]


def _part(
    form: WordsForm, wording: Wording, language: Language, theirs: dict[str, str]
) -> LanguagePart:
    boxes = [_box(form, wording, text, language, theirs) for text in wording.texts]
    speaker = form.speaker(language.code)
    return LanguagePart(
        language=language,
        boxes=boxes,
        speaker=speaker,
        is_draft=form.is_draft(language.code),
        tally=wording.tally([language]),
        is_open=bool(speaker.errors) or any(box.field.errors for box in boxes),
    )


def _box(
    form: WordsForm, wording: Wording, text: Text, language: Language, theirs: dict[str, str]
) -> Box:
    field = form.words(text.field, language.code)
    field.description = _state_words(wording, text, language)
    return Box(
        english=wording.english(text),
        field=field,
        seen=form.seen(text.field, language.code),
        fits=form.still_fits(text.field, language.code),
        state=field.description,
        is_old=wording.state(text, language) is State.OUTDATED,
        theirs=theirs.get(field.name),
    )


def _state_words(wording: Wording, text: Text, language: Language) -> str:
    row = wording.translations.row(wording.owner, text.field, language)
    state = wording.state(text, language)
    if row is not None and row.checked_on is not None and state is State.CHECKED:
        day = day_in_words(row.checked_on)
        return str(_("Checked by %(speaker)s on %(day)s.", speaker=row.speaker, day=day))
    words = {
        State.DRAFT: _("Draft: nobody has checked it yet."),
        State.OUTDATED: _("The English has changed since, so people read the English."),
    }
    return str(words.get(state, _("Not translated yet, so people read the English.")))


def line(wording: Wording, languages: Sequence[Language], page: Language) -> Line:
    """One thing in the list, named by its first text."""
    first = wording.texts[0]
    return Line(
        kind=KIND_WORDS[wording.kind],
        words=wording.translations.said(wording.owner, first.field, page),
        url=address(wording.kind, wording.owner.id),
        tally=wording.tally(languages),
    )


def address(kind: str, owner_id: UUID) -> str:
    """Where one thing is translated."""
    return url_for("languages.words", kind=kind, owner_id=owner_id)


def back(wording: Wording) -> str:
    """The page of the thing itself."""
    owner = wording.owner
    if isinstance(owner, Collection):
        return url_for("invite.collection", collection_id=owner.id)
    if isinstance(owner, Initiative):
        return url_for("coproduce.initiative", initiative_id=owner.id)
    reply_id = owner.id if isinstance(owner, Reply) else owner.reply_id
    return url_for("reply.theme", theme_id=reply_id)


class HasTally(Protocol):
    """Anything with texts to be translated."""

    def tally(self, languages: Sequence[Language]) -> Tally: ...


def by_language(
    found: Sequence[HasTally], languages: Sequence[Language]
) -> list[tuple[Language, Tally]]:
    """How far everything that officers wrote is in each language."""
    return [(one, _sum(wording.tally([one]) for wording in found)) for one in languages]


def _sum(tallies: Any) -> Tally:
    each = list(tallies)
    return Tally(
        total=sum(one.total for one in each),
        translated=sum(one.translated for one in each),
        checked=sum(one.checked for one in each),
    )

"""What the moderation pages show: a comment in pieces, its question, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime, format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import escape

from analysis.names import find_names
from feedback import breakdowns, loop, noticing, surveys
from feedback.loop import Theme
from feedback.moderate.highlights import Piece, pieces, without_names
from feedback.moderate.queue import MOST_COUNTED, Line, State
from feedback.moderate.quotes import Quote
from feedback.moderate.records import Past, Whole
from feedback.noticing import Noticed
from forms.comment_themes import THEMES
from forms.questions import Wording
from forms.staff import LONDON
from forms.staff_moderation import CANNOT_TELL, REGULATIONS, RULINGS, TONES, words_of
from translations import LANGUAGES

ASKS_REGULATION = "local_offer"
LETTERS_IN_A_LINE = 160
# Of the latest themes, to choose from.
MOST_THEMES = 40
HOLD = "hold"
QUOTED_ROLES: Mapping[str, Wording] = {
    "parent_carer": _l("Parent carer"),
    "young_person": _l("Young person"),
}
STATES: Mapping[State, Wording] = {
    State.WAITING: _l("Not decided yet"),
    State.HELD: _l("On hold"),
    State.TRANSLATE: _l("To translate"),
    State.AGAIN: _l("To code again"),
    State.DECIDED: _l("Decided"),
}


@dataclass(frozen=True)
class Spoken:
    """A language a comment is in: for the page's `lang` and `dir`, and its name for people."""

    tag: str
    direction: str
    name: str


@dataclass(frozen=True)
class Text:
    """Words of a family on a page, with what to look at."""

    pieces: Sequence[Piece]
    spoken: Spoken


@dataclass(frozen=True)
class Row:
    """One comment in the queue."""

    id: str
    question: str
    spoken: Spoken
    beginning: str
    tags: Sequence[tuple[str, str]]
    ruling: str | None


@dataclass(frozen=True)
class Decided:
    """One decision in words."""

    title: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class View:
    """One comment as its page shows it. The estimate is None until a person has decided."""

    question: str
    rating: tuple[str, str] | None
    original: Text
    translation: Text | None
    translated_by: str | None
    may_be_quoted: bool
    is_quarantined: bool
    has_concerns: bool
    needs_translation: bool
    estimate: str | None
    history: Sequence[Decided]


def view(found: Whole) -> View:
    """Everything on the page of one comment but its form."""
    translated = in_translation(found)
    by = found.translation
    return View(
        question=_question(found.question_id),
        rating=_rating(found),
        original=Text(pieces(found.text, found.noticed), spoken(found.noticed.language)),
        translation=(
            Text(pieces(by.text, translated), spoken(noticing.ENGLISH))
            if by and translated
            else None
        ),
        translated_by=_("Translated by %(name)s, %(when)s", name=by.by, when=when(by.at))
        if by
        else None,
        may_be_quoted=found.may_be_quoted,
        is_quarantined=found.is_quarantined,
        has_concerns=bool(found.noticed.concerns or (translated and translated.concerns)),
        needs_translation=not found.noticed.is_english,
        estimate=_estimate(found) if found.past else None,
        history=[_decided(one) for one in found.past],
    )


def in_translation(found: Whole) -> Noticed | None:
    """What the readers notice in the translation; None when there is none."""
    if found.translation is None:
        return None
    return noticing.notice_in_translation(found.translation.text, question_kind=found.question_kind)


def copy_to_edit(found: Whole) -> tuple[str, str]:
    """The words an edited copy starts from, without what was highlighted, and their language."""
    if found.translation is not None:
        text = found.translation.text
        return without_names(text, find_names(text)), noticing.ENGLISH
    return without_names(found.text, found.noticed.names), found.noticed.language


def theme_choices(found: Whole) -> list[tuple[str, str]]:
    """Every theme; first those whose words the computer found, with the words."""
    readable = in_translation(found) or found.noticed
    text = found.translation.text if found.translation else found.text
    suggested = {
        one.theme.value: _(
            "%(theme)s – because of: %(words)s",
            theme=THEMES[one.theme.value],
            words=", ".join(f"“{text[start:end]}”" for start, end in one.places),
        )
        for one in readable.themes
    }
    rest = [(code, str(label)) for code, label in THEMES.items() if code not in suggested]
    return [*suggested.items(), *rest]


def asks_regulation(found: Whole) -> bool:
    """Whether regulation 56 asks for comments like this one."""
    return found.survey_slug == ASKS_REGULATION


def may_have_themes(found: Whole) -> bool:
    """Whether a person has decided about it, and not only held it."""
    return found.latest is not None and found.latest.ruling != HOLD


def themes_of(found: Whole) -> Sequence[Theme]:
    """The themes that a comment is under."""
    return loop.themes_of([found.id]).get(found.id, ())


def themes_to_offer(under: Sequence[Theme]) -> list[tuple[str, str]]:
    """Those that the comment is under, and then the latest others."""
    others = [one for one in loop.every_theme() if one.id not in {each.id for each in under}]
    return [(str(one.id), escape(one.text)) for one in [*under, *others[:MOST_THEMES]]]


def row(line: Line) -> Row:
    """One line of the queue: what to know before opening it, and never the computer's tone."""
    text = " ".join(line.text.split())
    is_cut = len(text) > LETTERS_IN_A_LINE
    return Row(
        id=str(line.id),
        question=_question(line.question_id),
        spoken=spoken(line.language),
        beginning=text[:LETTERS_IN_A_LINE] + ("…" if is_cut else ""),
        tags=_tags(line),
        ruling=words_of(RULINGS, line.ruling) if line.ruling else None,
    )


def _tags(line: Line) -> list[tuple[str, str]]:
    found = [
        (line.has_concerns, _("Somebody may not be safe"), "red"),
        (line.has_names, _("May tell who it is"), "orange"),
        (line.needs_translation, _("Needs a translation"), "purple"),
        (line.is_quarantined, _("Set aside: this may not come from a family"), "yellow"),
    ]
    return [(words, colour) for is_so, words, colour in found if is_so]


def total(number: int) -> str:
    """How many comments there are in this part; of very many only that there are more."""
    if number > MOST_COUNTED:
        # Translators: more than 1,000 comments; the number is written in the reader's language.
        return str(_("More than %(number)s comments", number=format_decimal(MOST_COUNTED)))
    return str(ngettext("%(num)s comment", "%(num)s comments", number))


def concerns(number: int) -> str | None:
    """The line about comments that may speak of harm; None when there is none."""
    if not number:
        return None
    return str(
        ngettext(
            "%(num)s comment may mean that somebody is not safe. Read it now.",
            "%(num)s comments may mean that somebody is not safe. Read them now.",
            number,
        )
    )


def what_the_computer_said(found: Whole, tone: str | None) -> str:
    """What is told after deciding: both tones side by side."""
    return str(
        _(
            "Saved. You said: %(person)s. The computer said: %(computer)s.",
            person=tone_words(tone),
            computer=_estimate(found),
        )
    )


def quote(one: Quote) -> tuple[str, Spoken, Wording | None]:
    """A quote's words, their language, and who said them if that may be told."""
    return one.text, spoken(one.language), QUOTED_ROLES.get(one.role or "")


def spoken(tag: str) -> Spoken:
    """A language by its tag: Bengali in Latin letters runs from left to right."""
    language = LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0])
    if language is None:
        return Spoken(tag, "auto", tag)
    is_romanised = tag.endswith("-Latn")
    return Spoken(tag, "ltr" if is_romanised else language.direction, language.own_name)


def _question(question_id: str) -> str:
    question = surveys.question(question_id)
    return str(question.standard) if question else str(_("A question we no longer ask"))


def _rating(found: Whole) -> tuple[str, str] | None:
    survey = surveys.over_time(found.survey_slug)
    if survey is None or found.rating is None:
        return None
    question = next(one for one in survey.questions if one.required)
    chosen = [str(one.standard) for one in question.options if one.code == found.rating]
    return (str(question.standard), chosen[0]) if chosen else None


def _estimate(found: Whole) -> str:
    words = str(breakdowns.tone_words(found.estimate))
    if found.is_from_translation:
        return str(_("%(tone)s (from translation)", tone=words))
    return words


def tone_words(tone: str | None) -> str:
    """What a person's tone is called."""
    return words_of(TONES, tone or CANNOT_TELL)


def _decided(one: Past) -> Decided:
    facts = [
        (_("Tone"), tone_words(one.tone)),
        (_("What may happen with it"), words_of(RULINGS, one.ruling)),
        (_("What it is about"), "; ".join(words_of(THEMES, code) for code in one.themes)),
        (_("Regulation 56"), words_of(REGULATIONS, one.regulation)),
        (_("Edited copy"), one.edited_copy or ""),
        (_("Why"), one.why or ""),
    ]
    return Decided(
        title=str(_("%(name)s, %(when)s", name=one.by, when=when(one.at))),
        facts=[(str(name), value) for name, value in facts if value],
    )


def when(moment: datetime) -> str:
    """A moment in words, as people here count."""
    return str(format_datetime(moment.astimezone(LONDON), "medium", rebase=False))

"""Posters, flyers, cards and inserts of one placement: everything they say, as data.

Sizes: docs/decisions/0036-posters.md says from where each is read, and whose rule that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from feedback import typeset
from feedback.areas.area import Area
from feedback.authored import Said
from feedback.invite import insert, paper, qr
from feedback.language import current_languages, speaking
from forms.questions import Survey, Variant
from translations import ENGLISH, Language

TEMPLATES = Path(__file__).parent
DOTS_AN_INCH = 300
# Easy Read's own rule.
LEAST_EASY = 14
PICTOGRAM = "megaphone"

# Where nobody has translated one of these, nothing is printed in that language.
HEADLINE = _l("Tell us what helped and what did not")
WHY = _l(
    "Your answers help us make support better. It takes about two minutes. We do not ask your name."
)
# Translators: the square is the QR code on a poster.
CAMERA = _l("Point the camera of your phone at the square.")
# Translators: the web address is printed under the square.
TYPE_IT = _l("Or type the address under it.")
ASK_US = _l("Or ask us for paper or a phone call.")
ASK_STAFF = _l("Or ask the staff here for paper or a phone call.")
OTHER_WAYS = _l("You can answer in Easy Read and in other languages.")
UNTIL = _l("You can answer until %(day)s.")
NOT_WATCHED = _l("This survey is not watched all the time. If a child is in danger now, call 999.")
DRAFT = _l("Nobody has checked this translation yet. Some words may be wrong.")
WORDS = (
    *(HEADLINE, WHY, CAMERA, TYPE_IT, ASK_US, ASK_STAFF, OTHER_WAYS, UNTIL, NOT_WATCHED, DRAFT),
    *insert.WORDS,
)


class Sheet(StrEnum):
    """What is printed."""

    POSTER = "poster"
    FLYER = "flyer"
    CARDS = "cards"
    LANGUAGES = "languages"
    INSERT = "insert"
    LARGE_INSERT = "large-insert"

    @property
    def is_insert(self) -> bool:
        """Whether it goes into the envelope with a decision."""
        return self in (Sheet.INSERT, Sheet.LARGE_INSERT)


@dataclass(frozen=True)
class Letters:
    """Sizes: of letters in points, of the square with its quiet border and the margin in mm."""

    template: str
    paper: str
    title: int
    least_title: int
    body: int
    easy_body: int
    small: int
    square: int
    margin: int = 12
    # Where a language or a contact is long, the words may be as small as this.
    least_body: int = 0

    def for_typst(self, variant: Variant) -> dict[str, Any]:
        """The same as the template reads it."""
        if variant is Variant.EASY:
            return {**vars(self), "body": self.easy_body, "least_body": LEAST_EASY}
        return vars(self)


# A capital is 0.71 of its size high: 40 points are 10 mm, which is read from two metres.
LETTERS = {
    Sheet.POSTER: Letters("poster.typ", "a4", 72, 40, 18, 20, 12, 80, least_body=12),
    Sheet.FLYER: Letters("poster.typ", "a5", 44, 18, 13, 15, 9, 46, margin=8, least_body=10),
    Sheet.CARDS: Letters("cards.typ", "a4", 15, 9, 9, 9, 7, 30),
    Sheet.LANGUAGES: Letters("sheet.typ", "a4", 40, 20, 11, 11, 9, 52, margin=10),
    Sheet.INSERT: Letters("insert.typ", "a5", 0, 0, 12, 14, 9, 42, margin=10, least_body=9),
    Sheet.LARGE_INSERT: Letters("insert.typ", "a4", 0, 0, 18, 18, 12, 62, margin=16, least_body=12),
}


@dataclass(frozen=True)
class Poster:
    """Which one is to be printed."""

    area: Area
    survey: Survey
    code: str
    base_url: str
    closes_at: datetime
    sheet: Sheet
    languages: tuple[Language, ...]
    variant: Variant

    def file_name(self, ending: str) -> str:
        """A name that says what it is, for a folder full of them."""
        languages = (language.code for language in self.languages)
        parts = (self.sheet.value, self.code, *languages, self.variant.value)
        return f"{'-'.join(parts)}.{ending}"


def is_spoken(language: Language) -> bool:
    """Whether somebody has translated every word that a poster may say."""
    if language == ENGLISH:
        return True
    with speaking(ENGLISH):
        english = [str(words) for words in WORDS]
    with speaking(language):
        return all(str(words) != before for words, before in zip(WORDS, english, strict=True))


def languages_spoken() -> list[Language]:
    """The languages offered to families in which a poster can be printed whole."""
    return [language for language in current_languages().offered if is_spoken(language)]


def as_pdf(wanted: Poster, occasions: Mapping[str, Said]) -> bytes:
    """A tagged PDF; CannotPrintError where a font or the printer's tool is missing."""
    return typeset.tagged_pdf(_template(wanted), contents(wanted, occasions))


def as_png(wanted: Poster, occasions: Mapping[str, Said]) -> bytes:
    """The same as a picture, at 300 dots an inch; not of inserts, which have a back."""
    said = contents(wanted, occasions)
    return typeset.picture(_template(wanted), said, dots_an_inch=DOTS_AN_INCH)


def _template(wanted: Poster) -> Path:
    return TEMPLATES / LETTERS[wanted.sheet].template


def contents(wanted: Poster, occasions: Mapping[str, Said]) -> dict[str, Any]:
    """Everything it says, for its template."""
    voices = [_voice(wanted, one, occasions[one.code]) for one in wanted.languages]
    said = {
        "letters": LETTERS[wanted.sheet].for_typst(wanted.variant),
        "area": wanted.area.name,
        "voices": voices,
        "pictogram": paper.picture(PICTOGRAM),
        "address": qr.address_to_type(wanted.base_url, wanted.code),
        "qr": qr.square(wanted.base_url, wanted.code),
        "contacts": wanted.area.contact.ways,
    }
    look = wanted.area.look
    if look.band:
        said["ink"] = look.band
    if look.logo:
        said["logo"] = typeset.image(*look.logo)
    if wanted.sheet.is_insert:
        others = [one for one in languages_spoken() if one not in wanted.languages]
        said |= insert.around(wanted.area, others)
    return said


def _voice(wanted: Poster, language: Language, occasion: Said) -> dict[str, Any]:
    """What is said in one language."""
    with speaking(language):
        said = _in_words(wanted, language, occasion)
        if wanted.sheet.is_insert:
            said |= insert.in_words(wanted.area, wanted.survey, wanted.variant)
    return said


def _in_words(wanted: Poster, language: Language, occasion: Said) -> dict[str, Any]:
    is_draft = (
        occasion.is_draft
        or language.code in wanted.survey.unchecked
        or current_languages().is_draft(language)
    )
    day = format_date(wanted.closes_at, "long")
    return {
        **paper.voice_of(language, HEADLINE),
        "survey": paper.spoken(wanted.survey.title_for(wanted.variant), language),
        "occasion": paper.spoken(occasion.text, occasion.language),
        "why": str(WHY),
        "until": str(UNTIL) % {"day": day},
        "steps": _steps(wanted),
        "not_watched": str(NOT_WATCHED),
        "draft": str(DRAFT) if is_draft else "",
    }


def _steps(wanted: Poster) -> list[dict[str, Any]]:
    """How to answer; each sheet says as much as it has room for."""
    ways = wanted.area.contact.ways
    steps: list[dict[str, Any]] = [
        {"words": str(CAMERA), "picture": "mobile-phone"},
        {"words": str(TYPE_IT), "picture": "laptop"},
        {
            "words": str(ASK_US if ways else ASK_STAFF),
            "lines": ways,
            "picture": "telephone-receiver",
        },
        {"words": str(OTHER_WAYS), "picture": "globe-showing-europe-africa"},
    ]
    if wanted.sheet.is_insert and not ways:
        # In an envelope there is no staff: beside the interpreter it says whom to ask.
        steps.remove(steps[2])
    if wanted.survey.languages is not None and len(wanted.survey.languages) == 1:
        steps.pop()  # There is no other language to answer in.
    if wanted.sheet in (Sheet.FLYER, Sheet.CARDS, Sheet.LANGUAGES):
        steps = steps[:3]
    return [{**one, "picture": paper.picture(one["picture"])} for one in steps]

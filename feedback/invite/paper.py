"""The paper form of one placement: everything it says, in one language and version, as data."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback import typeset
from feedback.areas.area import Area
from feedback.authored import Said
from feedback.invite import qr
from feedback.language import current_languages, speaking
from forms.build import asked_together
from forms.conditions import said_beside
from forms.consent import CONSENT_TO_QUOTE
from forms.paper import boxes, numbers_of
from forms.questions import Option, Question, Survey, Variant, Wording
from forms.surveys import about_you
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK
from translations import ENGLISH, LANGUAGES, Language

TEMPLATE = Path(__file__).with_name("paper.typ")
PICTURES = Path(__file__).parents[1] / "static" / "pictures"
# Arabic, Bengali and Chinese letters are taller than Latin ones.
LEADING = {"ar": 0.75, "ur": 0.75, "bn": 0.7, "zh-Hans": 0.7}
USUAL_LEADING = 0.55
# Where a sentence holds the address, so that it can stand apart from the words.
HERE = "\ufffc"


class Size(StrEnum):
    """How large the letters are."""

    USUAL = "usual"
    LARGE = "large"

    def points(self, variant: Variant) -> int:
        """The smallest letters of a question."""
        if self is Size.LARGE:
            return 18
        return 14 if variant is Variant.EASY else 11

    @property
    def most_columns(self) -> int:
        """How many answers may stand side by side."""
        return 2 if self is Size.LARGE else 4


@dataclass(frozen=True)
class PaperForm:
    """Which form is to be printed."""

    area: Area
    survey: Survey
    code: str
    base_url: str
    language: Language
    variant: Variant
    size: Size

    @property
    def mark(self) -> str:
        """What tells whoever types it in which screen to use: codes, the same in any language."""
        survey = f"{self.survey.slug} {self.survey.version}"
        return f"{self.code} · {survey} · {self.language.code} · {self.variant.value}"

    @property
    def file_name(self) -> str:
        """A name that says the same, for a folder full of forms."""
        parts = (self.code, self.language.code, self.variant.value, self.size.value)
        return f"form-{'-'.join(parts)}.pdf"


def make(wanted: PaperForm, occasion: Said) -> bytes:
    """The form as a tagged PDF; CannotPrintError where a font or the printer's tool is missing."""
    fonts = typeset.fonts_for(wanted.language.code)
    with speaking(ENGLISH):
        # Officers read it, whatever the form's language: it needs no translation.
        office = _("For the office. Form number:")
    with speaking(wanted.language):
        said = contents(wanted, occasion)
    return typeset.tagged_pdf(TEMPLATE, {**said, "fonts": fonts, "office": office})


def contents(wanted: PaperForm, occasion: Said) -> dict[str, Any]:
    """Everything the form says, in the language being spoken."""
    survey, variant, language = wanted.survey, wanted.variant, wanted.language
    easy = variant is Variant.EASY
    numbered = [
        _question(place, group, wanted)
        for place, group in enumerate(asked_together(survey), start=1)
    ]
    before = len(numbered) - len(about_you(survey))
    return {
        "title": spoken(survey.title_for(variant), language),
        "area": wanted.area.name,
        "occasion": spoken(occasion.text, occasion.language),
        "intro": str(survey.intro_for(variant)),
        "notices": [str(notice) for notice in survey.notices] + _draft_notice(wanted, occasion),
        "not_watched": _(
            "This survey is not watched all the time. If a child is in danger now, call 999."
        ),
        "how_to": [_needed(survey), _("Put a tick in the box beside your answer.")],
        "instead": _instead(),
        "address": qr.address_in_words(wanted.base_url, wanted.code),
        "qr": qr.square(wanted.base_url, wanted.code),
        "questions": numbered[:before],
        "about_you": _("A few questions about you. You can skip any of them."),
        "why_we_ask": str(EASY_WHY_WE_ASK if easy else WHY_WE_ASK),
        "about_questions": numbered[before:],
        "consent": str(CONSENT_TO_QUOTE.wording(variant)),
        "consent_hint": _("You can leave this box empty."),
        "consent_picture": picture(CONSENT_TO_QUOTE.picture) if easy else "",
        "ending": _ending(wanted.area),
        "privacy": _("What happens to your answers"),
        "privacy_address": f"{wanted.base_url.lower()}/privacy",
        "credits": [str(credit) for credit in survey.credits],
        "mark": wanted.mark,
        "size": wanted.size.points(variant),
        "columns": wanted.size.most_columns,
        **_spacing(language, variant),
        "lines": 4,
    }


def _spacing(language: Language, variant: Variant) -> dict[str, float]:
    """The air between lines and between questions, in letters' heights."""
    return {
        "leading": leading(language),
        # Where lines stand further apart, the questions need not.
        "gap": 1.5 if variant is Variant.EASY else 1.0 if language.code in LEADING else 1.2,
    }


def leading(language: Language) -> float:
    """The air between two lines, in letters' heights."""
    return LEADING.get(language.code, USUAL_LEADING)


def _needed(survey: Survey) -> str:
    needed = sum(question.required for question in survey.questions)
    return str(
        ngettext(
            "You only have to answer one question. We tell you which one. You can skip the others.",
            "You only have to answer %(num)s questions. We tell you which ones. "
            "You can skip the others.",
            needed,
        )
    )


def _instead() -> dict[str, str]:
    before, _address, after = _(
        "You can also answer on the internet. "
        "Scan the square with your phone, or type this address: %(address)s",
        address=HERE,
    ).partition(HERE)
    return {"before": before, "after": after}


def _draft_notice(wanted: PaperForm, occasion: Said) -> list[str]:
    is_own_draft = wanted.language.code in wanted.survey.unchecked
    if not (occasion.is_draft or is_own_draft or current_languages().is_draft(wanted.language)):
        return []
    return [_("Nobody has checked this translation yet. Some words may be wrong.")]


def _ending(area: Area) -> list[str]:
    """What to do with the form, and what is possible afterwards."""
    give = _("Give this form back to the person who gave it to you.")
    if area.contact.address:
        give = _(
            "Give this form back to the person who gave it to you, or post it to: %(address)s",
            address=area.contact.address,
        )
    # Translators: "paper" is the form in the reader's hand.
    change = _(
        "If you change your mind, tell us. "
        "We can delete your answers for as long as we have this paper."
    )
    return [give, change]


def _question(place: int, group: tuple[Question, ...], wanted: PaperForm) -> dict[str, Any]:
    variant, language = wanted.variant, wanted.language
    [question, *_others] = group
    asked = question.ticks or question
    hints = list(said_beside(wanted.survey, question, variant))
    if question.required:
        hints.append(_("Please answer this question."))
    if question.is_text:
        hints.append(
            _(
                "We do not ask your name. "
                "People who know your family might recognise what you write."
            )
        )
    options = numbers_of(group) if question.ticks else boxes(question)
    # A picture beside some answers only would favour those.
    all_pictured = all(option.picture for _number, option in options)
    is_pictured = variant is Variant.EASY and all_pictured
    return {
        "number": f"{place}.",
        "words": spoken(asked.wording(variant), language),
        "hint": " ".join(hints),
        "picture": picture(asked.picture) if variant is Variant.EASY else "",
        "options": [
            {
                "number": number,
                "words": spoken(option.wording(variant), _language_of(question, option, language)),
                "picture": picture(option.picture) if is_pictured else "",
            }
            for number, option in options
        ],
    }


def _language_of(question: Question, option: Option, language: Language) -> Language:
    """A language's own name says which language it is in."""
    if question.id == "home_language":
        return LANGUAGES.get(option.code, language)
    return language


def spoken(words: Wording, language: Language) -> dict[str, str]:
    """Words with what a reader of them aloud, and the setter of the letters, must know."""
    tag, _hyphen, script = language.code.partition("-")
    # Typst knows languages and regions but no scripts: Simplified Chinese is China's.
    region = {"Hans": "CN", "Hant": "TW"}.get(script, script)
    return {
        "text": str(words),
        "language": tag,
        "region": region,
        "direction": language.direction,
    }


def voice_of(language: Language, words: Wording) -> dict[str, Any]:
    """One sentence in a language, and how its letters are set."""
    return {
        "title": spoken(words, language),
        "name": language.own_name,
        "fonts": typeset.fonts_for(language.code),
        "leading": leading(language),
        # For headlines: large letters stand closer together.
        "tight": 0.2 if language.direction == "rtl" else 0.35,
        # Signs stand above these letters.
        "above": 0.25 if language.code in LEADING else 0.08,
        # Chinese puts nothing between two sentences.
        "between": "" if language.code.startswith("zh") else " ",
    }


def picture(name: str | None) -> str:
    """One of our pictures as a drawing; "" for none."""
    return (PICTURES / f"{name}.svg").read_text(encoding="utf-8") if name else ""

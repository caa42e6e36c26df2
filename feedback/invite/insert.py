"""What goes into the envelope with a decision: free advice, and the right to an interpreter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.areas.area import Area
from feedback.invite import paper
from feedback.language import current_languages, speaking
from forms.questions import Survey, Variant
from translations import Language

ADVICE_PICTURE, INTERPRETER_PICTURE = "light-bulb", "speaking-head"

ADVICE = _l("There is a free advice service for you and your family.")
ADVICE_HINT = _l(
    "For example, your local SENDIASS: free and impartial advice about special educational needs "
    "and disabilities."
)
RIGHT = _l("You have the right to ask for an interpreter. It is free.")
INTERPRETER = _l(
    "An interpreter turns what people say into your language, including sign language."
)
EASY_INTERPRETER = _l("An interpreter says your words again in another language.")
ASK_WHO_WROTE = _l("For paper, a phone call or an interpreter, ask the person who wrote to you.")
WORDS = (ADVICE, ADVICE_HINT, RIGHT, INTERPRETER, EASY_INTERPRETER, ASK_WHO_WROTE)


def in_words(area: Area, survey: Survey, variant: Variant) -> dict[str, Any]:
    """What the front says besides the survey, in the language being spoken."""
    is_easy = variant is Variant.EASY
    return {
        "intro": str(survey.intro_for(variant)),
        "notices": [str(notice) for notice in survey.notices],
        "advice": {"heading": str(ADVICE), "words": [] if is_easy else [str(ADVICE_HINT)]},
        "interpreter": {
            "heading": str(RIGHT),
            "words": [str(EASY_INTERPRETER if is_easy else INTERPRETER)],
            "ask": _ask(area),
        },
    }


def _ask(area: Area) -> dict[str, str]:
    """How to get one: the sentence around the contact, so that the contact can stand apart."""
    if not area.contact.ways:
        return {"before": str(ASK_WHO_WROTE), "contact": "", "after": ""}
    sentence = _("To ask the team, contact: %(contact)s", contact=paper.HERE)
    before, _contact, after = sentence.partition(paper.HERE)
    return {"before": before, "contact": str(area.contact), "after": after}


def around(area: Area, others: Sequence[Language]) -> dict[str, Any]:
    """What is the same in every language, and what the back says in each of the others."""
    service = area.sendiass
    return {
        "advice": [service.name, *service.ways],
        "others": [_right_in(language) for language in others],
        "pictures": {
            "advice": paper.picture(ADVICE_PICTURE),
            "interpreter": paper.picture(INTERPRETER_PICTURE),
        },
    }


def _right_in(language: Language) -> dict[str, Any]:
    is_draft = current_languages().is_draft(language)
    with speaking(language):
        draft = _("Nobody has checked this translation yet. Some words may be wrong.")
        return {**paper.voice_of(language, RIGHT), "draft": draft if is_draft else ""}

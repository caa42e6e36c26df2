"""Everything our surveys can show, gathered for the tests that read it."""

import re
from collections.abc import Iterator

from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Variant
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK


def every_question() -> Iterator[Question]:
    yield ROLE
    for survey in SURVEYS.values():
        yield from survey.questions
    yield from ABOUT_YOU


def wordings(variant: Variant) -> Iterator[str]:
    """Everything the surveys can show a reader of this variant."""
    for survey in SURVEYS.values():
        yield from (str(survey.title_for(variant)), str(survey.intro_for(variant)))
        yield from map(str, survey.notices)
    for question in every_question():
        yield from (str(question.wording(variant)), str(question.hint_for(variant) or ""))
        yield from (str(option.wording(variant)) for option in question.options)
    yield str(CONSENT_TO_QUOTE.wording(variant))
    yield str(EASY_WHY_WE_ASK if variant is Variant.EASY else WHY_WE_ASK)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text) if part]


def acronyms(text: str) -> list[str]:
    # "OK" is a word that everyone reads.
    return [word for word in re.findall(r"\b[A-Z]{2,}\b", text) if word != "OK"]

"""A form with nothing wrong in it, read without building a form: nearly every one is such.

WTForms makes and binds a field for each question again for each family, which costs more than all
else that is done with their answers. What is read here is what WTForms would read. Whatever is not
plainly right gets None: WTForms then looks, and it alone says what is wrong, in the reader's words.
A test sends the same forms both ways, and they have to agree. Decision 0051 says what this saves.
"""

from collections.abc import Mapping
from functools import lru_cache

from forms import fields
from forms.answers import Answers, answers_from
from forms.build import CONSENT_FIELD, questions_asked
from forms.questions import Question, Survey
from forms.scales import NOT_TICKED, TICKED_OR_NOT


def read_plainly(survey: Survey, sent: Mapping[str, str]) -> Answers | None:
    """Return the answers of a form of this survey, or None unless all of it is plainly right.

    `sent` holds the first value of each name.
    """
    values: dict[str, str] = {}
    for question, codes in _questions_and_codes(survey):
        value = _value(question, sent.get(question.id))
        is_too_long = question.is_text and len(value) > question.max_length
        is_unknown = not question.is_text and value and value not in codes
        if is_too_long or is_unknown or (question.required and not value):
            return None
        values[question.id] = value
    return answers_from(survey, values, consents=sent.get(CONSENT_FIELD) == fields.TICKED)


def _value(question: Question, typed: str | None) -> str:
    if question.is_text:
        return fields.clean_text(typed or "")
    # A browser sends nothing for a box that is left empty.
    return typed or (NOT_TICKED.code if question.box else "")


# Bounded, as the forms are that WTForms builds.
@lru_cache(maxsize=64)
def _questions_and_codes(survey: Survey) -> tuple[tuple[Question, frozenset[str]], ...]:
    return tuple((question, frozenset(expected(question))) for question in questions_asked(survey))


def expected(question: Question) -> tuple[str, ...]:
    """The codes that a page can send for a question; none for one answered in words."""
    return tuple(option.code for option in (TICKED_OR_NOT if question.box else question.options))

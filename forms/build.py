"""Turn a survey, which is data, into the form that reads and checks what a family sends."""

from functools import lru_cache

from wtforms import Field
from wtforms.fields.choices import SelectChoice

from forms.base import SurveyForm
from forms.consent import CONSENT_TO_QUOTE
from forms.fields import BoxField, ChoiceField, TextField, TickField
from forms.questions import Question, Survey, Variant
from forms.surveys import ROLE, about_you
from forms.validators import AnswerNeeded, NoLongerThan

CONSENT_FIELD = "consent_to_quote"
TAKEN = {CONSENT_FIELD, "survey", "variant"}


def questions_asked(survey: Survey) -> tuple[Question, ...]:
    """Return everything one form asks, in page order: role, the survey, about you."""
    return (ROLE, *survey.questions, *about_you(survey))


def asked_together(survey: Survey) -> tuple[tuple[Question, ...], ...]:
    """The same as a page shows it: the boxes of one question stand together."""
    groups: list[tuple[Question, ...]] = []
    for question in questions_asked(survey):
        if question.ticks and groups and groups[-1][0].ticks is question.ticks:
            groups[-1] = (*groups[-1], question)
        else:
            groups.append((question,))
    return tuple(groups)


# Bounded, because local surveys come from the database and would otherwise pile up.
@lru_cache(maxsize=64)
def form_class(survey: Survey, variant: Variant = Variant.STANDARD) -> type[SurveyForm]:
    """Return the form for one wording of a survey; it serves every language."""
    fields: dict[str, Field] = {}
    for question in questions_asked(survey):
        if question.id in TAKEN | fields.keys() or hasattr(SurveyForm, question.id):
            raise ValueError(f"{question.id!r} cannot name a question: the form needs it.")
        fields[question.id] = _field(question, variant)
    fields[CONSENT_FIELD] = TickField(CONSENT_TO_QUOTE.wording(variant))
    name = survey.slug.title().replace("_", "") + "Form"
    return type(name, (SurveyForm,), {**fields, "survey": survey, "variant": variant})


def _field(question: Question, variant: Variant) -> Field:
    wording = question.wording(variant)
    validators: list[object] = [AnswerNeeded(wording)] if question.required else []
    if question.is_text:
        validators.append(NoLongerThan(question.max_length, question=wording))
        return TextField(wording, validators)
    if question.box:
        asked = question.ticks or question
        return BoxField(question.box.wording(variant), question=asked.wording(variant))
    choices = [
        SelectChoice(value=option.code, label=option.wording(variant))
        for option in question.options
    ]
    return ChoiceField(wording, validators, choices=choices)

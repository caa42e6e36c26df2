"""What a family answered, read only from a form that has been checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.base import SurveyForm
from forms.build import CONSENT_FIELD, questions_asked
from forms.questions import Question, Survey
from forms.surveys import ROLE


class NotValidatedError(Exception):
    """Somebody tried to read answers that nobody has checked."""


@dataclass(frozen=True)
class Answers:
    """One response, in page order; a question left out has no entry at all.

    "Prefer not to say" is an answer, and has one.
    """

    choices: tuple[tuple[str, str], ...]  # (question id, option code)
    texts: tuple[tuple[str, str], ...]  # (question id, cleaned text, never empty)
    consent_to_quote: bool

    def choice(self, question_id: str) -> str | None:
        """Return the chosen code, or None where the question was left out."""
        return dict(self.choices).get(question_id)

    def text(self, question_id: str) -> str | None:
        """Return what was written, or None where nothing was."""
        return dict(self.texts).get(question_id)


@dataclass(frozen=True)
class Problem:
    """One thing to put right, for the summary at the top of the page."""

    field_id: str
    message: str


def read_answers(survey: Survey, form: SurveyForm) -> Answers:
    """Return the answers of a form of this survey that has passed its checks."""
    if form.survey is not survey:
        raise NotValidatedError(f"This form belongs to {form.survey.slug}, not {survey.slug}.")
    if not form.is_valid:
        raise NotValidatedError("Call form.validate() first, and show its problems if it fails.")
    values = {question.id: form[question.id].data for question in questions_asked(survey)}
    return answers_from(survey, values, consents=form[CONSENT_FIELD].data)


def answers_from(survey: Survey, values: Mapping[str, str | None], *, consents: bool) -> Answers:
    """Return what counts of values that have been checked, by question."""
    answered = tuple(_answered(survey, values))
    return Answers(
        choices=tuple((q.id, value) for q, value in answered if not q.is_text),
        texts=tuple((q.id, value) for q, value in answered if q.is_text),
        consent_to_quote=consents,
    )


def problems(form: SurveyForm) -> tuple[Problem, ...]:
    """Return the first problem of each field, in the order of the page."""
    return tuple(
        Problem(field_id=field.id, message=str(field.errors[0])) for field in form if field.errors
    )


def is_for_them(question: Question, chosen: Mapping[str, str]) -> bool:
    """Whether a question is for whoever chose these codes before it, in page order.

    The page shows every question to everyone. Where somebody has told us they are not the person
    a question is for, or have not said what it follows on, their answer would be evidence of
    something else.
    """
    if question.only_for not in (None, chosen.get(ROLE.id, question.only_for)):
        return False
    after = question.after
    return after is None or chosen.get(after.question_id) in after.codes


def _answered(survey: Survey, values: Mapping[str, str | None]) -> Iterator[tuple[Question, str]]:
    chosen: dict[str, str] = {}
    for question in questions_asked(survey):
        value = values[question.id]
        if value and is_for_them(question, chosen):
            if not question.is_text:
                chosen[question.id] = value
            yield question, value

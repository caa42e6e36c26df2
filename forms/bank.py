"""Every question we have, by id."""

from collections.abc import Iterable

from forms.questions import Question
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS


def by_id(questions: Iterable[Question]) -> dict[str, Question]:
    """Index questions by id, refusing an id used twice: answers are stored under it."""
    index: dict[str, Question] = {}
    for question in questions:
        if question.id in index:
            raise ValueError(f"Two questions share the id {question.id!r}.")
        index[question.id] = question
    return index


QUESTIONS: dict[str, Question] = by_id(
    (ROLE, *(q for survey in SURVEYS.values() for q in survey.questions), *ABOUT_YOU)
)

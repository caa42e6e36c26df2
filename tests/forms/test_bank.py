"""Every question is found by its id, and by the regulation it gives evidence for."""

import pytest

from forms.bank import QUESTIONS, by_id
from forms.questions import Question, TextKind
from forms.surveys import SURVEYS


def questions_for(ref: str) -> list[Question]:
    """The questions that give evidence for one regulation, which is the same in every area."""
    return [question for question in QUESTIONS.values() if ref in question.evidences]


def test_the_bank_holds_every_question_once() -> None:
    asked = sum(len(survey.questions) for survey in SURVEYS.values())

    assert len(QUESTIONS) == asked + 6
    assert QUESTIONS["fh_heard"] is SURVEYS["feeling_heard"].question("fh_heard")
    assert {"role", "child_age", "new_voice"} <= QUESTIONS.keys()


def test_two_questions_with_one_id_are_refused() -> None:
    ours = Question("ps_better", "Hers?", "Hers?", text_kind=TextKind.OPEN)

    with pytest.raises(ValueError, match="share the id 'ps_better'"):
        by_id([*QUESTIONS.values(), ours])


@pytest.mark.parametrize(
    ("ref", "ids"),
    [("R56a", ["lo_gaps"]), ("R56b", ["lo_clear", "lo_format"]), ("R56c", ["lo_say"])],
)
def test_a_regulation_finds_its_evidence(ref: str, ids: list[str]) -> None:
    assert [question.id for question in questions_for(ref)] == ids


def test_no_question_knows_the_plan_of_any_area() -> None:
    refs = {ref for question in QUESTIONS.values() for ref in question.evidences}

    assert refs == {"R56a", "R56b", "R56c"}

"""Every question is found by its id, and by the action it gives evidence for."""

import pytest

from forms.bank import QUESTIONS, by_id
from forms.questions import Question, TextKind
from forms.surveys import SURVEYS


def questions_for(ref: str) -> list[Question]:
    """The questions that give evidence for one action ("3.4") or priority ("P4.3")."""
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
    [
        ("1.2", ["ar_advice", "ar_better"]),
        ("2.1", ["in_who", "in_wait", "in_private", "in_better", "home_language"]),
        ("2.4", ["in_right"]),
        ("3.3", ["ps_confident", "lo_signpost"]),
        ("R56a", ["lo_gaps"]),
        ("R56b", ["lo_clear", "lo_format"]),
        ("R56c", ["lo_say"]),
        ("P1.3", ["lo_waiting"]),
        ("4.1", []),
    ],
)
def test_an_action_finds_its_evidence(ref: str, ids: list[str]) -> None:
    assert [question.id for question in questions_for(ref)] == ids


def test_every_action_a_survey_can_measure_has_a_question() -> None:
    measurable = {"1": 3, "2": 4, "3": 6}  # Outcome 4.1 is a document, so only 4.2 follows.
    actions = [f"{outcome}.{n + 1}" for outcome, count in measurable.items() for n in range(count)]

    assert [ref for ref in (*actions, "4.2") if not questions_for(ref)] == []

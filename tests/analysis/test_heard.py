"""When people can be said to have felt heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.heard import Pulse, PulseVerdict, judge_pulse


def _judge(yes: int, partly: int, no: int, **changes: object) -> PulseVerdict:
    told, asked = date(2026, 10, 1), date(2026, 10, 1)
    pulse = Pulse(yes, partly, no, yes + partly + no, 4, 20, asked, told)
    return judge_pulse(replace(pulse, **changes))  # type: ignore[arg-type]  # Fields by name.


def test_two_thirds_must_say_yes() -> None:
    assert _judge(2, 1, 0) is PulseVerdict.MET
    assert _judge(2, 1, 1) is PulseVerdict.NOT_MET


def test_three_people_and_half_of_those_involved_must_answer() -> None:
    assert _judge(2, 0, 0) is PulseVerdict.TOO_FEW
    assert _judge(3, 0, 0, involved=6) is PulseVerdict.MET
    assert _judge(3, 0, 0, involved=7) is PulseVerdict.TOO_FEW


def test_not_sure_makes_up_the_half_but_not_the_three() -> None:
    assert _judge(3, 0, 0, respondents=4, involved=8) is PulseVerdict.MET
    assert _judge(1, 0, 0, respondents=3) is PulseVerdict.TOO_FEW


def test_people_can_only_feel_heard_after_they_were_told() -> None:
    assert _judge(3, 0, 0, asked_on=date(2026, 9, 30)) is PulseVerdict.TOO_EARLY
    assert _judge(3, 0, 0, first_told_on=None) is PulseVerdict.TOO_EARLY
    assert _judge(0, 0, 0) is PulseVerdict.NOT_ASKED


def test_more_answers_than_people_on_record_never_show_that_they_felt_heard() -> None:
    assert _judge(3, 1, 0, most_involved=4) is PulseVerdict.MET
    assert _judge(4, 1, 0, most_involved=4) is PulseVerdict.MORE_THAN_INVOLVED
    assert _judge(3, 0, 0, involved=0, most_involved=0) is PulseVerdict.MORE_THAN_INVOLVED


def test_more_answers_than_people_on_record_take_no_failing_survey_away() -> None:
    assert _judge(0, 1, 4, most_involved=4) is PulseVerdict.NOT_MET


def test_a_pulse_that_cannot_be_true_is_refused() -> None:
    with pytest.raises(ValueError, match="More views"):
        _judge(3, 0, 0, respondents=2)
    with pytest.raises(ValueError, match="More people at least"):
        _judge(3, 0, 0, most_involved=3)

"""The three tests are monotone: evidence that was missing never harms, and no piece can go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import coproduction
from analysis.assessment import Missing, Status, Test, TestResult
from analysis.coproduction import assess
from analysis.evidence import Evidence, Stage
from analysis.heard import Pulse, PulseVerdict, judge_pulse
from tests.analysis.test_coproduction import AFTER, BEFORE, FULL, SECOND_KEY, TODAY, WINDOW

# How far each status is from counting; what is disputed or never counts is not on this way.
RANK = {
    Status.CANDIDATE: 0,
    Status.LAPSED: 0,
    Status.GATHERING: 1,
    Status.REOPENED: 1,
    Status.READY: 2,
    Status.CONFIRMED: 3,
}


def _session(**changes: Any) -> Callable[[Evidence], Evidence]:
    return lambda known: replace(
        known, involvements=tuple(replace(one, **changes) for one in known.involvements)
    )


def _reply(theme: str, **changes: Any) -> Callable[[Evidence], Evidence]:
    return lambda known: replace(
        known,
        replies=tuple(
            replace(one, **changes) if one.theme == theme else one for one in known.replies
        ),
    )


def _with(**changes: Any) -> Callable[[Evidence], Evidence]:
    return lambda known: replace(known, **changes)


def _without_reply(theme: str) -> Callable[[Evidence], Evidence]:
    return lambda known: replace(
        known, replies=tuple(one for one in known.replies if one.theme != theme)
    )


# Each takes one required piece of evidence away, and nothing else.
PIECES: Mapping[str, Callable[[Evidence], Evidence]] = {
    "the day it went live": _with(delivered_on=None),
    "a day within the years": _with(delivered_on=date(2024, 9, 1)),
    "the day it was fixed": _with(options_fixed_on=None),
    "every session": _with(involvements=()),
    "a session about the design": _session(stage=Stage.SCOPING),
    "a session that shaped it": _session(stage=Stage.REVIEW),
    "the rung": _session(rung=5),
    "the reason for the rung": _session(rung_reason=" "),
    "two people": _session(parent_carers=1, young_people=0),
    "an early session": _session(date=date(2026, 3, 2)),
    "every theme": _with(replies=()),
    "a decision": _reply(AFTER.theme, is_answered=False),
    "the reason for a no": _reply(BEFORE.theme, is_not_possible=True, has_reason=False),
    "telling": _reply(AFTER.theme, told_on=None),
    "telling in time": _reply(AFTER.theme, told_on=date(2026, 11, 3)),
    "their format": _reply(BEFORE.theme, is_in_their_format=False),
    "feedback before": _without_reply(BEFORE.theme),
    "feedback after": _without_reply(AFTER.theme),
    "a survey": _with(pulse=PulseVerdict.NOT_ASKED),
    "a survey after telling": _with(pulse=PulseVerdict.TOO_EARLY),
    "enough answers": _with(pulse=PulseVerdict.TOO_FEW),
    "feeling heard": _with(pulse=PulseVerdict.NOT_MET),
    "another person": _with(confirmation=replace(SECOND_KEY, decided_by="officer-1")),
    "the second key": _with(confirmation=None),
}
pieces = st.sets(st.sampled_from(sorted(PIECES)), max_size=6)


def _lacking(without: set[str]) -> Evidence:
    """The full evidence without some pieces; the key is turned only on what had them all."""
    known = FULL if not without else replace(FULL, confirmation=None)
    for piece in PIECES:
        if piece in without:
            known = PIECES[piece](known)
    return known


def _rank(known: Evidence) -> int:
    return RANK[assess(known, as_at=TODAY, window=WINDOW).status]


def _more_is_never_lower(without: set[str], added: set[str]) -> None:
    assert _rank(_lacking(without - added)) >= _rank(_lacking(without))


def _no_piece_can_go() -> None:
    full = _rank(FULL)
    for piece, take_away in PIECES.items():
        left = _lacking({piece})
        assert _rank(left) < full, piece
        # Nor while the key is still turned: it is open again.
        kept = take_away(FULL)
        assert not assess(kept, as_at=TODAY, window=WINDOW).counts, piece
    assert not assess(FULL, as_at=TODAY, window=(2027, 2029)).counts


@given(pieces, pieces)
@settings(deadline=None)
def test_adding_missing_evidence_never_lowers_a_status(without: set[str], added: set[str]) -> None:
    _more_is_never_lower(without, added)


def test_taking_any_required_piece_away_always_lowers_the_status() -> None:
    _no_piece_can_go()


@given(pieces)
@settings(deadline=None)
def test_no_mixture_of_missing_pieces_is_confirmed_or_ready(without: set[str]) -> None:
    wanted = Status.CONFIRMED if not without else None
    status = assess(_lacking(without), as_at=TODAY, window=WINDOW).status

    if wanted:
        assert status is wanted
    elif without <= {"the second key", "another person"}:
        assert status is Status.READY
    else:
        assert status in {Status.CANDIDATE, Status.GATHERING}


@given(
    st.lists(st.sampled_from(["yes", "partly", "no", "not_sure"]), max_size=12),
    st.integers(0, 12),
)
@settings(deadline=None)
def test_one_more_yes_never_takes_a_passing_survey_away(said: list[str], involved: int) -> None:
    def verdict(codes: list[str]) -> PulseVerdict:
        return judge_pulse(
            Pulse(
                yes=codes.count("yes"),
                partly=codes.count("partly"),
                no=codes.count("no"),
                respondents=len(codes),
                involved=involved,
                most_involved=100,
                asked_on=TODAY,
                first_told_on=TODAY,
            )
        )

    if verdict(said) is PulseVerdict.MET:
        assert verdict([*said, "yes"]) is PulseVerdict.MET
    if verdict(said) is PulseVerdict.NOT_MET:
        assert verdict([*said, "no"]) is PulseVerdict.NOT_MET


# A rule that is broken on purpose, and the name in analysis.coproduction that it replaces.
LAX: Mapping[str, Any] = {
    "_delivered": lambda *_a, **_k: (),
    "_level": lambda *_a, **_k: (),
    "_from_the_start": lambda *_a, **_k: (),
    "_feedback": lambda *_a, **_k: (),
    "_told_around_delivery": lambda *_a, **_k: (),
    "_confirmation": lambda *_a, **_k: (),
    "CO_DESIGN_RUNG": 5,
    "FEWEST_FROM_THE_START": 1,
    "WORKING_DAYS_TO_TELL": 31,
}


@pytest.mark.parametrize("name", LAX)
def test_a_rule_that_lets_something_through_is_caught(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coproduction, name, LAX[name])

    with pytest.raises(AssertionError):
        _no_piece_can_go()


def test_a_rule_that_punishes_evidence_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def better_not_ask(evidence: Evidence) -> TestResult:
        is_silent = evidence.pulse is PulseVerdict.NOT_ASKED
        return TestResult(Test.HEARD, () if is_silent else (Missing.FELT_HEARD,))

    _more_is_never_lower({"a survey"}, {"a survey"})
    monkeypatch.setattr(coproduction, "_heard", better_not_ask)

    with pytest.raises(AssertionError):
        _more_is_never_lower({"a survey"}, {"a survey"})

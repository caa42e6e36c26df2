"""What it takes for an initiative to count, and that nothing less will do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import Assessment, Missing, Status, Test
from analysis.coproduction import assess, count_toward_target, tell_by
from analysis.evidence import (
    Confirmation,
    Evidence,
    InvolvementEvidence,
    Key,
    Kind,
    ReplyEvidence,
    Stage,
)
from analysis.heard import PulseVerdict

TODAY = date(2027, 3, 1)
WINDOW = (2025, 2029)
SESSION = InvolvementEvidence(date(2026, 1, 10), Stage.DESIGN, 6, "They wrote the plan", 3, 1)
BEFORE = ReplyEvidence(
    "Opening hours", date(2026, 1, 10), True, told_on=date(2026, 2, 2), is_in_their_format=True
)
AFTER = ReplyEvidence(
    "Signs", date(2026, 9, 21), True, told_on=date(2026, 10, 1), is_in_their_format=True
)
SECOND_KEY = Confirmation("officer-1", "forum-1", Key.FORUM, True, date(2026, 12, 1))
FULL = Evidence(
    kind=Kind.CO_PRODUCTION,
    delivered_on=date(2026, 9, 1),
    options_fixed_on=date(2026, 3, 1),
    involvements=(SESSION,),
    replies=(BEFORE, AFTER),
    people_involved=4,
    pulse=PulseVerdict.MET,
    confirmation=SECOND_KEY,
)


def _assess(evidence: Evidence, *, as_at: date = TODAY) -> Assessment:
    return assess(evidence, as_at=as_at, window=WINDOW)


def _missing(evidence: Evidence, test: Test) -> tuple[Missing, ...]:
    return next(result.missing for result in _assess(evidence).tests if result.test is test)


def _with_session(**changes: object) -> Evidence:
    return replace(FULL, involvements=(replace(SESSION, **changes),))  # type: ignore[arg-type]  # Fields by name.


def _with_last_reply(**changes: object) -> Evidence:
    return replace(FULL, replies=(BEFORE, replace(AFTER, **changes)))  # type: ignore[arg-type]  # Fields by name.


def test_an_initiative_with_all_evidence_and_a_second_key_counts() -> None:
    assessment = _assess(FULL)

    assert assessment.counts
    assert [result.test for result in assessment.tests] == list(Test)
    assert (assessment.has_parent_carers, assessment.has_young_people) == (True, True)


@pytest.mark.parametrize("kind", [Kind.FUNDING, Kind.CONSULTATION, Kind.INFLUENCE])
def test_funding_consulting_and_influence_never_count(kind: Kind) -> None:
    assert _assess(replace(FULL, kind=kind)).status is Status.NOT_COUNTED


@pytest.mark.parametrize(
    ("delivered_on", "missing"),
    [
        (None, Missing.DELIVERY_DATE),
        (date(2024, 12, 31), Missing.OUTSIDE_WINDOW),
        (date(2030, 1, 1), Missing.OUTSIDE_WINDOW),
        (date(2027, 3, 2), Missing.NOT_LIVE_YET),
    ],
)
def test_it_must_be_live_within_the_years_of_the_strategy(
    delivered_on: date | None, missing: Missing
) -> None:
    assert _missing(replace(FULL, delivered_on=delivered_on), Test.DELIVERED) == (missing,)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"stage": Stage.REVIEW}, Missing.DESIGN_SESSION),
        ({"rung": 5}, Missing.CO_DESIGN_RUNG),
        ({"rung_reason": "  "}, Missing.RUNG_REASON),
    ],
)
def test_the_design_must_have_been_co_designed_with_a_reason_why_we_say_so(
    changes: dict[str, object], missing: Missing
) -> None:
    assert _missing(_with_session(**changes), Test.LEVEL) == (missing,)


@pytest.mark.parametrize(
    "changes",
    [
        {"date": date(2026, 3, 2)},
        {"stage": Stage.DELIVERY},
        {"parent_carers": 1, "young_people": 0},
    ],
)
def test_from_the_start_means_two_people_before_anything_was_fixed(
    changes: dict[str, object],
) -> None:
    assert _missing(_with_session(**changes), Test.FROM_THE_START) == (Missing.EARLY_SESSION,)


def test_one_parent_carer_and_one_young_person_on_the_last_day_are_enough() -> None:
    evidence = _with_session(date=date(2026, 3, 1), parent_carers=1, young_people=1)

    assert _missing(evidence, Test.FROM_THE_START) == ()


def test_late_sessions_cannot_be_made_early_by_moving_the_date_options_were_fixed() -> None:
    moved = replace(FULL, options_fixed_on=date(2027, 1, 1))

    assert _missing(moved, Test.FROM_THE_START) == (Missing.OPTIONS_FIXED_AFTER_DELIVERY,)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"is_answered": False}, (Missing.ANSWER,)),
        ({"is_not_possible": True}, (Missing.REASON,)),
        ({"told_on": None}, (Missing.TELLING, Missing.TOLD_AFTER_DELIVERY)),
        ({"told_on": date(2026, 11, 3)}, (Missing.TOLD_IN_TIME,)),
        ({"is_in_their_format": False}, (Missing.THEIR_FORMAT,)),
    ],
)
def test_every_theme_is_answered_and_told_in_time(
    changes: dict[str, object], missing: tuple[Missing, ...]
) -> None:
    assert _missing(_with_last_reply(**changes), Test.FEEDBACK) == missing


def test_thirty_working_days_are_counted_to_the_day() -> None:
    # Thirty working days from Monday 21 September 2026 end on Monday 2 November.
    assert tell_by(AFTER) == date(2026, 11, 2)
    assert _missing(_with_last_reply(told_on=date(2026, 11, 2)), Test.FEEDBACK) == ()


def test_feedback_is_given_before_and_after_it_goes_live() -> None:
    only_before = replace(FULL, replies=(BEFORE,))
    only_after = replace(FULL, replies=(AFTER,))

    assert _missing(only_before, Test.FEEDBACK) == (Missing.TOLD_AFTER_DELIVERY,)
    assert _missing(only_after, Test.FEEDBACK) == (Missing.TOLD_BEFORE_DELIVERY,)
    assert _missing(replace(FULL, replies=()), Test.FEEDBACK) == (Missing.THEMES,)


@pytest.mark.parametrize("verdict", [PulseVerdict.TOO_FEW, PulseVerdict.NOT_ASKED])
def test_a_witnessed_statement_stands_in_when_fewer_than_three_were_involved(
    verdict: PulseVerdict,
) -> None:
    two = replace(
        _with_session(parent_carers=2, young_people=0),
        people_involved=2,
        pulse=verdict,
        has_witnessed_statement=True,
    )
    three = replace(two, people_involved=3)

    assert _assess(two).tests[-1].is_witnessed
    assert _assess(two).counts
    assert not _assess(three).tests[-1].passed


def test_a_statement_does_not_overrule_people_who_did_not_feel_heard() -> None:
    two = replace(
        _with_session(parent_carers=2, young_people=0),
        people_involved=2,
        pulse=PulseVerdict.NOT_MET,
        has_witnessed_statement=True,
    )

    assert not _assess(two).counts


@pytest.mark.parametrize(
    ("confirmation", "missing"),
    [
        (None, Missing.SECOND_KEY),
        (replace(SECOND_KEY, date=date(2027, 3, 2)), Missing.SECOND_KEY),
        (replace(SECOND_KEY, decided_by="officer-1"), Missing.DIFFERENT_PERSON),
        (replace(SECOND_KEY, key=Key.YOUTH_ADVOCATE), Missing.RIGHT_KEY),
    ],
)
def test_without_the_right_second_key_it_is_ready_but_does_not_count(
    confirmation: Confirmation | None, missing: Missing
) -> None:
    assessment = _assess(replace(FULL, confirmation=confirmation))

    assert assessment.status is Status.READY
    assert assessment.confirmation_missing == (missing,)


def test_a_youth_advocate_confirms_what_young_people_designed() -> None:
    by_advocate = replace(SECOND_KEY, key=Key.YOUTH_ADVOCATE)

    evidence = replace(_with_session(young_people=2), confirmation=by_advocate)

    assert _assess(evidence).counts


def test_a_confirmation_of_what_has_changed_since_does_not_count() -> None:
    changed = replace(FULL, confirmation=replace(SECOND_KEY, is_current=False))

    assert _assess(FULL).counts
    assert _assess(changed).status is Status.CHANGED
    assert not _assess(changed).counts
    # A failing test says more than a change does.
    assert _assess(replace(changed, pulse=PulseVerdict.NOT_MET)).status is Status.REOPENED


def test_the_status_follows_the_evidence() -> None:
    empty = Evidence(kind=Kind.CO_PRODUCTION)
    disputed = replace(FULL, confirmation=replace(SECOND_KEY, is_confirmed=False))

    assert _assess(empty).status is Status.CANDIDATE
    assert _assess(replace(empty, involvements=(SESSION,))).status is Status.GATHERING
    assert _assess(disputed).status is Status.DISPUTED
    assert _assess(replace(FULL, pulse=PulseVerdict.NOT_MET)).status is Status.REOPENED


def test_the_target_counts_only_what_counts() -> None:
    young = _assess(FULL)
    parents_only = _assess(_with_session(young_people=0))
    ready = _assess(replace(FULL, confirmation=None))

    target = count_toward_target([young, parents_only, ready], needed=3)

    assert (target.counted, target.with_young_people) == (2, 1)


PIECES: dict[str, dict[str, object]] = {
    "delivery": {"delivered_on": None},
    "options": {"options_fixed_on": None},
    "sessions": {"involvements": ()},
    "first reply": {"replies": (AFTER,)},
    "second reply": {"replies": (BEFORE,)},
    "replies": {"replies": ()},
    "pulse": {"pulse": PulseVerdict.NOT_ASKED},
    "confirmation": {"confirmation": None},
}


def _without(pieces: set[str]) -> Evidence:
    evidence = FULL
    for piece in PIECES:
        if piece in pieces:
            evidence = replace(evidence, **PIECES[piece])  # type: ignore[arg-type]  # By name.
    if {"first reply", "second reply"} <= pieces:
        evidence = replace(evidence, replies=())
    return evidence


@given(st.sets(st.sampled_from(sorted(PIECES)), min_size=1))
def test_nothing_counts_with_any_piece_missing(pieces: set[str]) -> None:
    assert not _assess(_without(pieces)).counts


@given(st.sets(st.sampled_from(sorted(PIECES))), st.sets(st.sampled_from(sorted(PIECES))))
def test_adding_what_is_missing_never_takes_a_test_away(first: set[str], added: set[str]) -> None:
    poorer, richer = _assess(_without(first)), _assess(_without(first - added))

    passed = [result.test for result in poorer.tests if result.passed]
    still = [result.test for result in richer.tests if result.passed]

    assert set(passed) <= set(still)
    assert poorer.counts <= richer.counts


sessions = st.builds(
    InvolvementEvidence,
    date=st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    stage=st.sampled_from(Stage),
    rung=st.integers(1, 7),
    rung_reason=st.sampled_from(["", "because"]),
    parent_carers=st.integers(0, 5),
    young_people=st.integers(0, 5),
)


@given(st.lists(sessions, max_size=4))
def test_more_sessions_never_take_away_what_counts(more: list[InvolvementEvidence]) -> None:
    richer = replace(FULL, involvements=(*more, SESSION))

    assert _assess(richer).counts


@given(st.lists(sessions, max_size=4), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_it_never_counts_before_its_evidence_is_dated(
    more: list[InvolvementEvidence], as_at: date
) -> None:
    evidence = replace(FULL, involvements=(*more, SESSION))

    assert _assess(evidence, as_at=as_at).counts == (as_at >= SECOND_KEY.date)

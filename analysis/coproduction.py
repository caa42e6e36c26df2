"""Whether an initiative counts towards the target: worked out from evidence, never ticked.

Two gates (delivered, at the level of co-design) and three tests (families involved from the
start, told what was done with their views, and feeling heard) must all pass. Then somebody else
than the officer who proposed it must confirm it: the Forum for parent carers; a youth advocate
or the Forum for young people.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from analysis.assessment import Assessment, Missing, Status, Target, Test, TestResult
from analysis.evidence import (
    CO_DESIGN_RUNG,
    Confirmation,
    Evidence,
    InvolvementEvidence,
    Key,
    Kind,
    ReplyEvidence,
    Stage,
)
from analysis.heard import FEWEST_PEOPLE_HEARD, PulseVerdict
from analysis.working_days import add_working_days

FEWEST_FROM_THE_START = 2
WORKING_DAYS_TO_TELL = 30
# Three terms: after a year without anything new, nobody is gathering (docs/decisions/0032).
DAYS_UNTIL_LAPSED = 365
_EARLY_STAGES = frozenset({Stage.SCOPING, Stage.PRIORITIES, Stage.DESIGN})


def assess(
    evidence: Evidence,
    *,
    as_at: date,
    window: tuple[int, int],
    bank_holidays: Set[date] = frozenset(),
) -> Assessment:
    """Run every test on the evidence as it stood at a date; the window is two years, inclusive."""
    tests = (
        TestResult(Test.DELIVERED, _delivered(evidence, as_at=as_at, window=window)),
        TestResult(Test.LEVEL, _level(evidence, as_at=as_at)),
        TestResult(Test.FROM_THE_START, _from_the_start(evidence, as_at=as_at)),
        TestResult(Test.FEEDBACK, _feedback(evidence, as_at=as_at, bank_holidays=bank_holidays)),
        _heard(evidence),
    )
    key_missing = _confirmation(evidence, as_at=as_at)
    all_passed = all(result.passed for result in tests)
    return Assessment(
        tests=tests,
        status=_status(evidence, as_at=as_at, all_passed=all_passed, key_missing=key_missing),
        confirmation_missing=key_missing,
        has_parent_carers=any(session.parent_carers for session in evidence.involvements),
        has_young_people=any(session.young_people for session in evidence.involvements),
    )


def count_toward_target(assessments: Iterable[Assessment], *, needed: int) -> Target:
    """Count the initiatives that count."""
    counted = [assessment for assessment in assessments if assessment.counts]
    with_young_people = sum(assessment.has_young_people for assessment in counted)
    return Target(len(counted), with_young_people, needed)


def tell_by(reply: ReplyEvidence, *, bank_holidays: Set[date] = frozenset()) -> date:
    """Return the last day on which those involved can be told in time."""
    return add_working_days(reply.heard_on, WORKING_DAYS_TO_TELL, bank_holidays=bank_holidays)


def _delivered(evidence: Evidence, *, as_at: date, window: tuple[int, int]) -> tuple[Missing, ...]:
    if evidence.delivered_on is None:
        return (Missing.DELIVERY_DATE,)
    if not window[0] <= evidence.delivered_on.year <= window[1]:
        return (Missing.OUTSIDE_WINDOW,)
    return (Missing.NOT_LIVE_YET,) if evidence.delivered_on > as_at else ()


def _level(evidence: Evidence, *, as_at: date) -> tuple[Missing, ...]:
    designs = [s for s in _held(evidence, as_at=as_at) if s.stage is Stage.DESIGN]
    if not designs:
        return (Missing.DESIGN_SESSION,)
    high_enough = [session for session in designs if session.rung >= CO_DESIGN_RUNG]
    if not high_enough:
        return (Missing.CO_DESIGN_RUNG,)
    # A rung without a reason is a tick in a box.
    has_reason = any(session.rung_reason.strip() for session in high_enough)
    return () if has_reason else (Missing.RUNG_REASON,)


def _from_the_start(evidence: Evidence, *, as_at: date) -> tuple[Missing, ...]:
    fixed_on = evidence.options_fixed_on
    if fixed_on is None:
        return (Missing.OPTIONS_FIXED_DATE,)
    if evidence.delivered_on is not None and fixed_on > evidence.delivered_on:
        # Otherwise any late session could be made early by moving this date.
        return (Missing.OPTIONS_FIXED_AFTER_DELIVERY,)
    early = _early_sessions(evidence, as_at=as_at)
    enough = any(session.people >= FEWEST_FROM_THE_START for session in early)
    return () if enough else (Missing.EARLY_SESSION,)


def _feedback(evidence: Evidence, *, as_at: date, bank_holidays: Set[date]) -> tuple[Missing, ...]:
    if not evidence.replies:
        return (Missing.THEMES,)
    missing = {
        gap
        for reply in evidence.replies
        for gap in _reply_gaps(reply, as_at=as_at, bank_holidays=bank_holidays)
    }
    missing.update(_told_around_delivery(evidence, as_at=as_at))
    return tuple(gap for gap in Missing if gap in missing)


def _reply_gaps(
    reply: ReplyEvidence, *, as_at: date, bank_holidays: Set[date]
) -> tuple[Missing, ...]:
    if not reply.is_answered:
        return (Missing.ANSWER,)
    gaps = [Missing.REASON] if reply.is_not_possible and not reply.has_reason else []
    if reply.told_on is None or reply.told_on > as_at:
        return (*gaps, Missing.TELLING)
    if not reply.heard_on <= reply.told_on <= tell_by(reply, bank_holidays=bank_holidays):
        gaps.append(Missing.TOLD_IN_TIME)
    if not reply.is_in_their_format:
        gaps.append(Missing.THEIR_FORMAT)
    return tuple(gaps)


def _told_around_delivery(evidence: Evidence, *, as_at: date) -> tuple[Missing, ...]:
    """Say which is missing of feedback before delivery and feedback after it."""
    live_on = evidence.delivered_on
    if live_on is None:
        return (Missing.TOLD_BEFORE_DELIVERY, Missing.TOLD_AFTER_DELIVERY)
    told = [
        day
        for reply in evidence.replies
        for day in (reply.told_on, *reply.told_again_on)
        if day is not None and day <= as_at
    ]
    before = () if any(day < live_on for day in told) else (Missing.TOLD_BEFORE_DELIVERY,)
    after = () if any(day >= live_on for day in told) else (Missing.TOLD_AFTER_DELIVERY,)
    return before + after


def _heard(evidence: Evidence) -> TestResult:
    gaps = {
        PulseVerdict.MET: (),
        PulseVerdict.NOT_MET: (Missing.FELT_HEARD,),
        PulseVerdict.TOO_FEW: (Missing.ENOUGH_ANSWERS,),
        PulseVerdict.MORE_THAN_INVOLVED: (Missing.PEOPLE_WHO_ANSWERED,),
        PulseVerdict.TOO_EARLY: (Missing.PULSE_AFTER_TELLING,),
        PulseVerdict.NOT_ASKED: (Missing.PULSE,),
    }
    missing: tuple[Missing, ...] = gaps[evidence.pulse]
    # Two people cannot answer a pulse safely, so a statement they agreed to stands in for it.
    few_enough = 0 < evidence.fewest_involved < FEWEST_PEOPLE_HEARD
    by_statement = bool(missing) and few_enough and evidence.has_witnessed_statement
    if by_statement and evidence.pulse is not PulseVerdict.NOT_MET:
        return TestResult(Test.HEARD, (), is_witnessed=True)
    return TestResult(Test.HEARD, missing)


def _confirmation(evidence: Evidence, *, as_at: date) -> tuple[Missing, ...]:
    given = evidence.confirmation
    if given is None or given.date > as_at:
        return (Missing.SECOND_KEY,)
    if given.decided_by == given.proposed_by:
        return (Missing.DIFFERENT_PERSON,)
    # A youth advocate speaks for young people: they alone must have been there from the start.
    young_enough = any(
        session.young_people >= FEWEST_FROM_THE_START
        for session in _early_sessions(evidence, as_at=as_at)
    )
    fits = given.key is Key.FORUM or young_enough
    return () if fits else (Missing.RIGHT_KEY,)


def _status(
    evidence: Evidence, *, as_at: date, all_passed: bool, key_missing: tuple[Missing, ...]
) -> Status:
    if evidence.kind is not Kind.CO_PRODUCTION:
        return Status.NOT_COUNTED
    given = evidence.confirmation
    if given is not None and not key_missing:
        return _answered(given, all_passed=all_passed)
    if all_passed:
        return Status.READY
    if evidence.was_confirmed:
        return Status.REOPENED
    if evidence.is_stopped or _is_left_alone(evidence, as_at=as_at):
        return Status.LAPSED
    return Status.CANDIDATE if evidence.is_empty else Status.GATHERING


def _answered(given: Confirmation, *, all_passed: bool) -> Status:
    """What the second key said, if it still holds."""
    if not given.is_confirmed:
        return Status.DISPUTED
    # A later pulse, or a correction that took a test away, opens it again.
    if not all_passed or given.pulse_failed_since:
        return Status.REOPENED
    # Nobody but the proposer has read what is on record now.
    return Status.CONFIRMED if given.is_current else Status.CHANGED


def _is_left_alone(evidence: Evidence, *, as_at: date) -> bool:
    """Whether somebody once began to gather evidence, and nothing came in a year."""
    last = evidence.last_new_on
    if evidence.is_empty or last is None:
        return False
    return (as_at - last).days > DAYS_UNTIL_LAPSED


def _held(evidence: Evidence, *, as_at: date) -> list[InvolvementEvidence]:
    return [session for session in evidence.involvements if session.date <= as_at]


def _early_sessions(evidence: Evidence, *, as_at: date) -> list[InvolvementEvidence]:
    """Return the sessions held before anything was fixed."""
    fixed_on = evidence.options_fixed_on
    return [
        session
        for session in _held(evidence, as_at=as_at)
        if session.stage in _EARLY_STAGES and fixed_on is not None and session.date <= fixed_on
    ]

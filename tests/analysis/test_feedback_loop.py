"""How far a reply has come follows from what is on record, and so does what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analysis.feedback_loop import Late, LoopFacts, LoopState, late_about, state_of
from analysis.working_days import add_working_days

HEARD = date(2026, 1, 19)
LAST_DAY = date(2026, 3, 2)
WAITS = LoopFacts(heard_on=HEARD)
REPLIED = replace(WAITS, is_answered=True)
TOLD = replace(REPLIED, told_on=LAST_DAY)


def test_each_state_follows_from_what_is_on_record() -> None:
    assert state_of(WAITS) is LoopState.WAITING
    assert state_of(REPLIED) is LoopState.REPLIED
    assert state_of(TOLD) is LoopState.TOLD
    assert state_of(replace(TOLD, has_changed=True)) is LoopState.CHANGED
    assert state_of(replace(TOLD, stays_as_it_is=True)) is LoopState.NOTHING_TO_CHANGE
    assert state_of(replace(REPLIED, stays_as_it_is=True)) is LoopState.REPLIED


def test_a_reply_is_late_from_the_31st_working_day() -> None:
    after = LAST_DAY + timedelta(days=1)

    assert add_working_days(HEARD, 30) == LAST_DAY
    assert late_about(WAITS, as_at=LAST_DAY) == ()
    assert late_about(WAITS, as_at=after) == (Late.REPLY,)
    assert late_about(REPLIED, as_at=after) == (Late.TELLING,)
    assert late_about(TOLD, as_at=after) == ()
    assert late_about(WAITS, as_at=after, bank_holidays={date(2026, 2, 3)}) == ()


def test_a_due_day_that_has_passed_is_late_until_something_changed() -> None:
    due = replace(TOLD, due_on=LAST_DAY)
    after = LAST_DAY + timedelta(days=1)

    assert late_about(due, as_at=LAST_DAY) == ()
    assert late_about(due, as_at=after) == (Late.DUE,)
    assert late_about(replace(due, has_changed=True), as_at=after) == ()
    assert late_about(replace(due, stays_as_it_is=True), as_at=after) == ()


@given(
    st.builds(
        LoopFacts,
        heard_on=st.just(HEARD),
        is_answered=st.booleans(),
        stays_as_it_is=st.booleans(),
        told_on=st.none() | st.just(LAST_DAY),
        has_changed=st.booleans(),
        due_on=st.none() | st.just(LAST_DAY),
    ),
    st.integers(0, 400),
)
def test_time_alone_only_ever_makes_more_of_it_late(facts: LoopFacts, days: int) -> None:
    earlier, later = HEARD + timedelta(days=days), HEARD + timedelta(days=days + 40)

    assert set(late_about(facts, as_at=earlier)) <= set(late_about(facts, as_at=later))

"""A session ends to the second when it should, and is a bunch of keys to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from feedback import staff_sessions
from feedback.models import Action, StaffMember, StaffSession
from tests import factories
from tests.feedback.asking import database_of
from tests.feedback.audited import entries
from tests.feedback.staff_pages import store

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
# A hash costs a moment, and nobody signs in by the page here.
NO_PASSWORD = {"password_hash": ""}


class Clock(datetime):
    """The time as staff_sessions reads it."""

    present = NOON

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain moment, set
        """When the test says it is."""
        return cls.present


@pytest.fixture(autouse=True)
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Clock]]:
    """A clock that stands at noon until a test moves it; inside the app."""
    monkeypatch.setattr(staff_sessions, "datetime", Clock)
    monkeypatch.setattr(Clock, "present", NOON)
    with app.app_context():
        yield Clock


@pytest.fixture
def sam(app: Flask) -> StaffMember:
    """Somebody of staff."""
    person = factories.staff_member(**NO_PASSWORD)
    store(app, person)
    return person


def kept(app: Flask) -> list[StaffSession]:
    with Session(database_of(app).engine) as session:
        return list(session.exec(select(StaffSession).order_by(col(StaffSession.created_at))))


def actions(app: Flask) -> list[str]:
    return [entry["action"] for entry in entries(app)]


def is_in(session_id: str) -> bool:
    return staff_sessions.staff_for(session_id) is not None


def test_whoever_is_idle_for_half_an_hour_is_in_and_a_second_later_out(
    app: Flask, clock: type[Clock], sam: StaffMember
) -> None:
    first, second = staff_sessions.begin(sam), staff_sessions.begin(sam)

    clock.present = NOON + timedelta(minutes=30)
    at_half_an_hour = is_in(first)
    clock.present += A_SECOND

    assert at_half_an_hour
    assert not is_in(second)
    assert actions(app)[-1] == Action.SESSION_RAN_OUT


def test_twelve_hours_of_work_are_not_too_long_and_a_second_more_is(
    clock: type[Clock], sam: StaffMember
) -> None:
    session_id = staff_sessions.begin(sam)
    for minutes in range(20, 12 * 60 + 1, 20):
        clock.present = NOON + timedelta(minutes=minutes)
        assert is_in(session_id)

    clock.present += A_SECOND

    assert not is_in(session_id)


def test_a_session_that_ran_out_stays_out_even_if_the_clock_goes_back(
    clock: type[Clock], sam: StaffMember
) -> None:
    session_id = staff_sessions.begin(sam)
    clock.present = NOON + timedelta(hours=1)
    assert not is_in(session_id)

    clock.present = NOON

    assert not is_in(session_id)


def test_being_seen_is_written_once_a_minute_and_no_oftener(
    app: Flask, clock: type[Clock], sam: StaffMember
) -> None:
    session_id, other = staff_sessions.begin(sam), staff_sessions.begin(sam)
    seen = []
    for seconds in (60, 61, 121):
        clock.present = NOON + timedelta(seconds=seconds)
        assert is_in(session_id)
        seen.append({row.last_seen_at - NOON for row in kept(app)})

    unseen, minute = timedelta(0), timedelta(seconds=61)
    assert seen == [{unseen}, {unseen, minute}, {unseen, minute}]
    assert other != session_id


def test_between_the_steps_ten_minutes_pass_and_not_a_second_more(
    clock: type[Clock], sam: StaffMember
) -> None:
    session_id = staff_sessions.begin(sam, needs_second_step=True)
    clock.present = NOON + timedelta(minutes=10)
    found = staff_sessions.half_way(session_id)
    clock.present += A_SECOND

    assert found and found.id == sam.id
    assert staff_sessions.half_way(session_id) is None


def test_half_way_is_not_in_and_in_is_not_half_way(app: Flask, sam: StaffMember) -> None:
    half, whole = staff_sessions.begin(sam, needs_second_step=True), staff_sessions.begin(sam)

    assert not is_in(half)
    assert is_in(whole)
    assert staff_sessions.half_way(half)
    assert staff_sessions.half_way(whole) is None
    assert actions(app) == [Action.PASSED_FIRST_STEP, Action.SIGNED_IN]
    assert len(kept(app)) == 2


@pytest.mark.parametrize("needs_second_step", [True, False])
def test_whoever_is_disabled_is_neither_in_nor_half_way(
    app: Flask, needs_second_step: bool
) -> None:
    person = factories.staff_member(**NO_PASSWORD, is_disabled=True)
    store(app, person)

    session_id = staff_sessions.begin(person, needs_second_step=needs_second_step)

    assert not is_in(session_id)
    assert staff_sessions.half_way(session_id) is None


@pytest.mark.parametrize("made_up", ["", "nobody", "0" * 64])
def test_an_id_that_nobody_was_given_opens_and_ends_nothing(
    app: Flask, sam: StaffMember, made_up: str
) -> None:
    session_id = staff_sessions.begin(sam)

    staff_sessions.end(made_up)

    assert not is_in(made_up)
    assert staff_sessions.half_way(made_up) is None
    assert is_in(session_id)
    assert actions(app) == [Action.SIGNED_IN]


def test_signing_in_takes_out_what_ran_out_and_nothing_else(
    app: Flask, clock: type[Clock], sam: StaffMember
) -> None:
    staff_sessions.begin(sam)
    staff_sessions.begin(sam, needs_second_step=True)
    clock.present = NOON + A_SECOND
    alive = staff_sessions.begin(sam)

    clock.present = NOON + timedelta(minutes=30) + A_SECOND
    staff_sessions.begin(sam)

    assert [row.created_at - NOON for row in kept(app)] == [A_SECOND, clock.present - NOON]
    # Who never got in was not signed out.
    assert actions(app).count(Action.SESSION_RAN_OUT) == 1
    assert is_in(alive)


def test_a_busy_session_of_twelve_hours_is_kept_and_an_older_one_taken_out(
    app: Flask, clock: type[Clock], sam: StaffMember
) -> None:
    session_id = staff_sessions.begin(sam)
    for minutes in range(20, 12 * 60 + 1, 20):
        clock.present = NOON + timedelta(minutes=minutes)
        assert is_in(session_id)

    staff_sessions.begin(sam)
    at_twelve_hours = len(kept(app))
    clock.present += A_SECOND
    staff_sessions.begin(sam)

    assert at_twelve_hours == 2
    assert NOON not in [row.created_at for row in kept(app)]


def test_an_end_says_why_once_and_touches_no_other_session(app: Flask, sam: StaffMember) -> None:
    one, other = staff_sessions.begin(sam), staff_sessions.begin(sam)
    half = staff_sessions.begin(sam, needs_second_step=True)

    for session_id in (one, one, half):
        staff_sessions.end(session_id)

    assert not is_in(one)
    assert is_in(other)
    assert staff_sessions.half_way(half) is None
    assert actions(app)[3:] == [Action.SIGNED_OUT]
    assert entries(app)[-1]["who"] == str(sam.id)


def test_all_of_one_person_end_and_nobody_elses(app: Flask, sam: StaffMember) -> None:
    kim = factories.staff_member(**NO_PASSWORD)
    store(app, kim)
    of_sam, of_kim = [staff_sessions.begin(one) for one in (sam, sam)], staff_sessions.begin(kim)

    with database_of(app).transaction() as connection:
        staff_sessions.end_all(connection, sam.id)
        staff_sessions.end_all(connection, uuid4())

    assert [is_in(one) for one in (*of_sam, of_kim)] == [False, False, True]


def test_the_table_holds_the_hash_of_an_id_of_256_bits(app: Flask, sam: StaffMember) -> None:
    session_id = staff_sessions.begin(sam, reason="by a link")

    [row] = kept(app)
    # Six bits a letter.
    assert len(session_id) == 43
    assert session_id not in row.id_hash
    assert len(row.id_hash) == 64
    assert entries(app)[0]["reason"] == "by a link"

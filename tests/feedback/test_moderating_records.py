"""What the moderation pages ask the database is answered alike by both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from feedback import create_app, queued
from feedback.config import Config
from feedback.database import session
from feedback.models import Collection, Comment, StaffMember
from feedback.moderate import coding, queue, quotes, records
from feedback.moderate.queue import Around, State, Wanted
from feedback.readings import read_pending
from tests import factories
from tests.feedback.asking import database_of
from tests.feedback.queue_by_hand import stands
from tests.feedback.test_queued import an_area, happen

MISSING = select(func.count()).where(queued.NOT_WORKED_OUT)
LOW, HARM = "The tables were too low.", "He hits my son every night."


@pytest.fixture
def app_on(config: Config, engine: Engine) -> Flask:
    """The app on each kind of database, with two comments that were read."""
    app = create_app(config, engine=engine)
    collection = factories.collection()
    officer = factories.staff_member()
    first = factories.response(collection, consent_version=1)
    second = factories.response(collection, language="ar")
    with Session(engine, expire_on_commit=False) as held:
        things = [collection, officer, first, second]
        comments = [factories.comment(first, LOW), factories.comment(second, "كان رائعا جدا")]
        answers = factories.answers(first, {"ps_overall": "good", "role": "parent_carer"})
        factories.store(held, [*things, *answers, *comments])
        third = factories.response(collection)
        factories.store(held, [third, factories.comment(third, HARM)])
    read_pending(database_of(app))
    return app


@pytest.fixture
def asking(app_on: Flask) -> Iterator[tuple[StaffMember, dict[str, Comment]]]:
    """Inside a request that may write: the officer, and the comments by their words."""
    with app_on.test_request_context(method="POST"):
        (officer,) = session().scalars(select(StaffMember))
        yield officer, {one.text: one for one in session().scalars(select(Comment))}


def decided(comment: Comment, officer: StaffMember, **said: str) -> bool:
    """Decide, not having seen anything."""
    usual = {"tone": "negative", "ruling": "publish", "edited_copy": LOW, "copy_language": "en"}
    return records.judge(
        comment.id, officer.id, seen="", now=datetime.now(UTC), decided=usual | said
    )


def texts(officer: StaffMember, state: State) -> list[str]:
    """The comments in one part of the queue, in order."""
    wanted = Wanted(state=state, collection_id=None, staff_id=officer.id)
    return [line.text for line in queue.listed(wanted, Around()).lines]


def test_the_queue_has_its_order_and_its_parts(
    asking: tuple[StaffMember, dict[str, Comment]],
) -> None:
    officer, comments = asking
    waiting = texts(officer, State.WAITING)

    assert decided(comments[LOW], officer)
    assert decided(comments[HARM], officer, ruling="hold")

    assert waiting[0] == HARM and len(waiting) == 3
    assert texts(officer, State.WAITING) == texts(officer, State.TRANSLATE) == ["كان رائعا جدا"]
    assert texts(officer, State.HELD) == [HARM]
    assert texts(officer, State.DECIDED) == [LOW]
    assert texts(officer, State.AGAIN) == []
    assert len(queue.collections(None)[0]) == 1


def test_an_unread_comment_that_may_speak_of_harm_is_counted(
    asking: tuple[StaffMember, dict[str, Comment]],
) -> None:
    officer, comments = asking
    before = queued.count_concerns(session())

    decided(comments[HARM], officer)

    assert (before, queued.count_concerns(session())) == (1, 0)


def test_a_second_person_is_offered_what_the_first_decided_and_both_are_compared(
    asking: tuple[StaffMember, dict[str, Comment]],
) -> None:
    officer, comments = asking
    second = factories.staff_member()
    session().add(second)
    session().flush()
    decided(comments[LOW], officer)

    offered = texts(second, State.AGAIN)
    now = datetime.now(UTC)
    kept = records.give_second_opinion(comments[LOW].id, second.id, "positive", now=now)
    twice = records.give_second_opinion(comments[LOW].id, second.id, "negative", now=now)

    assert (offered, kept, twice) == ([LOW], True, False)
    assert texts(second, State.AGAIN) == []
    assert (coding.two_people().pairs, coding.two_people().same) == (1, 0)
    assert coding.person_and_computer().pairs == 1


def test_the_newest_decision_and_translation_count(
    asking: tuple[StaffMember, dict[str, Comment]],
) -> None:
    officer, comments = asking
    comment = comments["كان رائعا جدا"]
    now = datetime.now(UTC)
    records.translate(comment.id, officer.id, "It was fine.", now=now - timedelta(minutes=1))
    records.translate(comment.id, officer.id, "It was wonderful.", now=now)
    decided(comment, officer)
    first = records.comment(comment.id)
    assert first and first.latest

    again = {"tone": "positive", "ruling": "themes", "why": "Translated."}
    stale = decided(comment, officer, **again)
    kept = records.judge(
        comment.id,
        officer.id,
        seen=str(first.latest.id),
        now=now + timedelta(minutes=1),
        decided=again,
    )

    found = records.comment(comment.id)
    assert (stale, kept) == (False, True)
    assert found and found.latest and found.translation
    assert (found.latest.tone, found.translation.text) == ("positive", "It was wonderful.")
    assert [one.ruling for one in found.past] == ["themes", "publish"]


def test_a_quote_needs_consent_whatever_was_decided(
    asking: tuple[StaffMember, dict[str, Comment]],
) -> None:
    officer, comments = asking

    decided(comments[LOW], officer)
    decided(comments[HARM], officer)

    assert [one.text for one in quotes.quotes(to_officer=True)] == [LOW]
    assert [one.role for one in quotes.quotes(to_officer=False)] == [None]


def pages_of(wanted: Wanted) -> list[list[UUID]]:
    """Every page of the queue from the first to the last, and back again."""
    forth, back, around = [], [], Around()
    while True:
        found = queue.listed(wanted, around)
        forth.append([line.id for line in found.lines])
        if found.following is None:
            break
        around = Around(after=found.following)
    while found.previous is not None:
        found = queue.listed(wanted, Around(before=found.previous))
        back.append([line.id for line in found.lines])
    assert forth[-2::-1] == back
    return forth


def test_pages_hold_what_is_kept_and_what_is_not_in_one_order(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can tell which places are kept: neither from the order, nor from the number."""
    monkeypatch.setattr(queue, "PAGE", 12)
    app = create_app(config, engine=engine)
    an_area(engine)
    world = happen(engine, 0, 60, lambda _world: None)
    with app.test_request_context(method="POST"):
        officer = session().scalars(select(col(StaffMember.id)).order_by("email")).first()
        assert officer is not None
        parts = [Wanted(state=state, collection_id=None, staff_id=officer) for state in State]
        mixed = [pages_of(one) for one in parts]
        assert 0 < session().execute(MISSING).scalar_one() < sum(map(len, mixed[0]))

        queued.work_out(session().connection(), session().scalars(select(col(Comment.id))).all())

        assert mixed == [pages_of(one) for one in parts]
        in_one_collection = session().scalars(select(col(Collection.id))).one()
        by_hand = stands(session().connection(), world.readers)
        for wanted, pages in zip(parts, mixed, strict=True):
            there = replace(wanted, collection_id=in_one_collection)
            found = queue.listed(there, Around())
            assert found.total == sum(map(len, pages)) > 0
            assert [line.id for line in found.lines] == pages[0]
            places = [by_hand[one].place for page in pages for one in page]
            assert places == sorted(places) or wanted.state is State.AGAIN


def test_of_many_collections_the_latest_are_offered_and_the_chosen_one(
    app_on: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_LISTED", 2)
    with app_on.test_request_context(method="POST"):
        [old] = session().scalars(select(col(Collection.id)))
        for days in range(1, 4):
            opened = datetime.now(UTC) + timedelta(days=days)
            asked = factories.collection(opens_at=opened, closes_at=opened + timedelta(days=1))
            given = factories.response(asked)
            for row in (asked, given, factories.comment(given, LOW)):
                session().add(row)
                session().flush()

        latest, has_more = queue.collections(None)
        with_old, _has_more = queue.collections(old)

        assert has_more and len(latest) == len(with_old) == 2
        assert old not in dict(latest) and with_old[0][0] == old

"""What the database adds up is what counting every response by itself gives, down to the byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, select, text
from sqlmodel import Session

from analysis.gate.shape import Margins, count
from feedback import counts
from feedback.areas import load_area
from feedback.config import Config
from feedback.database import Database
from feedback.responses import ANSWER, RESPONSE
from feedback.results import making
from feedback.results.asking import Plan, plan
from feedback.results.auditing import refuse_unsafe
from feedback.results.making import make_due
from feedback.results.stored import Stored, canonical
from feedback.sample.growing import Growth, grow
from forms.questions import Survey
from forms.surveys import SURVEYS
from tests.feedback import one_by_one

AREA = load_area("city_of_london")
SUMMER, AUTUMN = datetime(2026, 7, 30, 12, tzinfo=UTC), datetime(2026, 11, 28, 12, tzinfo=UTC)
UNTIL = date(2026, 7, 31)
SURVEY = SURVEYS["post_session"]


def some(connection: Connection, chance: Random, how_many: int) -> list[UUID]:
    ids = connection.execute(select(RESPONSE.c.id).order_by(RESPONSE.c.id)).scalars().all()
    return chance.sample(ids, min(how_many, len(ids)))


def save(connection: Connection, chance: Random) -> None:
    """Families answer again as others did, with something left out."""
    for one in some(connection, chance, 5):
        row = connection.execute(select(RESPONSE).where(RESPONSE.c.id == one)).mappings().one()
        new = UUID(int=chance.getrandbits(128))
        named = {"id": new, "key_hash": f"{new.hex:0>64}"}
        connection.execute(RESPONSE.insert().values({**row, **named}))
        for answer in connection.execute(select(ANSWER).where(ANSWER.c.response_id == one)).all():
            if chance.random() < 0.8:
                chose = {"question_id": answer.question_id, "code": answer.code}
                connection.execute(ANSWER.insert().values(response_id=new, **chose))


def correct(connection: Connection, chance: Random) -> None:
    """A paper form is corrected: another option, or none at all."""
    for one in some(connection, chance, 8):
        question = chance.choice(SURVEY.questions)
        if question.options:
            which = (ANSWER.c.response_id == one, ANSWER.c.question_id == question.id)
            code = chance.choice(question.options).code
            connection.execute(ANSWER.update().where(*which).values(code=code))
        elif chance.random() < 0.5:
            connection.execute(ANSWER.delete().where(ANSWER.c.response_id == one))


def withdraw(connection: Connection, chance: Random) -> None:
    """Families take everything back."""
    connection.execute(RESPONSE.delete().where(RESPONSE.c.id.in_(some(connection, chance, 4))))


def erase(connection: Connection, _chance: Random) -> None:
    """The oldest week has been kept long enough."""
    oldest = connection.execute(select(RESPONSE.c.week).order_by(RESPONSE.c.week)).scalars().first()
    connection.execute(RESPONSE.delete().where(RESPONSE.c.week == oldest))


def set_aside(connection: Connection, chance: Random) -> None:
    """Some are set aside, and others are let in again."""
    for one in some(connection, chance, 6):
        let_in = {"is_quarantined": chance.random() < 0.5}
        connection.execute(RESPONSE.update().where(RESPONSE.c.id == one).values(**let_in))


def send_late(connection: Connection, chance: Random) -> None:
    """Some came after the term was over."""
    for one in some(connection, chance, 3):
        later = {"week": UNTIL + timedelta(weeks=1)}
        connection.execute(RESPONSE.update().where(RESPONSE.c.id == one).values(**later))


STEPS: tuple[Callable[[Connection, Random], None], ...] = (
    save,
    correct,
    withdraw,
    set_aside,
    send_late,
    erase,
)


def added_up(session: Session, survey: Survey) -> tuple[Plan, Margins, counts.Waiting]:
    waiting = counts.waiting(session, survey.slug, overall=survey.overall.id, until=UNTIL)
    made = plan(survey, waiting.sizes)
    return made, made.people(waiting), waiting


def assert_the_same(session: Session, survey: Survey) -> int:
    made, margins, waiting = added_up(session, survey)
    given = one_by_one.waiting(session, survey.slug, until=UNTIL)
    everybody = one_by_one.people(made, given)
    assert waiting.total == len(given)
    assert waiting.sizes == one_by_one.sizes(given)
    for table in made.ask(AREA).tables:
        for dimensions in (table, *((name,) for name in table), ()):
            assert +count(margins, dimensions) == +count(everybody, dimensions), dimensions
    number, _mark = counts.mark_of_waiting(session, survey.slug, until=UNTIL)
    assert number == len(given)
    return len(given)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_to_answers_both_ways_of_counting_agree(
    engine: Engine, config: Config, seed: int
) -> None:
    database, chance = Database(engine), Random(seed)  # noqa: S311 -- made-up answers
    growth = Growth((60, 330)[seed], seed, shares={SURVEY.slug: 1}, terms=1)
    grow(database, config, growth, area=AREA, now=SUMMER)
    seen = set()

    for _step in range(9):
        with database.transaction() as connection:
            chance.choice(STEPS)(connection, chance)
        with Session(database.at_one_moment) as session:
            seen.add(assert_the_same(session, SURVEY))

    assert len(seen) > 2


def make(database: Database) -> list[Stored]:
    return make_due(database, AREA, secret=b"s" * 40, software="test", now=AUTUMN)


@pytest.mark.parametrize("responses", [9, 30, 47, 700])
def test_a_release_is_the_same_to_the_byte(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch, responses: int
) -> None:
    database: Database = app.extensions["heard_database"]
    growth = Growth(responses, 5, shares={SURVEY.slug: 3, "local_offer": 1}, terms=1)
    grow(database, config, growth, area=AREA, now=SUMMER)
    everybody: list[Any] = []

    def counted_one_by_one(made: Plan, _waiting: counts.Waiting) -> Any:
        with Session(database.reading) as session:
            given = one_by_one.waiting(session, made.survey.slug, until=UNTIL)
        everybody.append(one_by_one.people(made, given))
        return everybody[-1]

    with monkeypatch.context() as patch:
        patch.setattr(Plan, "people", counted_one_by_one)
        patch.setattr(making._Making, "_store", lambda made, _connection, content, _mark: content)
        by_hand: list[Any] = [*make(database)]
    with monkeypatch.context() as patch:
        patch.setattr(making._Making, "_store", lambda made, _connection, content, _mark: content)
        added: list[Any] = [*make(database)]

    assert len(everybody) == sum(not one["withheld"] for one in by_hand)
    assert [canonical(one) for one in added] == [canonical(one) for one in by_hand]


def test_exactly_those_who_waited_are_written_down_as_counted(
    engine: Engine, config: Config
) -> None:
    database = Database(engine)
    growth = Growth(400, 7, shares={SURVEY.slug: 1}, terms=1)
    grow(database, config, growth, area=AREA, now=SUMMER)
    with database.transaction() as connection:
        set_aside(connection, Random(1))  # noqa: S311 -- made-up answers
    with Session(database.reading) as session:
        waited = set(one_by_one.waiting(session, SURVEY.slug, until=UNTIL))

    assert make(database)

    with engine.connect() as connection:
        counted = connection.execute(counts.COUNTED.select()).all()
        responses = connection.execute(text("SELECT count(*) FROM response")).scalar_one()
    assert {row.response_id for row in counted} == waited
    assert len(waited) < responses  # Some were set aside.


def test_who_comes_while_a_term_is_frozen_is_counted_in_it_or_waits_and_never_both(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(engine)
    growth = Growth(400, 7, shares={SURVEY.slug: 1}, terms=1)
    grow(database, config, growth, area=AREA, now=SUMMER)
    with database.transaction() as connection:
        set_aside(connection, Random(1))  # noqa: S311 -- made-up answers
    audited = refuse_unsafe
    times: list[int] = []

    def meanwhile(content: Any, area: Any) -> None:
        audited(content, area)
        if not times:
            # An officer lets those in who were set aside, after the counting and before the end.
            with database.transaction() as connection:
                connection.execute(RESPONSE.update().values(is_quarantined=False))
        times.append(content["responses"])

    monkeypatch.setattr(making, "refuse_unsafe", meanwhile)
    [release] = make(database)

    assert times[0] < times[1] == release.responses == 400

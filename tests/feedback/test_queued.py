"""A comment's kept place in the queue is right or not there, whatever happens to the comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, select
from sqlmodel import Session

from analysis.tone import READER_VERSION, QuestionKind, Tone, ToneStatus
from feedback import queued
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.models import (
    CommentTranslation,
    Judgement,
    Noticing,
    Reading,
    Ruling,
    SecondOpinion,
    StaffMember,
    TranslationReading,
)
from feedback.noticing import reader_version
from feedback.queued import BATCH, QUEUED
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of
from tests import factories
from tests.feedback.queue_by_hand import Readers, Stand, stands

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
RATINGS = ("very_good", "good", "ok", "poor", "very_poor")
OWN_COLUMNS = ("part", "place", "needs_translation", "may_be_coded_again")


@dataclass
class World:
    """A small area to which things happen, and who the current readers are."""

    connection: Connection
    chance: Random
    readers: Readers
    minute: list[int] = field(default_factory=lambda: [0])

    def id(self) -> UUID:
        """A new one."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def now(self) -> datetime:
        """Later than before."""
        self.minute[0] += 1
        return START + timedelta(minutes=self.minute[0])

    def some(self, table: Any, most: int, *only: Any) -> list[Any]:
        """Some rows of a table."""
        found = self.connection.execute(select(table).where(*only).order_by(table.c.id)).all()
        return self.chance.sample(found, min(most, len(found)))

    def add(self, model: Any, **values: Any) -> None:
        """One row."""
        self.connection.execute(table_of(model).insert().values(id=self.id(), **values))


def save(world: World) -> None:
    """Some families answer, and write something."""
    for _family in range(6):
        save_one(world)


def save_one(world: World) -> None:
    """One that answers as another did."""
    chance = world.chance
    [other] = world.some(RESPONSE, 1)
    new = world.id()
    changed = {"id": new, "key_hash": f"{new.hex:0>64}", "is_quarantined": chance.random() < 0.2}
    world.connection.execute(RESPONSE.insert().values({**other._asdict(), **changed}))
    rated(world, new)
    for kind in chance.sample(list(QuestionKind), chance.randrange(1, 3)):
        row = {"id": world.id(), "response_id": new, "question_id": kind.value}
        row |= {"question_kind": kind.value, "language": "en", "text": "Something."}
        world.connection.execute(COMMENT.insert().values(row))


def rated(world: World, response_id: UUID) -> None:
    """The main question is answered, or it is not."""
    if world.chance.random() < 0.8:
        chosen = {"question_id": "ps_overall", "code": world.chance.choice(RATINGS)}
        world.connection.execute(ANSWER.insert().values(response_id=response_id, **chosen))


def read(world: World, most: int = 6) -> None:
    """The current readers come to some comments."""
    chance = world.chance
    is_new = (
        ~select(1)
        .where(
            table_of(Noticing).c.comment_id == COMMENT.c.id,
            table_of(Noticing).c.reader == world.readers.noticing,
        )
        .exists()
    )
    for comment in world.some(COMMENT, most, is_new):
        about = {"comment_id": comment.id, "reader": world.readers.noticing}
        world.add(
            Noticing,
            **about,
            language=chance.choice(["en", "en-GB", "ar"]),
            language_confidence=1.0,
            **dict.fromkeys(("themes", "names", "concerns"), "[]"),
            has_names=chance.random() < 0.2,
            has_concerns=chance.random() < 0.15,
        )
        if chance.random() < 0.9:
            world.add(Reading, comment_id=comment.id, reader=world.readers.tone, **toned(chance))


def toned(chance: Random) -> dict[str, Any]:
    """What a reader of tone may say."""
    if chance.random() < 0.2:
        return {"status": ToneStatus.NOT_SCORED_LANGUAGE.value}
    confidence = chance.choice([0.3, 0.59, 0.6, 0.9])
    tone = chance.choice(list(Tone)).value
    return {"status": ToneStatus.SCORED.value, "tone": tone, "confidence": confidence}


def decide(world: World) -> None:
    """Officers decide, some of them not for the first time."""
    chance = world.chance
    for comment in world.some(COMMENT, 3):
        [person] = world.some(table_of(StaffMember), 1)
        world.add(
            Judgement,
            comment_id=comment.id,
            staff_id=person.id,
            decided_at=world.now(),
            saw_estimate=chance.random() < 0.4,
            tone=chance.choice(["positive", None]),
            ruling=chance.choice(list(Ruling)),
            themes="",
        )


def translate(world: World) -> None:
    """Somebody translates, and some of what was translated is read."""
    for comment in world.some(COMMENT, 1):
        [person] = world.some(table_of(StaffMember), 1)
        about = {"comment_id": comment.id, "staff_id": person.id, "text": "Words."}
        world.add(CommentTranslation, **about, translated_at=world.now())
    OF_IT = table_of(TranslationReading)  # noqa: N806 -- a table
    is_new = ~select(1).where(OF_IT.c.translation_id == table_of(CommentTranslation).c.id).exists()
    for one in world.some(table_of(CommentTranslation), 2, is_new):
        said = toned(world.chance)
        world.add(TranslationReading, translation_id=one.id, reader=world.readers.tone, **said)


def code_again(world: World) -> None:
    """A second person gives a tone."""
    is_new = ~select(1).where(table_of(SecondOpinion).c.comment_id == COMMENT.c.id).exists()
    for comment in world.some(COMMENT, 2, is_new):
        [person] = world.some(table_of(StaffMember), 1)
        about = {"comment_id": comment.id, "staff_id": person.id}
        world.add(SecondOpinion, **about, given_at=world.now(), tone="neutral_or_mixed")


def set_aside(world: World) -> None:
    """Some are set aside, and others let in again."""
    for one in world.some(RESPONSE, 4):
        changed = {"is_quarantined": world.chance.random() < 0.5}
        this = RESPONSE.c.id == one.id
        world.connection.execute(RESPONSE.update().where(this).values(**changed))


def check_on_paper(world: World) -> None:
    """A paper form says otherwise: the response keeps its comments, its answers are replaced."""
    for one in world.some(RESPONSE, 3):
        this = RESPONSE.c.id == one.id
        world.connection.execute(RESPONSE.update().where(this).values(language="en"))
        world.connection.execute(ANSWER.delete().where(ANSWER.c.response_id == one.id))
        rated(world, one.id)


def withdraw(world: World) -> None:
    """A family takes everything back; but somebody stays."""
    for one in world.some(RESPONSE, 1) if len(world.some(RESPONSE, 9)) == 9 else []:
        world.connection.execute(RESPONSE.delete().where(RESPONSE.c.id == one.id))


def erase(world: World) -> None:
    """Comments go, and their responses stay."""
    for one in world.some(COMMENT, 1):
        world.connection.execute(COMMENT.delete().where(COMMENT.c.id == one.id))


def work_out(world: World) -> None:
    """Some places are worked out and kept."""
    queued.work_out(world.connection, [one.id for one in world.some(COMMENT, 12)])


STEPS: tuple[Callable[[World], None], ...] = (
    *(save, save, read, decide, decide, translate, code_again),
    *(set_aside, check_on_paper, withdraw, erase, work_out, work_out),
)


def an_area(engine: Engine) -> None:
    """A collection, somebody who answered, and two officers."""
    with Session(engine) as session:
        asked = factories.collection()
        people = [factories.staff_member(), factories.staff_member()]
        factories.store(session, [asked, *people, factories.response(asked)])


def kept(connection: Connection) -> dict[UUID, Stand]:
    """What is kept, of the comments of which something is."""
    rows = connection.execute(select(QUEUED).where(QUEUED.c.part.is_not(None)))
    return {one.comment_id: Stand(one.part.value, *one[3:]) for one in rows}


def happen(engine: Engine, seed: int, steps: int, check: Callable[[World], None]) -> World:
    """Things happen one after another; after each, something is looked at."""
    readers = Readers(READER_VERSION, reader_version())
    minutes, chance = [0], Random(seed)  # noqa: S311 -- made-up happenings
    for step in range(steps):
        with engine.begin() as connection:
            world = World(connection, chance, readers, minutes)
            (STEPS[step % len(STEPS)] if step < len(STEPS) else chance.choice(STEPS))(world)
        with engine.connect() as connection:
            check(World(connection, chance, readers, minutes))
    return world


def assert_right_or_not_there(world: World) -> None:
    expected = stands(world.connection, world.readers)
    found = kept(world.connection)
    assert {one: found[one] for one in found if found[one] != expected[one]} == {}
    ids = world.connection.execute(select(QUEUED.c.comment_id)).scalars()
    assert set(ids) == set(expected)


def test_whatever_happens_what_is_kept_of_a_place_is_right(engine: Engine) -> None:
    an_area(engine)

    world = happen(engine, 0, 60, assert_right_or_not_there)
    queued.fill(Database(engine))

    with engine.connect() as connection:
        expected = stands(connection, world.readers)
        assert kept(connection) == expected
    assert {one.place for one in expected.values()} == set(range(7))
    assert {one.part for one in expected.values()} == {"waiting", "held", "decided"}


@pytest.mark.parametrize("trigger", ["judgement_moves_a_comment", "response_moves_comments"])
def test_a_change_that_empties_no_place_would_be_seen(config: Config, trigger: str) -> None:
    engine = create_engine_for(config.database_url)
    an_area(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")

    with pytest.raises(AssertionError):
        happen(engine, 1, 60, assert_right_or_not_there)


def test_better_readers_move_each_comment_when_they_have_read_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_area(engine)
    happen(engine, 3, 40, assert_right_or_not_there)
    queued.fill(Database(engine))
    with engine.connect() as connection:
        before = kept(connection)
    monkeypatch.setattr(queued, "READER_VERSION", "better")
    monkeypatch.setattr(queued, "reader_version", lambda: "better")

    readers, minutes = Readers("better", "better"), [0]
    with engine.begin() as connection:
        unread = kept(connection)
        read(World(connection, Random(4), readers, minutes), most=1_000)  # noqa: S311
    queued.fill(Database(engine))

    with engine.connect() as connection:
        assert unread == before
        assert before != kept(connection) == stands(connection, readers)


def test_many_missing_places_are_worked_out_a_few_at_a_time(engine: Engine) -> None:
    an_area(engine)
    world = happen(engine, 5, 1, lambda _world: None)
    many = 2 * BATCH + 7
    with engine.begin() as connection:
        [response] = connection.execute(select(RESPONSE.c.id).limit(1)).scalars()
        row = {"response_id": response, "question_id": "a", "question_kind": "nonspecific"}
        row |= {"language": "en", "text": "Something."}
        connection.execute(COMMENT.insert(), [{**row, "id": world.id()} for _one in range(many)])

    queued.fill(Database(engine))

    with engine.connect() as connection:
        assert len(kept(connection)) >= many
        assert kept(connection) == stands(connection, world.readers)

"""The chain of the audit, on both databases: whatever was done to it afterwards is found."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from feedback import chain
from feedback.chain import Entry
from feedback.database import create_engine_for
from feedback.models import Action, Subject

SAM, KIM = str(uuid4()), str(uuid4())
# Were it another one day, every audit there is would look as if it had been changed.
HASH_OF_THE_SAME = "4ced1cd671e2545affcb4b993d1173142124e65dc8252bfdc9960ab54de08b9a"
COLUMNS = [
    "number",
    "at",
    "who",
    "action",
    "subject",
    "subject_id",
    "how_many",
    "reason",
    "previous_hash",
    "entry_hash",
]


def keep(engine: Engine, *entries: Entry) -> None:
    """Add these to the audit."""
    with engine.begin() as connection:
        chain.append(connection, entries)


def three(engine: Engine) -> None:
    """Sam signs in and reads; Kim exports."""
    keep(engine, Entry(Action.SIGNED_IN, SAM))
    keep(
        engine,
        Entry(Action.READ_COMMENTS, SAM, Subject.QUEUE, "state=waiting page=1", how_many=25),
        Entry(Action.EXPORTED, KIM, Subject.LANGUAGE, "fr", how_many=900, reason="for a printer"),
    )


def found(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(chain.problems(connection))


def end_of(engine: Engine) -> chain.Head:
    with engine.connect() as connection:
        return chain.head(connection)


def rows(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        ordered = chain.ENTRY.select().order_by(chain.ENTRY.c.number)
        return [dict(row._mapping) for row in connection.execute(ordered)]


def past_the_triggers(engine: Engine, *statements: str) -> None:
    """What somebody with the whole database in their hands can do."""
    names = ("changes", "goes", "grows")
    table = "" if engine.dialect.name == "sqlite" else " ON audit_entry"
    with engine.begin() as connection:
        for name in names:
            verb = "only" if name == "grows" else "never"
            connection.execute(text(f"DROP TRIGGER audit_entry_{verb}_{name}{table}"))
        for statement in statements:
            connection.execute(text(statement))


def test_an_empty_chain_is_whole_and_has_a_head(engine: Engine) -> None:
    assert found(engine) == []
    assert end_of(engine) == chain.Head(0, "0" * 64)


def test_entries_are_numbered_without_gaps_and_follow_each_other(engine: Engine) -> None:
    three(engine)

    kept = rows(engine)
    assert [row["number"] for row in kept] == [1, 2, 3]
    assert [row["previous_hash"] for row in kept[1:]] == [row["entry_hash"] for row in kept[:2]]
    assert found(engine) == []
    assert end_of(engine) == chain.Head(3, kept[2]["entry_hash"])


def test_the_same_entry_has_the_same_hash_on_either_database(engine: Engine) -> None:
    said = {
        "number": 1,
        "at": datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1))),
        "who": "sam",
        "action": "exported",
        "subject": "language",
        "subject_id": "বাংলা",
        "how_many": 900,
        "reason": None,
        "previous_hash": chain.FIRST_HASH,
    }
    with engine.begin() as connection:
        connection.execute(chain.ENTRY.insert().values(**said, entry_hash=chain.hash_of(said)))

    assert chain.hash_of(said) == HASH_OF_THE_SAME
    assert found(engine) == []


def test_an_entry_holds_no_more_than_it_says() -> None:
    assert [column.name for column in chain.ENTRY.columns] == COLUMNS


def test_an_entry_that_is_rolled_back_leaves_no_gap(engine: Engine) -> None:
    three(engine)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        chain.append(connection, [Entry(Action.SIGNED_OUT, SAM)])
        _ = 1 / 0
    keep(engine, Entry(Action.SIGNED_OUT, KIM))

    assert [row["number"] for row in rows(engine)] == [1, 2, 3, 4]
    assert found(engine) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET how_many = 1",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 3",
        "INSERT INTO audit_entry SELECT 9, at, who, action, subject, subject_id, how_many, "
        "reason, entry_hash, 'x' FROM audit_entry WHERE number = 3",
        "INSERT INTO audit_entry SELECT 4, at, who, action, subject, subject_id, how_many, "
        "reason, previous_hash, 'x' FROM audit_entry WHERE number = 3",
    ],
)
def test_the_database_only_lets_the_chain_grow(engine: Engine, statement: str) -> None:
    three(engine)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))

    assert found(engine) == []
    assert end_of(engine).number == 3


def test_no_database_has_a_way_round(engine: Engine) -> None:
    three(engine)
    way_round = {
        # This deletes without the trigger of deletions.
        "sqlite": "INSERT OR REPLACE INTO audit_entry SELECT number, at, 'me', action, subject, "
        "subject_id, how_many, reason, previous_hash, entry_hash FROM audit_entry "
        "WHERE number = 2",
        "postgresql": "TRUNCATE audit_entry",
    }[engine.dialect.name]

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(way_round))

    assert found(engine) == []
    assert end_of(engine).number == 3


@pytest.mark.parametrize("column", COLUMNS[1:-1])
def test_a_changed_entry_is_found_whatever_was_changed(engine: Engine, column: str) -> None:
    three(engine)
    changed = {"at": "'2020-01-01 00:00:00.000000'", "how_many": "7"}.get(column, "'other'")

    past_the_triggers(
        engine,
        f"UPDATE audit_entry SET {column} = {changed} WHERE number = 2",  # noqa: S608 -- ours
    )

    assert "Entry 2 was changed: its hash does not fit what it says." in found(engine)


def test_a_missing_entry_is_found(engine: Engine) -> None:
    three(engine)

    past_the_triggers(engine, "DELETE FROM audit_entry WHERE number = 2")

    assert found(engine) == ["Missing before entry 3: 2."]


def test_missing_first_entries_are_found(engine: Engine) -> None:
    three(engine)

    past_the_triggers(engine, "DELETE FROM audit_entry WHERE number < 3")

    assert found(engine) == ["Missing before entry 3: 1 to 2."]


def test_an_entry_put_in_between_is_found(engine: Engine) -> None:
    three(engine)
    first = rows(engine)[0]
    forged = {**first, "number": 2, "who": KIM, "previous_hash": first["entry_hash"]}
    forged["entry_hash"] = chain.hash_of(forged)

    past_the_triggers(
        engine,
        "UPDATE audit_entry SET number = 4 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 2",
    )
    with engine.begin() as connection:
        connection.execute(chain.ENTRY.insert().values(**forged))

    assert found(engine) == [
        "Entry 3 does not follow the entry before it: one of them was replaced.",
        "Entry 3 was changed: its hash does not fit what it says.",
        "Entry 4 was changed: its hash does not fit what it says.",
    ]


def test_what_is_cut_off_the_end_shows_only_beside_an_earlier_head(engine: Engine) -> None:
    three(engine)
    before = end_of(engine)

    past_the_triggers(engine, "DELETE FROM audit_entry WHERE number = 3")

    with engine.connect() as connection:
        assert chain.number_of(connection, before.entry_hash) is None
    # The chain by itself is whole: this is why the head is kept elsewhere.
    assert found(engine) == []


def test_a_head_from_before_is_still_in_the_chain(engine: Engine) -> None:
    three(engine)
    before = end_of(engine)
    keep(engine, Entry(Action.SIGNED_OUT, SAM))

    with engine.connect() as connection:
        assert chain.number_of(connection, before.entry_hash) == 3
        assert chain.number_of(connection, chain.FIRST_HASH) == 0


def test_an_entry_is_one_line(engine: Engine) -> None:
    said = "one\r\n\x1b[31mtwo\u202ethree \x00 " + "x" * 600
    keep(engine, Entry(Action.CHANGED_SETTING, SAM, Subject.SETTING, "base\n", reason=said))

    (row,) = rows(engine)
    assert row["subject_id"] == "base"
    assert row["reason"].startswith("one [31mtwo three xxx")
    assert len(row["reason"]) == 500
    assert found(engine) == []


def test_an_entry_holds_what_was_said_and_when(engine: Engine) -> None:
    before = datetime.now(UTC)
    keep(engine, Entry(Action.EXPORTED, KIM, Subject.LANGUAGE, 0, how_many=0, reason=""))
    keep(engine, Entry(Action.SIGNED_IN, SAM))

    bare, full = reversed(rows(engine))
    assert [full[name] for name in COLUMNS[2:8]] == [KIM, "exported", "language", "0", 0, ""]
    assert [bare[name] for name in COLUMNS[2:8]] == [SAM, "signed_in", None, None, None, None]
    assert before <= full["at"].replace(tzinfo=UTC) <= datetime.now(UTC)
    assert full["previous_hash"] == "0" * 64


def test_a_subject_of_any_length_is_cut_where_its_column_ends(engine: Engine) -> None:
    keep(engine, Entry(Action.SIGNED_IN, SAM, Subject.QUEUE, "x" * 300, reason="y" * 600))

    [row] = rows(engine)
    assert (len(row["subject_id"]), len(row["reason"])) == (200, 500)


def test_a_wider_gap_is_told_by_its_ends(engine: Engine) -> None:
    for _time in range(2):
        three(engine)

    past_the_triggers(engine, "DELETE FROM audit_entry WHERE number IN (2, 3, 5)")

    assert found(engine) == ["Missing before entry 4: 2 to 3.", "Missing before entry 6: 5."]


def test_a_number_that_comes_again_is_found(engine: Engine) -> None:
    three(engine)
    with engine.connect() as connection:
        first, *_others = list(connection.execute(chain.ENTRY.select()))

    # Nobody's database holds two of one number, but somebody's copy may.
    assert list(chain._misfits(dict(first._mapping), 1, chain.FIRST_HASH)) == [
        "Missing before entry 1: 2 to 0."
    ]


def test_who_replaced_an_entry_and_hashed_it_anew_is_found_by_the_next(engine: Engine) -> None:
    three(engine)
    forged = rows(engine)[1] | {"who": KIM}
    forged["entry_hash"] = chain.hash_of(forged)

    past_the_triggers(engine, "DELETE FROM audit_entry WHERE number = 2")
    with engine.begin() as connection:
        connection.execute(chain.ENTRY.insert().values(**forged))

    assert found(engine) == [
        "Entry 3 does not follow the entry before it: one of them was replaced."
    ]


@pytest.mark.parametrize("wrong", ["0" * 64, "f" * 64, ""])
def test_any_other_hash_is_another_hash(engine: Engine, wrong: str) -> None:
    three(engine)
    entry, last = rows(engine)[1], rows(engine)[0]["entry_hash"]

    assert list(chain._misfits(entry, 1, last)) == []
    assert list(chain._misfits(entry, 1, wrong)) == [
        "Entry 2 does not follow the entry before it: one of them was replaced."
    ]
    assert list(chain._misfits(entry | {"entry_hash": wrong}, 1, last)) == [
        "Entry 2 was changed: its hash does not fit what it says."
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("one\ntwo", "one two"),
        ("  a \t b  ", "a b"),
        ("soft\u00adhyphen", "soft hyphen"),
        ("\ue000private", "private"),
        ("বাংলা", "বাংলা"),
        ("", ""),
    ],
)
def test_a_line_has_no_control_characters_and_keeps_every_letter(words: str, line: str) -> None:
    assert chain.one_line(words) == line


def add_many(url: str, who: str, number: int, ready: Barrier) -> None:
    """What each writer does: one entry after another, each in a transaction of its own."""
    engine = create_engine_for(url)
    engine.connect().close()
    # All begin at one moment: the first would be done before another process has started.
    ready.wait(timeout=60)
    for _time in range(number):
        keep(engine, Entry(Action.READ_COMMENT, who, Subject.COMMENT, uuid4(), how_many=1))
    engine.dispose()


def together(pool: Executor, url: str, *, writers: int, each: int) -> None:
    with multiprocessing.Manager() as manager:
        ready = manager.Barrier(writers)
        done: Iterable[Any] = [
            pool.submit(add_many, url, f"writer {number}", each, ready) for number in range(writers)
        ]
        for one in done:
            one.result()


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_writers_at_the_same_moment_make_one_chain(
    engine: Engine, database_url: str, kind: str
) -> None:
    spawned = multiprocessing.get_context("spawn")
    pools: dict[str, Callable[[], Executor]] = {
        "threads": partial(ThreadPoolExecutor, 4),
        "processes": partial(ProcessPoolExecutor, 4, mp_context=spawned),
    }

    with pools[kind]() as pool:
        together(pool, database_url, writers=4, each=25)

    kept = rows(engine)
    assert [row["number"] for row in kept] == list(range(1, 101))
    assert found(engine) == []
    whose = [row["who"] for row in kept]
    assert {who: whose.count(who) for who in whose} == {f"writer {n}": 25 for n in range(4)}


def test_without_turns_two_writers_would_collide(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from feedback import migrations

    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)
    monkeypatch.setattr(chain, "take_turn", lambda *_: None)

    with pytest.raises(IntegrityError), ThreadPoolExecutor(4) as pool:
        together(pool, postgres_url, writers=4, each=25)

    engine.dispose()

"""Every comment is read once by each reader, and one that cannot be read harms no other."""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from analysis.tone import MODEL_HASH, READER_VERSION, Reading, read_tone
from feedback import readings
from feedback.database import Database
from tests.feedback.bringing_in import bring, contents, csv_file, stored

judge = readings._judge
TERRIBLE = "Terrible."


@pytest.fixture
def comments(engine: Engine, tmp_path: Path) -> Database:
    """Three comments that nobody has read yet, on each kind of database."""
    rows = [("1", "Excellent and very kind.", ""), ("5", TERRIBLE, ""), ("2", "ok good", "")]
    bring(engine, csv_file(tmp_path, rows))
    return Database(engine)


def failing_on(words: str) -> Callable[..., Reading]:
    def read(text: str, *, question_kind: str, language: str) -> Reading:
        if text == words:
            raise ValueError(f"cannot read {text}")
        return read_tone(text, question_kind=question_kind, language=language)

    return read


def test_every_comment_is_read_once(comments: Database) -> None:
    assert readings.count_pending(comments) == 3

    assert readings.read_pending(comments) == 3

    assert readings.count_pending(comments) == 0
    assert [tone for (tone,) in stored(comments.engine, "reading", "tone")] == [
        "negative",
        "positive",
        "positive",
    ]


def test_how_sure_the_reader_was_is_kept_with_the_model_that_said_so(comments: Database) -> None:
    readings.read_pending(comments)

    columns = ("positive", "neutral_or_mixed", "negative", "point", "confidence", "model_hash")
    rows: Sequence[Sequence[Any]] = stored(comments.engine, "reading", *columns)

    assert len(rows) == 3
    for *likelihoods, point, confidence, model_hash in rows:
        assert sum(likelihoods) == pytest.approx(1)
        assert confidence == pytest.approx(max(likelihoods))
        assert 1 <= point <= 5
        assert model_hash == MODEL_HASH


def test_a_reading_is_never_overwritten(comments: Database) -> None:
    readings.read_pending(comments)
    before = contents(comments.engine)

    assert readings.read_pending(comments) == 0

    assert contents(comments.engine) == before


def test_a_better_reader_adds_its_own_and_leaves_the_first(
    comments: Database,
) -> None:
    readings.read_pending(comments)
    first = stored(comments.engine, "reading", "id", "comment_id", "reader", "tone")
    with comments.transaction() as connection:
        connection.execute(text("UPDATE reading SET reader = 'an older reader'"))

    assert readings.read_pending(comments) == 3

    both = stored(comments.engine, "reading", "id", "comment_id", "reader", "tone")
    assert len(both) == 6
    kept = {(row[0], row[1], row[3]) for row in both if row[2] == "an older reader"}
    assert kept == {(row[0], row[1], row[3]) for row in first}
    assert {row[2] for row in both} == {"an older reader", READER_VERSION}


def test_a_comment_that_cannot_be_read_stays_pending(
    comments: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(readings, "read_tone", failing_on(TERRIBLE))

    with caplog.at_level(logging.DEBUG):
        assert readings.read_pending(comments) == 2

    assert readings.count_pending(comments) == 1
    [(comment_id, _text)] = [
        row for row in stored(comments.engine, "comment", "id", "text") if row[1] == TERRIBLE
    ]
    assert str(comment_id) in caplog.text
    assert TERRIBLE not in caplog.text


def test_a_comment_that_failed_is_tried_again(
    comments: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "BATCH", 1)
    monkeypatch.setattr(readings, "read_tone", failing_on(TERRIBLE))
    readings.read_pending(comments)

    monkeypatch.setattr(readings, "read_tone", read_tone)

    assert readings.read_pending(comments) == 1
    assert readings.count_pending(comments) == 0


def test_a_limit_is_kept_and_the_rest_waits(comments: Database) -> None:
    assert readings.read_pending(comments, 2) == 2
    assert readings.count_pending(comments) == 1


def test_a_comment_withdrawn_while_it_is_read_gets_no_reading(
    comments: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withdrawing(text_: str, *, question_kind: str, language: str) -> Reading:
        with comments.transaction() as connection:
            connection.execute(text("DELETE FROM comment WHERE text = :text"), {"text": text_})
        return read_tone(text_, question_kind=question_kind, language=language)

    monkeypatch.setattr(readings, "read_tone", withdrawing)

    assert readings.read_pending(comments) == 0
    assert stored(comments.engine, "reading", "id") == []


def test_readers_at_the_same_moment_give_one_reading_each(
    comments: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All four have found the same comments before any of them stores, and storing takes a while.
    found = Barrier(4)
    monkeypatch.setattr(readings, "_judge", lambda rows: (found.wait(), *judge(rows))[1:])

    @event.listens_for(comments.engine, "before_cursor_execute")
    def slowly(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO reading"):
            time.sleep(0.2)

    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda _turn: readings.read_pending(comments), range(4)))

    assert sum(read) == 3
    assert len(stored(comments.engine, "reading", "id")) == 3

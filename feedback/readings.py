"""Reading comments: each stored comment gets one estimate of its tone from the current reader."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, func, select

from analysis.tone import READER_VERSION, read_tone
from analysis.tone import Reading as ToneReading
from feedback.database import Database
from feedback.models import Comment, Reading
from feedback.responses import table_of
from feedback.turns import take_turn

logger = logging.getLogger(__name__)

COMMENT, READING = table_of(Comment), table_of(Reading)
# Small, so that a family who presses Send never waits long for the one write lock of SQLite.
BATCH = 200


def _unread(*columns: Any) -> Select[Any]:
    """Comments that the current reader has not read."""
    read = select(READING.c.id).where(
        READING.c.comment_id == COMMENT.c.id, READING.c.reader == READER_VERSION
    )
    return select(*columns).select_from(COMMENT).where(~read.exists())


def count_pending(database: Database) -> int:
    """How many comments wait for the current reader."""
    with database.reading.connect() as connection:
        return int(connection.execute(_unread(func.count())).scalar_one())


def read_pending(
    database: Database,
    limit: int | None = None,
    *,
    on_batch: Callable[[int], None] = lambda _read: None,
) -> int:
    """Read waiting comments, at most `limit`, and say how many; one that fails stays waiting.

    Nothing is ever overwritten, and each small batch is kept by itself.
    """
    read = 0
    last: UUID | None = None
    while limit is None or read < limit:
        size = BATCH if limit is None else min(BATCH, limit - read)
        batch = _read_batch(database, after=last, limit=size)
        if batch.last is None:
            break
        read, last = read + batch.read, batch.last
        on_batch(read)
    return read


@dataclass(frozen=True)
class _Batch:
    """How many were read, and where the next batch begins; None when none was waiting."""

    read: int
    last: UUID | None


def _read_batch(database: Database, *, after: UUID | None, limit: int) -> _Batch:
    waiting = _unread(COMMENT.c.id, COMMENT.c.question_kind, COMMENT.c.language, COMMENT.c.text)
    if after is not None:
        waiting = waiting.where(COMMENT.c.id > after)
    with database.reading.connect() as connection:
        comments = connection.execute(waiting.order_by(COMMENT.c.id).limit(limit)).all()
    if not comments:
        return _Batch(read=0, last=None)
    # Judged before the lock is taken: the reader may be slow, and the first time it must load.
    rows = list(_judge(comments))
    with database.transaction() as connection:
        read = _keep(connection, rows)
    return _Batch(read=read, last=comments[-1].id)


def _judge(comments: Sequence[Row[Any]]) -> Iterable[dict[str, Any]]:
    for comment in comments:
        try:
            reading = read_tone(
                comment.text, question_kind=comment.question_kind, language=comment.language
            )
        except Exception as error:
            # One comment must not stop the others. The error's own words may quote the comment.
            logger.warning(
                "Comment %s could not be read (%s); it stays pending.",
                comment.id,
                type(error).__name__,
            )
            continue
        yield {"id": uuid4(), "comment_id": comment.id, **_columns(reading)}


def _columns(reading: ToneReading) -> dict[str, Any]:
    estimate = reading.estimate
    return {
        "reader": reading.reader,
        "model_hash": reading.model_hash,
        "status": reading.status.value,
        "tone": reading.tone.value if reading.tone else None,
        "polarity": reading.polarity,
        "positive": estimate.positive if estimate else None,
        "neutral_or_mixed": estimate.neutral_or_mixed if estimate else None,
        "negative": estimate.negative if estimate else None,
        "point": estimate.point if estimate else None,
        "confidence": estimate.confidence if estimate else None,
    }


def _keep(connection: Connection, rows: list[dict[str, Any]]) -> int:
    """Store the readings that are still wanted: nobody else was faster, nothing was withdrawn."""
    take_turn(connection, "readings")
    wanted = set(
        connection.execute(
            _unread(COMMENT.c.id)
            .where(COMMENT.c.id.in_([row["comment_id"] for row in rows]))
            # PostgreSQL: a family may not withdraw it between this look and the insert.
            .with_for_update(read=True, key_share=True)
        ).scalars()
    )
    kept = [row for row in rows if row["comment_id"] in wanted]
    if kept:
        connection.execute(READING.insert(), kept)
    return len(kept)

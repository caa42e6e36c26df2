"""Reading comments: each stored comment is read once by the current readers, after its save."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, Table, exists, func, or_, select

from analysis.tone import READER_VERSION, read_tone
from analysis.tone import Reading as ToneReading
from feedback import noticing, queued
from feedback.database import Database, insert_into
from feedback.models import Comment, CommentTranslation, Noticing, Reading, TranslationReading
from feedback.responses import table_of
from feedback.turns import take_turn

logger = logging.getLogger(__name__)

COMMENT, READING, NOTICING = table_of(Comment), table_of(Reading), table_of(Noticing)
TRANSLATION, OF_TRANSLATION = table_of(CommentTranslation), table_of(TranslationReading)
# Small, so that a family who presses Send never waits long for the one write lock of SQLite.
BATCH = 200


@dataclass(frozen=True)
class Judged:
    """What the readers said of one text; `failed` when one of them could not read it."""

    owner: UUID
    rows: list[tuple[Table, dict[str, Any]]] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True)
class _Work:
    """One kind of text that waits for readers: what waits, and who reads it."""

    table: Table
    waiting: Callable[..., Select[Any]]
    wanted: tuple[Any, ...]
    judge: Callable[[Sequence[Row[Any]]], Iterable[Judged]]


def _unread(*columns: Any) -> Select[Any]:
    """Comments that one of the current readers has not read."""
    toned = exists().where(READING.c.comment_id == COMMENT.c.id, READING.c.reader == READER_VERSION)
    noticed = exists().where(
        NOTICING.c.comment_id == COMMENT.c.id, NOTICING.c.reader == noticing.reader_version()
    )
    return select(*columns).select_from(COMMENT).where(or_(~toned, ~noticed))


def _unread_translations(*columns: Any) -> Select[Any]:
    """Translations whose tone the current reader has not read."""
    toned = exists().where(
        OF_TRANSLATION.c.translation_id == TRANSLATION.c.id,
        OF_TRANSLATION.c.reader == READER_VERSION,
    )
    return select(*columns).select_from(TRANSLATION).where(~toned)


def count_pending(database: Database) -> int:
    """How many comments and translations wait for the current readers."""
    with database.reading.connect() as connection:
        return sum(
            int(connection.execute(waiting(func.count())).scalar_one())
            for waiting in (_unread, _unread_translations)
        )


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
    for work in _works():
        last: UUID | None = None
        while limit is None or read < limit:
            size = BATCH if limit is None else min(BATCH, limit - read)
            batch = _read_batch(database, work, after=last, limit=size)
            if batch.last is None:
                break
            read, last = read + batch.read, batch.last
            # At once, and not after all of them: until then pages work these out.
            queued.fill(database)
            on_batch(read)
    queued.fill(database)
    return read


def _works() -> Iterator[_Work]:
    yield _Work(
        COMMENT,
        _unread,
        (COMMENT.c.id, COMMENT.c.question_kind, COMMENT.c.language, COMMENT.c.text),
        _judge,
    )
    yield _Work(TRANSLATION, _unread_translations, (), _judge_translations)


@dataclass(frozen=True)
class _Batch:
    """How many were read, and where the next batch begins; None when none was waiting."""

    read: int
    last: UUID | None


def _read_batch(database: Database, work: _Work, *, after: UUID | None, limit: int) -> _Batch:
    owner = work.table.c.id
    waiting = _with_what_is_read(work)
    if after is not None:
        waiting = waiting.where(owner > after)
    with database.reading.connect() as connection:
        found = connection.execute(waiting.order_by(owner).limit(limit)).all()
    if not found:
        return _Batch(read=0, last=None)
    # Judged before the lock is taken: a reader may be slow, and the first time it must load.
    judged = list(work.judge(found))
    with database.transaction() as connection:
        read = _keep(connection, work, judged)
    return _Batch(read=read, last=found[-1].id)


def _with_what_is_read(work: _Work) -> Select[Any]:
    if work.wanted:
        return work.waiting(*work.wanted)
    return work.waiting(TRANSLATION.c.id, COMMENT.c.question_kind, TRANSLATION.c.text).join(
        COMMENT, COMMENT.c.id == TRANSLATION.c.comment_id
    )


def waiting_comments(database: Database, *, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The next comments that wait for a reader, in the order of their ids."""
    waiting = _unread(COMMENT.c.id, COMMENT.c.question_kind, COMMENT.c.language, COMMENT.c.text)
    if after is not None:
        waiting = waiting.where(COMMENT.c.id > after)
    with database.reading.connect() as connection:
        return connection.execute(waiting.order_by(COMMENT.c.id).limit(limit)).all()


class Unread(NamedTuple):
    """A comment as a reader is told it."""

    id: UUID
    question_kind: str
    language: str
    text: str


def judge(comments: Sequence[Row[Any]] | Sequence[Unread]) -> Iterable[Judged]:
    """What the current readers say of these comments, not stored."""
    return _judge(comments)


def _judge(comments: Sequence[Row[Any]] | Sequence[Unread]) -> Iterable[Judged]:
    for comment in comments:
        rows: list[tuple[Table, dict[str, Any]]] = []
        try:
            noticed = noticing.notice(
                comment.text, question_kind=comment.question_kind, form_language=comment.language
            )
            # Kept even when the tone cannot be read: words of harm must not wait for it.
            rows.append((NOTICING, {"comment_id": comment.id, **noticing.columns(noticed)}))
            reading = read_tone(
                comment.text, question_kind=comment.question_kind, language=noticed.language
            )
        except Exception as error:
            # One comment must not stop the others. The error's own words may quote the comment.
            _say_failed(comment.id, error)
            yield Judged(comment.id, rows, failed=True)
            continue
        rows.append((READING, {"comment_id": comment.id, **tone_columns(reading)}))
        yield Judged(comment.id, rows)


def _judge_translations(translations: Sequence[Row[Any]]) -> Iterable[Judged]:
    for one in translations:
        try:
            reading = read_tone(
                one.text, question_kind=one.question_kind, language=noticing.ENGLISH
            )
        except Exception as error:
            _say_failed(one.id, error)
            continue
        yield Judged(
            one.id, [(OF_TRANSLATION, {"translation_id": one.id, **tone_columns(reading)})]
        )


def _say_failed(owner: UUID, error: Exception) -> None:
    logger.warning(
        "Comment %s could not be read (%s); it stays pending.", owner, type(error).__name__
    )


def tone_columns(reading: ToneReading) -> dict[str, Any]:
    """What is stored of a reading of tone."""
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


def _keep(connection: Connection, work: _Work, judged: list[Judged]) -> int:
    """Store the readings that are still wanted: nobody else was faster, nothing was withdrawn."""
    take_turn(connection, "readings")
    owner = work.table.c.id
    wanted = set(
        connection.execute(
            work.waiting(owner)
            .where(owner.in_([one.owner for one in judged]))
            # PostgreSQL: a family may not withdraw it between this look and the insert.
            .with_for_update(read=True, key_share=True)
        ).scalars()
    )
    kept = [one for one in judged if one.owner in wanted]
    for table in {table for one in kept for table, _row in one.rows}:
        rows = [{"id": uuid4(), **row} for one in kept for of, row in one.rows if of is table]
        # One of the readers may have read it already, and another not.
        connection.execute(insert_into(connection, table).on_conflict_do_nothing(), rows)
    return sum(not one.failed for one in kept)

"""What the current readers would say otherwise than earlier ones did: counts, never words."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select

from feedback import readings
from feedback.database import Database
from feedback.readings import BATCH, NOTICING, READING


@dataclass(frozen=True, order=True)
class Change:
    """One thing that was read, by which earlier reader, as what, and what it is read as now."""

    about: str
    reader: str
    before: str
    now: str

    @property
    def is_one(self) -> bool:
        """Whether it is read otherwise now."""
        return self.before != self.now


@dataclass(frozen=True)
class Preview:
    """How many comments would be read, how many of them cannot be, and how the readings differ."""

    comments: int
    failed: int
    changes: Counter[Change]


def preview(database: Database) -> Preview:
    """Read every comment that the current readers have not read, and store nothing."""
    comments, failed = 0, 0
    changes: Counter[Change] = Counter()
    for batch in _batches(database):
        judged = list(readings.judge(batch))
        comments += len(judged)
        failed += sum(one.failed for one in judged)
        rows = [(table, row) for one in judged for table, row in one.rows]
        changes.update(_compared(database, rows))
    return Preview(comments, failed, changes)


def _batches(database: Database) -> Iterator[Sequence[Row[Any]]]:
    last: UUID | None = None
    while batch := readings.waiting_comments(database, after=last, limit=BATCH):
        yield batch
        last = batch[-1].id


def _compared(database: Database, rows: list[tuple[Table, dict[str, Any]]]) -> Iterator[Change]:
    for table in (READING, NOTICING):
        now = {row["comment_id"]: row for of, row in rows if of is table}
        earlier = select(table).where(table.c.comment_id.in_(now)).order_by(table.c.id)
        with database.reading.connect() as connection:
            found = connection.execute(earlier).mappings().all()
        for before in found:
            row = now[before["comment_id"]]
            if before["reader"] != row["reader"]:
                yield from _differences(before, row)


def _differences(before: Any, now: Any) -> Iterator[Change]:
    said = _SAID_OF_TONE if "status" in now else _SAID_BESIDES
    for about, words in said.items():
        yield Change(about, before["reader"], words(before), words(now))


def _flag(column: str) -> Callable[[Any], str]:
    return lambda row: "flagged" if row[column] else "not flagged"


_SAID_OF_TONE: dict[str, Callable[[Any], str]] = {
    "tone": lambda row: str(row["tone"] or row["status"]),
}
_SAID_BESIDES: dict[str, Callable[[Any], str]] = {
    "language": lambda row: str(row["language"]),
    "names": _flag("has_names"),
    "words of harm": _flag("has_concerns"),
}

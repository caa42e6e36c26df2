"""How fast forms come in, counted for all processes together, and never by who sends them.

Each collection has a bucket that every form fills and every minute empties a little. Beyond what
a hall full of families would send at once, forms are set aside for a person to look at; far beyond
it, a form that was opened only just now has to wait. Decision 0025 says why.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Table,
    bindparam,
    case,
    delete,
    select,
)

from feedback.database import Database, insert_for
from feedback.models import Pace
from feedback.prepared import Prepared

# Forms that may come at once: thirty families at an event, who all scan the same code.
AT_ONCE = 30
PER_MINUTE = 6
# Forms beyond which a new one waits: some twenty minutes after them, all is as usual again.
AT_MOST = 150
MISSING_LANGUAGE = "missing-language"


class TooManyError(Exception):
    """So many came at once that this one, opened only just now, has to wait."""


_PACE: Any = Pace
PACE: Table = _PACE.__table__


def note_one(connection: Connection, what: str, *, now: datetime | None = None) -> int:
    """Count a form that has just been stored; how full the bucket is with it."""
    [(level,)] = _NOTE.run(connection, {"what": what, "minute": _minute(now)})
    return int(level)


def _noting(dialect: str) -> Executable:
    minute = bindparam("minute", type_=PACE.c.minute.type)
    passed = minute - PACE.c.minute
    left = PACE.c.level - PER_MINUTE * case((passed > 0, passed), else_=0)
    added = insert_for(dialect, PACE).values(what=bindparam("what"), level=1, minute=minute)
    return added.on_conflict_do_update(
        index_elements=["what"],
        set_={"level": _within_the_bucket(left) + 1, "minute": minute},
    ).returning(PACE.c.level)


def _within_the_bucket(left: ColumnElement[int]) -> ColumnElement[int]:
    return case((left < 0, 0), (left > AT_MOST, AT_MOST), else_=left)


_NOTE = Prepared(_noting, "what", "minute")


def forget(database: Database, *, now: datetime | None = None) -> None:
    """Take out every bucket that is empty by now: that anything came at all is forgotten."""
    is_empty = PACE.c.level <= PER_MINUTE * (_minute(now) - PACE.c.minute)
    with database.reading.connect() as connection:
        if connection.execute(select(PACE.c.what).where(is_empty).limit(1)).first() is None:
            return
    with database.transaction() as connection:
        connection.execute(delete(PACE).where(is_empty))


def _minute(now: datetime | None) -> int:
    return int((now or datetime.now(UTC)).timestamp() // 60)

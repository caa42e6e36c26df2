"""How far a copy of the database may be behind before nobody is shown it any more."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

# A quote that a family takes back is gone everywhere within the hour; this leaves most of it.
MOST_SECONDS_BEHIND = 60.0
SECONDS_BETWEEN_LOOKS = 5.0


class Mark(NamedTuple):
    """How much the first database had written by a moment."""

    seconds: float
    written: int


class Standby:
    """Whether a streaming copy holds all that the first database held a minute ago.

    Clocks of two machines are never compared, nor is the copy's last change, which is old wherever
    nothing happens. The first is asked how far its log reaches, the copy how much of the log it has
    taken in: a copy that has what the first had at a moment is no further behind than that moment.
    """

    def __init__(
        self,
        written: Callable[[], int],
        taken_in: Callable[[], int | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask two databases, seldom: ``taken_in`` is None of a copy that is no longer one."""
        self._written = written
        self._taken_in = taken_in
        self._clock = clock
        self._marks: deque[Mark] = deque()
        self._looks = threading.Lock()
        self._next_look = clock()
        self._is_near = False

    def is_near(self) -> bool:
        """Whether open pages may be read from the copy now."""
        # One thread looks; the others go by what was seen last rather than wait for it.
        if self._clock() >= self._next_look and self._looks.acquire(blocking=False):
            try:
                self._is_near = self._look()
                self._next_look = self._clock() + SECONDS_BETWEEN_LOOKS
            finally:
                self._looks.release()
        return self._is_near

    def _look(self) -> bool:
        try:
            self._marks.append(Mark(self._clock(), self._written()))
        except SQLAlchemyError:
            # Nobody can change anything either: the copy is all there is, as near as it was.
            return self._is_near or not self._marks
        while self._marks[0].seconds < self._clock() - MOST_SECONDS_BEHIND:
            self._marks.popleft()
        try:
            taken_in = self._taken_in()
        except SQLAlchemyError:
            return False
        return taken_in is None or taken_in >= self._marks[0].written


def standby_of(first: Engine, copy: Engine) -> Standby:
    """The same for two addresses of PostgreSQL."""

    def written() -> int:
        with first.connect() as connection:
            return int(connection.execute(text(WRITTEN)).scalar_one())

    def taken_in() -> int | None:
        with copy.connect() as connection:
            found = connection.execute(text(TAKEN_IN)).scalar_one()
        return None if found is None else int(found)

    return Standby(written, taken_in)


WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
# Promoted, or never a standby: what is read there is what is written there.
TAKEN_IN = (
    "SELECT CASE WHEN pg_is_in_recovery() "
    "THEN coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::bigint END"
)

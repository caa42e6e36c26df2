"""How often surveys are opened, begun and sent: counted in memory, and written down seldom.

Looking at a page writes nothing. Each process adds up what it saw and writes the sums beside its
requests; a crash loses what it had not written yet. Nothing is counted by who somebody is.
Decision 0037 says why, and what this misses.
"""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from multiprocessing.util import Finalize
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from feedback.database import AWAY, Database, insert_into
from feedback.models import ScanCount, ScanDay
from feedback.responses import table_of, week_of

logger = logging.getLogger(__name__)

COUNT, DAY = table_of(ScanCount), table_of(ScanDay)
SECONDS_BETWEEN_WRITES = 600.0

# Words in the names of what asks for a page before, or instead of, a person; and their ends.
_WORD = re.compile(r"[a-z]+")
_MACHINES = frozenset(
    (
        *("facebookexternalhit", "facebookcatalog", "whatsapp", "slurp", "office", "skypeuri"),
        *("slack", "imgproxy", "inspectiontool", "googleother", "mediapartners", "phantomjs"),
        *(
            "headlesschrome",
            "lighthouse",
            "curl",
            "wget",
            "java",
            "okhttp",
            "http",
            "https",
            "axios",
        ),
        *("undici", "postmanruntime", "scrapy", "pingdom", "nagios", "zgrab", "nmap", "nikto"),
        *("safelinks", "barracuda", "proofpoint", "mimecast", "apache"),
    )
)
_MACHINES_END = ("bot", "bots", "crawler", "spider", "preview", "monitor", "scanner", "fetcher")
_MACHINES_BEGIN = ("python", "libwww", "uptime", "httpclient", "slackbot", "telegrambot")
_PHONE = "cubot"  # A maker of phones.
_EARLY = ("prefetch", "preview", "prerender")
_SAYS_IT_IS_EARLY = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
# All that is read of a request; none of it is kept.
READ = ("Accept-Language", *_SAYS_IT_IS_EARLY, "Sec-Fetch-Dest", "User-Agent")

_Key: TypeAlias = tuple[UUID, date, str]


class Stage(StrEnum):
    """How far a visit came."""

    OPENED = "opened"
    BEGUN = "begun"
    SENT = "sent"


def is_of_a_person(header: Callable[[str, str], str]) -> bool:
    """Whether a request looks like a person's browser that shows the page now; nothing is kept.

    `header` gives what a request says under a name, or else the second word.
    """
    if not header("Accept-Language", ""):
        return False  # Every browser sends its languages; fetchers of previews seldom do.
    early = "".join([header(name, "") for name in _SAYS_IT_IS_EARLY])
    if early and any(word in early.lower() for word in _EARLY):
        return False
    if header("Sec-Fetch-Dest", "document") != "document":
        return False
    return _is_a_browser(header("User-Agent", ""))


def _is_a_browser(agent: str) -> bool:
    """Whether this is the name of a browser, as far as a name tells."""
    words = set(_WORD.findall(agent.lower()))
    if not words or not words.isdisjoint(_MACHINES):
        return False
    return not any(
        word.endswith(_MACHINES_END) or word.startswith(_MACHINES_BEGIN)
        for word in words
        if word != _PHONE
    )


class Scans:
    """What one process has counted and not written yet."""

    def __init__(self, database: Database, *, is_on: bool = True) -> None:
        """Nothing yet; where nothing may be saved, nothing is counted."""
        self._database = database
        self._is_on = is_on
        self._lock = threading.Lock()
        self._stages: Counter[tuple[_Key, Stage]] = Counter()
        self._days: Counter[tuple[UUID, date]] = Counter()

    def count(
        self,
        *stages: Stage,
        placement_id: UUID,
        collection_id: UUID,
        language: str,
        now: datetime | None = None,
    ) -> None:
        """Add one to some stages; the day is kept of an opening alone, and of nothing later."""
        if not self._is_on:
            return
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        key = (placement_id, week_of(moment), language)
        with self._lock:
            for stage in stages:
                self._stages[key, stage] += 1
            if Stage.OPENED in stages:
                self._days[collection_id, moment.date()] += 1

    def write(self) -> None:
        """Add what was counted to what is stored; kept for the next time where that fails."""
        with self._lock:
            stages, days = self._stages, self._days
            self._stages, self._days = Counter(), Counter()
        if not stages:
            return
        try:
            with self._database.transaction() as connection:
                _add(connection, COUNT, _rows(stages), by=("placement_id", "week", "language"))
                _add(connection, DAY, _day_rows(days), by=("collection_id", "day"))
        except AWAY as error:
            logger.warning("Scans could not be written (%s); they wait.", type(error).__name__)
            with self._lock:
                self._stages.update(stages)
                self._days.update(days)
        except IntegrityError:
            logger.warning("A placement is gone, and scans with it that were not written yet.")


def _rows(stages: Counter[tuple[_Key, Stage]]) -> list[dict[str, Any]]:
    """One row for each place, week and language, in one order: no two writers wait in a ring."""
    keys = sorted({key for key, _stage in stages}, key=str)
    return [
        {
            "placement_id": placement_id,
            "week": week,
            "language": language,
            **{stage.value: stages[(placement_id, week, language), stage] for stage in Stage},
        }
        for placement_id, week, language in keys
    ]


def _day_rows(days: Counter[tuple[UUID, date]]) -> list[dict[str, Any]]:
    return [
        {"collection_id": collection_id, "day": day, "opened": opened}
        for (collection_id, day), opened in sorted(days.items(), key=str)
    ]


def _add(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, by: Sequence[str]
) -> None:
    """Add rows, or their numbers to those of the rows that are there."""
    if not rows:
        return
    added = insert_into(connection, table).values(rows)
    numbers = [name for name in rows[0] if name not in by]
    connection.execute(
        added.on_conflict_do_update(
            index_elements=list(by),
            set_={name: table.c[name] + added.excluded[name] for name in numbers},
        )
    )


def keep_writing(scans: Scans, *, seconds: float = SECONDS_BETWEEN_WRITES) -> None:
    """Write now and then, beside the requests, and once more when the process ends."""
    # A server's process is often a forked one, which ends without asking atexit.
    Finalize(None, scans.write, exitpriority=1)
    work = threading.Thread(target=_write_on, args=(scans, seconds), daemon=True, name="scans")
    work.start()


def _write_on(scans: Scans, seconds: float) -> None:
    pause = threading.Event()
    while not pause.wait(seconds):
        scans.write()

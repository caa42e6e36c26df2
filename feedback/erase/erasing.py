"""One run of erasing: look, erase in small batches, empty the journal, and note it in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlmodel import Session

from feedback import chain, durability
from feedback.areas import Area
from feedback.database import Database
from feedback.erase.kinds import Kind, kinds
from feedback.erase.report import Report, Went
from feedback.erase.rewriting import rewrite_tables
from feedback.erase.waiting import RELEASE, released_until
from feedback.models import Action
from feedback.results.rules import current_setting
from feedback.turns import one_at_a_time

BATCH = 500
DISTRIBUTION = "heard-send"


class EraseRefusedError(Exception):
    """Nothing can be erased now; the message says why."""


def look(database: Database, area: Area, *, today: date) -> Report:
    """What is due, counted; nothing is changed."""
    with database.reading.connect() as connection:
        return _Run(database, area, today).rehearsal(connection)


def erase_due(database: Database, area: Area, *, today: date) -> Report:
    """Erase what is due, and say what went; two processes never do it at once."""
    _refuse_unless_overwritten(database)
    with one_at_a_time(database.engine, "erase"):
        return _Run(database, area, today).erase()


def _refuse_unless_overwritten(database: Database) -> None:
    """Deleting without overwriting would be said to be done and not be."""
    broken = durability.broken_promises(database.engine)
    if database.engine.dialect.name == "sqlite" and broken:
        raise EraseRefusedError(f"Nothing was erased: {'; '.join(broken)}.")


@dataclass(frozen=True)
class _Run:
    database: Database
    area: Area
    today: date

    def rehearsal(self, connection: Connection) -> Report:
        """What a run would do now."""
        base = current_setting(Session(connection)).base
        went = tuple(self._count(connection, kind, base) for kind in self._kinds(connection))
        return self._report(connection, went, base=base, is_rehearsal=True)

    def erase(self) -> Report:
        """Each kind in batches, so that a family never waits longer than for one of them."""
        with self.database.reading.connect() as connection:
            before = self.rehearsal(connection)
            found = self._kinds(connection)
        if not before.is_something:
            return replace(before, is_rehearsal=False, is_journal_empty=self._empty_journal())
        gone = {kind.name: self._erase(kind) for kind in found}
        went = tuple(
            replace(one, how_many=_told(gone[one.name], kind, before.base))
            for one, kind in zip(before.went, found, strict=True)
        )
        with self.database.transaction() as connection:
            said = replace(before, went=went).in_short
            chain.append(connection, [chain.Entry(Action.ERASED, chain.COMMAND_LINE, reason=said)])
        is_empty = self._empty_journal()
        with self.database.reading.connect() as connection:
            return self._report(connection, went, base=before.base, is_journal_empty=is_empty)

    def _kinds(self, connection: Connection) -> Sequence[Kind]:
        released = released_until(connection, self.area)
        return kinds(self.area.retention, today=self.today, released=released)

    def _count(self, connection: Connection, kind: Kind, base: int) -> Went:
        number, oldest = _number(connection, kind.due)
        waiting = 0 if kind.old is None else _number(connection, kind.old)[0] - number
        return Went(
            name=kind.name,
            words=kind.words,
            days=kind.days,
            until=self.today - timedelta(days=kind.days),
            how_many=_told(number, kind, base),
            oldest=oldest.date() if isinstance(oldest, datetime) else oldest,
            waiting=_told(waiting, kind, base),
        )

    def _erase(self, kind: Kind) -> int:
        gone = 0
        while True:
            with self.database.transaction() as connection:
                first = kind.due.limit(BATCH)
                keys = [row[0] for row in connection.execute(first)]
                if keys:
                    kind.erase(connection, keys)
            gone += len(keys)
            if len(keys) < BATCH:
                return gone

    def _empty_journal(self) -> bool:
        """Take what was deleted out of the files, also what families took back meanwhile."""
        if self.database.engine.dialect.name == "postgresql":
            return rewrite_tables(self.database.engine, self.area.retention)
        return self.database.empty_journal()

    def _report(
        self,
        connection: Connection,
        went: Sequence[Went],
        *,
        base: int,
        is_rehearsal: bool = False,
        is_journal_empty: bool = False,
    ) -> Report:
        newest = func.max(RELEASE.c.number)
        releases, number = connection.execute(select(func.count(), newest)).one()
        return Report(
            day=self.today,
            area=self.area.name,
            software=version(DISTRIBUTION),
            database=self.database.engine.dialect.name,
            base=base,
            is_rehearsal=is_rehearsal,
            went=went,
            releases_kept=releases,
            newest_release=f"R{number}" if number else None,
            is_journal_empty=is_journal_empty,
            audit=chain.head(connection),
            backup_days=self.area.retention.backups,
            backups_gone_by=self.today + timedelta(days=self.area.retention.backups),
        )


def _number(connection: Connection, wanted: Select[Any]) -> tuple[int, Any]:
    found = wanted.subquery()
    number, oldest = connection.execute(
        select(func.count(), func.min(found.c[1])).select_from(found)
    ).one()
    return number, oldest


def _told(number: int, kind: Kind, base: int) -> int | None:
    """The number, or None where it is so small that it tells of families."""
    is_small = 0 < number < base and kind.tells_of_families
    return None if is_small else number

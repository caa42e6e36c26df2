"""Whether Heard can do its work now: the public is told yes or no, `heard check` says the rest."""

import shutil
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError

from feedback import backups, durability, migrations
from feedback.config import Config
from feedback.database import Database

MEGABYTE = 1024 * 1024
# Each look writes to the disk; whoever asks more often is told the same again.
SECONDS_TO_REMEMBER = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what was found, in words for the operator."""

    name: str
    is_fine: bool
    words: str


def findings(config: Config, database: Database, *, now: datetime) -> list[Finding]:
    """Everything Heard needs to take answers, looked at now."""
    return [
        _durability(database),
        _writing(config, database),
        _revision(database),
        _space(config, database),
        _backups(config, now=now),
    ]


def _durability(database: Database) -> Finding:
    try:
        broken = durability.broken_promises(database.engine)
    except SQLAlchemyError as error:
        return Finding("Durability", False, f"cannot be asked ({type(error).__name__}).")
    return Finding("Durability", not broken, "; ".join(broken) or "fine")


def _writing(config: Config, database: Database) -> Finding:
    """A write of nothing new, which has to reach the disk like any other."""
    if config.is_read_only:
        return Finding("Writing", True, "switched off by HEARD_READ_ONLY")
    try:
        with database.transaction() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
    except SQLAlchemyError as error:
        return Finding("Writing", False, f"nothing can be saved ({type(error).__name__}).")
    return Finding("Writing", True, "fine")


def _revision(database: Database) -> Finding:
    try:
        is_current = migrations.is_current(database.reading)
    except SQLAlchemyError as error:
        return Finding("Revision", False, f"cannot be asked ({type(error).__name__}).")
    return Finding("Revision", is_current, "fine" if is_current else "run `heard migrate`.")


def _space(config: Config, database: Database) -> Finding:
    """Room on our own disk; that of a PostgreSQL server is its operator's to watch."""
    name = database.engine.url.database
    if database.engine.dialect.name != "sqlite" or not name:
        return Finding("Disk space", True, "not ours to see: the database is a server's")
    free = shutil.disk_usage(Path(name).parent).free // MEGABYTE
    wanted = config.least_free_megabytes
    words = (
        f"fine ({free:,} MB free)"
        if free >= wanted
        else (f"{free:,} MB free, and HEARD_LEAST_FREE_MB is {wanted:,}.")
    )
    return Finding("Disk space", free >= wanted, words)


def _backups(config: Config, *, now: datetime) -> Finding:
    if config.backup_dir is None:
        return Finding("Backups", True, "not watched. Set HEARD_BACKUP_DIR to have them watched.")
    newest = backups.newest_in(config.backup_dir)
    if newest is None:
        return Finding("Backups", False, f"none in {config.backup_dir}. Run `heard backup`.")
    is_fine = now - newest <= timedelta(hours=config.most_hours_since_backup)
    words = "fine" if is_fine else f"more than {config.most_hours_since_backup} hours old"
    return Finding("Backups", is_fine, f"{words} (the newest is of {newest.isoformat()})")


@dataclass
class Readiness:
    """The last look, remembered for a few seconds in each process."""

    config: Config
    database: Database
    _lock: Lock = field(default_factory=Lock)
    _looked_at: float | None = None
    _is_ready: bool = False

    def is_ready(self) -> bool:
        """Whether everything was fine at the last look."""
        with self._lock:
            moment = time.monotonic()
            if self._looked_at is None or moment - self._looked_at > SECONDS_TO_REMEMBER:
                found = findings(self.config, self.database, now=datetime.now(UTC))
                self._is_ready = all(one.is_fine for one in found)
                self._looked_at = time.monotonic()
            return self._is_ready

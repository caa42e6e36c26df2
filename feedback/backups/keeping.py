"""Deleting backups when their days are over, so that what families took back is gone everywhere."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from feedback.backups.copying import PostgresCopier, SqliteCopier
from feedback.backups.manifest import FILE, BackupRefusedError, read_manifest

COPIES = (SqliteCopier.file, PostgresCopier.file)


@dataclass(frozen=True)
class Found:
    """A folder that holds a copy of the database, and the day it is of."""

    folder: Path
    day: date


def backups_in(folder: Path) -> Sequence[Found]:
    """Every copy in a folder of backups, the oldest first; also what a broken run left behind."""
    found = [Found(path, day) for path in _folders(folder) if (day := _day_of(path)) is not None]
    return sorted(found, key=lambda one: (one.day, one.folder.name))


def over_their_time(folder: Path, *, days: int, today: date) -> Sequence[Found]:
    """Those that were made so many days ago, or more."""
    last = today - timedelta(days=days)
    return [one for one in backups_in(folder) if one.day <= last]


def delete_old(folder: Path, *, days: int, today: date, but: Path) -> Sequence[Found]:
    """Delete them, never the one just made; says which went."""
    old = [one for one in over_their_time(folder, days=days, today=today) if one.folder != but]
    for one in old:
        shutil.rmtree(one.folder)
    return old


def _folders(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        # A link leads to somewhere we were not told of.
        if path.is_dir() and not path.is_symlink():
            yield path


def _day_of(path: Path) -> date | None:
    """The day of a copy of ours; None where the folder holds none, and is none of our business."""
    copies = [path / name for name in COPIES if (path / name).exists()]
    if not copies:
        return None
    if (path / FILE).exists():
        try:
            return read_manifest(path).made_at.date()
        except BackupRefusedError:
            pass  # A copy all the same: its file says when it was written.
    return datetime.fromtimestamp(copies[0].stat().st_mtime, UTC).date()

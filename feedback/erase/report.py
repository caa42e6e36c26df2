"""The proof report: what went, how many, until which day, what stays, and when backups follow."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from feedback.chain import Head

FORMAT = 1
FEWER = "fewer than {base}"
SURE = {
    "sqlite": (
        "SQLite overwrote what it deleted (secure_delete), and the file beside the database is "
        "empty: the words are in neither file."
    ),
    "sqlite busy": (
        "SQLite overwrote what it deleted (secure_delete), but somebody was reading: the file "
        "beside the database still holds earlier pages until the next erasing, or until Heard is "
        "stopped. Run this again."
    ),
    "postgresql": (
        "PostgreSQL deleted the rows and made their tables anew: the words are in no file of the "
        "tables. They stay in its write-ahead files, archives and replicas as long as these are "
        "kept, and in what the disk keeps of files that are gone: it does not overwrite."
    ),
    "postgresql busy": (
        "PostgreSQL deleted the rows, so no query finds them, but somebody was using the database: "
        "their bytes are still in the files of the tables until the next erasing. Run this again."
    ),
}


@dataclass(frozen=True)
class Went:
    """What went, or would go, of one kind. Small numbers of families are never told."""

    name: str
    words: str
    days: int
    until: date
    how_many: int | None  # None: some, and fewer than the base.
    oldest: date | None
    # Over their time, but kept until their term is released.
    waiting: int | None

    @property
    def is_something(self) -> bool:
        """Whether there is any."""
        return self.how_many != 0

    def many(self, base: int) -> str:
        """How many, as it may be told."""
        return FEWER.format(base=base) if self.how_many is None else f"{self.how_many:,}"

    @property
    def waits(self) -> bool:
        """Whether any waits for a release."""
        return self.waiting != 0


@dataclass(frozen=True)
class Report:
    """One run: in a rehearsal, what would go."""

    day: date
    area: str
    software: str
    database: str
    base: int
    is_rehearsal: bool
    went: Sequence[Went]
    releases_kept: int
    newest_release: str | None
    is_journal_empty: bool
    audit: Head
    backup_days: int
    backups_gone_by: date

    @property
    def is_something(self) -> bool:
        """Whether anything went, or would go."""
        return any(one.is_something for one in self.went)

    @property
    def in_short(self) -> str:
        """Counts only, for the audit."""
        return "; ".join(
            f"{one.name} {one.many(self.base)} until {one.until}"
            for one in self.went
            if one.is_something
        )

    @property
    def sure_of(self) -> str:
        """What is proved by the database, and what is not."""
        return SURE[self.database if self.is_journal_empty else f"{self.database} busy"]

    def lines(self) -> Iterator[str]:
        """The same for people."""
        does = "Would erase" if self.is_rehearsal else "Erased"
        for one in self.went:
            if one.is_something:
                oldest = f"; the oldest of the week of {one.oldest}" if one.oldest else ""
                yield (
                    f"{does} {one.words}: {one.many(self.base)} (kept {one.days} days, so until "
                    f"{one.until}{oldest})."
                )
        if not self.is_something:
            yield "Nothing is due."
        yield from self._waiting()
        newest = f", the newest of them {self.newest_release}" if self.newest_release else ""
        yield f"Frozen releases kept: {self.releases_kept}{newest}: protected counts only."
        if self.is_rehearsal:
            yield "This was a rehearsal: nothing was changed."
        elif self.is_something:
            yield self.sure_of
            yield (
                f"Backups made before still hold it. Heard's own are kept {self.backup_days} days: "
                f"delete older ones, and the last copy is gone by {self.backups_gone_by}."
            )

    def _waiting(self) -> Iterator[str]:
        for one in self.went:
            if one.waits:
                number = FEWER.format(base=self.base) if one.waiting is None else one.waiting
                yield (
                    f"Over their time, but waiting for the release of their term: {one.words}, "
                    f"{number}. See `heard releases make --dry-run`: a term may be missing."
                )

    def as_data(self) -> Mapping[str, Any]:
        """The same for machines."""
        return {
            "format": FORMAT,
            "day": str(self.day),
            "area": self.area,
            "software": self.software,
            "database": self.database,
            "is_rehearsal": self.is_rehearsal,
            "erased": [
                {
                    "kind": one.name,
                    "how_many": one.many(self.base) if one.how_many is None else one.how_many,
                    "days_kept": one.days,
                    "until": str(one.until),
                    "oldest": str(one.oldest) if one.oldest else None,
                }
                for one in self.went
                if one.is_something
            ],
            "releases_kept": self.releases_kept,
            "newest_release": self.newest_release,
            "proved": self.sure_of,
            "audit": {"number": self.audit.number, "hash": self.audit.entry_hash},
            "backups_gone_by": str(self.backups_gone_by),
        }


def write(report: Report, folder: Path) -> Path:
    """Keep the report in two files, beside those of other days; says where."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _free(folder, str(report.day))
    path.write_text(json.dumps(report.as_data(), indent=2) + "\n", "utf-8")
    path.with_suffix(".txt").write_text("\n".join(report.lines()) + "\n", "utf-8")
    return path


def _free(folder: Path, name: str) -> Path:
    """No report is ever written over."""
    number = 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.json").exists():
        number += 1
    return path

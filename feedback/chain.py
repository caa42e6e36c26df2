"""The chain: each audit entry is hashed together with the hash of the one before it."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from feedback.models import Action, AuditEntry, Subject
from feedback.turns import take_turn

_MODEL: Any = AuditEntry
ENTRY: Table = _MODEL.__table__
FIRST_HASH = "0" * 64
COMMAND_LINE = "command line"
NOBODY = "not signed in"
LONGEST_ID, LONGEST_REASON = 200, 500
ROWS_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Entry:
    """What is to be kept; the chain adds number, moment and hashes."""

    action: Action
    who: str
    subject: Subject | None = None
    subject_id: object = None
    how_many: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Head:
    """The last entry: to be kept where nobody who can change the chain can change it."""

    number: int
    entry_hash: str


def head(connection: Connection) -> Head:
    """The end of the chain; number 0 and a hash of zeros while it is empty."""
    newest = select(ENTRY.c.number, ENTRY.c.entry_hash).order_by(ENTRY.c.number.desc()).limit(1)
    row = connection.execute(newest).first()
    return Head(row.number, row.entry_hash) if row else Head(0, FIRST_HASH)


def head_before(connection: Connection, moment: datetime) -> Head:
    """The end of the chain as it was at a moment: the last entry written before it."""
    newest = (
        select(ENTRY.c.number, ENTRY.c.entry_hash)
        .where(ENTRY.c.at < moment)
        .order_by(ENTRY.c.number.desc())
        .limit(1)
    )
    row = connection.execute(newest).first()
    return Head(row.number, row.entry_hash) if row else Head(0, FIRST_HASH)


def append(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add entries at the end; they stand or fall with the transaction.

    Nobody else can add one until it ends, so this belongs at its end.
    """
    take_turn(connection, "audit")
    last = head(connection)
    for number, entry in enumerate(entries, start=last.number + 1):
        values: dict[str, Any] = {
            "number": number,
            "at": datetime.now(UTC),
            "who": entry.who,
            "action": entry.action.value,
            "subject": entry.subject.value if entry.subject else None,
            "subject_id": _cut(entry.subject_id, longest=LONGEST_ID),
            "how_many": entry.how_many,
            "reason": _cut(entry.reason, longest=LONGEST_REASON),
            "previous_hash": last.entry_hash,
        }
        last = Head(number, hash_of(values))
        connection.execute(ENTRY.insert().values(**values, entry_hash=last.entry_hash))


def hash_of(entry: Any) -> str:
    """SHA-256 over an entry as canonical JSON, the hash of the one before included."""
    said = {**entry, "at": entry["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    said.pop("entry_hash", None)
    # Sorted, without spaces, in ASCII: the same bytes on every machine and either database.
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def one_line(words: str) -> str:
    """The same on one line without control characters: an entry is read in a terminal, too."""
    letters = (" " if unicodedata.category(one)[0] == "C" else one for one in words)
    return " ".join("".join(letters).split())


def _cut(value: object, *, longest: int) -> str | None:
    return None if value is None else one_line(str(value))[:longest]


def problems(connection: Connection) -> Iterator[str]:
    """What does not fit in the chain, in sentences, oldest first; nothing when it is whole."""
    number, last_hash = 0, FIRST_HASH
    ordered, options = select(ENTRY).order_by(ENTRY.c.number), {"yield_per": ROWS_AT_A_TIME}
    for row in connection.execute(ordered, execution_options=options):
        entry = dict(row._mapping)
        yield from _misfits(entry, number, last_hash)
        number, last_hash = entry["number"], entry["entry_hash"]


def _misfits(entry: dict[str, Any], number: int, last_hash: str) -> Iterator[str]:
    found = entry["number"]
    if found != number + 1:
        missing = f"{number + 1}" if found == number + 2 else f"{number + 1} to {found - 1}"
        yield f"Missing before entry {found}: {missing}."
    elif entry["previous_hash"] != last_hash:
        yield f"Entry {found} does not follow the entry before it: one of them was replaced."
    if hash_of(entry) != entry["entry_hash"]:
        yield f"Entry {found} was changed: its hash does not fit what it says."


def number_of(connection: Connection, entry_hash: str) -> int | None:
    """Which entry has this hash; 0 is the beginning, None that there is no such entry."""
    if entry_hash == FIRST_HASH:
        return 0
    found: int | None = connection.execute(
        select(ENTRY.c.number).where(ENTRY.c.entry_hash == entry_hash)
    ).scalar()
    return found

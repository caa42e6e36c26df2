"""Checked rows, put by on the disk until all are checked: no file is too long for the memory."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import count, groupby
from operator import itemgetter

from feedback.bring_in.checking import RESPONDENT, Comment, Draft

# One response's rows, under a key that is the same in every longer file.
Group = tuple[str, list[Draft]]


@contextmanager
def staging() -> Iterator["Staged"]:
    """A place on the disk that has no name, so that nothing of it is left whatever happens."""
    with closing(sqlite3.connect("", isolation_level=None)) as held:
        held.execute("PRAGMA journal_mode=OFF")
        held.execute("CREATE TABLE draft (who TEXT, row INTEGER, day TEXT, said TEXT)")
        yield Staged(held)


class Staged:
    """The rows that are put by."""

    def __init__(self, held: sqlite3.Connection) -> None:
        """Keep them in this database, which is nobody else's."""
        self._held = held

    def add(self, drafts: Iterable[Draft]) -> None:
        """Put rows by as they come."""
        self._held.execute("BEGIN")
        self._held.executemany("INSERT INTO draft VALUES (?, ?, ?, ?)", map(_packed, drafts))
        self._held.execute("COMMIT")

    def days(self) -> tuple[date, date]:
        """The first and the last day on which a response was begun; there must be one."""
        # Of rows of one respondent, the first says when; SQLite takes the day from that row.
        begun = "SELECT day, min(row) FROM draft GROUP BY who"
        found = self._held.execute(f"SELECT min(day), max(day) FROM ({begun})").fetchone()  # noqa: S608 -- ours
        return date.fromisoformat(found[0]), date.fromisoformat(found[1])

    def groups(self, *, survey_slug: str, occasion: str) -> Iterator[Group]:
        """The rows of each response; they are sorted when this is called, not when it is read."""
        rows = self._held.execute("SELECT who, row, day, said FROM draft ORDER BY who, row")
        return _groups(rows, ["import", survey_slug, occasion])


def _groups(rows: sqlite3.Cursor, place: list[str]) -> Iterator[Group]:
    for who, alike in groupby(rows, key=itemgetter(0)):
        known_by = json.loads(who)
        drafts = (_unpacked(row, who=tuple(known_by)) for row in alike)
        if known_by[0] == RESPONDENT:
            yield _key_hash(place, known_by), list(drafts)
            continue
        # Two families may say the same: the second of two like rows is another response.
        for number, draft in zip(count(1), drafts, strict=False):
            yield _key_hash(place, [*known_by, str(number)]), [draft]


def _key_hash(place: list[str], known_by: list[str]) -> str:
    """What is stored to know a row again."""
    whole = json.dumps([*place, json.dumps(known_by, ensure_ascii=False)], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _packed(draft: Draft) -> tuple[str, int, str, str]:
    comments = [(one.question_id, one.kind, one.text, one.language) for one in draft.comments]
    said = [draft.language, draft.choices, comments, draft.may_be_quoted]
    who = json.dumps(draft.who, ensure_ascii=False)
    return who, draft.row, draft.day.isoformat(), json.dumps(said, ensure_ascii=False)


def _unpacked(row: tuple[str, int, str, str], *, who: tuple[str, ...]) -> Draft:
    _packed_who, number, day, said = row
    language, choices, comments, may_be_quoted = json.loads(said)
    return Draft(
        row=number,
        who=who,
        language=language,
        day=date.fromisoformat(day),
        choices=tuple((question, code) for question, code in choices),
        comments=tuple(Comment(*one) for one in comments),
        may_be_quoted=may_be_quoted,
    )

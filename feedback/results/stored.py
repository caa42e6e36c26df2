"""A release as it is stored: canonical JSON, hashed, and read back without trust."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from analysis.comparison import Change
from analysis.disclosure import PublishedCell
from analysis.gate.asked import Reason, ReleasedTable
from analysis.gate.shape import TOTAL
from analysis.tables import Withheld
from feedback.results.asking import LEFT_OUT, About, Seer, Wanted

FORMAT = 1
# The Forum's days with a release that was frozen before releases kept their own.
DAYS_TO_LOOK_BEFORE = timedelta(days=14)
# Kept in each process once read: seven surveys in three terms of twelve years.
MOST_KEPT = 256


class ReleaseBrokenError(Exception):
    """A stored release is not what was frozen: nothing of it may be shown."""


@dataclass(frozen=True)
class StoredTable:
    """One table as somebody may see it: cells by dimension and row; none where it is withheld."""

    id: str
    about: About
    dimensions: tuple[str, ...]
    rows: Mapping[str, Sequence[str]]  # Row code -> the options it adds up, of a one-way table.
    withheld: Withheld | None
    total: int | None
    cells: tuple[tuple[Mapping[str, str], PublishedCell], ...]


@dataclass(frozen=True)
class StoredChange:
    """How the overall question changed, and since which release."""

    since: int
    change: Change


@dataclass(frozen=True)
class Stored:
    """One frozen release."""

    number: int
    hash: str
    content: Mapping[str, Any]

    @property
    def survey(self) -> str:
        """The survey's slug."""
        return str(self.content["survey"])

    @property
    def survey_version(self) -> int:
        """The newest version of the survey when it was frozen."""
        return int(self.content["survey_version"])

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms it covers: one, and before it those that had too few answers by themselves."""
        return tuple(self.content["terms"])

    @property
    def frozen_on(self) -> date:
        """The day it was frozen."""
        return date.fromisoformat(self.content["frozen_on"])

    @property
    def public_from(self) -> date:
        """The first day on which the public may see it: kept with it, so it never moves."""
        kept = self.content.get("public_from")
        return date.fromisoformat(kept) if kept else self.frozen_on + DAYS_TO_LOOK_BEFORE

    @property
    def base(self) -> int:
        """The fewest answers that it shows anything of."""
        return int(self.content["base"])

    @property
    def responses(self) -> int | None:
        """How many responses it counts; None where they are too few to say."""
        found: int | None = self.content["responses"]
        return found

    @property
    def threshold(self) -> int:
        """Counts below this are hidden."""
        return int(self.content["threshold"])

    @property
    def is_shown(self) -> bool:
        """Whether it shows anything."""
        return self.responses is not None

    @property
    def occasions(self) -> Mapping[str, str]:
        """The occasions that have a row of their own, and their collections."""
        found: Mapping[str, str] = self.content["occasions"]
        return found

    def tables(self, seer: Seer) -> tuple[StoredTable, ...]:
        """What somebody may see of it."""
        return tuple(read_table(one) for one in self.content["seen"].get(seer.value, ()))

    def change(self, seer: Seer) -> StoredChange | None:
        """What may be said to somebody of the overall question since the term before, if anything.

        A release that was frozen before this was worked out says nothing.
        """
        found = self.content.get("change", {}).get(seer.value)
        return StoredChange(found["since"], Change(found["change"])) if found else None


# What is kept is found by every byte of it, so that one that was changed is hashed, and refused.
@lru_cache(maxsize=MOST_KEPT)
def read(number: int, content: str, expected_hash: str) -> Stored:
    """One release from the database; ReleaseBrokenError if a byte of it was changed."""
    if hash_of(content) != expected_hash:
        raise ReleaseBrokenError(f"Release {number} is not what was frozen: its hash differs.")
    found = json.loads(content)
    if found["number"] != number:
        raise ReleaseBrokenError(f"Release {number} says that it is number {found['number']}.")
    return Stored(number, expected_hash, found)


def broken_links(newest_first: Sequence[Stored]) -> list[tuple[Stored, str]]:
    """Releases that do not name the hash of the one before, of those that are given."""
    by_number = {one.number: one for one in newest_first}
    return [
        (one, "it does not name the release before it: one was taken out or put in.")
        for one in newest_first
        if one.number - 1 in by_number and one.content["previous"] != by_number[one.number - 1].hash
    ]


def canonical(content: Mapping[str, Any]) -> str:
    """The one way in which a release is written, so that its hash says that it is the same."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: str) -> str:
    """The SHA-256 of a release as it is written."""
    return hashlib.sha256(content.encode()).hexdigest()


def written(
    wanted: Wanted, rows: Mapping[str, frozenset[str]], released: ReleasedTable
) -> dict[str, Any]:
    """One table of a release as it is stored; `rows` are those of a table of one question."""
    shown = {cell.cell: cell for cell in released.cells}
    one_way = len(wanted.dimensions) == 1
    name = wanted.dimensions[0]
    total = None
    if TOTAL in shown:
        left_out = shown.get(((name, LEFT_OUT),))
        total = shown[TOTAL].low - (left_out.low if one_way and left_out else 0)
    return {
        "id": wanted.id,
        "about": wanted.about.value,
        "dimensions": list(wanted.dimensions),
        "rows": {row: sorted(codes) for row, codes in rows.items()},
        "withheld": _reason(released.withheld),
        "total": total,
        "cells": [
            {"where": dict(cell.cell), "shown": cell.count, "low": cell.low, "high": cell.high}
            for cell in released.cells
            if not (one_way and (cell.cell == TOTAL or cell.cell[0][1] == LEFT_OUT))
        ],
    }


def _reason(reason: Reason | None) -> str | None:
    if reason is None:
        return None
    few = (Reason.TOO_FEW, Reason.TOO_FEW_NEW)
    return (Withheld.TOO_FEW if reason in few else Withheld.UNPROTECTABLE).value


def read_table(one: Mapping[str, Any]) -> StoredTable:
    """One table as it is written."""
    return StoredTable(
        id=one["id"],
        about=About(one["about"]),
        dimensions=tuple(one["dimensions"]),
        rows=one["rows"],
        withheld=Withheld(one["withheld"]) if one["withheld"] else None,
        total=one["total"],
        cells=tuple(
            (
                cell["where"],
                PublishedCell(
                    next(iter(cell["where"].values()), ""), cell["shown"], cell["low"], cell["high"]
                ),
            )
            for cell in one["cells"]
        ),
    )

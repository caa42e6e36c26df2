"""What may be told of scans: frozen once a term, in the reader's words; before that, one band."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlmodel import Session

from analysis.disclosure import SMALLEST_BASE, PublishedCell, crossed, published
from analysis.tables import Category, SafeCrossing, SafeTable
from feedback.areas import Term
from feedback.database import session
from feedback.models import Placement
from feedback.responses import table_of
from feedback.results.scan_due import COLLECTION, FROZEN
from feedback.results.shown import area, stored_releases
from feedback.results.stored import ReleaseBrokenError, hash_of
from feedback.scans import COUNT
from forms.scan_words import STAGES
from translations import LANGUAGES

PLACEMENT = table_of(Placement)
REACHED, PLACE, LANGUAGE, ON = "reached", "place", "language", "day"
ALL = "all"


@dataclass(frozen=True)
class ScanResult:
    """What may be told of one collection in one term; tables that are withheld are not there."""

    number: int
    collection_id: UUID
    survey_slug: str
    term: Term
    frozen_on: date
    base: int
    opened: int | None  # None: fewer than the base.
    # How far visits came, where they came from, in which language, and on which day.
    tables: Mapping[str, SafeTable] = field(default_factory=dict)
    # The same three stages for each place and language, where so many came that they can be told.
    crossings: Mapping[str, SafeCrossing] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """What its numbers are traced by."""
        return f"S{self.number}"


def scan_results(collection_id: UUID | None = None) -> Sequence[ScanResult]:
    """What was frozen, of one collection or of all, the newest first."""
    wanted = select(
        FROZEN.c.number, FROZEN.c.collection_id, FROZEN.c.term_ref, FROZEN.c.content, FROZEN.c.hash
    ).order_by(FROZEN.c.number.desc())
    if collection_id is not None:
        wanted = wanted.where(FROZEN.c.collection_id == collection_id)
    terms = {term.ref: term for term in area().terms}
    return [
        _result(row.collection_id, terms[row.term_ref], _read(row.number, row.content, row.hash))
        for row in session().execute(wanted)
        if row.term_ref in terms
    ]


@dataclass(frozen=True)
class Together:
    """What may be told of all collections of a survey in one term together."""

    ref: str
    collections: int
    low: int  # How often they were opened: from here, up to the next; mostly the same.
    high: int
    reached: SafeTable | None  # How far visits came; None where that cannot be told.
    beside: int | None  # The release that counts what they got, and how many responses that is.
    responses: int | None


def scans_together(survey_slug: str) -> Mapping[str, Together]:
    """What was frozen of a survey's collections together, by the term's name in the area's file."""
    rows = session().execute(
        select(FROZEN.c.number, FROZEN.c.term_ref, FROZEN.c.content, FROZEN.c.hash)
        .join(COLLECTION, COLLECTION.c.id == FROZEN.c.collection_id)
        .where(COLLECTION.c.survey_slug == survey_slug)
        .order_by(FROZEN.c.number)
    )
    found = {}
    for number, term_ref, content, expected in rows:
        told = _read(number, content, expected).get("together")
        if told is not None:
            found[term_ref] = _together(f"S{number}.all", told)
    return found


def _together(ref: str, told: Mapping[str, Any]) -> Together:
    reading = _Reading(None, ref, told["low"], told["tables"])
    beside = told["beside"]
    stored = [one for one in stored_releases(session()) if one.number == beside]
    return Together(
        ref,
        told["collections"],
        told["low"],
        told["high"],
        reading.tables().get(REACHED),
        beside,
        stored[0].responses if stored else None,
    )


def broken_scans(held: Session) -> list[str]:
    """Which frozen scans are not what was frozen, in sentences; nothing when all are."""
    found = []
    for row in held.execute(select(FROZEN).order_by(FROZEN.c.number)):
        try:
            _read(row.number, row.content, row.hash)
        except ReleaseBrokenError as error:
            found.append(str(error))
    return found


def is_opened_enough_so_far(collection_id: UUID) -> bool:
    """Whether ten openings or more wait to be frozen: all that is told before they are."""
    waiting = (
        select(func.sum(COUNT.c.opened))
        .join(PLACEMENT, PLACEMENT.c.id == COUNT.c.placement_id)
        .where(PLACEMENT.c.collection_id == collection_id)
    )
    return int(session().execute(waiting).scalar() or 0) >= SMALLEST_BASE


def collections_scanned() -> Mapping[UUID, str]:
    """What each collection is about, by its id, in its officer's own words."""
    rows = session().execute(select(COLLECTION.c.id, COLLECTION.c.occasion))
    return {row.id: row.occasion for row in rows}


def _read(number: int, content: str, expected: str) -> Mapping[str, Any]:
    if hash_of(content) != expected:
        raise ReleaseBrokenError(f"Scans S{number} are not what was frozen: the hash differs.")
    found: Mapping[str, Any] = json.loads(content)
    return found


def _result(collection_id: UUID, term: Term, content: Mapping[str, Any]) -> ScanResult:
    reading = _Reading(
        collection_id, f"S{content['number']}", content["opened"] or 0, content["tables"]
    )
    return ScanResult(
        number=content["number"],
        collection_id=collection_id,
        survey_slug=content["survey"],
        term=term,
        frozen_on=date.fromisoformat(content["frozen_on"]),
        base=content["base"],
        opened=content["opened"],
        tables=reading.tables(),
        crossings=reading.crossings(),
    )


class _Reading:
    """One frozen content, on its way to safe tables."""

    def __init__(
        self, collection_id: UUID | None, ref: str, total: int, tables: Sequence[Mapping[str, Any]]
    ) -> None:
        self.collection_id = collection_id
        self.ref = ref
        self.total = total
        self.told = {
            tuple(one["table"]): {
                tuple(sorted(cell["where"].items())): cell for cell in one["cells"]
            }
            for one in tables
            if not one["withheld"]
        }

    def tables(self) -> dict[str, SafeTable]:
        """The tables of one kind each."""
        found = {}
        if (REACHED,) in self.told:
            cells = self._stages(self.told[(REACHED,)], ())
            found[REACHED] = self._table(REACHED, _("How far they came"), cells, STAGES)
        for name, title in (
            (PLACE, _("Opened, by place")),
            (LANGUAGE, _("Opened, by the language it first opened in")),
            (ON, _("Busy days")),
        ):
            told = self.told.get((name,))
            if told:
                cells = [_cell(where[0][1], one) for where, one in told.items() if where]
                found[name] = self._table(name, title, cells, self._labels(name))
        return found

    def crossings(self) -> dict[str, SafeCrossing]:
        """How far visits came from each place, or in each language."""
        titles = {
            PLACE: _("How far they came, by place"),
            LANGUAGE: _("How far they came, by the language it first opened in"),
        }
        return {
            name: self._crossing(name, title, self.told[(name, REACHED)])
            for name, title in titles.items()
            if (name, REACHED) in self.told
        }

    def _table(
        self, name: str, title: object, cells: Sequence[PublishedCell], labels: Mapping[str, Any]
    ) -> SafeTable:
        return published(
            cells,
            {one.code: str(labels[one.code]) for one in cells},
            table_id=name,
            title=str(title),
            ref=f"{self.ref}.{name}",
            total=self.total,
        )

    def _crossing(self, name: str, title: object, told: Mapping[Any, Any]) -> SafeCrossing:
        labels = self._labels(name)
        rows = [Category(code, str(labels[code])) for code in dict.fromkeys(
            where[0][1] for where in told if len(where) == 1 and where[0][0] == name
        )]  # fmt: skip
        cells: dict[tuple[str | None, str | None], PublishedCell] = {}
        for row in (*(one.code for one in rows), None):
            inside = ((name, row),) if row else ()
            for cell in self._stages(told, inside):
                cells[row, cell.code] = cell
            cells[row, None] = cells[row, "opened"]
        columns = [Category(code, str(label)) for code, label in STAGES.items()]
        ref = f"{self.ref}.{name}-{REACHED}"
        return crossed(cells, rows, columns, table_id=name, title=str(title), ref=ref)

    def _stages(self, told: Mapping[Any, Any], inside: Any) -> list[PublishedCell]:
        """Opened, begun and sent; who began is whoever opened but for those who only looked."""
        opened = told[tuple(inside)]
        looked, sent = (
            told[tuple(sorted((*inside, (REACHED, reached))))] for reached in ("looked", "sent")
        )
        low = max(sent["low"], opened["low"] - looked["high"])
        high = min(opened["high"], opened["high"] - looked["low"])
        begun = {"shown": low if low == high else None, "low": low, "high": high}
        return [_cell("opened", opened), _cell("begun", begun), _cell("sent", sent)]

    def _labels(self, name: str) -> Mapping[str, str]:
        if name == LANGUAGE:
            return _LanguageNames()
        if name == ON:
            return _DayNames()
        rows = session().execute(
            select(PLACEMENT.c.code, PLACEMENT.c.label).where(
                PLACEMENT.c.collection_id == self.collection_id
            )
        )
        return {code: label for code, label in rows}


class _LanguageNames(dict[str, str]):
    def __missing__(self, code: str) -> str:
        found = LANGUAGES.get(code)
        return found.own_name if found else code


class _DayNames(dict[str, str]):
    def __missing__(self, day: str) -> str:
        return str(format_date(date.fromisoformat(day), "long"))


def _cell(code: str, told: Mapping[str, Any]) -> PublishedCell:
    return PublishedCell(code, told["shown"], told["low"], told["high"])

"""The releases in the reader's words: the only source of numbers there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import Session, col

from analysis.disclosure import Part, add_up, crossed, published, withheld
from analysis.tables import Category, SafeCrossing, SafeTable, Withheld
from feedback import breakdowns
from feedback.areas import Area, Term
from feedback.authored import translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import Collection, ResultsRelease
from feedback.responses import table_of
from feedback.results.asking import EVERYBODY, OCCASION, OTHER_OCCASIONS, About, Seer
from feedback.results.stored import Stored, StoredTable, read
from forms.bank import QUESTIONS
from forms.questions import Survey
from forms.surveys import SURVEYS

RELEASE = table_of(ResultsRelease)
TONE = "tone"


@dataclass(frozen=True)
class TableResult:
    """One table as people may see it, and the options that each of its rows adds up."""

    about: About
    question_id: str
    title: str
    table: SafeTable
    rows: Mapping[str, frozenset[str]]
    evidences: tuple[str, ...] = ()


@dataclass(frozen=True)
class CrossingResult:
    """The overall question by groups of people or by occasions."""

    id: str
    title: str
    table: SafeCrossing | None  # None: it could not be shown without showing too much.


@dataclass(frozen=True)
class Results:
    """Everything that somebody may see of one release, or of a year of them."""

    survey: Survey
    numbers: tuple[int, ...]  # Of the releases it comes from.
    hashes: tuple[str, ...]
    terms: tuple[Term, ...]
    frozen_on: date
    withheld: Withheld | None  # Why nothing is shown; None when something is.
    total: int | None
    tables: tuple[TableResult, ...]
    crossings: tuple[CrossingResult, ...] = ()

    @property
    def ref(self) -> str:
        """What its numbers are traced by: R3, or R3+R7 for a sum."""
        return _ref(self.numbers)

    def about(self, about: About | str) -> tuple[TableResult, ...]:
        """The tables of one part of the page, in page order."""
        return tuple(one for one in self.tables if one.about is About(about))

    def table(self, question_id: str) -> TableResult | None:
        """One table by its question, or None when there is none."""
        return next((one for one in self.tables if one.question_id == question_id), None)


@dataclass(frozen=True)
class Made:
    """One release in a list: of which survey and terms, and whether it shows anything."""

    number: int
    survey: Survey
    terms: tuple[Term, ...]
    frozen_on: date
    has_results: bool


def made() -> Sequence[Made]:
    """Every release, the newest first; those of a survey that is no longer asked are left out."""
    return [
        Made(
            one.number,
            SURVEYS[one.survey],
            _terms(one),
            one.frozen_on,
            has_results=one.responses is not None,
        )
        for one in stored_releases(session())
        if one.survey in SURVEYS
    ]


def release(number: int, seer: Seer) -> Results | None:
    """One release as somebody may see it; None when there is no such release."""
    found = next((one for one in stored_releases(session()) if one.number == number), None)
    if found is None or found.survey not in SURVEYS:
        return None
    return _results(found, seer)


def year(slug: str, year: str, seer: Seer) -> Results | None:
    """A survey's releases of one school year added up: it says only what they say together."""
    parts = [
        _results(one, seer)
        for one in reversed(stored_releases(session()))
        if one.survey == slug and one.responses is not None and _year(one) == year
    ]
    if len(parts) < 2:
        return None
    numbers = tuple(number for part in parts for number in part.numbers)
    return Results(
        survey=SURVEYS[slug],
        numbers=numbers,
        hashes=tuple(each for part in parts for each in part.hashes),
        terms=tuple(term for part in parts for term in part.terms),
        frozen_on=max(part.frozen_on for part in parts),
        withheld=None,
        total=sum(part.total or 0 for part in parts),
        tables=tuple(_sum(one, parts, numbers) for one in parts[-1].tables),
    )


def years(slug: str) -> Sequence[str]:
    """The school years of a survey with more than one release that shows something."""
    found = [
        _year(one)
        for one in stored_releases(session())
        if one.survey == slug and one.responses is not None
    ]
    return [one for one in dict.fromkeys(found) if one is not None and found.count(one) > 1]


def stored_releases(held: Session) -> list[Stored]:
    """Every release as it was frozen, the newest first."""
    rows = held.execute(
        select(RELEASE.c.number, RELEASE.c.content, RELEASE.c.hash).order_by(
            RELEASE.c.number.desc()
        )
    )
    return [read(*row) for row in rows]


def stored_by_id() -> Mapping[UUID, Stored]:
    """The same by the ids that counted responses point at."""
    rows = session().execute(
        select(RELEASE.c.id, RELEASE.c.number, RELEASE.c.content, RELEASE.c.hash)
    )
    return {row[0]: read(*row[1:]) for row in rows}


def _area() -> Area:
    found: Area = current_app.extensions["heard_area"]
    return found


def _terms(one: Stored) -> tuple[Term, ...]:
    return tuple(term for term in _area().terms if term.ref in one.terms)


def _year(one: Stored) -> str | None:
    terms = _terms(one)
    return terms[-1].year if terms else None


def _ref(numbers: Sequence[int]) -> str:
    return "+".join(f"R{number}" for number in numbers)


def _results(one: Stored, seer: Seer) -> Results:
    survey = SURVEYS[one.survey]
    stored = one.tables(seer)
    is_shown = one.responses is not None
    return Results(
        survey=survey,
        numbers=(one.number,),
        hashes=(one.hash,),
        terms=_terms(one),
        frozen_on=one.frozen_on,
        withheld=None if is_shown else Withheld.TOO_FEW,
        total=one.responses,
        tables=tuple(_table(one, table) for table in stored if table.about is not About.CROSSING),
        crossings=tuple(
            _crossing(one, table, survey) for table in stored if table.about is About.CROSSING
        ),
    )


def _table(one: Stored, stored: StoredTable) -> TableResult:
    title, labels, evidences = _words(stored)
    ref = f"R{one.number}.{stored.id}"
    if stored.withheld is not None:
        table = withheld(
            stored.withheld, table_id=stored.id, title=title, ref=ref, total=stored.total
        )
    else:
        cells = {cell.code: cell for _where, cell in stored.cells}
        # The rows in the order of the registry: a stored object has none.
        ordered = [cells[code] for code in labels if code in cells]
        table = published(
            ordered, labels, table_id=stored.id, title=title, ref=ref, total=stored.total or 0
        )
    return TableResult(
        about=stored.about,
        question_id=stored.id,
        title=title,
        table=table,
        rows={row: frozenset(codes) for row, codes in stored.rows.items()},
        evidences=evidences if stored.about is About.ANSWERS else (),
    )


def _words(stored: StoredTable) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """What a table and its rows are called in the reader's language, and what it evidences."""
    if stored.about is About.TONE:
        return _("Tone of comments (computer estimate)"), breakdowns.labels_of_tones(), ()
    question = QUESTIONS[stored.id]
    return str(question.standard), breakdowns.labels_of(question), question.evidences


def _crossing(one: Stored, stored: StoredTable, survey: Survey) -> CrossingResult:
    of, by = stored.dimensions
    title = _("“%(question)s”, by %(group)s", question=str(survey.overall.standard), group=_by(by))
    if stored.withheld is not None:
        return CrossingResult(stored.id, title, None)
    rows, columns = _everybody(of), _occasions(one) if by == OCCASION else _everybody(by)
    used = {where.get(by) for where, _cell in stored.cells}
    table = crossed(
        {(where.get(of), where.get(by)): cell for where, cell in stored.cells},
        [Category(*each) for each in rows.items() if _is_used(stored, of, each[0])],
        [Category(*each) for each in columns.items() if each[0] in used],
        table_id=stored.id,
        title=title,
        ref=f"R{one.number}.{stored.id}",
    )
    return CrossingResult(stored.id, title, table)


def _is_used(stored: StoredTable, dimension: str, row: str) -> bool:
    return any(where.get(dimension) == row for where, _cell in stored.cells)


def _by(dimension: str) -> str:
    if dimension == OCCASION:
        return str(_("occasion"))
    return str(QUESTIONS[dimension.removesuffix(EVERYBODY)].standard)


def _everybody(dimension: str) -> dict[str, str]:
    """The rows of a question that counts everybody, and what they are called."""
    question = QUESTIONS[dimension.removesuffix(EVERYBODY)]
    return breakdowns.labels_for_everybody(question)


def _occasions(one: Stored) -> dict[str, str]:
    ids = {code: UUID(found) for code, found in one.occasions.items()}
    held = {
        each.id: each
        for each in session().scalars(
            select(Collection).where(col(Collection.id).in_(ids.values()))
        )
    }
    words, language = translations_of(list(held.values())), page_language()
    named = {
        code: words.said(held[found], "occasion", language).text
        if found in held
        else _("An occasion that was deleted")
        for code, found in ids.items()
    }
    return {**named, OTHER_OCCASIONS: _("All other occasions")}


def _sum(one: TableResult, parts: Sequence[Results], numbers: Sequence[int]) -> TableResult:
    ref = f"{_ref(numbers)}.{one.question_id}"
    found = [other for part in parts if (other := part.table(one.question_id))]
    table = None
    if len(found) == len(parts):
        table = add_up([Part(each.table, each.rows) for each in found], ref=ref)
    if table is None:
        table = withheld(
            Withheld.UNPROTECTABLE, table_id=one.question_id, title=one.title, ref=ref, total=None
        )
    rows = min((each.rows for each in found), key=len)
    return TableResult(one.about, one.question_id, one.title, table, rows, one.evidences)

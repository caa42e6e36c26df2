"""The releases in the reader's words: the only source of numbers there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import Session, col

from analysis.comparison import Change
from analysis.disclosure import SMALLEST_BASE, SMALLEST_THRESHOLD, crossed, published, withheld
from analysis.tables import Category, SafeCrossing, SafeTable, Withheld
from feedback import breakdowns, surveys
from feedback.areas import Area, Term
from feedback.authored import translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import Collection, ResultsRelease
from feedback.responses import table_of
from feedback.results.asking import EVERYBODY, OCCASION, OTHER_OCCASIONS, About, Seer
from feedback.results.stored import Stored, StoredTable, read
from forms.marked import filled
from forms.questions import Question, Survey
from forms.surveys import ABOUT_YOU, ROLE

RELEASE = table_of(ResultsRelease)


@dataclass(frozen=True)
class TableResult:
    """One table as people may see it, and the options that each of its rows adds up."""

    about: About
    question_id: str
    title: str
    table: SafeTable
    rows: Mapping[str, frozenset[str]]
    evidences: tuple[str, ...] = ()
    base: int = SMALLEST_BASE  # The fewest answers it may rest on.
    question: Question | None = None  # None: of the tone of comments.
    is_sum: bool = False  # Of several terms, each of which has to show it.


@dataclass(frozen=True)
class CrossingResult:
    """The overall question by groups of people or by occasions."""

    id: str
    title: str
    by: str  # The question whose groups it has, or the word for occasions.
    by_occasion: bool
    table: SafeCrossing | None  # None: it could not be shown without showing too much.


@dataclass(frozen=True)
class ChangeResult:
    """How the answers to the overall question changed since the term before."""

    change: Change
    since: int  # The release it is compared with.
    terms: tuple[Term, ...]  # That release's terms.
    answers: str  # The good answers, in words.


@dataclass(frozen=True)
class Results:
    """Everything that somebody may see of one release, or of a year of them."""

    survey: Survey
    numbers: tuple[int, ...]  # Of the releases it comes from.
    hashes: tuple[str, ...]
    terms: tuple[Term, ...]
    frozen_on: date
    public_from: date
    withheld: Withheld | None  # Why nothing is shown; None when something is.
    total: int | None
    tables: tuple[TableResult, ...]
    crossings: tuple[CrossingResult, ...] = ()
    change: ChangeResult | None = None  # None: nothing may be said, or there is nothing before.
    # The strictest rules that any of the releases was made by.
    base: int = SMALLEST_BASE
    threshold: int = SMALLEST_THRESHOLD

    @property
    def ref(self) -> str:
        """What its numbers are traced by: R3, or R3+R7 for a sum."""
        return ref_of(self.numbers)

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
    public_from: date
    base: int
    has_results: bool


def made() -> Sequence[Made]:
    """Every release, the newest first; those of a survey that is no longer asked are left out."""
    every = surveys.all_of_them()
    return [
        Made(
            number=one.number,
            survey=every[one.survey],
            terms=_terms(one),
            frozen_on=one.frozen_on,
            public_from=one.public_from,
            base=one.base,
            has_results=one.is_shown,
        )
        for one in stored_releases(session())
        if one.survey in every
    ]


def release(number: int, seer: Seer) -> Results | None:
    """One release as somebody may see it; None when there is no such release."""
    found = next((one for one in stored_releases(session()) if one.number == number), None)
    if found is None or surveys.over_time(found.survey) is None:
        return None
    return results_of(found, seer)


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


def area() -> Area:
    """The area this is for."""
    found: Area = current_app.extensions["heard_area"]
    return found


def _terms(one: Stored) -> tuple[Term, ...]:
    return tuple(term for term in area().terms if term.ref in one.terms)


def year_of(one: Stored) -> str | None:
    """The school year in which a release ends, if the area's file still has its terms."""
    terms = _terms(one)
    return terms[-1].year if terms else None


def ref_of(numbers: Sequence[int]) -> str:
    """What numbers of these releases are traced by."""
    return "+".join(f"R{number}" for number in numbers)


def results_of(one: Stored, seer: Seer) -> Results:
    """A stored release as somebody may see it, in the reader's words."""
    survey, stored = surveys.as_frozen(one.survey, one.survey_version), one.tables(seer)
    crossed_ones = [each for each in stored if each.about is About.CROSSING]
    is_shown = one.responses is not None
    return Results(
        survey=survey,
        numbers=(one.number,),
        hashes=(one.hash,),
        terms=_terms(one),
        frozen_on=one.frozen_on,
        public_from=one.public_from,
        withheld=None if is_shown else Withheld.TOO_FEW,
        total=one.responses,
        tables=tuple(_table(one, each, survey) for each in stored if each not in crossed_ones),
        crossings=tuple(_crossing(one, each, survey) for each in crossed_ones),
        change=_change(one, survey, seer),
        base=one.base,
        threshold=one.threshold,
    )


def _change(one: Stored, survey: Survey, seer: Seer) -> ChangeResult | None:
    found = one.change(seer)
    if found is None:
        return None
    before = next(each for each in stored_releases(session()) if each.number == found.since)
    good = breakdowns.labels_of(survey.overall)[breakdowns.GOOD]
    return ChangeResult(found.change, found.since, _terms(before), good)


def _table(one: Stored, stored: StoredTable, survey: Survey) -> TableResult:
    question = None if stored.about is About.TONE else _question(survey, stored.id)
    title, labels = _words(question)
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
        evidences=question.evidences if question and stored.about is About.ANSWERS else (),
        base=one.base,
        question=question,
    )


def _words(question: Question | None) -> tuple[str, dict[str, str]]:
    """What a table and its rows are called in the reader's language."""
    if question is None:
        return _("Tone of comments (computer estimate)"), breakdowns.labels_of_tones()
    return str(question.standard), breakdowns.labels_of(question)


def _question(survey: Survey, dimension: str) -> Question:
    """The question that a table is about."""
    name = dimension.removesuffix(EVERYBODY)
    every = (*survey.questions, ROLE, *ABOUT_YOU)
    return next(one for one in every if one.id == name)


def _crossing(one: Stored, stored: StoredTable, survey: Survey) -> CrossingResult:
    of, by = stored.dimensions
    group = _by(by, survey)
    asked = survey.overall.standard
    title = filled(_("“%(question)s”, by %(group)s"), question=asked, group=group)
    if stored.withheld is not None:
        return CrossingResult(stored.id, title, group, by == OCCASION, None)
    rows = _everybody(of, survey)
    columns = _occasions(one) if by == OCCASION else _everybody(by, survey)
    used = {where.get(by) for where, _cell in stored.cells}
    table = crossed(
        {(where.get(of), where.get(by)): cell for where, cell in stored.cells},
        [Category(*each) for each in rows.items() if _is_used(stored, of, each[0])],
        [Category(*each) for each in columns.items() if each[0] in used],
        table_id=stored.id,
        title=title,
        ref=f"R{one.number}.{stored.id}",
    )
    return CrossingResult(stored.id, title, group, by == OCCASION, table)


def _is_used(stored: StoredTable, dimension: str, row: str) -> bool:
    return any(where.get(dimension) == row for where, _cell in stored.cells)


def _by(dimension: str, survey: Survey) -> str:
    if dimension == OCCASION:
        return str(_("Occasion"))
    return str(_question(survey, dimension).standard)


def _everybody(dimension: str, survey: Survey) -> dict[str, str]:
    """The rows of a question that counts everybody, and what they are called."""
    return breakdowns.labels_for_everybody(_question(survey, dimension))


def _occasions(one: Stored) -> dict[str, str]:
    ids = {code: UUID(found) for code, found in one.occasions.items()}
    wanted = select(Collection).where(col(Collection.id).in_(ids.values()))
    held = {each.id: each for each in session().scalars(wanted)}
    words, language = translations_of(list(held.values())), page_language()
    named = {
        code: words.said(held[found], "occasion", language).text
        if found in held
        else _("An occasion that was deleted")
        for code, found in ids.items()
    }
    return {**named, OTHER_OCCASIONS: _("All other occasions")}

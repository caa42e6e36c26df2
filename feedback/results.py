"""THE GATE: stored answers in, safe tables out; nothing else turns counts into what people see.

This first gate holds back results under ten answers, hides counts under five (and, when that is
not enough, others beside them), and holds back a sum from which a held-back part could be worked
out. docs/decisions/0004 says what it does not yet protect against.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _

from analysis.disclosure import SMALLEST_BASE, add_up, protect, rule_of_remainder, withhold
from analysis.heard import Pulse, PulseVerdict, judge_pulse
from analysis.tables import RawTable, SafeTable, Withheld
from analysis.tone import READER_VERSION
from feedback import counts
from feedback.areas import Area, Term
from feedback.breakdowns import Rows, of_answers, of_people, of_tones
from feedback.config import Config
from feedback.counts import Counted, Part, Scope
from feedback.database import session
from forms.questions import Question, Survey
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS

TONES = "tone"


class About(StrEnum):
    """What a table is about."""

    ANSWERS = "answers"
    TONE = "tone"
    PARTICIPATION = "participation"


@dataclass(frozen=True)
class TableResult:
    """One table as people may see it."""

    about: About
    question_id: str
    title: str
    table: SafeTable
    evidences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """Everything that may be shown about one collection, survey or term."""

    survey: Survey
    withheld: Withheld | None  # Why nothing is shown; None when something is.
    total: int | None
    tables: tuple[TableResult, ...]

    def about(self, about: About | str) -> tuple[TableResult, ...]:
        """The tables of one part of the page, in page order."""
        return tuple(one for one in self.tables if one.about is About(about))

    def table(self, question_id: str) -> TableResult | None:
        """One table by its question, or None when there is none."""
        return next((one for one in self.tables if one.question_id == question_id), None)


Pieces = frozenset[Part]


@dataclass(frozen=True)
class Slices:
    """How a sum could be taken apart by somebody who also sees other pages."""

    pages: tuple[Pieces, ...]  # The parts that have a page of their own.
    by_size: tuple[tuple[Pieces, ...], ...]  # Each way in which other pages divide it.


def for_collection(collection_id: UUID) -> Results | None:
    """What may be shown about one collection; None when there is no such collection."""
    slug = counts.survey_of(session(), collection_id)
    if slug is None:
        return None
    return _results(SURVEYS[slug], Scope(slug, collection_id=collection_id))


def for_survey(slug: str) -> Results:
    """What may be shown about one survey, all collections and terms together."""
    return _results(SURVEYS[slug], Scope(slug))


def for_term(slug: str, term: Term) -> Results:
    """What may be shown about one survey in one term."""
    scope = Scope(slug, starts_on=term.starts, ends_on=term.ends)
    return _results(SURVEYS[slug], scope)


def pulse_for(initiative_id: UUID, *, involved: int, after: date | None) -> PulseVerdict:
    """Whether those involved in an initiative felt heard: a verdict, never a count.

    `after` is the day they were first told what was done; answers asked for earlier do not count.
    """
    counted = counts.pulse(session(), initiative_id, since=after)
    codes = counted.codes
    return judge_pulse(
        Pulse(
            yes=codes["yes"],
            partly=codes["partly"],
            no=codes["no"],
            respondents=codes.total(),
            involved=involved,
            asked_on=counted.asked_on,
            first_told_on=after,
        )
    )


def roles_to_name() -> Callable[[str, date, str], bool]:
    """Says of a survey, a week and a role whether a quote may name the role (rule R10).

    It may when the role gave ten responses or more to that survey in the term of that week.
    """
    area: Area = current_app.extensions["heard_area"]
    sizes: Counter[tuple[str, str | None, str]] = Counter()
    for (survey, week), found in counts.roles(session()).items():
        for role, number in found.items():
            sizes[survey, area.term_ref(week), role] += number

    def is_large_enough(survey: str, week: date, role: str) -> bool:
        return sizes[survey, area.term_ref(week), role] >= SMALLEST_BASE

    return is_large_enough


def _results(survey: Survey, scope: Scope) -> Results:
    counted = counts.count(session(), scope, reader=READER_VERSION)
    slices = _slices(counted, scope)
    withheld = _reason_to_withhold(counted.responses, slices)
    if withheld is not None:
        return Results(survey, withheld, None, ())
    tables = (
        *(
            _about_question(question, About.ANSWERS, of_answers, counted, slices)
            for question in survey.questions
            if question.options
        ),
        _tones(counted, slices),
        *(
            _about_question(question, About.PARTICIPATION, of_people, counted, slices)
            for question in (ROLE, *ABOUT_YOU)
        ),
    )
    return Results(survey, None, counted.total(), tables)


def _slices(counted: Counted, scope: Scope) -> Slices:
    """The pages that a sum could be compared with: collections wholly inside it, and terms."""
    area: Area = current_app.extensions["heard_area"]
    by_collection = _grouped(counted.responses, lambda part: part[0])
    by_term = _grouped(counted.responses, lambda part: area.term_ref(part[1]))
    if scope.collection_id is not None:
        return Slices(pages=(), by_size=(by_term,))
    pages = counts.wholly_inside(session(), scope, by_collection)
    return Slices(pages=pages, by_size=(by_collection, by_term))


def _grouped(parts: Iterable[Part], key: Callable[[Part], object]) -> tuple[Pieces, ...]:
    found: dict[object, set[Part]] = {}
    for part in parts:
        found.setdefault(key(part), set()).add(part)
    return tuple(frozenset(group) for group in found.values())


def _reason_to_withhold(sizes: Mapping[Part, int], slices: Slices) -> Withheld | None:
    """Why a sum may not be shown: too few, or subtracting shown slices would leave too few."""
    total = sum(sizes.values())
    if total < SMALLEST_BASE:
        return Withheld.TOO_FEW
    for pieces in slices.by_size:
        inside = [sum(sizes.get(part, 0) for part in one) for one in pieces]
        if rule_of_remainder(total, [size for size in inside if size >= SMALLEST_BASE]):
            return Withheld.WOULD_REVEAL
    return None


def _about_question(
    question: Question,
    about: About,
    rows_of: Callable[[Question, int], Rows],
    counted: Counted,
    slices: Slices,
) -> TableResult:
    title = str(question.standard)
    by_part = counted.answers.get(question.id, {})
    return TableResult(
        about=about,
        question_id=question.id,
        title=title,
        table=_Gate(question.id, title, partial(rows_of, question), by_part).table(slices),
        evidences=question.evidences if about is About.ANSWERS else (),
    )


def _tones(counted: Counted, slices: Slices) -> TableResult:
    title = _("Tone of comments (computer estimate)")
    return TableResult(
        about=About.TONE,
        question_id=TONES,
        title=title,
        table=_Gate(TONES, title, of_tones, counted.tones).table(slices),
    )


@dataclass(frozen=True)
class _Gate:
    """One table on its way out: its counts by part, and the rows it has at each size of base."""

    id: str
    title: str
    rows_at: Callable[[int], Rows]
    by_part: Mapping[Part, Counter[str]]

    def table(self, slices: Slices) -> SafeTable:
        """What may be shown, given the pages of its parts that people see too."""
        raw, sizes = self._raw(self.by_part)
        withheld = _reason_to_withhold(sizes, slices)
        if withheld is not None:
            return withhold(raw, reason=withheld)
        shown = [one for one in slices.pages if self._alone(one).withheld is None]
        if not shown:
            return protect(raw, secret=_secret())
        return self._sum(shown) or withhold(raw, reason=Withheld.WOULD_REVEAL)

    def _sum(self, shown: Sequence[Pieces]) -> SafeTable | None:
        """Beside pages of its parts, a sum may say only what they and the rest say together."""
        parts = [self._alone(one) for one in shown]
        rest = frozenset(self.by_part).difference(*shown)
        if self._raw(self._only(rest))[0].total:
            parts.append(self._alone(rest))
        # The fewest rows of any part: a finer sum would say more about that part than its page.
        rows = min((self._rows(one) for one in (*shown, rest) if one), key=len)
        return add_up(parts, rows, table_id=self.id, title=self.title)

    def _alone(self, pieces: Pieces) -> SafeTable:
        """The table of some parts by themselves, as their own page shows it."""
        return protect(self._raw(self._only(pieces))[0], secret=_secret())

    def _only(self, pieces: Pieces) -> Mapping[Part, Counter[str]]:
        return {part: found for part, found in self.by_part.items() if part in pieces}

    def _rows(self, pieces: Pieces) -> Rows:
        return self.rows_at(sum(found.total() for found in self._only(pieces).values()))

    def _raw(self, by_part: Mapping[Part, Counter[str]]) -> tuple[RawTable, dict[Part, int]]:
        """The counts row by row, and how many of them each part has."""
        rows = self.rows_at(sum(found.total() for found in by_part.values()))
        codes_shown = frozenset[str]().union(*(codes for _category, codes in rows))
        sums: Counter[str] = Counter()
        for found in by_part.values():
            sums.update(found)
        raw = RawTable(
            id=self.id,
            title=self.title,
            categories=tuple(category for category, _codes in rows),
            counts=tuple(sum(sums[code] for code in codes) for _category, codes in rows),
        )
        sizes = {part: sum(found[code] for code in codes_shown) for part, found in by_part.items()}
        return raw, sizes


def _secret() -> bytes:
    """The key of the gate's tie-breaks: the oldest secret, so that a rotation changes no table."""
    config: Config = current_app.extensions["heard_config"]
    oldest = (config.secret_key, *config.old_secret_keys)[-1]
    return hmac.digest(oldest.encode(), b"gate tie-break", hashlib.sha256)

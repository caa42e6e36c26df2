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
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _

from analysis.disclosure import protect, rule_of_remainder, withhold
from analysis.heard import Pulse, PulseVerdict, judge_pulse
from analysis.tables import RawTable, SafeTable, Withheld
from analysis.tone import READER_VERSION
from feedback import breakdowns, counts
from feedback.areas import Area, Term
from feedback.breakdowns import Rows
from feedback.config import Config
from feedback.counts import Counted, Part, Scope
from feedback.database import session
from forms.questions import Question, Survey
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS

SMALLEST_BASE = 10
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


Slices = tuple[frozenset[Part], ...]


def for_collection(collection_id: UUID) -> Results | None:
    """What may be shown about one collection; None when there is no such collection."""
    slug = counts.survey_of(session(), collection_id)
    if slug is None:
        return None
    return _results(SURVEYS[slug], Scope(slug, collection_id=collection_id), _no_slices)


def for_survey(slug: str) -> Results:
    """What may be shown about one survey, all collections and terms together."""
    return _results(SURVEYS[slug], Scope(slug), _by_collection, _by_term)


def for_term(slug: str, term: Term) -> Results:
    """What may be shown about one survey in one term."""
    scope = Scope(slug, starts_on=term.starts, ends_on=term.ends)
    return _results(SURVEYS[slug], scope, _by_collection)


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


def _results(survey: Survey, scope: Scope, *slicings: Callable[[Counted], Slices]) -> Results:
    counted = counts.count(session(), scope, reader=READER_VERSION)
    slices = tuple(one for slicing in slicings if (one := slicing(counted)))
    total = counted.total()
    withheld = _reason_to_withhold(counted.responses, slices)
    if withheld is not None:
        return Results(survey, withheld, None, ())
    tables = (
        *(_answers(question, counted, slices) for question in survey.questions if question.options),
        _tones(counted, slices),
        *(_participation(question, counted, slices) for question in (ROLE, *ABOUT_YOU)),
    )
    return Results(survey, None, total, tables)


def _reason_to_withhold(sizes: Mapping[Part, int], slicings: Sequence[Slices]) -> Withheld | None:
    """Why a sum may not be shown: too few, or subtracting shown slices would leave too few."""
    total = sum(sizes.values())
    if total < SMALLEST_BASE:
        return Withheld.TOO_FEW
    for slices in slicings:
        inside = [sum(sizes.get(part, 0) for part in one) for one in slices]
        shown = [size for size in inside if size >= SMALLEST_BASE]
        if rule_of_remainder(total, shown):
            return Withheld.WOULD_REVEAL
    return None


def _no_slices(_counted: Counted) -> Slices:
    return ()


def _by_collection(counted: Counted) -> Slices:
    """The collections a sum is made of: each has a results page of its own."""
    return _grouped(counted.responses, lambda part: part[0])


def _by_term(counted: Counted) -> Slices:
    """The terms a sum is made of: each has a results page of its own."""
    area: Area = current_app.extensions["heard_area"]
    return _grouped(counted.responses, lambda part: area.term_for(part[1]).ref)


def _grouped(parts: Iterable[Part], key: Callable[[Part], object]) -> Slices:
    found: dict[object, set[Part]] = {}
    for part in parts:
        found.setdefault(key(part), set()).add(part)
    return tuple(frozenset(group) for group in found.values())


def _answers(question: Question, counted: Counted, slicings: Sequence[Slices]) -> TableResult:
    by_part = counted.answers.get(question.id, {})
    rows = breakdowns.of_answers(question, base=_size(by_part))
    return TableResult(
        about=About.ANSWERS,
        question_id=question.id,
        title=str(question.standard),
        table=_gate(question.id, str(question.standard), rows, by_part, slicings),
        evidences=question.evidences,
    )


def _participation(question: Question, counted: Counted, slicings: Sequence[Slices]) -> TableResult:
    by_part = counted.answers.get(question.id, {})
    rows = breakdowns.of_people(question, base=_size(by_part))
    return TableResult(
        about=About.PARTICIPATION,
        question_id=question.id,
        title=str(question.standard),
        table=_gate(question.id, str(question.standard), rows, by_part, slicings),
    )


def _tones(counted: Counted, slicings: Sequence[Slices]) -> TableResult:
    title = _("Tone of comments (computer estimate)")
    rows = breakdowns.of_tones()
    return TableResult(
        about=About.TONE,
        question_id=TONES,
        title=title,
        table=_gate(TONES, title, rows, counted.tones, slicings),
    )


def _gate(
    table_id: str,
    title: str,
    rows: Rows,
    by_part: Mapping[Part, Counter[str]],
    slicings: Sequence[Slices],
) -> SafeTable:
    sums: Counter[str] = Counter()
    for found in by_part.values():
        sums.update(found)
    raw = RawTable(
        id=table_id,
        title=title,
        categories=tuple(category for category, _codes in rows),
        counts=tuple(sum(sums[code] for code in codes) for _category, codes in rows),
    )
    counted_codes = frozenset[str]().union(*(codes for _category, codes in rows))
    sizes = {
        part: sum(number for code, number in found.items() if code in counted_codes)
        for part, found in by_part.items()
    }
    withheld = _reason_to_withhold(sizes, slicings)
    if withheld is not None:
        return withhold(raw, reason=withheld)
    return protect(raw, secret=_secret())


def _size(by_part: Mapping[Part, Counter[str]]) -> int:
    return sum(found.total() for found in by_part.values())


def _secret() -> bytes:
    """The key of the gate's tie-breaks: the oldest secret, so that a rotation changes no table."""
    config: Config = current_app.extensions["heard_config"]
    oldest = (config.secret_key, *config.old_secret_keys)[-1]
    return hmac.digest(oldest.encode(), b"gate tie-break", hashlib.sha256)

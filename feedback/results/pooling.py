"""One question in several surveys: what their releases show, added up over a school year.

Every number is a sum of numbers that the same reader can see already, so it says nothing that they
do not (rule R9); what a release hides or withholds is in no sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.disclosure import Part, add_up
from feedback import surveys
from feedback.database import session
from feedback.results.asking import About, Seer
from feedback.results.shown import (
    Results,
    TableResult,
    ref_of,
    results_of,
    stored_releases,
    year_of,
)
from forms.composed import BANK
from forms.questions import Survey


@dataclass(frozen=True)
class Pooled:
    """One question of the bank in one school year, and the releases it is added up from."""

    year: str
    table: TableResult
    parts: tuple[tuple[Survey, tuple[int, ...]], ...]


@dataclass(frozen=True)
class _Shown:
    survey: Survey
    number: int
    table: TableResult


def across_surveys(seer: Seer) -> list[Pooled]:
    """Every question that two surveys or more have results of, the newest school year first."""
    every: dict[tuple[str, str], list[_Shown]] = {}
    known = surveys.all_of_them()
    for one in reversed(stored_releases(session())):
        year = year_of(one)
        survey = known.get(one.survey)
        if survey is None or (survey.is_restricted and seer is not Seer.OFFICER):
            continue
        if year and one.responses is not None:
            for shown in _of_the_bank(results_of(one, seer), one.number):
                every.setdefault((year, shown.table.question_id), []).append(shown)
    found = [_added_up(year, shown) for (year, _name), shown in every.items()]
    order = list(BANK)
    return sorted(
        (one for one in found if one is not None),
        key=lambda one: (-int(one.year[:4]), order.index(one.table.question_id)),
    )


def _of_the_bank(found: Results, number: int) -> Iterator[_Shown]:
    for table in found.about(About.ANSWERS):
        is_same = table.question_id in BANK and table.question_id not in found.survey.apart
        if is_same and table.table.withheld is None:
            yield _Shown(found.survey, number, table)


def _added_up(year: str, shown: list[_Shown]) -> Pooled | None:
    by_slug: dict[str, list[_Shown]] = {}
    for one in shown:
        by_slug.setdefault(one.survey.slug, []).append(one)
    if len(by_slug) < 2:
        return None
    numbers = sorted(one.number for one in shown)
    ref = f"{ref_of(numbers)}.{shown[0].table.question_id}"
    table = add_up([Part(one.table.table, one.table.rows) for one in shown], ref=ref)
    if table is None:
        return None
    plainest = min((one.table for one in shown), key=lambda one: len(one.rows))
    return Pooled(
        year,
        replace(plainest, table=table, is_sum=True),
        tuple((parts[-1].survey, tuple(one.number for one in parts)) for parts in by_slug.values()),
    )

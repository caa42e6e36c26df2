"""A school year: its releases added up, which says only what they say together."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.disclosure import Part, add_up, withheld
from analysis.tables import Withheld
from feedback.database import session
from feedback.results.asking import Seer
from feedback.results.shown import (
    Results,
    TableResult,
    area,
    ref_of,
    results_of,
    stored_releases,
    year_of,
)


def year(slug: str, key: str, seer: Seer) -> Results | None:
    """A survey's releases of one school year added up; None where there are not two of them."""
    parts = _parts(slug, key, seer)
    return _added_up(parts) if len(parts) > 1 else None


def year_before(slug: str, key: str, seer: Seer) -> Results | None:
    """The same of the school year before; one release is enough there."""
    terms = sorted(area().terms, key=lambda term: term.starts)
    ordered = list(dict.fromkeys(term.year for term in terms))
    at = ordered.index(key) if key in ordered else 0
    parts = _parts(slug, ordered[at - 1], seer) if at else []
    return _added_up(parts) if parts else None


def _parts(slug: str, key: str, seer: Seer) -> list[Results]:
    return [
        results_of(one, seer)
        for one in reversed(stored_releases(session()))
        if one.survey == slug and one.responses is not None and year_of(one) == key
    ]


def _added_up(parts: Sequence[Results]) -> Results:
    numbers = tuple(number for part in parts for number in part.numbers)
    return Results(
        survey=parts[-1].survey,
        numbers=numbers,
        hashes=tuple(each for part in parts for each in part.hashes),
        terms=tuple(term for part in parts for term in part.terms),
        frozen_on=max(part.frozen_on for part in parts),
        public_from=max(part.public_from for part in parts),
        withheld=None,
        total=sum(part.total or 0 for part in parts),
        tables=tuple(_sum(one, parts, numbers) for one in parts[-1].tables),
        base=max(part.base for part in parts),
        threshold=max(part.threshold for part in parts),
    )


def years(slug: str) -> Sequence[str]:
    """The school years of a survey with more than one release that shows something."""
    found = [
        year_of(one)
        for one in stored_releases(session())
        if one.survey == slug and one.responses is not None
    ]
    return [one for one in dict.fromkeys(found) if one is not None and found.count(one) > 1]


def _sum(one: TableResult, parts: Sequence[Results], numbers: Sequence[int]) -> TableResult:
    ref = f"{ref_of(numbers)}.{one.question_id}"
    found = [other for part in parts if (other := part.table(one.question_id))]
    table = None
    if len(found) == len(parts):
        table = add_up([Part(each.table, each.rows) for each in found], ref=ref)
    if table is None:
        table = withheld(
            Withheld.UNPROTECTABLE, table_id=one.question_id, title=one.title, ref=ref, total=None
        )
    rows = min((each.rows for each in found), key=len)
    return replace(one, table=table, rows=rows, is_sum=True)

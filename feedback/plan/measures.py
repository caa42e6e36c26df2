"""The strategy's measures of success, and everything on record that shows each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from feedback import conversations
from feedback.areas import Action, Area, Measure
from feedback.authored import Said, translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import Initiative
from feedback.plan import page, records, series


def named(area: Area, ref: str) -> Action | Measure:
    """The row of the plan or the measure of that name; LookupError if there is none."""
    try:
        return area.action(ref)
    except LookupError:
        return area.measure(ref)


def shown(measure: Measure, to_officer: bool) -> Mapping[str, Any]:
    """What the page of one measure shows."""
    return {
        "measure": measure,
        "initiatives": _serving(measure.ref),
        "conversations": conversations.serving(measure.ref),
        "counts": records.counts(measure.ref),
        "series": series.series_of(measure.ref),
        "indicators": page.indicators_for(measure, to_officer=to_officer),
        "may_edit": to_officer,
    }


def how_many_serve() -> Mapping[str, int]:
    """How many initiatives serve each measure that any serves."""
    refs = session().scalars(select(col(Initiative.measure_refs)))
    return Counter(ref for one in refs for ref in one.split())


def _serving(ref: str) -> Sequence[tuple[UUID, Said]]:
    ordered = select(Initiative).order_by(col(Initiative.title), col(Initiative.id))
    found = [one for one in session().scalars(ordered) if ref in one.measure_refs.split()]
    words = translations_of(found)
    return [(one.id, words.said(one, "title", page_language())) for one in found]

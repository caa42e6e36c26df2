"""The oracle of the counts: every response by itself, told apart by all that it chose.

Heard counted like this until areas grew: it is slow and needs much memory, and plain to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from analysis.gate.shape import Cell
from feedback.models import Answer, Collection, CountedResponse, Response
from feedback.results.asking import EVERYBODY, LEFT_OUT, OCCASION, OTHER_OCCASIONS, Plan


@dataclass(frozen=True)
class Given:
    """One response: where it was given, and the option chosen by question."""

    collection_id: UUID
    codes: Mapping[str, str]


def waiting(session: Session, survey_slug: str, *, until: date) -> dict[UUID, Given]:
    """The responses that the next release of a survey counts, by their ids."""
    counted = set(session.scalars(select(col(CountedResponse.response_id))))
    asked = {one.id: one for one in session.scalars(select(Collection))}
    found = [
        one
        for one in session.scalars(select(Response))
        if asked[one.collection_id].survey_slug == survey_slug
        and not one.is_quarantined
        and one.week <= until
        and one.id not in counted
    ]
    chosen: dict[UUID, dict[str, str]] = {one.id: {} for one in found}
    for answer in session.scalars(select(Answer)):
        if answer.response_id in chosen:
            chosen[answer.response_id][answer.question_id] = answer.code
    return {one.id: Given(one.collection_id, chosen[one.id]) for one in found}


def cell_of(plan: Plan, given: Given) -> Cell:
    """The kind of person that a response counts as."""
    found = {name: each.row_of(given.codes.get(name)) for name, each in plan.breakdowns.items()}
    for name, each in plan.crossed.items():
        row = each.row_of(given.codes.get(name))
        found[name + EVERYBODY] = each.last if row == LEFT_OUT else row
    if plan.occasions:
        places = {place: code for code, place in plan.occasions.items()}
        found[OCCASION] = places.get(given.collection_id, OTHER_OCCASIONS)
    return tuple(sorted(found.items()))


def people(plan: Plan, given: Mapping[UUID, Given]) -> Counter[Cell]:
    """Everybody, each by everything."""
    return Counter(cell_of(plan, each) for each in given.values())


def sizes(given: Mapping[UUID, Given]) -> Counter[UUID]:
    """How many responses each collection has."""
    return Counter(each.collection_id for each in given.values())

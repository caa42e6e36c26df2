"""The colours of the action plan that a reader may have: those of frozen terms.

What a row has while its term goes on is a draft that changes from day to day. Only a document for
officers has it, and says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from feedback.areas import Term
from feedback.evidence.scope import Scope
from feedback.models import Colour
from feedback.plan import records, standing
from feedback.plan.records import Marked, Rated
from feedback.plan.snapshots import Frozen, frozen
from feedback.plan.standing import Row


class Known(NamedTuple):
    """What is on record of the plan on the day: the rows in a term, and the ratings by then."""

    term: Term
    is_frozen: bool
    rows: Sequence[Row]
    ratings: Sequence[Rated]


def known(scope: Scope) -> Known | None:
    """The plan as it stood; None where there is none, or none that this reader may have."""
    if not scope.area.actions:
        return None
    return _as_it_stands(scope) if scope.to_officer else _as_frozen(scope)


def ratings_for(scope: Scope) -> Sequence[Rated]:
    """Every rating that this reader may have, the newest first."""
    if scope.to_officer:
        return [one for one in records.ratings() if one.on <= scope.day]
    return _frozen_ratings(_kept(scope))


def frozen_terms(scope: Scope) -> frozenset[str]:
    """The terms that were frozen by the day."""
    return frozenset(term.ref for term in _kept(scope))


def _as_it_stands(scope: Scope) -> Known | None:
    terms = standing.terms_to_rate(scope.area, scope.day)
    if not terms:
        return None
    ratings, marks = ratings_for(scope), records.marks(as_at=scope.day)
    rows = standing.rows(scope.area, terms[0], ratings, marks, today=scope.day)
    return Known(terms[0], terms[0].ref in frozen_terms(scope), rows, ratings)


def _as_frozen(scope: Scope) -> Known | None:
    kept = _kept(scope)
    if not kept:
        return None
    term, newest = next(iter(kept.items()))
    ratings = _frozen_ratings(kept)
    rows = standing.rows(scope.area, term, ratings, _marks(newest), today=newest.on)
    return Known(term, True, rows, ratings)


def _kept(scope: Scope) -> Mapping[Term, Frozen]:
    """What was frozen by the day and is still what it was, the newest term first."""
    found = frozen()
    terms = sorted(scope.area.terms, key=lambda term: term.starts, reverse=True)
    kept = {term: found[term.ref] for term in terms if term.ref in found}
    return {term: one for term, one in kept.items() if one.is_whole and one.on <= scope.day}


def _frozen_ratings(kept: Mapping[Term, Frozen]) -> list[Rated]:
    """The colour that each row had at the end of each term, on the day it was frozen."""
    return [
        Rated(ref, term.ref, Colour(row["colour"]), row["reason"], "", one.on)
        for term, one in kept.items()
        for ref, row in one.rows.items()
        if row["colour"]
    ]


def _marks(kept: Frozen) -> dict[str, Marked]:
    return {
        ref: Marked(ref, _day(step["reached_on"]), "", "", kept.on)
        for row in kept.rows.values()
        for ref, step in row["milestones"].items()
    }


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None

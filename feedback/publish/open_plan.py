"""How the action plan goes, term by term, as it was frozen: colours, and what families answered.

The reasons, and the numbers that others counted, were written for the partnership and stay there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.areas import Action, Area, PlanPriority, Term
from feedback.plan import indicators
from feedback.plan.indicators import Indicator
from feedback.plan.snapshots import Frozen, frozen
from feedback.publish.open_results import public_releases
from feedback.results import Seer
from forms.questions import Wording
from forms.rating_words import COLOURS, NOT_RATED


@dataclass(frozen=True)
class Row:
    """One row of the plan: its colour in each frozen term, and what families answered."""

    action: Action
    ratings: Sequence[tuple[Term, Wording]]
    answered: Sequence[Indicator]


@dataclass(frozen=True)
class Group:
    """One of the plan's priorities and its rows."""

    priority: PlanPriority
    rows: Sequence[Row]


@dataclass(frozen=True)
class Published:
    """The plan in its frozen terms, the newest first."""

    newest: Frozen
    groups: Sequence[Group]


def published(area: Area, today: date) -> Published | None:
    """The plan as it was frozen; None before the first time."""
    kept = _frozen(area)
    if not kept or area.plan is None:
        return None
    open_releases = frozenset(one.number for one in public_releases(today))
    rows = [_row(one, kept, open_releases) for one in area.actions]
    newest = next(iter(kept.values()))
    groups = [
        Group(priority, [one for one in rows if one.action.priority == priority.ref])
        for priority in area.plan_priorities
    ]
    return Published(newest, groups)


def _frozen(area: Area) -> Mapping[Term, Frozen]:
    """What was frozen and is still what it was, by its term, the newest first."""
    kept = frozen()
    terms = sorted(area.terms, key=lambda term: term.starts, reverse=True)
    return {term: kept[term.ref] for term in terms if term.ref in kept and kept[term.ref].is_whole}


def _row(action: Action, kept: Mapping[Term, Frozen], open_releases: frozenset[int]) -> Row:
    found = {term: one.rows[action.ref] for term, one in kept.items() if action.ref in one.rows}
    newest: Mapping[str, Any] = next(iter(found.values()), {"indicators": []})
    # A snapshot names what the Forum saw: the public sees of it what is public by now.
    named = [one for one in newest["indicators"] if one["release"] in open_releases]
    return Row(
        action=action,
        ratings=[
            (term, COLOURS[one["colour"]] if one["colour"] else NOT_RATED)
            for term, one in found.items()
        ],
        answered=[one for one in indicators.as_frozen(named, Seer.PUBLIC) if one.cell_id],
    )

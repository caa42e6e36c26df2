"""Where each row of the action plan stands in a term. A rating is never worked out here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.areas import Action, Area, Milestone, Term
from feedback.models import Colour
from feedback.plan.records import Marked, Rated
from feedback.results import due_on

# How far each colour is from being done: what makes one term better or worse than the one before.
AHEAD = {Colour.RED: 0, Colour.AMBER: 1, Colour.GREEN: 2, Colour.BLUE: 3}
ON_TRACK = frozenset({Colour.BLUE, Colour.GREEN})


@dataclass(frozen=True)
class Step:
    """One milestone: the last day it names, and whether it was reached."""

    milestone: Milestone
    mark: Marked | None
    is_late: bool

    @property
    def reached_on(self) -> date | None:
        """The day it was reached, if it was."""
        return self.mark.reached_on if self.mark else None


@dataclass(frozen=True)
class Row:
    """One row of the plan in one term, and its rating in the term before."""

    action: Action
    now: Rated | None
    before: Rated | None
    steps: tuple[Step, ...]
    is_rated_late: bool  # After the day on which the term's results are frozen.

    @property
    def late(self) -> tuple[Step, ...]:
        """The milestones whose day is over and that nobody has marked as reached."""
        return tuple(step for step in self.steps if step.is_late)

    @property
    def direction(self) -> int | None:
        """How many colours better than in the term before; None where one of them is missing."""
        if self.now is None or self.before is None:
            return None
        return AHEAD[self.now.colour] - AHEAD[self.before.colour]

    @property
    def seems_better_than_it_is(self) -> bool:
        """On track by its rating, while a milestone is late. A person decides what that means."""
        return self.now is not None and self.now.colour in ON_TRACK and bool(self.late)

    @property
    def seems_worse_than_it_is(self) -> bool:
        """Off track by its rating, while every milestone is reached."""
        return (
            self.now is not None
            and self.now.colour not in ON_TRACK
            and bool(self.steps)
            and all(step.reached_on for step in self.steps)
        )


def terms_to_rate(area: Area, today: date) -> list[Term]:
    """The terms that have begun, the newest first."""
    begun = (term for term in area.terms if term.starts <= today)
    return sorted(begun, key=lambda term: term.starts, reverse=True)


def before(area: Area, term: Term) -> Term | None:
    """The term before this one, if the area's file has it."""
    earlier = (one for one in area.terms if one.ends < term.starts)
    return max(earlier, key=lambda one: one.ends, default=None)


def rows(
    area: Area,
    term: Term,
    ratings: Sequence[Rated],
    marks: Mapping[str, Marked],
    *,
    today: date,
) -> list[Row]:
    """Every row of the plan in its order, as it stands in a term."""
    return [row(action, area, term, ratings, marks, today=today) for action in area.actions]


def row(
    action: Action,
    area: Area,
    term: Term,
    ratings: Sequence[Rated],
    marks: Mapping[str, Marked],
    *,
    today: date,
) -> Row:
    """One row as it stands in a term; `ratings` are the newest first."""
    now = _newest(ratings, action, term)
    return Row(
        action=action,
        now=now,
        before=_newest(ratings, action, before(area, term)),
        steps=tuple(_step(one, marks.get(one.ref), today) for one in action.milestones),
        is_rated_late=now is not None and now.on >= due_on(term),
    )


def _newest(ratings: Sequence[Rated], action: Action, term: Term | None) -> Rated | None:
    return next(
        (
            one
            for one in ratings
            if term is not None and (one.action_ref, one.term_ref) == (action.ref, term.ref)
        ),
        None,
    )


def _step(milestone: Milestone, mark: Marked | None, today: date) -> Step:
    is_reached = mark is not None and mark.reached_on is not None
    last_day = max(milestone.dates, default=None)
    return Step(milestone, mark, last_day is not None and last_day < today and not is_reached)

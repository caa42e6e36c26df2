"""A local area as its file describes it, and how to look things up in it."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol, TypeVar

from pydantic import Field
from pydantic.dataclasses import dataclass

from feedback.areas.known import Baseline, Definition, Engagement, Initiative
from feedback.areas.look import Look
from feedback.areas.organisations import Contact, Forum, Partnership, Safeguarding, Sendiass
from feedback.areas.promises import (
    Action,
    Board,
    Brag,
    Measure,
    Milestone,
    Plan,
    PlanPriority,
    Priority,
    Strategy,
    Vision,
)
from feedback.areas.retention import Retention
from feedback.areas.shapes import SHAPE, Citation, Day, Document, Refs, Text


class HasRef(Protocol):
    """Anything with a ref of its own."""

    @property
    def ref(self) -> str: ...


Row = TypeVar("Row", bound=HasRef)
Part = TypeVar("Part")
AtLeastOne = Annotated[tuple[Part, ...], Field(min_length=1)]


def _find(rows: Iterable[Row], ref: str, what: str) -> Row:
    for row in rows:
        if row.ref == ref:
            return row
    raise LookupError(f"This area has no {what} {ref}.")


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Term:
    """A stretch of days reported together; `year` is the school year it belongs to."""

    ref: Text
    name: Text
    year: Text
    starts: Day
    ends: Day

    def covers(self, day: date) -> bool:
        """Whether the day falls in this term."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Area:
    """A local area, as its file describes it."""

    name: Text
    code: Text
    cited: Citation
    languages: Refs
    partnership: Partnership
    forum: Forum
    sendiass: Sendiass
    contact: Contact
    strategy: Strategy
    documents: AtLeastOne[Document]
    priorities: AtLeastOne[Priority]
    terms: AtLeastOne[Term]
    plan: Plan | None = None
    safeguarding: Safeguarding | None = None
    retention: Retention = Field(default_factory=Retention)
    look: Look = Field(default_factory=Look)
    visions: tuple[Vision, ...] = ()
    plan_priorities: tuple[PlanPriority, ...] = ()
    actions: tuple[Action, ...] = ()
    brag: tuple[Brag, ...] = ()
    boards: tuple[Board, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    engagement: tuple[Engagement, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    definitions: tuple[Definition, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of success, in the strategy's order."""
        return tuple(measure for priority in self.priorities for measure in priority.measures)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone, in the plan's order."""
        return tuple(milestone for action in self.actions for milestone in action.milestones)

    @property
    def target(self) -> Measure | None:
        """The measure the co-production register counts towards; None if the area set none."""
        return next((measure for measure in self.measures if measure.target is not None), None)

    def priority(self, ref: str) -> Priority:
        """The strategy's priority; LookupError if there is none."""
        return _find(self.priorities, ref, "priority")

    def measure(self, ref: str) -> Measure:
        """The measure of success; LookupError if there is none."""
        return _find(self.measures, ref, "measure")

    def action(self, ref: str) -> Action:
        """The row of the action plan; LookupError if there is none."""
        return _find(self.actions, ref, "action")

    def milestone(self, ref: str) -> Milestone:
        """The milestone; LookupError if there is none."""
        return _find(self.milestones, ref, "milestone")

    def document(self, key: str) -> Document:
        """The source document; LookupError if there is none."""
        for document in self.documents:
            if document.key == key:
                return document
        raise LookupError(f"This area has no document {key}.")

    def baselines_for(self, question_id: str) -> tuple[Baseline, ...]:
        """What is known beforehand about one question about the person answering."""
        return tuple(row for row in self.baselines if row.question == question_id)

    def term_for(self, day: date) -> Term:
        """The one term a day falls in; LookupError for a day the file does not reach."""
        for term in self.terms:
            if term.covers(day):
                return term
        raise LookupError(f"No term covers {day}. Add it to the area's file.")

    def term_ref(self, day: date) -> str | None:
        """The ref of the term a day falls in, or None for a day the file does not reach."""
        return next((term.ref for term in self.terms if term.covers(day)), None)

    def evidenced_by(self, question_id: str, own: Refs = ()) -> tuple[Action | Measure, ...]:
        """What a question gives evidence for: rows of the plan, then measures.

        Those that name it, and those that the question names itself, as one made here does.
        """
        rows: tuple[Action | Measure, ...] = (*self.actions, *self.measures)
        return tuple(row for row in rows if question_id in row.questions or row.ref in own)

"""What is on record about an initiative: the dated facts that the three tests read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.heard import PulseVerdict

LOWEST_RUNG, CO_DESIGN_RUNG, HIGHEST_RUNG = 1, 6, 7


class Kind(StrEnum):
    """What sort of work it was. Only co-production can count towards the target."""

    CO_PRODUCTION = "co_production"
    FUNDING = "funding"
    CONSULTATION = "consultation"
    INFLUENCE = "influence"


class Stage(StrEnum):
    """Where in its life an initiative was when people were involved."""

    SCOPING = "scoping"
    PRIORITIES = "priorities"
    DESIGN = "design"
    DECISION = "decision"
    DELIVERY = "delivery"
    REVIEW = "review"


class Key(StrEnum):
    """Whose the second key is: never the officer who proposed."""

    FORUM = "forum"
    YOUTH_ADVOCATE = "youth_advocate"


@dataclass(frozen=True)
class InvolvementEvidence:
    """One session: when, at which stage, on which rung and why, and how many came by role."""

    date: date
    stage: Stage
    rung: int
    rung_reason: str
    parent_carers: int
    young_people: int

    def __post_init__(self) -> None:
        """Refuse a rung off the ladder and a headcount below nought."""
        if not LOWEST_RUNG <= self.rung <= HIGHEST_RUNG:
            raise ValueError(f"A rung is a number from {LOWEST_RUNG} to {HIGHEST_RUNG}.")
        if self.parent_carers < 0 or self.young_people < 0:
            raise ValueError("A headcount is zero or more.")

    @property
    def people(self) -> int:
        """How many parent carers and young people came."""
        return self.parent_carers + self.young_people


@dataclass(frozen=True)
class ReplyEvidence:
    """One theme, when it was heard, and what those involved were told about it."""

    theme: str
    heard_on: date
    is_answered: bool = False
    is_not_possible: bool = False
    has_reason: bool = False
    told_on: date | None = None  # The first time.
    told_again_on: tuple[date, ...] = ()
    is_in_their_format: bool = False  # Told in the languages and formats of those involved.


@dataclass(frozen=True)
class Confirmation:
    """The second key turned: who proposed, who answered, for whom, and what they said.

    The names are opaque staff ids.
    """

    proposed_by: str
    decided_by: str
    key: Key
    is_confirmed: bool  # False means disputed.
    date: date
    is_current: bool = True  # False means that what was signed has changed since.
    pulse_failed_since: bool = False  # A later survey by itself said that they were not heard.


@dataclass(frozen=True)
class Evidence:
    """Everything on record about one initiative."""

    kind: Kind
    delivered_on: date | None = None
    options_fixed_on: date | None = None
    involvements: tuple[InvolvementEvidence, ...] = ()
    replies: tuple[ReplyEvidence, ...] = ()
    people_involved: int = 0  # Different people; a session with more corrects it upwards.
    pulse: PulseVerdict = PulseVerdict.NOT_ASKED
    has_witnessed_statement: bool = False
    confirmation: Confirmation | None = None
    was_confirmed: bool = False  # The latest answer of the second key, whatever waits for one now.
    is_stopped: bool = False
    last_new_on: date | None = None  # When anything was last recorded; None where nobody can say.

    @property
    def fewest_involved(self) -> int:
        """Return how many different people were involved, at least."""
        return max([self.people_involved, *(session.people for session in self.involvements)])

    @property
    def most_involved(self) -> int:
        """Return how many different people can have been involved: nobody came twice."""
        return sum(session.people for session in self.involvements)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing has been recorded yet."""
        dates = (self.delivered_on, self.options_fixed_on, self.confirmation)
        records = (self.involvements, self.replies, self.has_witnessed_statement)
        nothing_said = self.pulse is PulseVerdict.NOT_ASKED
        return nothing_said and not any(records) and all(fact is None for fact in dates)

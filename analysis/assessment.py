"""The words for where an initiative stands: the tests, what each still needs, and the status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Test(StrEnum):
    """The two gates and the three tests, in the order they are shown."""

    __test__ = False  # For pytest, which would otherwise collect it.

    DELIVERED = "delivered"
    LEVEL = "level"
    FROM_THE_START = "from_the_start"
    FEEDBACK = "feedback"
    HEARD = "heard"


class Missing(StrEnum):
    """What is still to be shown."""

    DELIVERY_DATE = "delivery_date"
    NOT_LIVE_YET = "not_live_yet"
    OUTSIDE_WINDOW = "outside_window"
    DESIGN_SESSION = "design_session"
    CO_DESIGN_RUNG = "co_design_rung"
    RUNG_REASON = "rung_reason"
    OPTIONS_FIXED_DATE = "options_fixed_date"
    OPTIONS_FIXED_AFTER_DELIVERY = "options_fixed_after_delivery"
    EARLY_SESSION = "early_session"
    THEMES = "themes"
    ANSWER = "answer"
    REASON = "reason"
    TELLING = "telling"
    TOLD_IN_TIME = "told_in_time"
    THEIR_FORMAT = "their_format"
    TOLD_BEFORE_DELIVERY = "told_before_delivery"
    TOLD_AFTER_DELIVERY = "told_after_delivery"
    PULSE = "pulse"
    PULSE_AFTER_TELLING = "pulse_after_telling"
    ENOUGH_ANSWERS = "enough_answers"
    PEOPLE_WHO_ANSWERED = "people_who_answered"
    FELT_HEARD = "felt_heard"
    SECOND_KEY = "second_key"
    DIFFERENT_PERSON = "different_person"
    RIGHT_KEY = "right_key"


class Status(StrEnum):
    """Where an initiative stands on the way to counting."""

    CANDIDATE = "candidate"
    GATHERING = "gathering"
    READY = "ready"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    NOT_COUNTED = "not_counted"
    LAPSED = "lapsed"  # Stopped before anybody could use it, or nothing new for a year.
    CHANGED = "changed"
    REOPENED = "reopened"  # Confirmed once; a test, or a later survey, says otherwise now.


@dataclass(frozen=True)
class TestResult:
    """One test: passed, or what is missing."""

    __test__ = False

    test: Test
    missing: tuple[Missing, ...]
    is_witnessed: bool = False  # Passed by a statement taken by the Forum or an advocate.

    @property
    def passed(self) -> bool:
        """Say whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Assessment:
    """Where one initiative stands, and why."""

    tests: tuple[TestResult, ...]
    status: Status
    confirmation_missing: tuple[Missing, ...]
    has_parent_carers: bool
    has_young_people: bool

    @property
    def counts(self) -> bool:
        """Say whether it counts towards the target."""
        return self.status is Status.CONFIRMED

    @property
    def passed(self) -> int:
        """Return how many of the tests pass."""
        return sum(result.passed for result in self.tests)


@dataclass(frozen=True)
class Target:
    """How far an area is towards its target, and how many of those involved young people."""

    counted: int
    with_young_people: int
    needed: int

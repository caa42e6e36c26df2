"""How far the reply to a theme has come, and what about it is late."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.coproduction import tell_by
from analysis.evidence import ReplyEvidence


class LoopState(StrEnum):
    """How far it has come, from what needs most still to be done."""

    WAITING = "waiting"
    REPLIED = "replied"  # Nobody has been told.
    TOLD = "told"  # Nothing has changed yet.
    CHANGED = "changed"
    NOTHING_TO_CHANGE = "nothing_to_change"  # They were told that it stays as it is.


class Late(StrEnum):
    """What is late about it."""

    REPLY = "reply"
    TELLING = "telling"
    DUE = "due"


@dataclass(frozen=True)
class LoopFacts:
    """What is on record about one theme."""

    heard_on: date
    is_answered: bool = False
    stays_as_it_is: bool = False  # Not possible, or there already.
    told_on: date | None = None  # The first time.
    has_changed: bool = False
    due_on: date | None = None


def state_of(facts: LoopFacts) -> LoopState:
    """How far it has come."""
    if facts.has_changed:
        return LoopState.CHANGED
    if not facts.is_answered:
        return LoopState.WAITING
    if facts.told_on is None:
        return LoopState.REPLIED
    return LoopState.NOTHING_TO_CHANGE if facts.stays_as_it_is else LoopState.TOLD


def late_about(
    facts: LoopFacts, *, as_at: date, bank_holidays: Set[date] = frozenset()
) -> tuple[Late, ...]:
    """What should have happened by this day and has not; what happened late is late no more."""
    late = []
    if facts.told_on is None and as_at > last_day_to_tell(facts, bank_holidays=bank_holidays):
        late.append(Late.TELLING if facts.is_answered else Late.REPLY)
    is_over = state_of(facts) in {LoopState.CHANGED, LoopState.NOTHING_TO_CHANGE}
    if facts.due_on is not None and facts.due_on < as_at and not is_over:
        late.append(Late.DUE)
    return tuple(late)


def last_day_to_tell(facts: LoopFacts, *, bank_holidays: Set[date] = frozenset()) -> date:
    """The last day on which those who raised it can be told in time."""
    return tell_by(ReplyEvidence(theme="", heard_on=facts.heard_on), bank_holidays=bank_holidays)

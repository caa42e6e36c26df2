"""The verdict on "did you feel heard?": all that leaves the gate of a pulse of a few people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST_PEOPLE_HEARD = 3


class PulseVerdict(StrEnum):
    """What a pulse says about an initiative, without a count."""

    MET = "met"
    NOT_MET = "not_met"
    TOO_FEW = "too_few"
    TOO_EARLY = "too_early"  # Asked before people were told what was done with their views.
    NOT_ASKED = "not_asked"
    MORE_THAN_INVOLVED = "more_than_involved"  # Some of the answers cannot be from those involved.


@dataclass(frozen=True)
class Pulse:
    """The raw answers to fh_heard for one initiative. It never leaves the gate."""

    yes: int
    partly: int
    no: int
    respondents: int  # Everyone who answered the question, "not sure" included.
    involved: int  # How many different people there were, at least.
    most_involved: int  # How many there can have been, by everything on record.
    asked_on: date | None
    first_told_on: date | None

    def __post_init__(self) -> None:
        """Refuse counts that cannot be true."""
        if min(self.yes, self.partly, self.no, self.respondents, self.involved) < 0:
            raise ValueError("Counts are zero or more.")
        if self.most_involved < self.involved:
            raise ValueError("More people at least than at most.")
        if self.with_a_view > self.respondents:
            raise ValueError("More views than people who answered.")

    @property
    def with_a_view(self) -> int:
        """How many said yes, partly or no."""
        return self.yes + self.partly + self.no


def judge_pulse(pulse: Pulse) -> PulseVerdict:
    """Say whether enough of those involved felt heard, once they had been told what was done."""
    if pulse.asked_on is None or pulse.respondents == 0:
        return PulseVerdict.NOT_ASKED
    if pulse.first_told_on is None or pulse.asked_on < pulse.first_told_on:
        return PulseVerdict.TOO_EARLY
    # "Not sure" is an answer but not a report of feeling heard, so it cannot make up the three.
    if pulse.with_a_view < FEWEST_PEOPLE_HEARD or 2 * pulse.respondents < pulse.involved:
        return PulseVerdict.TOO_FEW
    if 3 * pulse.yes < 2 * pulse.with_a_view:
        return PulseVerdict.NOT_MET
    # Who was not there, or answered twice, must not lift the share of those who were.
    is_on_record = pulse.respondents <= pulse.most_involved
    return PulseVerdict.MET if is_on_record else PulseVerdict.MORE_THAN_INVOLVED

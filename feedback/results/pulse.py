"""Small verdicts that leave the gate without a count: a pulse, and "enough so far"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from analysis.disclosure import SMALLEST_BASE
from analysis.heard import Pulse, PulseVerdict, judge_pulse
from feedback import counts
from feedback.database import session
from feedback.results.rules import current_setting

DECISIVE = frozenset({PulseVerdict.MET, PulseVerdict.NOT_MET})


@dataclass(frozen=True)
class Pulses:
    """What the surveys of an initiative say: verdicts and moments, never a count."""

    verdict: PulseVerdict
    failed_at: tuple[datetime, ...]  # When each survey closed that failed by itself.


@dataclass(frozen=True)
class Heard:
    """What was answered to the pulses of one initiative: for `pulses_for`, and nobody else."""

    _answers: tuple[counts.PulseAnswer, ...]


def read_pulses(initiative_ids: Sequence[UUID]) -> Mapping[UUID, Heard]:
    """The answers to the pulses of some initiatives, read at once."""
    found = counts.pulse_answers(session(), initiative_ids)
    return {initiative_id: Heard(answers) for initiative_id, answers in found.items()}


def pulses_for(
    heard: Heard,
    *,
    involved: tuple[int, int],
    after: date | None,
    now: datetime | None = None,
) -> Pulses:
    """Whether those involved in an initiative felt heard.

    `involved` is how many different people they were, at least and at most.
    `after` is the day they were first told what was done; answers asked for earlier do not count,
    nor do those of a collection that is still open. The newest survey that decides by itself
    decides: people who were asked again, after something was mended, are not outvoted by the time
    before, nor is a later no drowned in earlier answers. Where none does, all are taken together.
    `now` may be earlier: what was known then.
    """
    now, answers = now or datetime.now(UTC), heard._answers
    each = [
        (one.closed_at, _judged(one, involved=involved, after=after))
        for one in counts.each_pulse(answers, now=now)
    ]
    decided = [verdict for _closed, verdict in each if verdict in DECISIVE]
    together = counts.pulse(answers, since=after, now=now)
    verdict = decided[-1] if decided else _judged(together, involved=involved, after=after)
    failed = [closed for closed, verdict in each if verdict is PulseVerdict.NOT_MET and closed]
    return Pulses(verdict, tuple(failed))


def _judged(
    counted: counts.PulseCounts, *, involved: tuple[int, int], after: date | None
) -> PulseVerdict:
    codes, (fewest, most) = counted.codes, involved
    return judge_pulse(
        Pulse(
            yes=codes["yes"],
            partly=codes["partly"],
            no=codes["no"],
            respondents=codes.total(),
            involved=fewest,
            most_involved=max(fewest, most),
            asked_on=counted.asked_on,
            first_told_on=after,
        )
    )


def base_now() -> int:
    """The fewest answers that the next release shows anything of."""
    return current_setting(session()).base


def has_enough_so_far(collection_id: UUID) -> bool:
    """Whether ten responses or more have come in: all that anybody is told before a release."""
    return counts.has_at_least(session(), collection_id, number=SMALLEST_BASE)

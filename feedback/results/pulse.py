"""Small verdicts that leave the gate without a count: a pulse, and "enough so far"."""

from datetime import UTC, date, datetime
from uuid import UUID

from analysis.disclosure import SMALLEST_BASE
from analysis.heard import Pulse, PulseVerdict, judge_pulse
from feedback import counts
from feedback.database import session
from feedback.results.rules import current_setting


def pulse_for(initiative_id: UUID, *, involved: int, after: date | None) -> PulseVerdict:
    """Whether those involved in an initiative felt heard: a verdict, never a count.

    `after` is the day they were first told what was done; answers asked for earlier do not count,
    nor do those of a collection that is still open.
    """
    counted = counts.pulse(session(), initiative_id, since=after, now=datetime.now(UTC))
    codes = counted.codes
    return judge_pulse(
        Pulse(
            yes=codes["yes"],
            partly=codes["partly"],
            no=codes["no"],
            respondents=codes.total(),
            involved=involved,
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

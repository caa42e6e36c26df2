"""Whether families can answer now: worked out when asked, so nothing has to run at midnight."""

from datetime import datetime, timedelta
from enum import StrEnum

# A form opened before closing may be sent for one more day: nobody's words are lost to a clock.
GRACE_AFTER_CLOSING = timedelta(hours=24)


class State(StrEnum):
    """Whether a collection takes answers."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def state_of(opens_at: datetime, closes_at: datetime, now: datetime) -> State:
    """What a collection with these two moments is at this one."""
    if now < opens_at:
        return State.NOT_YET
    return State.OPEN if now < closes_at else State.CLOSED

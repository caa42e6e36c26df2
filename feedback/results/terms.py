"""The calendar of releases: when a term may be frozen, and what could be answered in it."""

from datetime import date, datetime, timedelta

from feedback.areas import Area, Term
from feedback.responses import week_of

# Paper forms may be typed in for two weeks after a collection closes.
TIME_FOR_PAPER = timedelta(days=14)
# Who opened a form before the end may send it for another day.
LATEST_AFTER_CLOSING = timedelta(days=1)


def due_on(term: Term) -> date:
    """The first day on which a term may be frozen."""
    return term.ends + TIME_FOR_PAPER + timedelta(days=1)


def public_from(frozen_on: date, area: Area) -> date:
    """The first day on which the public may see what is frozen on a day: the Forum looks first."""
    return frozen_on + timedelta(days=area.forum.days_to_look)


def was_open_in(opens: datetime, closes: datetime, term: Term) -> bool:
    """Whether a Monday of this term is the week of an answer that could be sent.

    An answer counts with its week's Monday, which may lie in the term before.
    """
    start = max(week_of(opens), term.starts)
    last = min(week_of(closes + LATEST_AFTER_CLOSING), term.ends)
    return start + timedelta(days=-start.weekday() % 7) <= last

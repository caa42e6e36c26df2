"""How many comments a year's Local Offer statement leaves out: a count that hides small numbers."""

from dataclasses import dataclass
from datetime import date

from feedback import counts
from feedback.database import session
from feedback.results.rules import current_setting


@dataclass(frozen=True)
class LeftOut:
    """Between which numbers the count lies, as anybody may know it; equal where it is shown."""

    low: int
    high: int


def left_out(first: date, last: date) -> LeftOut:
    """Comments of these weeks judged vexatious, or to be about one family's own case.

    For a year that is over, and to be kept with what is published: asked for again after another
    decision, two counts beside each other would tell about one comment.
    """
    rules = current_setting(session())
    found = counts.left_out(session(), first=first, last=last)
    if found.comments < rules.base:
        return LeftOut(0, rules.base - 1)
    if found.left_out < rules.threshold:
        return LeftOut(0, rules.threshold - 1)
    return LeftOut(found.left_out, found.left_out)

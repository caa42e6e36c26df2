"""How far the area is with what it promised to make together with families, as the public reads it.

The titles and what is still to be shown; no person, no session, and of the survey no count.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import lazy_gettext as _l

from analysis.assessment import Status
from feedback.areas import Area
from feedback.authored import Said
from feedback.coproduce.records import everything
from feedback.coproduce.register import ORDER
from feedback.coproduce.standing import Standing, standing_of
from feedback.coproduce.target import NEVER_COUNTS, TEST_QUESTIONS, toward_target
from feedback.publish.keeping import until_a_change
from forms.questions import Wording

ON_A_PAGE = 50
WAITS = _l("The Forum or young people still have to say that it counts.")


@dataclass(frozen=True)
class Work:
    """One piece of work, and what it still lacks.

    `why_not` is in every language, `reason` in English, word for word from the area's file.
    """

    title: Said
    lacks: Sequence[Wording] = ()
    waits: Wording | None = None
    why_not: Wording | None = None
    reason: str = ""


@dataclass(frozen=True)
class Progress:
    """Everything that the page says."""

    measure: str
    count: str
    young_people: str
    days_left: str
    counted: Sequence[Work]
    could_count: Sequence[Work]
    cannot_count: Sequence[Work]
    number: int = 1
    numbers: Sequence[int] = (1,)

    @property
    def has_drafts(self) -> bool:
        """Whether a title is a translation that nobody has checked."""
        every = (*self.counted, *self.could_count, *self.cannot_count)
        return any(one.title.is_draft for one in every)


def progress(area: Area, today: date) -> Progress | None:
    """How far it is on one day, whole; None where the area's file names no target."""
    # The survey of one of them may close at any minute, without anybody changing anything.
    minute = int(time.time() // 60)
    return until_a_change("progress", today, minute, make=lambda: _progress(area, today))


def page_of(whole: Progress, number: int) -> Progress:
    """One page of it, which says as much of the target; what is no page is the nearest one."""
    parts = (whole.counted, whole.could_count, whole.cannot_count)
    last = max(1, -(-sum(map(len, parts)) // ON_A_PAGE))
    number = min(max(number, 1), last)
    counted, could_count, cannot_count = _cut(parts, first=(number - 1) * ON_A_PAGE)
    return replace(
        whole,
        counted=counted,
        could_count=could_count,
        cannot_count=cannot_count,
        number=number,
        numbers=range(1, last + 1),
    )


def _cut(parts: Sequence[Sequence[Work]], *, first: int) -> list[Sequence[Work]]:
    """What a page shows of each part, where one part follows the other."""
    found = []
    for part in parts:
        found.append(part[max(0, first) : max(0, first + ON_A_PAGE)])
        first -= len(part)
    return found


def _progress(area: Area, today: date) -> Progress | None:
    if area.target is None:
        return None
    found = [standing_of(record, area, today) for record in everything()]
    found.sort(key=lambda one: ORDER.index(one.assessment.status))
    target = toward_target((one.assessment for one in found), area, today)
    kept_out = [one for one in found if one.assessment.status is Status.NOT_COUNTED]
    return Progress(
        measure=area.target.text,
        count=target.count,
        young_people=target.young_people,
        days_left=target.days_left,
        counted=[Work(_title(one)) for one in found if one.assessment.counts],
        could_count=[
            lacking(one)
            for one in found
            if not one.assessment.counts and one.assessment.status is not Status.NOT_COUNTED
        ],
        cannot_count=[kept_out_because(one, area) for one in kept_out],
    )


def _title(one: Standing) -> Said:
    return one.record.said(one.record.initiative, "title")


def lacking(one: Standing) -> Work:
    """What one that could count still lacks."""
    lacks = [TEST_QUESTIONS[each.test] for each in one.assessment.tests if not each.passed]
    return Work(_title(one), lacks, None if lacks else WAITS)


def kept_out_because(one: Standing, area: Area) -> Work:
    """Why one can never count, as far as anybody may read it."""
    row = one.record.initiative
    # An officer's own reason is a note for staff; the area's file is published.
    published = {each.reason for each in area.initiatives if each.ref == row.area_key}
    reason = row.not_counted_reason if row.not_counted_reason in published else ""
    why_not = NEVER_COUNTS.get(row.kind)
    return Work(_title(one), why_not=why_not, reason="" if why_not else reason)

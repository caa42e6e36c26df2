"""How far the area is towards its target, in words that the public reads as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from analysis.assessment import Assessment, Test
from analysis.coproduction import count_toward_target
from feedback.areas import Area
from forms.questions import Wording
from forms.staff_fields import day_in_words

TEST_QUESTIONS: Mapping[Test, Wording] = {
    Test.DELIVERED: _l("Is it a service or an activity that families can use?"),
    Test.LEVEL: _l("Was it designed together with families?"),
    Test.FROM_THE_START: _l("Were families involved from the start?"),
    Test.FEEDBACK: _l("Were families told what was done with their views?"),
    Test.HEARD: _l("Did those involved feel heard?"),
}

NEVER_COUNTS: Mapping[str, Wording] = {
    "funding": _l("Giving money to a group is not co-design."),
    "consultation": _l("Asking families about a plan is not co-design."),
    "influence": _l("Families changed a decision, but the service was not designed with them."),
}


@dataclass(frozen=True)
class TowardTarget:
    """The count, how much of it was shaped with young people, and the days left."""

    count: str
    young_people: str
    days_left: str


def toward_target(found: Iterable[Assessment], area: Area, today: date) -> TowardTarget:
    """How far the area is on one day."""
    measure = area.target
    needed = measure.target if measure and measure.target else 0
    target = count_toward_target(found, needed=needed)
    return TowardTarget(
        count=ngettext(
            "%(num)s of %(needed)s counts so far",
            "%(num)s of %(needed)s count so far",
            target.counted,
            needed=needed,
        ),
        young_people=ngettext(
            "%(num)s of those that count was shaped with children or young people. "
            "We aim for at least one.",
            "%(num)s of those that count were shaped with children or young people. "
            "We aim for at least one.",
            target.with_young_people,
        ),
        days_left=_days_left(area, today),
    )


def _days_left(area: Area, today: date) -> str:
    end = date(area.strategy.last_year, 12, 31)
    days = (end - today).days
    if days < 0:
        return str(_("The strategy ended on %(day)s.", day=day_in_words(end)))
    return str(
        ngettext(
            "%(num)s day is left until the strategy ends on %(day)s.",
            "%(num)s days are left until the strategy ends on %(day)s.",
            days,
            day=day_in_words(end),
        )
    )

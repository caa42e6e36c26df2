"""How a page, its charts and their alternative texts say one number: always in the same words."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.charts import spoken
from analysis.tables import SafeTable
from feedback.areas import Area
from feedback.results import Made, Results, is_public
from feedback.results.saying import number_words as number_words
from feedback.results.saying import out_of as out_of
from feedback.results.saying import page_withheld as page_withheld
from feedback.results.saying import range_words as range_words
from feedback.results.saying import unprotectable as unprotectable
from feedback.results.saying import why_withheld as why_withheld
from feedback.review.comparing import Fits, Group
from forms.staff_fields import day_in_words


def heard_from(found: Results, area: Area) -> str:
    """How many responses there are; of the Forum's own survey, beside how many its members are."""
    is_forums = found.survey.slug == "forum_valued" and len(found.numbers) == 1
    if is_forums and found.total is not None and found.total <= area.forum.members:
        return str(
            _(
                "Heard from %(num)s of the Forum’s %(members)s members, if each answered once",
                num=found.total,
                members=area.forum.members,
            )
        )
    return str(ngettext("%(num)s response", "%(num)s responses", found.total or 0))


def public_when(one: Results | Made, today: date) -> str:
    """From which day the public may see a release: the Forum sees it first."""
    if one.survey.is_restricted:
        return str(_("The public never sees these results: so few children are in them."))
    day = day_in_words(one.public_from)
    if is_public(one, today):
        return str(_("The public may see this since %(day)s.", day=day))
    return str(_("The public may see this from %(day)s. The Forum sees it first.", day=day))


def hidden_words(table: SafeTable) -> tuple[str, ...]:
    """What a chart prints for each cell whose count is hidden; empty where it is shown."""
    return tuple(
        number_words(cell, total=table.total) if cell.shown is None else "" for cell in table.cells
    )


def everything_in_words(table: SafeTable) -> str:
    """All that a chart shows, for who cannot see it."""
    bars = [
        str(_("%(label)s: %(num)s", label=bar.label, num=number_words(bar, total=table.total)))
        for bar in spoken(table)
    ]
    return listed(bars)


def listed(parts: Iterable[str]) -> str:
    """Some words one after another."""
    # Translators: two parts of a list whose parts may hold commas. Use your list separator.
    return reduce(lambda first, rest: str(_("%(first)s; %(rest)s", first=first, rest=rest)), parts)


def group_words(group: Group) -> str:
    """All that a picture says of one group, for who cannot see it."""
    row = group.row
    number = number_words(row.cell, total=row.answers)
    said = [
        str(_("%(label)s: %(num)s of %(base)s", label=group.label, num=number, base=row.answers))
    ]
    if group.fits is not None:
        said.append(fits_words(group.fits))
    if group.verdict is not None:
        said.append(str(group.verdict))
    return listed(said)


def fits_words(fits: Fits) -> str:
    """How large a group so many answers would fit, and how large it is."""
    return str(
        _(
            "By chance alone, so many answers fit a group of %(low)s to %(high)s among %(base)s "
            "people. There are %(count)s.",
            low=fits.low,
            high=fits.high,
            base=fits.base,
            count=fits.count,
        )
    )

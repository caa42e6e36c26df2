"""How a page, its charts and their alternative texts say one number: always in the same words."""

from functools import reduce

from flask_babel import gettext as _

from analysis.charts import Spoken, spoken
from analysis.tables import SafeCell, SafeTable


def number_words(one: SafeCell | Spoken, *, total: int | None) -> str:
    """A count, or the range in which any reader could work out that a hidden one lies."""
    if one.shown is not None:
        return str(one.shown)
    if one.low == 0:
        return str(_("fewer than %(num)s", num=one.high + 1))
    if one.high == total:
        return str(_("%(num)s or more", num=one.low))
    return str(_("%(low)s to %(high)s", low=one.low, high=one.high))


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
    # Translators: two parts of a list whose parts may hold commas. Use your list separator.
    return reduce(lambda first, rest: str(_("%(first)s; %(rest)s", first=first, rest=rest)), bars)

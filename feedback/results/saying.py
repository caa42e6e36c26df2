"""How every page and file says one number that came through the gate."""

from flask_babel import gettext as _

from analysis.charts import Spoken
from analysis.tables import SafeCell


def number_words(one: SafeCell | Spoken, *, total: int | None) -> str:
    """A count, or the range in which any reader could work out that a hidden one lies."""
    if one.shown is not None:
        return str(one.shown)
    return range_words(one.low, one.high, total=total)


def range_words(low: int, high: int, *, total: int | None) -> str:
    """Where a hidden count lies."""
    if low == 0:
        return str(_("fewer than %(num)s", num=high + 1))
    if high == total:
        return str(_("%(num)s or more", num=low))
    return str(_("%(low)s to %(high)s", low=low, high=high))

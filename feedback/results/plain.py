"""How one number that came through the gate is said, to the public too: in every language."""

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


def out_of(count: int | str, base: int) -> str:
    """A count and what it is out of: a percentage of so few would sound too sure."""
    return str(_("%(num)s of %(base)s", num=count, base=base))


def too_few(base: int) -> str:
    """Why a table of so few answers is not shown."""
    return str(
        _("Fewer than %(num)s people answered this question, so we are not showing it.", num=base)
    )


def unprotectable() -> str:
    """Why a table is not shown that no choice of hidden cells could protect."""
    return str(
        _("We do not show this table: with these numbers, somebody could work out who said what.")
    )

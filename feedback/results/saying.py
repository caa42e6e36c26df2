"""How every page and file says one number that came through the gate."""

from flask_babel import gettext as _

from analysis.charts import Spoken
from analysis.tables import SafeCell, Withheld
from feedback.results.shown import Results, TableResult


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


def page_withheld(found: Results) -> str | None:
    """Why a page shows nothing; None where it shows something."""
    if found.withheld is None:
        return None
    words: str = _(
        "We have had fewer than %(num)s answers, so we are not showing results. They are not "
        "lost: they are counted with the next term.",
        num=found.base,
    )
    return words


def why_withheld(one: TableResult) -> str | None:
    """Why a table is not shown; None where it is."""
    if one.table.withheld is None:
        return None
    if one.is_sum:
        return str(
            _("At least one of the terms does not show this table, so it cannot be added up.")
        )
    if one.table.withheld is Withheld.TOO_FEW:
        return str(
            _(
                "Fewer than %(num)s people answered this question, so we are not showing it.",
                num=one.base,
            )
        )
    return unprotectable()


def unprotectable() -> str:
    """Why a table is not shown that no choice of hidden cells could protect."""
    return str(
        _("We do not show this table: with these numbers, somebody could work out who said what.")
    )

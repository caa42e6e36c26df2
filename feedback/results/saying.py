"""How every page and file says one number that came through the gate, and why it says none."""

from flask_babel import gettext as _

from analysis.tables import Withheld
from feedback.results.plain import number_words as number_words
from feedback.results.plain import out_of as out_of
from feedback.results.plain import range_words as range_words
from feedback.results.plain import too_few
from feedback.results.plain import unprotectable as unprotectable
from feedback.results.shown import Results, TableResult


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
        return too_few(one.base)
    return unprotectable()

"""What an officer is told about a collection that was saved, or could not be."""

from datetime import datetime

from flask import flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.invite import records
from forms.staff import LONDON

FIXED_INITIATIVE = _l(
    "Families have answered, so this cannot change. For another initiative, open a new collection."
)

FIXED_DATES = _l(
    "The answers count for an initiative, so this cannot change. To ask again, open a new "
    "collection."
)


def saved(wanted: records.Wanted, *, now: datetime) -> None:
    """Say that it is saved, and if families cannot answer it."""
    flash(_("Saved."))
    if wanted.closes_at <= now:
        flash(_("Its closing date has passed, so families cannot answer it."), "warning")


def closed(*, counts_for_good: bool) -> None:
    """Say that it is closed, and whether it can be opened again."""
    if counts_for_good:
        flash(_("This collection is closed now. Its answers count for the initiative."))
    else:
        flash(_("This collection is closed now. To open it again, change its closing date."))


def too_soon(wanted: records.Wanted, *, now: datetime) -> None:
    """Warn where the Forum is asked sooner than it wants to be."""
    days = records.days_too_soon(wanted, now.astimezone(LONDON).date())
    if days is not None:
        flash(
            ngettext(
                "The Forum wants %(num)s day of notice, and this opens sooner. "
                "Tell the Forum now, or choose a later day.",
                "The Forum wants %(num)s days of notice, and this opens sooner. "
                "Tell the Forum now, or choose a later day.",
                days,
            ),
            "warning",
        )

"""Between the form of an imported series and the database: all of a file, or why none of it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from feedback.plan import series
from feedback.plan.reading_series import Columns, Point, SeriesRefusedError, read
from forms.staff_plan import SeriesForm


def points(form: SeriesForm, ref: str, *, today: date) -> tuple[Sequence[Point], Sequence[str]]:
    """The numbers of the file, or the sentences that say why it is refused."""
    columns = Columns(form.day_column.data, form.number_column.data, form.written_as.data)
    try:
        found = read(form.file.content, columns, today=today)
    except SeriesRefusedError as refused:
        return (), refused.problems
    if series.is_there(ref, form.what.data, found):
        return (), (_("These very numbers are there already."),)
    return found, ()


def keep(form: SeriesForm, ref: str, found: Sequence[Point], *, by: UUID, now: datetime) -> None:
    """Keep the numbers of a form that passed its checks."""
    series.add_series(
        ref,
        found,
        measure_ref=form.measure.data or "",
        what=form.what.data,
        kind=form.kind.data,
        source=form.source.data,
        by=by,
        now=now,
    )

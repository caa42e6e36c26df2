"""Who took part beside who there is: which published counts fit a table, and what they say."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from analysis import participation
from analysis.participation import Hearing, compare_participation
from feedback.areas import Area, Baseline
from feedback.results import TableResult
from forms.questions import Wording

# In a group smaller than this a verdict may point to somebody: it is for officers only.
SMALLEST_GROUP_FOR_ALL = 10

VERDICTS: dict[Hearing, Wording] = {
    Hearing.UNDER_HEARD: _l("This group looks under-heard. It is worth asking why."),
    Hearing.TOO_FEW_TO_TELL: _l("Too few answers to tell."),
}


def verdicts(one: TableResult, *, area: Area, to_officer: bool) -> dict[str, Wording]:
    """What may be said of each row, by its code; nothing of a row that fits no baseline."""
    baselines = _fitting(one, area=area)
    compared = compare_participation(one.table, baselines) if baselines else ()
    return {
        row.cell.category.code: VERDICTS[row.hearing]
        for row in compared
        if row.hearing in VERDICTS
        and (to_officer or (row.baseline_count or 0) >= SMALLEST_GROUP_FOR_ALL)
    }


def _fitting(one: TableResult, *, area: Area) -> tuple[participation.Baseline, ...]:
    """The baselines of this table's rows, if together they count everybody there is.

    A share of the answers can only be set beside a share of the people if both are out of the
    same groups, so a baseline for some of the rows alone is compared with nothing.
    """
    published = area.baselines_for(one.question_id)
    found = {
        cell.category.code: fitting
        for cell in one.table.cells
        if (fitting := _of_row(one.rows[cell.category.code], published))
    }
    counts = [each.count for each in found.values() if each.count is not None]
    bases = {each.base for each in found.values()}
    if bases != {sum(counts)}:
        return ()
    return tuple(
        participation.Baseline(code, count=each.count, base=each.base)
        for code, each in found.items()
    )


def _of_row(answers: frozenset[str], published: Sequence[Baseline]) -> Baseline | None:
    """The newest count, with its base, of exactly the people in this row."""
    fitting = [
        row
        for row in published
        if row.is_right_yardstick
        and row.count is not None
        and row.base is not None
        and set(row.categories) == answers
    ]
    return max(fitting, key=lambda row: row.date, default=None)

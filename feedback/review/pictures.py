"""The pictures of a results page: the rows they are drawn from, and everything they say in words.

Matplotlib is heavy, and is loaded only when a picture is drawn: a page needs its size alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.charts import (
    DivergingRow,
    DotKeys,
    DotRow,
    Side,
    Size,
    bar_chart,
    chart_size,
    diverging_chart,
    diverging_size,
    dot_chart,
    dot_size,
)
from analysis.tables import SafeTable
from feedback.areas import Area
from feedback.language import page_language
from feedback.results import About, Results, TableResult
from feedback.review import comparing, words
from feedback.review.comparing import Group
from feedback.review.years import TwoYears
from forms.questions import Meaning


@dataclass(frozen=True)
class Picture:
    """One picture: its name, all that it says, its size, and how it is drawn."""

    title: str
    words: str
    size: Size
    draw: Callable[[], bytes]


def side_of(one: TableResult, row: str) -> Side | None:
    """On which side of the middle a row lies; None for a question without good answers."""
    meanings = (
        {option.code: option.meaning for option in one.question.options} if one.question else {}
    )
    if Meaning.POSITIVE not in meanings.values():
        return None
    found = {meanings.get(code, Meaning.NO_VIEW) for code in one.rows[row]}
    if found == {Meaning.POSITIVE}:
        return Side.FOR
    return Side.AGAINST if Meaning.NEGATIVE in found else Side.MIDDLE


def is_in_the_picture(one: TableResult) -> bool:
    """Whether a question has good answers, and so stands in the one picture of them all."""
    if one.about is not About.ANSWERS or not one.rows:
        return False
    return all(side_of(one, row) for row in one.rows)


def of_answers(found: Results, *, title: str = "") -> Picture | None:
    """All questions of a survey, under a title; None where there is none with a bar."""
    tables = [one for one in found.tables if is_in_the_picture(one)]
    if not any(one.table.withheld is None for one in tables):
        return None
    rows = [_diverging(one) for one in tables]
    title = title or str(_("All questions in one picture"))
    says = "\n".join(_said(one) for one in tables)
    keys, hidden_key = _sides(tables), _hidden()
    language = page_language()
    return Picture(
        title,
        says,
        diverging_size(rows, title=title, keys=keys, hidden_key=hidden_key),
        lambda: diverging_chart(
            rows,
            title=title,
            description=says,
            language=language.code,
            direction=language.direction,
            keys=keys,
            hidden_key=hidden_key,
        ),
    )


def of_table(one: TableResult) -> Picture:
    """One table that is shown, as bars."""
    return as_bars(one.table, one.title)


def as_bars(table: SafeTable, title: str) -> Picture:
    """Any safe table, as bars under this title."""
    says, language = words.everything_in_words(table), page_language()
    return Picture(
        title,
        says,
        chart_size(table, title=title),
        lambda: bar_chart(
            table,
            title=title,
            description=says,
            language=language.code,
            direction=language.direction,
            hidden_words=words.hidden_words(table),
            cell_ids={
                cell.category.code: table.cell_id(cell.category.code) for cell in table.cells
            },
        ),
    )


def _diverging(one: TableResult) -> DivergingRow:
    table = one.table
    codes = [cell.category.code for cell in table.cells]
    return DivergingRow(
        table,
        label=one.title,
        sides={code: side_of(one, code) or Side.MIDDLE for code in codes},
        hidden_words=words.hidden_words(table),
        withheld_words=str(words.why_withheld(one) or ""),
        cell_ids={code: table.cell_id(code) for code in codes},
    )


def _said(one: TableResult) -> str:
    said = words.why_withheld(one) or words.everything_in_words(one.table)
    # Translators: a question in quotation marks, and how many gave each answer, or why we hide it.
    return str(_("“%(question)s” – %(answers)s", question=one.title, answers=str(said)))


def _hidden() -> str:
    return str(_("Hidden: the number is somewhere in here"))


def _sides(tables: Iterable[TableResult]) -> dict[Side, str]:
    """What the sides mean: with two rows a question, what is not good is all the rest."""
    has_middle = any(side_of(one, row) is Side.MIDDLE for one in tables for row in one.rows)
    return {
        Side.FOR: str(_("Good answers")),
        Side.MIDDLE: str(_("In between, or no view")),
        Side.AGAINST: str(_("Poor answers") if has_middle else _("All other answers")),
    }


def of_people(found: Results, *, area: Area, to_officer: bool) -> Picture | None:
    """The groups whose size is known, beside it; None where there is no such group."""
    groups = [
        group
        for group in comparing.everyone(found, area=area, to_officer=to_officer)
        if group.fits is not None
    ]
    if not groups:
        return None
    tables = {one.title: one.table for one in found.about(About.PARTICIPATION)}
    rows = [_dot(group, tables[group.question]) for group in groups]
    keys = DotKeys(
        dot=str(_("Part of the answers")),
        interval=str(_("What chance alone could make of it")),
        baseline=str(_("Part of the people, as published")),
        hidden=_hidden(),
        start=str(_("None")),
        end=str(_("All")),
    )
    says = "\n".join(words.group_words(group) for group in groups)
    return _dots(rows, str(_("Groups whose size is known")), keys, says)


def _dot(group: Group, table: SafeTable) -> DotRow:
    row = group.row
    return DotRow.of(
        table,
        group.code,
        words=words.out_of(row.cell.low, row.answers or 0),
        interval=row.share,
        baseline=row.baseline,
        out_of=row.answers,
        verdict=str(group.verdict or ""),
        cell_id=group.cell_id,
    )


def _dots(rows: Sequence[DotRow], title: str, keys: DotKeys, says: str) -> Picture:
    language = page_language()
    return Picture(
        title,
        says,
        dot_size(rows, title=title, keys=keys),
        lambda: dot_chart(
            rows,
            title=title,
            description=says,
            language=language.code,
            direction=language.direction,
            keys=keys,
        ),
    )


def of_years(both: TwoYears) -> Picture:
    """Each question in two years: two dots, and no line between them."""
    keys = DotKeys(
        dot=str(_("Part of the answers that were good")),
        interval=str(_("What chance alone could make of it")),
        baseline="",
        hidden=_hidden(),
        start=str(_("None")),
        end=str(_("All")),
    )
    rows = [DotRow(one.points, one.question) for one in both.rows]
    says = "\n".join(one.words for one in both.rows)
    return _dots(rows, str(_("Year against year")), keys, says)

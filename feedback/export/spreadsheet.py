"""Results as a spreadsheet: a cover, the contents, and a sheet for each table of the page.

Every number is a line of `review.files`, as in the other files, with its range and its cell.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from feedback.areas import Area
from feedback.export.workbook import Sheet, Value, workbook
from feedback.language import page_language
from feedback.results import Results
from feedback.review import pages, words
from feedback.review.files import ALL, Line
from forms.staff_fields import day_in_words

# What the UK's statistics service writes where a number is confidential.
HIDDEN = "[c]"
FITS = "fits"
LONGEST_NAME, NOT_IN_A_NAME = 31, str.maketrans("", "", "[]:*?/\\'")


def as_xlsx(found: Results, about: Mapping[str, Any], said: Sequence[Line], *, area: Area) -> bytes:
    """A workbook of these lines."""
    responses, *others = said
    tables = [_sheet(number, one) for number, one in enumerate(_by_table(others), start=1)]
    sheets = [_cover(found, about, responses, area), _contents(tables), *tables]
    return workbook(
        sheets if tables else sheets[:1],
        title=str(found.survey.title),
        author=area.name,
        on=found.frozen_on,
        is_right_to_left=page_language().direction == "rtl",
    )


def _by_table(said: Sequence[Line]) -> list[list[Line]]:
    """The lines of each table together; what fits whom is one table, in the end."""
    tables = [one for one in said if one.part != FITS]
    found = [list(lines) for _key, lines in groupby(tables, key=lambda one: (one.part, one.table))]
    fits = [one for one in said if one.part == FITS]
    return [*found, fits] if fits else found


def _cover(found: Results, about: Mapping[str, Any], responses: Line, area: Area) -> Sheet:
    day = day_in_words(found.frozen_on)
    if len(found.numbers) == 1:
        release = _(
            "Release %(ref)s, frozen on %(day)s. It never changes. Answers that come in later are "
            "counted in the next term.",
            ref=found.ref,
            day=day,
        )
    else:
        release = _(
            "Releases %(ref)s added up. The sum says only what they say together.", ref=found.ref
        )
    numbers = words.heard_from(found, area) if responses.shown is not None else responses.words
    return Sheet(
        _name(_("Cover sheet")),
        str(found.survey.title),
        (
            area.name,
            pages.covers(found.terms),
            str(release),
            numbers,
            str(_("Small numbers in results are hidden on purpose, to protect families.")),
            str(
                _(
                    "“%(sign)s” stands for a hidden number. The two columns after it say between "
                    "which numbers it lies.",
                    sign=HIDDEN,
                )
            ),
            *(
                f"R{number}: SHA-256 {told}"
                for number, told in zip(found.numbers, about["hashes"], strict=True)
            ),
        ),
    )


def _contents(tables: Sequence[Sheet]) -> Sheet:
    return Sheet(
        _name(_("Contents")),
        str(_("Contents")),
        columns=(str(_("Sheet")), str(_("Table"))),
        rows=[(one.name, one.title) for one in tables],
        links=[one.name for one in tables],
    )


def _sheet(number: int, lines: Sequence[Line]) -> Sheet:
    first, name = lines[0], f"T{number}"
    if first.withheld:
        return Sheet(name, first.title, (first.words,))
    if first.part == FITS:
        return _fits(name, lines)
    is_crossed = any(one.column for one in lines)
    columns = [_("Answer"), *([_("Group")] if is_crossed else []), _("Count"), *_last_columns()]
    return Sheet(
        name,
        first.title,
        columns=tuple(map(str, columns)),
        rows=[_row(one, is_crossed=is_crossed) for one in lines],
    )


def _last_columns() -> list[str]:
    return [_("At least"), _("At most"), _("In words"), _("Name of the cell")]


def _row(one: Line, *, is_crossed: bool) -> Sequence[Value]:
    group = [_label(one.column, one.column_title)] if is_crossed else []
    count = HIDDEN if one.shown is None else one.shown
    said = one.words or str(count)
    return [_label(one.row, one.row_title), *group, count, *_range(one), said, one.cell_id]


def _fits(name: str, lines: Sequence[Line]) -> Sheet:
    columns = [_("Question"), _("Group"), *_last_columns()]
    return Sheet(
        name,
        str(_("Who took part")),
        columns=tuple(map(str, columns)),
        rows=[[one.title, one.row_title, *_range(one), one.words, one.cell_id] for one in lines],
    )


def _range(one: Line) -> tuple[Value, Value]:
    # A line of a table that is shown always has both: what is hidden has a range.
    return _end(one.low), _end(one.high)


def _end(number: int | None) -> Value:
    return HIDDEN if number is None else number


def _label(code: str, title: str) -> str:
    return str(_("All answers")) if code == ALL else title


def _name(text: str) -> str:
    return str(text).translate(NOT_IN_A_NAME)[:LONGEST_NAME]

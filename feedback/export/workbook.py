"""A spreadsheet that everybody can read: a sheet a table, no empty cell in it, and no formula.

After the UK's guidance on releasing statistics in spreadsheets. Written by XlsxWriter, the library
under gptables: it needs no pandas, which would stay in the memory of the process that serves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int

# Every word stays a word: nobody's text becomes a formula, a link or a number.
AS_WRITTEN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NARROWEST, WIDEST, WIDTH_OF_TEXT = 10, 60, 100
# Of a line of text; and of a column that nobody set.
POINTS_HIGH, USUAL_WIDTH = 15, 8.43
# More than so much on a sheet of paper would be too small to read.
WIDEST_PRINTED = 160
# How much wider than a usual letter one of a title is.
TITLE = 1.6
MOST_LETTERS = 32_000  # A cell holds 32,767.
# What XML cannot hold; the library lets it through in the heading of a column.
NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Sheet:
    """One worksheet: a title, sentences under it, and at most one table under those.

    A row has a value for every column. `links` is the name of a sheet for each row, or nothing.
    """

    name: str
    title: str
    sentences: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Value]] = ()
    links: Sequence[str] = ()


def workbook(
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    on: date,
    is_right_to_left: bool = False,
) -> bytes:
    """A workbook of these sheets; the same sheets and day give the same bytes.

    ValueError if a cell of a table is empty: it would be read out as the end of the table.
    """
    from xlsxwriter import Workbook

    gaps = [one.name for one in sheets for row in one.rows if "" in row]
    if gaps:
        raise ValueError(f"a table has an empty cell: {gaps[0]}")
    written = BytesIO()
    with Workbook(written, AS_WRITTEN) as book:
        created = datetime.combine(on, time.min)
        book.set_properties({"title": title, "author": author, "created": created})
        for number, sheet in enumerate(sheets, start=1):
            _Writing(book, sheet, number, is_right_to_left=is_right_to_left).write()
    return written.getvalue()


class _Writing:
    """One sheet on its way into a workbook."""

    def __init__(
        self, book: "Workbook", sheet: Sheet, number: int, *, is_right_to_left: bool
    ) -> None:
        self.sheet, self.number = sheet, number
        self.page: Worksheet = book.add_worksheet(sheet.name)
        # Else an English title on an Arabic sheet would run out of it.
        side = {"align": "right"} if is_right_to_left else {}
        self.heading = book.add_format({"bold": True, "font_size": 16, **side})
        self.line = book.add_format(side)
        self.sentence = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
        if is_right_to_left:
            self.page.right_to_left()

    def write(self) -> None:
        """The title, the sentences, and the table."""
        self.page.hide_gridlines(2)
        # Printed on A4, as many sheets of paper down as it takes and one across.
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.write_string(0, 0, _clean(self.sheet.title), self.heading)
        for at, sentence in enumerate(self.sheet.sentences, start=1):
            # Wrapped in a column as wide as a line of text, unless a table needs narrower ones.
            form = self.line if self.sheet.columns else self.sentence
            self.page.write_string(at, 0, _clean(sentence), form)
        if self.sheet.columns:
            self._write_table(len(self.sheet.sentences) + 1)
        else:
            self.page.set_column(0, 0, WIDTH_OF_TEXT)
            for at, sentence in enumerate(self.sheet.sentences, start=1):
                self.page.set_row(at, POINTS_HIGH * _lines(sentence, WIDTH_OF_TEXT))

    def _write_table(self, top: int) -> None:
        rows, columns = self.sheet.rows, self.sheet.columns
        for down, row in enumerate(rows, start=top + 1):
            for across, value in enumerate(row):
                self._write_cell(down, across, value)
        widths = [self._width(across) for across in range(len(columns))]
        for across, width in enumerate(widths):
            self.page.set_column(across, across, width, self.sentence)
        # Not every program finds the height of a row by itself, least of all one that prints.
        for down, row in enumerate([columns, *rows], start=top):
            most = max(_lines(str(cell), width) for cell, width in zip(row, widths, strict=True))
            self.page.set_row(down, POINTS_HIGH * most)
        self._print(top + max(len(rows), 1), widths)
        for at, name in enumerate(self.sheet.links):
            place = f"internal:'{name}'!A1"
            self.page.write_url(top + 1 + at, 0, place, self.link, _clean(str(rows[at][0])))
        options: dict[str, Any] = {
            "name": f"table_{self.number}",
            "columns": [
                {"header": _clean(heading), "header_format": self.head, "format": self.sentence}
                for heading in columns
            ],
            "autofilter": False,
            "style": None,
        }
        self.page.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, options)
        self.page.freeze_panes(top + 1, 0)

    def _print(self, last: int, widths: Sequence[int]) -> None:
        """As many columns as the title and the sentences need, which run on beside the table."""
        long = [len(self.sheet.title) * TITLE, *map(len, self.sheet.sentences)]
        more = ceil(max(0, min(max(long), WIDEST_PRINTED) - sum(widths)) / USUAL_WIDTH)
        self.page.print_area(0, 0, last, len(widths) - 1 + more)

    def _write_cell(self, down: int, across: int, value: Value) -> None:
        if isinstance(value, str):
            self.page.write_string(down, across, _clean(value), self.sentence)
        else:
            self.page.write_number(down, across, value, self.sentence)

    def _width(self, across: int) -> int:
        texts = [self.sheet.columns[across], *(str(row[across]) for row in self.sheet.rows)]
        return min(max(NARROWEST, *(len(text) + 2 for text in texts)), WIDEST)


def _lines(text: str, width: int) -> int:
    """In how many lines a text stands in a column so wide, word by word."""
    return sum(len(wrap(line, max(width - 1, 1))) or 1 for line in text.split("\n"))


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)[:MOST_LETTERS]

"""What the columns of a spreadsheet are called, in one row of headings or in two."""

from collections.abc import Sequence
from itertools import zip_longest

from feedback.bring_in.cells import Cell

BETWEEN = " | "
# What SurveyMonkey writes below a question that has one column.
ONE_COLUMN = frozenset({"", "Response", "Open-Ended Response"})


def plain(heading: Cell) -> str:
    """A heading as it is compared: survey tools put hard spaces and line breaks into them."""
    return " ".join(str(heading).split())


def top(name: str) -> str:
    """What stands of a column's name in the first row."""
    return name.partition(BETWEEN)[0]


def names_in(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The names of the columns.

    With two rows a question stands over the first of its columns and its answers below it: each
    column is called "question | answer".
    """
    first = [plain(cell) for cell in rows[0]]
    if len(rows) == 1:
        return first
    names, question = [], ""
    for above, below in zip_longest(first, map(plain, rows[1]), fillvalue=""):
        question = above or question
        names.append(question if below in ONE_COLUMN else f"{question}{BETWEEN}{below}")
    return names

"""Released tables as tables of a document: each number in its words, with its cell beside it."""

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _l

from feedback.evidence.document import Cell, Phrase, Row, Table
from feedback.evidence.saying import plain, say, say_now
from feedback.results import TableResult
from feedback.results.saying import number_words, why_withheld
from forms.questions import Wording

QUESTION = _l("Question")
ANSWER = _l("Answer")
HOW_MANY = _l("How many")
OUT_OF = _l("Out of")


def headings(first: Wording, *others: Wording) -> tuple[Phrase, ...]:
    """Some headings."""
    return tuple(say(one) for one in (first, *others))


def of_results(
    title: Phrase, found: Iterable[TableResult], *, first: Wording = QUESTION
) -> Table | None:
    """Several released tables as one: a row for each number; None where there is none."""
    shown = list(found)
    rows = tuple(row for one in shown for row in _rows(one))
    notes = tuple(note for one in shown for note in _why_not(one))
    if not rows:
        return None
    return Table(title, headings(first, ANSWER, HOW_MANY, OUT_OF), rows, notes)


def _rows(one: TableResult) -> Iterator[Row]:
    if one.table.withheld is not None:
        return
    table = one.table
    total = Cell(plain(table.total), table.cell_id("all"))
    for cell in table.cells:
        number = say_now(number_words, cell, total=table.total)
        yield Row(
            plain(one.title),
            (
                Cell(plain(cell.category.label)),
                Cell(number, table.cell_id(cell.category.code)),
                total,
            ),
        )


def why_not(found: Iterable[TableResult]) -> list[Phrase]:
    """Why some of these are not shown, each with its question."""
    return [note for one in found for note in _why_not(one)]


def _why_not(one: TableResult) -> Iterator[Phrase]:
    if one.table.withheld is None:
        return
    why = say_now(why_withheld, one)
    yield say(_l("“%(question)s” – %(answers)s", question=one.title, answers=why.text))

"""A year beside the year before: the good answers to each question, and no arrow between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from analysis.charts import DotPoint
from analysis.comparison import Overall, year_dot
from feedback import breakdowns
from feedback.results import About, Results, TableResult
from feedback.review import words
from forms.questions import Meaning, Question


@dataclass(frozen=True)
class Year:
    """One question in one year, as a page says it."""

    words: str
    cell_id: str
    is_hidden: bool


@dataclass(frozen=True)
class QuestionOfYears:
    """One question in two years, the earlier one first."""

    question: str
    answers: str  # The good ones.
    years: tuple[Year, Year]
    points: tuple[DotPoint, DotPoint]
    words: str


@dataclass(frozen=True)
class TwoYears:
    """Two school years of one survey."""

    names: tuple[str, str]
    rows: Sequence[QuestionOfYears]


def beside(then: Results, now: Results) -> TwoYears | None:
    """Every question with good answers in both years; None where there is none."""
    names = (then.terms[-1].year, now.terms[-1].year)
    rows = [
        _row(before, one, good, names)
        for one in now.about(About.ANSWERS)
        if (before := then.table(one.question_id))
        and (good := _good_answers(one.question))
        and not (before.table.withheld and one.table.withheld)
    ]
    return TwoYears(names, rows) if rows else None


def _good_answers(question: Question | None) -> frozenset[str]:
    options = question.options if question else ()
    return frozenset(option.code for option in options if option.meaning is Meaning.POSITIVE)


def _row(
    before: TableResult, one: TableResult, good: frozenset[str], names: tuple[str, str]
) -> QuestionOfYears:
    both = (_dot(before, good, names[0]), _dot(one, good, names[1]))
    labels = breakdowns.labels_of(one.question) if one.question else {}
    said = [
        # Translators: a school year, and how many answers were good.
        str(_("%(year)s: %(number)s", year=point.period, number=_with_range(point)))
        for point in both
    ]
    return QuestionOfYears(
        question=one.title,
        answers=labels[breakdowns.GOOD],
        years=(_year(both[0]), _year(both[1])),
        points=both,
        words=str(
            _("“%(question)s” – %(answers)s", question=one.title, answers=words.listed(said))
        ),
    )


def _dot(one: TableResult, good: frozenset[str], name: str) -> DotPoint:
    table = one.table
    codes = tuple(
        cell.category.code for cell in table.cells if one.rows[cell.category.code] <= good
    )
    dot = year_dot(Overall(table, frozenset(codes)))
    point = DotPoint(
        table,
        codes,
        "",
        interval=dot.interval,
        period=name,
        cell_id="" if table.withheld else table.cell_id("+".join(codes)),
    )
    return replace(point, words=_said(one, point))


def _said(one: TableResult, point: DotPoint) -> str:
    possible = point.possible
    if possible is None:
        return str(words.why_withheld(one) or "")
    if point.shown is not None:
        return words.out_of(point.shown, point.base)
    return words.range_words(possible.low, possible.high, total=point.table.total)


def _year(point: DotPoint) -> Year:
    return Year(point.words, point.cell_id, is_hidden=point.shown is None)


def _with_range(point: DotPoint) -> str:
    if point.interval is None:
        return point.words
    low, high = point.interval.people_of(point.base)
    return str(
        _(
            "%(number)s (chance alone could make it %(low)s to %(high)s)",
            number=point.words,
            low=low,
            high=high,
        )
    )

"""What evidence there is for a row of the plan or a measure: questions, and released answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback import breakdowns, results, surveys
from feedback.areas import Action, Measure
from feedback.results import Made, Results, Seer, TableResult
from feedback.results.saying import number_words, out_of
from forms.questions import Question, Survey


@dataclass(frozen=True)
class Indicator:
    """A question that gives evidence, and what its newest release says of the good answers."""

    survey: Survey
    question: Question
    release: int | None  # None: nothing has been released yet.
    cell_id: str | None  # None: the release does not show this table.
    label: str
    number: str


def questions_for(row: Action | Measure) -> list[tuple[Survey, Question]]:
    """The questions that give evidence for a row or a measure, as the area's file says."""
    return [
        (survey, question)
        for survey in surveys.all_of_them().values()
        for question in survey.questions
        if question.id in row.questions or row.ref in question.evidences
    ]


def newest_releases(made: Sequence[Made]) -> Mapping[str, int]:
    """The newest release of each survey that shows anything; `made` is the newest first."""
    return {one.survey.slug: one.number for one in reversed(made) if one.has_results}


def indicators(
    row: Action | Measure,
    seer: Seer,
    *,
    may_see: frozenset[str],
    made: Sequence[Made] | None = None,
) -> list[Indicator]:
    """What the newest releases say of each question, of the surveys that the reader may see.

    Of all that were made, or of `made`, the newest first.
    """
    newest = newest_releases(results.made() if made is None else made)
    asked = [(one, each) for one, each in questions_for(row) if one.slug in may_see]
    found: dict[str, Results | None] = {
        slug: results.release(newest[slug], seer)
        for slug in {survey.slug for survey, _question in asked}
        if slug in newest
    }
    return [_indicator(survey, each, found.get(survey.slug)) for survey, each in asked]


def as_frozen(kept: Sequence[Mapping[str, Any]], seer: Seer) -> list[Indicator]:
    """What the releases said that a snapshot names; a question that is gone is left out."""
    every, found = surveys.all_of_them(), list[Indicator]()
    for one in kept:
        survey = every.get(one["survey"])
        asked = survey.questions if survey else ()
        question = next((each for each in asked if each.id == one["question"]), None)
        if survey and question:
            found.append(_indicator(survey, question, results.release(one["release"], seer)))
    return found


def _indicator(survey: Survey, question: Question, found: Results | None) -> Indicator:
    if found is None:
        return Indicator(survey, question, None, None, "", "")
    table = found.table(question.id)
    if table is None or table.table.withheld is not None:
        return Indicator(survey, question, found.numbers[0], None, "", "")
    label, number, code = good_answers(table)
    return Indicator(survey, question, found.numbers[0], table.table.cell_id(code), label, number)


def good_answers(one: TableResult) -> tuple[str, str, str]:
    """The row of the good answers; the first row where the table has each option by itself."""
    codes = [cell.category.code for cell in one.table.cells]
    code = breakdowns.GOOD if breakdowns.GOOD in codes else codes[0]
    cell = one.table.cell(code)
    said = number_words(cell, total=one.table.total)
    return cell.category.label, out_of(said, one.table.total or 0), code

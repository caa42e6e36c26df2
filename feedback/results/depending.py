"""Questions asked only of some: their tables are shown only where they tell nothing of the others.

How many answered such a question is at most how many were asked it. Where that number is hidden, or
lies inside a row of several answers, the one would narrow the other down (rule R7).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.tables import Withheld
from feedback.results.asking import Seer
from forms.questions import Question, Survey
from forms.surveys import ROLE

Tables = dict[str, list[dict[str, Any]]]


def without_those_that_tell(found: Tables, survey: Survey) -> Tables:
    """The tables of each who may see them, without those that would tell of their parents."""
    by_id = {one["id"]: one for one in found.get(Seer.OFFICER, ())}
    hidden = _hidden(by_id, survey)
    return {
        seer: [_withheld(one) if one["id"] in hidden else one for one in tables]
        for seer, tables in found.items()
    }


def _hidden(by_id: Mapping[str, Mapping[str, Any]], survey: Survey) -> set[str]:
    """The questions that would tell, by how any version asked them.

    What hangs from one of them would tell too, wherever it stands: so until no more are found.
    """
    hidden: set[str] = set()
    asked = (*survey.questions, *survey.once_asked)
    while True:
        found = {
            question.id
            for question in asked
            if not all(_is_told(by_id, *parent, hidden) for parent in _parents(survey, question))
        }
        if found <= hidden:
            return hidden
        hidden |= found


def _parents(survey: Survey, question: Question) -> Iterator[tuple[str, frozenset[str]]]:
    """On whose answers it hangs who is asked: the question, and the answers."""
    if question.after:
        yield question.after.question_id, frozenset(question.after.codes)
    if question.only_for and survey.is_composed:
        yield ROLE.id, frozenset({question.only_for})


def _is_told(
    by_id: Mapping[str, Mapping[str, Any]], name: str, codes: frozenset[str], hidden: set[str]
) -> bool:
    """Whether the very number of those who were asked can be read off what is shown."""
    parent = by_id.get(name)
    if parent is None or parent["withheld"] is not None or name in hidden:
        return False
    if any(cell["shown"] is None for cell in parent["cells"]):
        return False
    rows = [frozenset(each) for each in parent["rows"].values()]
    return frozenset[str]().union(*(row for row in rows if row <= codes)) == codes


def _withheld(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "withheld": Withheld.UNPROTECTABLE.value, "total": None, "cells": []}

"""What the open pages show, as objects for programs: the same functions decide what is public."""

import json
from collections.abc import Mapping
from typing import Any

from feedback.authored import Said
from feedback.plan.indicators import Indicator
from feedback.publish.frozen import Content, as_json
from feedback.publish.open_plan import Published, Row
from feedback.publish.pages import is_web
from feedback.publish.progress import Progress, Work
from feedback.results import Made
from forms.questions import Question, Survey, Wording
from forms.rating_words import COLOURS


def release(one: Made) -> dict[str, Any]:
    """A release in a list."""
    return {
        "release": f"R{one.number}",
        "survey": one.survey.slug,
        "title": str(one.survey.title),
        "terms": [{"ref": term.ref, "name": term.name} for term in one.terms],
        "frozen_on": one.frozen_on.isoformat(),
        "public_from": one.public_from.isoformat(),
    }


def survey(one: Survey) -> dict[str, Any]:
    """A survey in a list."""
    return {
        "survey": one.slug,
        "version": one.version,
        "title": str(one.title),
        "results_are_public": not one.is_restricted,
    }


def question(one: Question) -> dict[str, Any]:
    """One question, and what there is to choose from."""
    return {
        "id": one.id,
        "words": str(one.standard),
        "kind": "text" if one.is_text else "options",
        "is_required": one.required,
        "options": [
            {"code": each.code, "words": str(each.standard), "meaning": each.meaning.value}
            for each in one.options
        ],
    }


def progress(found: Progress) -> dict[str, Any]:
    """How far the area is with what it makes together with families."""
    return {
        "measure": found.measure,
        "count": found.count,
        "young_people": found.young_people,
        "days_left": found.days_left,
        "counted": [_work(one) for one in found.counted],
        "could_count": [_work(one) for one in found.could_count],
        "cannot_count": [_work(one) for one in found.cannot_count],
    }


def _work(one: Work) -> dict[str, Any]:
    return {
        "title": _said(one.title),
        "lacks": [str(each) for each in one.lacks],
        "waits": str(one.waits or ""),
        "why_not": str(one.why_not or ""),
        "reason": one.reason,
    }


def _said(one: Said) -> dict[str, Any]:
    return {"text": one.text, "language": one.language.code, "is_unchecked": one.is_draft}


def plan(found: Published) -> dict[str, Any]:
    """The action plan as it was frozen; never who froze it, or why a row has its colour."""
    return {
        "frozen_on": found.newest.on.isoformat(),
        "term": found.newest.term_ref,
        "rows": [
            {"priority": group.priority.ref, **_row(row)}
            for group in found.groups
            for row in group.rows
        ],
    }


def _row(one: Row) -> dict[str, Any]:
    return {
        "ref": one.action.ref,
        "text": one.action.text,
        "ratings": [
            {"term": term.ref, "colour": _code(words), "words": str(words)}
            for term, words in one.ratings
        ],
        "answered": [_answered(each) for each in one.answered],
    }


def _code(words: Wording) -> str:
    return next((code for code, each in COLOURS.items() if each is words), "not_rated")


def _answered(one: Indicator) -> dict[str, Any]:
    return {
        "release": f"R{one.release}",
        "survey": one.survey.slug,
        "question": one.question.id,
        "answer": one.label,
        "words": one.number,
        "cell_id": one.cell_id,
    }


def statement(one: Content) -> Mapping[str, Any]:
    """One version of a year's Local Offer statement, as it is kept for good."""
    found: dict[str, Any] = json.loads(as_json(one))
    for entry in found["entries"]:
        for change in entry["changes"]:
            # Kept as it was typed, and handed out only where it leads to a page on the web.
            change["link"] = change["link"] if is_web(change["link"]) else ""
    return found


def statement_in_short(one: Content) -> dict[str, Any]:
    """The same in a list."""
    return {
        "year": one.year,
        "version": one.version,
        "published_on": one.published_on.isoformat(),
    }

"""What a family's survey page shows, as its template takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from feedback.recordings import Player
from forms.answers import Problem
from forms.build import CONSENT_FIELD, asked_together
from forms.conditions import said_beside
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Survey, Ticks, Variant
from forms.scales import TICKED
from forms.surveys import about_you
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK


@dataclass(frozen=True)
class OptionView:
    """One answer to choose, and the picture beside its words."""

    code: str
    label: str
    picture: str | None = None
    is_ticked: bool = False  # Of a box; which of several answers is chosen, its question says.


@dataclass(frozen=True)
class QuestionView:
    """One question as the template shows it."""

    id: str
    legend: str
    hints: Sequence[str]
    kind: str
    options: Sequence[OptionView]
    required: bool
    value: str
    error: str | None
    picture: str | None = None
    players: Sequence[Player] = ()


@dataclass(frozen=True)
class ConsentView:
    """The box that lets us quote, never ticked for anybody."""

    label: str
    checked: bool
    picture: str | None = None


@dataclass(frozen=True)
class Typed:
    """What a family has put in so far, and what was wrong with it."""

    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    def error(self, field: str) -> str | None:
        """The sentence to show at one field."""
        return next((p.message for p in self.problems if p.field_id == field), None)


NOTHING_YET = Typed(values={})
Heard: TypeAlias = Mapping[str, Sequence[Player]]
NOTHING_HEARD: Heard = {}


def _view(
    survey: Survey,
    group: tuple[Question, ...],
    variant: Variant,
    typed: Typed,
    heard: Heard,
) -> QuestionView:
    [question, *_others] = group
    if question.ticks:
        return _boxes(survey, group, question.ticks, variant, typed)
    is_pictured = variant is Variant.EASY
    with_pictures = is_pictured and question.has_pictured_options
    return QuestionView(
        id=question.id,
        legend=str(question.wording(variant)),
        hints=tuple(said_beside(survey, question, variant)),
        kind="text" if question.is_text else "radios",
        options=[
            OptionView(o.code, str(o.wording(variant)), o.picture if with_pictures else None)
            for o in question.options
        ],
        required=question.required,
        value=typed.values.get(question.id, ""),
        error=typed.error(question.id),
        picture=question.picture if is_pictured else None,
        players=heard.get(question.id, ()),
    )


def _boxes(
    survey: Survey, group: tuple[Question, ...], of: Ticks, variant: Variant, typed: Typed
) -> QuestionView:
    """A question of which every box that applies may be ticked."""
    is_pictured = variant is Variant.EASY
    boxes = [(one.id, one.box) for one in group if one.box]
    with_pictures = is_pictured and all(box.picture for _id, box in boxes)
    return QuestionView(
        id=of.id,
        legend=str(of.wording(variant)),
        hints=tuple(said_beside(survey, group[0], variant)),
        kind="ticks",
        options=[
            OptionView(
                name,
                str(box.wording(variant)),
                box.picture if with_pictures else None,
                is_ticked=typed.values.get(name) == TICKED.code,
            )
            for name, box in boxes
        ],
        required=False,
        value="",
        error=next((said for one in group if (said := typed.error(one.id))), None),
        picture=of.picture if is_pictured else None,
    )


def _consent(variant: Variant, typed: Typed) -> ConsentView:
    return ConsentView(
        label=str(CONSENT_TO_QUOTE.wording(variant)),
        checked=bool(typed.values.get(CONSENT_FIELD)),
        picture=CONSENT_TO_QUOTE.picture if variant is Variant.EASY else None,
    )


def above_the_questions(survey: Survey, variant: Variant) -> dict[str, Any]:
    """What a survey says before it asks anything, in the current language."""
    return {
        "title": str(survey.title_for(variant)),
        "intro": str(survey.intro_for(variant)),
        "notices": [str(notice) for notice in survey.notices],
    }


def questions(survey: Survey, variant: Variant, typed: Typed, heard: Heard) -> dict[str, Any]:
    """What is asked, as the template shows it, in the current language."""
    views = [_view(survey, group, variant, typed, heard) for group in asked_together(survey)]
    last = len(views) - len(about_you(survey))
    about = views[last:]
    return {
        "role": views[0],
        "questions": views[1:last],
        "about_you": about,
        "why_we_ask": str(EASY_WHY_WE_ASK if variant is Variant.EASY else WHY_WE_ASK),
        "consent": _consent(variant, typed),
        "errors": [(problem.field_id, problem.message) for problem in typed.problems],
        "about_open": any(view.value or view.error for view in about),
    }

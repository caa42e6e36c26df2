"""A family's survey page: what it shows, rendered once and kept as bytes, or again after an error.

Nothing here may import textblob, numpy or matplotlib: a family's request never pays for them.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from flask import render_template
from flask_babel import format_date
from flask_babel import gettext as _

from feedback import read_only
from feedback.authored import Said
from feedback.language import current_languages, speaking
from feedback.recordings import Player
from feedback.respond import keeping
from feedback.respond.compiled import MARK, CompiledPage, compile_with_as_much_as_fits
from feedback.respond.records import OpenedPlacement, players_on
from feedback.respond.ways import BY_THEMSELVES, NOTHING_CARRIED, Way, form_action
from feedback.shown_changes import ShownChange
from forms.answers import Problem
from forms.build import CONSENT_FIELD, asked_together
from forms.conditions import said_beside
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Survey, Ticks, Variant
from forms.scales import TICKED
from forms.surveys import about_you
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK
from translations import Language

MOST_PAGES_KEPT = 512
# When somebody last looked whether the accessibility statement is true.
STATEMENT_PREPARED = date(2026, 11, 27)


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


def thanks_template(way: Way) -> str:
    """The thank-you page for this way in."""
    return "respond/tablet_thanks.html" if way.is_tablet else "respond/thanks.html"


def survey_template(way: Way) -> str:
    """The survey's page for this way in."""
    if way.is_preview:
        return "compose/preview.html"
    return "respond/tablet_survey.html" if way.is_tablet else "respond/survey.html"


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


def _above_the_questions(survey: Survey, variant: Variant) -> dict[str, Any]:
    return {
        "title": str(survey.title_for(variant)),
        "intro": str(survey.intro_for(variant)),
        "notices": [str(notice) for notice in survey.notices],
    }


def _questions(survey: Survey, variant: Variant, typed: Typed, heard: Heard) -> dict[str, Any]:
    """What is asked, as the template shows it, in the current language."""
    views = [_view(survey, group, variant, typed, heard) for group in asked_together(survey)]
    last = len(views) - len(about_you(survey))
    about = views[last:]
    return {
        "role": views[0],
        "questions": views[1:last],
        "about_you": about,
        "about_open": any(view.value or view.error for view in about),
    }


def _has_a_draft(
    survey: Survey, occasion: Said, changes: tuple[ShownChange, ...], language: Language
) -> bool:
    is_draft = (
        occasion.is_draft
        or language.code in survey.unchecked
        or any(one.is_draft for one in changes)
    )
    return is_draft or current_languages().is_draft(language)


def render_survey(
    survey: Survey,
    variant: Variant,
    language: Language,
    *,
    occasion: Said,
    stamp: str = MARK,
    typed: Typed = NOTHING_YET,
    way: Way = BY_THEMSELVES,
    times_sent: int = 0,
    stamp_for_another: str | None = None,
    heard: Heard = NOTHING_HEARD,
    changes: tuple[ShownChange, ...] = (),
    carried: Mapping[str, str] = NOTHING_CARRIED,
    may_dial: bool = True,
) -> str:
    """The whole page in one language and version, with whatever was typed still there.

    With a `stamp_for_another`, it asks whether to change what was sent or to send these as well;
    with an empty one, only whether to change it.
    """
    with speaking(language):
        return render_template(
            survey_template(way),
            survey=survey,
            is_for_young_people=way.is_young,
            reads_aloud=way.reads_aloud,
            variant=variant.value,
            languages=current_languages().choices(language, survey.is_in),
            occasion=occasion,
            **_above_the_questions(survey, variant),
            **_questions(survey, variant, typed, heard),
            why_we_ask=str(EASY_WHY_WE_ASK if variant is Variant.EASY else WHY_WE_ASK),
            consent=_consent(variant, typed),
            errors=[(problem.field_id, problem.message) for problem in typed.problems],
            nonce=stamp,
            is_answer_to_form=stamp != MARK,
            form_action=form_action(variant, language, way, times_sent + 1, carried),
            stamp_for_another=stamp_for_another,
            changes=changes,
            may_dial=may_dial,
            draft_language=_has_a_draft(survey, occasion, changes, language),
        )


class CompiledPages:
    """The newest pages as bytes, one for each collection, language and version."""

    def __init__(self) -> None:
        """Start with none; each is made when first asked for."""
        self._kept: OrderedDict[tuple[object, ...], CompiledPage] = OrderedDict()

    def page(
        self,
        survey: Survey,
        variant: Variant,
        language: Language,
        placement: OpenedPlacement,
        way: Way = BY_THEMSELVES,
        changes: tuple[ShownChange, ...] = (),
    ) -> CompiledPage:
        """The page for a first visit, compiled now or before."""
        occasion = placement.occasion_in(language)
        # The words shown, whether they are checked, and what can be heard, as they are before the
        # page is made: no kept page outlives a change.
        key = (
            survey.slug,
            str(survey.version),
            variant.value,
            language.code,
            occasion,
            way,
            placement.recordings or "",
            changes,
            current_languages().state_of(language),
        )
        found = self._kept.get(key)
        if found is None:
            heard = players_on(survey, variant, language, placement)
            made = partial(render_survey, survey, variant, language, occasion=occasion, way=way)
            # The last to go are the links that dial a number: the number itself never does.
            found = compile_with_as_much_as_fits(
                lambda extras: made(
                    heard=heard, changes=changes[: max(0, extras - 1)], may_dial=extras > 0
                ),
                len(changes) + 1,
            )
            self._kept[key] = found
            while len(self._kept) > MOST_PAGES_KEPT:
                self._kept.popitem(last=False)
        return found


def privacy_notice() -> str:
    """What happens to a family's answers, and how long they are kept."""
    return render_template("respond/privacy.html", times=keeping.times())


def accessibility_statement() -> str:
    """Who can use this, who may not be able to, and when we last looked."""
    return render_template(
        "respond/accessibility.html", prepared=format_date(STATEMENT_PREPARED, "long")
    )


def gentle_message(name: str) -> tuple[str, str]:
    """Heading and message for a code that takes no answers now."""
    messages = {
        "not_yet": (
            _("This survey has not opened yet"),
            _("Please come back on the date below."),
        ),
        "closed": (
            _("This survey has closed"),
            _("Thank you for coming. It no longer takes answers."),
        ),
        "unknown": (
            _("We do not know this code"),
            _("Check the letters and numbers on the poster or letter, and try again."),
        ),
    }
    return messages[name]


def no_such_receipt() -> str:
    """The same for a code that never was and for one whose answers are deleted."""
    return str(
        _(
            "We cannot find answers with this code. Check the code on your thank-you page. "
            "If you deleted them before, they are gone."
        )
    )


def not_saved() -> str:
    """What to do when answers could not be saved; everything typed is still on the page."""
    if read_only.is_on():
        later = _("We cannot save answers for a while. Keep this page open, and try again later.")
        return str(later)
    return str(_("We could not save your answers just now. Please press the button again."))

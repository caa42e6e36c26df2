"""Surveys on paper: the number beside each box, and reading a form that an officer types in."""

import re
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from forms.base import SurveyForm
from forms.build import asked_together, form_class
from forms.questions import Option, Question, Survey, Variant
from forms.scales import TICKED

# What no option's code can be: the form refuses it, naming the question.
NO_SUCH_BOX = "?"
LONGEST_NUMBER = 3
SHORTEST_KEY, LONGEST_KEY = 20, 64
CHOOSE = _l("Choose one from the list.")


def boxes(question: Question) -> tuple[tuple[str, Option], ...]:
    """Each answer with its number: printed on the form, and typed by whoever copies it in."""
    return tuple((str(place), option) for place, option in enumerate(question.options, start=1))


def box_of(question: Question, code: str) -> str | None:
    """The number beside this answer, or None where nothing was chosen."""
    return next((number for number, option in boxes(question) if option.code == code), None)


def filled_in(survey: Survey, variant: Variant, typed: Mapping[str, str]) -> SurveyForm:
    """The survey's own form, holding what the typed numbers stand for; not yet checked."""
    values: MultiDict[str, str] = MultiDict(typed)
    for group in asked_together(survey):
        [first, *_others] = group
        if first.ticks:
            values.update(_boxes_ticked(group, typed.get(first.ticks.id, "")))
        elif not first.is_text:
            values[first.id] = _code(first, typed.get(first.id, ""))
    return form_class(survey, variant)(values)


def numbers_of(group: Sequence[Question]) -> tuple[tuple[str, Option], ...]:
    """Each box of one question with its number: printed on the form, and typed."""
    boxes_there = (question.box for question in group if question.box)
    return tuple((str(place), box) for place, box in enumerate(boxes_there, start=1))


def _boxes_ticked(group: Sequence[Question], typed: str) -> dict[str, str]:
    """What the typed numbers say of each box; a number that is on no box makes the first odd."""
    numbers = {_number(one) for one in re.split(r"[\s,;.،]+", typed.strip()) if one}
    ticked = {
        question.id: TICKED.code
        for place, question in enumerate(group, start=1)
        if str(place) in numbers
    }
    if len(ticked) < len(numbers):
        ticked[group[0].id] = NO_SUCH_BOX
    return ticked


def _number(typed: str) -> str:
    # Whoever types on a Bengali or Arabic keyboard means the same numbers.
    is_number = typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return str(int(typed)) if is_number else typed


def _code(question: Question, typed: str) -> str:
    number = typed.strip()
    if not number:
        return ""
    found = dict(boxes(question)).get(_number(number))
    return found.code if found else NO_SUCH_BOX


class PaperEntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What the survey's form does not ask: what kind of form the paper is."""

    # Made once for each empty page, so that pressing twice stores once.
    key = HiddenField()
    written_in = SelectField(_l("Language of the form"), invalid_choice_message=CHOOSE)
    version = SelectField(_l("Version of the form"), invalid_choice_message=CHOOSE)
    placement = SelectField(_l("Code on the form"), invalid_choice_message=CHOOSE)
    comments_in = SelectField(_l("Comments are written in"), invalid_choice_message=CHOOSE)

    def offer(
        self,
        *,
        languages: Sequence[tuple[str, str]],
        comment_languages: Sequence[tuple[str, str]],
        placements: Sequence[tuple[str, str]],
    ) -> None:
        """Fill the lists, each as (value, words)."""
        self.written_in.choices = _choices(languages)
        self.version.choices = _choices(
            [(Variant.STANDARD, _("Standard")), (Variant.EASY, _("Easy Read"))]
        )
        self.placement.choices = _choices([*placements, ("", _("Not known"))])
        same = ("", _("The language of the form"))
        self.comments_in.choices = _choices([same, *comment_languages])

    def validate_key(self, field: HiddenField) -> None:
        """Refuse a page that is not ours: without its key a retry would be a second response."""
        if not SHORTEST_KEY <= len(field.data or "") <= LONGEST_KEY:
            raise ValidationError(_("Open this page again, and type the form in once more."))


def _choices(rows: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in rows]

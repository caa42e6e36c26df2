"""What the entry screen shows, and a form typed in read and checked as a family's own is."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from feedback.copy_in.entry import Entry, differences
from feedback.copy_in.records import LENGTH_OF_A_NUMBER, Placement
from feedback.language import current_languages, listed
from feedback.responses import comments_of
from forms.answers import Problem, problems, read_answers
from forms.build import CONSENT_FIELD, asked_together, questions_asked
from forms.consent import CONSENT_TO_QUOTE
from forms.fields import TICKED
from forms.paper import PaperEntryForm, box_of, boxes, filled_in, numbers_of
from forms.questions import Question, Survey, Variant
from translations import LANGUAGES, SOURCE

GROUP = 4
# Above the questions on the page; everything else that can be wrong stands below them.
ABOVE = ("written_in", "version", "placement")


@dataclass(frozen=True)
class Line:
    """One question as the entry screen shows it."""

    id: str
    name: str
    number: int
    legend: str
    is_text: bool
    is_needed: bool
    takes_several: bool  # Every number of a box that is ticked, one after another.
    boxes: Sequence[tuple[str, str, str]]  # Number, code, words.
    value: str
    error: str | None


@dataclass(frozen=True)
class Typed:
    """What was typed, and what is wrong with it; `entry` once nothing is."""

    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    entry: Entry | None = None
    # Fields whose two typings were shown to differ, so that the paper decides.
    shown: frozenset[str] = field(default_factory=frozenset)

    def error(self, name: str) -> str | None:
        """The sentence to show at one field."""
        return next((one.message for one in self.problems if one.field_id == name), None)


NOTHING_YET = Typed(values={})


def entry_form(survey: Survey, placements: Sequence[Placement]) -> PaperEntryForm:
    """The part about the paper itself: as sent, or as the last form was."""
    form = PaperEntryForm(
        data={
            "key": secrets.token_urlsafe(24),
            "written_in": request.args.get("written_in", SOURCE),
            "version": request.args.get("version", Variant.STANDARD.value),
            "placement": request.args.get(
                "placement", str(placements[0].id) if len(placements) == 1 else ""
            ),
        }
    )
    form.offer(
        languages=listed(one for one in current_languages().offered if survey.is_in(one.code)),
        comment_languages=listed(LANGUAGES.values()),
        placements=[(str(one.id), f"{one.code} – {one.label}") for one in placements],
    )
    return form


def variant_of(form: PaperEntryForm) -> Variant:
    """Which wording the screen shows: the paper's."""
    return Variant.EASY if form.version.data == Variant.EASY else Variant.STANDARD


def read(survey: Survey, form: PaperEntryForm) -> Typed:
    """Check what was typed by the rules of the online form, which fills in for the numbers."""
    values = request.form.to_dict()
    answered = filled_in(survey, variant_of(form), values)
    is_paper_right, is_answered_right = form.validate(), answered.validate()
    shown = frozenset(values.get("shown", "").split())
    if not (is_paper_right and is_answered_right):
        return Typed(values, _in_page_order(form, problems(answered)), shown=shown)
    answers = read_answers(survey, answered)
    placement, language = form.placement.data, form.written_in.data
    entry = Entry(
        language=language,
        variant=form.version.data,
        placement_id=UUID(placement) if placement else None,
        choices=answers.choices,
        comments=tuple(comments_of(survey, answers)),
        comments_in=form.comments_in.data or language,
        consent_version=CONSENT_TO_QUOTE.version if answers.consent_to_quote else None,
    )
    return Typed(values, entry=entry, shown=shown)


def _in_page_order(form: PaperEntryForm, about_answers: tuple[Problem, ...]) -> tuple[Problem, ...]:
    # Nobody can put right a hidden field or a token: such a problem is told at the button.
    visible = {*ABOVE, "comments_in"}
    about_paper = [
        Problem(one.name if one.name in visible else "send", str(one.errors[0]))
        for one in form
        if one.errors
    ]
    above = [one for one in about_paper if one.field_id in ABOVE]
    below = [one for one in about_paper if one.field_id not in ABOVE]
    return (*above, *about_answers, *below)


def lines(survey: Survey, variant: Variant, typed: Typed) -> list[Line]:
    """Every question in the order of the paper, with the numbers beside its boxes."""
    groups = enumerate(asked_together(survey), start=1)
    return [_line(place, group, variant, typed) for place, group in groups]


def _line(place: int, group: tuple[Question, ...], variant: Variant, typed: Typed) -> Line:
    [question, *_others] = group
    asked = question.ticks or question
    numbered = numbers_of(group) if question.ticks else boxes(question)
    return Line(
        # Problems name the first box of several: a link to one has to land here.
        id=question.id,
        name=asked.id,
        number=place,
        legend=str(asked.wording(variant)),
        is_text=question.is_text,
        is_needed=question.required,
        takes_several=question.ticks is not None,
        boxes=[(number, option.code, str(option.wording(variant))) for number, option in numbered],
        value=typed.values.get(asked.id, ""),
        error=typed.error(question.id),
    )


def differing(
    survey: Survey, form: PaperEntryForm, first: Entry, second: Entry
) -> Mapping[str, str]:
    """Where two typings differ in something that the page asks.

    A survey that has changed since may no longer ask what the first one says.
    """
    names = _names(survey, form)
    found = differences(first, second)
    return {name: value for name, value in found.items() if name in names}


def disagreeing(
    survey: Survey,
    form: PaperEntryForm,
    typed: Typed,
    first: Mapping[str, str],
    placements: Sequence[Placement],
) -> Typed:
    """The same page with what the first typing says at each field that differs."""
    known = {question.id: question for question in questions_asked(survey)}
    names = _names(survey, form)
    codes = {str(one.id): one.code for one in placements}
    found = tuple(
        Problem(
            _first_box(name, known),
            _(
                "%(field)s: the first time, somebody typed %(first)s. "
                "Look at the paper, and type what it says.",
                field=names[name],
                first=_in_words(name, value, known, codes),
            ),
        )
        for name, value in first.items()
    )
    return Typed(typed.values, found, shown=typed.shown | frozenset(first))


def _names(survey: Survey, form: PaperEntryForm) -> Mapping[str, str]:
    """What each field is called on the page: a question by its number."""
    return {
        **{one.name: str(one.label.text) for one in form},
        CONSENT_FIELD: str(_("The box that lets us quote")),
        **{
            question.id: _name(place, box if question.ticks else None)
            for place, group in enumerate(asked_together(survey), start=1)
            for box, question in enumerate(group, start=1)
        },
    }


def _name(place: int, box: int | None) -> str:
    if box is None:
        return str(_("Question %(place)s", place=place))
    return str(_("Question %(place)s, box %(box)s", place=place, box=box))


def _first_box(name: str, known: Mapping[str, Question]) -> str:
    """The field at which a problem is shown: of several boxes, the first stands for all."""
    asked = known.get(name)
    if asked is None or asked.ticks is None:
        return name
    return next(one.id for one in known.values() if one.ticks is asked.ticks)


def _in_words(
    name: str, value: str, known: Mapping[str, Question], codes: Mapping[str, str]
) -> str:
    if name == CONSENT_FIELD:
        return str(_("ticked") if value == TICKED else _("not ticked"))
    if not value:
        return str(_("nothing"))
    question = known.get(name)
    if question and question.ticks:
        return str(question.option(value).standard)
    if question and not question.is_text:
        return box_of(question, value) or value
    return codes.get(value, value)


def as_number(typed: str) -> str | None:
    """A form's number as it is stored, however it was typed; None when it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return letters if letters.isascii() and len(letters) == LENGTH_OF_A_NUMBER else None


def in_groups(number: str) -> str:
    """A number as people write it."""
    # Held together: half a number at the end of a line is written down as a whole one.
    return "\u00a0".join(number[place : place + GROUP] for place in range(0, len(number), GROUP))

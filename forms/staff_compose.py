"""What officers fill in to compose a survey: its name, and questions of their own."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import TextArea

from forms.composed import Kind, Scale, limits
from forms.fields import TextField, TickField
from forms.initiative_words import Words, choices
from forms.marked import Marked, filled, marked
from forms.questions import TextKind, Wording
from forms.staff_fields import CHOOSE_ONE, CheckboxesField, LineField, at_most
from translations import LANGUAGES

LETTERS_TO_FIND_IT = 40

KINDS: dict[Kind, Wording] = {
    Kind.SCALE: _l("A scale"),
    Kind.CHOICE: _l("One answer from your own list"),
    Kind.SEVERAL: _l("Several answers from your own list"),
    Kind.OPEN: _l("An open question"),
}
SCALE_WORDS: Words = {
    Scale.YES_PARTLY_NO: _l("Yes, partly, no, not sure"),
    Scale.VERY_GOOD_TO_VERY_POOR: _l("Very good, good, neither, poor, very poor, don’t know"),
}
TEXT_KINDS: Words = {
    TextKind.OPEN: _l("Anything: good or bad"),
    TextKind.WHAT_GOOD: _l("What was good"),
    TextKind.COULD_IMPROVE: _l("What could be better"),
}
EVERYBODY = _l("Everybody")
# What officers wrote, or a document says.
SPOKEN = {"lang": "en", "dir": "ltr"}


def _line(label: Wording, longest: int, *needed: object, hint: Wording | None = None) -> LineField:
    return LineField(label, [*needed, at_most(longest)], description=hint)


def _sentence(
    label: Wording, longest: int, *needed: object, hint: Wording | None = None
) -> LineField:
    """One line that may be long: all of it is seen on a phone while it is written."""
    return LineField(label, [*needed, at_most(longest)], description=hint, widget=TextArea())


class NewSurveyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a new survey is called, and what it starts from."""

    title = _line(
        _l("What is the survey called?"),
        limits.LONGEST_TITLE,
        DataRequired(_l("Write what it is called, for example: Coffee morning.")),
        hint=_l("Families see this. You can change it later."),
    )
    start = SelectField(
        _l("What does it start from?"), default="", invalid_choice_message=CHOOSE_ONE
    )

    def offer(self, built_in: Sequence[tuple[str, str]], ours: Sequence[tuple[str, str]]) -> None:
        """Fill the list: surveys as (what names them, title); ours have English titles."""
        self.start.choices = [
            SelectChoice(value="", label=_("Nothing: an empty survey")),
            *(SelectChoice(value=value, label=label) for value, label in built_in),
            *(SelectChoice(value=value, label=label, render_kw=SPOKEN) for value, label in ours),
        ]


class AboutSurveyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a survey is called and says first, and what is said of the whole."""

    title = _line(
        _l("Title"),
        limits.LONGEST_TITLE,
        DataRequired(_l("Write what it is called, for example: Coffee morning.")),
    )
    easy_title = _line(_l("Title in Easy Read"), limits.LONGEST_TITLE)
    intro = _sentence(
        _l("First sentences"),
        limits.LONGEST_INTRO,
        hint=_l("Say why you ask. Families read this above the questions."),
    )
    easy_intro = _sentence(_l("First sentences in Easy Read"), limits.LONGEST_INTRO)
    over_budget_reason = _sentence(
        _l("Why it asks more than families answer gladly"),
        limits.LONGEST_REASON,
        hint=_l(
            "Only for a survey with more than six questions with answers, or more than one open "
            "question. The results page shows your reason."
        ),
    )
    asks_about_you = TickField(
        _l("Ask a few questions about the person at the end"),
        description=_l("They show who has not been heard. Leave them out where few are asked."),
    )
    is_restricted = TickField(
        _l("Never show its results on public pages"),
        description=_l("For a survey that so few answer that somebody could be known."),
    )
    seen = HiddenField()


class PlaceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who is asked a question, and after which answers."""

    only_for = SelectField(_l("Who is asked?"), default="", invalid_choice_message=CHOOSE_ONE)
    after = CheckboxesField(
        _l("Only after one of these answers"),
        description=_l("Leave all of them empty to ask it whatever was answered before."),
    )
    seen = HiddenField()

    def offer_places(
        self, *, roles: Sequence[tuple[str, str]], answers: Sequence[tuple[str, str]]
    ) -> None:
        """Fill the lists: roles as (code, words), answers as (question|code, words)."""
        everybody = SelectChoice(value="", label=str(EVERYBODY))
        self.only_for.choices = [everybody, *(SelectChoice(value=c, label=w) for c, w in roles)]
        self.after.choices = [SelectChoice(value=value, label=words) for value, words in answers]

    def validate_after(self, field: Field) -> None:
        """Refuse answers of two questions: nobody could say what is meant."""
        if len({value.partition("|")[0] for value in field.data or ()}) > 1:
            raise ValidationError(_("Choose answers of one question only."))


class OwnQuestionForm(PlaceForm):
    """A question of a survey's own; `own_question_form` leaves out what its kind does not need."""

    kind: Kind
    standard = _sentence(
        _l("The question"),
        limits.LONGEST_QUESTION,
        DataRequired(_l("Write the question.")),
        hint=_l("Ask one thing, in words that a nine-year-old knows."),
    )
    easy = _sentence(
        _l("The question in Easy Read"),
        limits.LONGEST_QUESTION,
        hint=_l("At most 15 words, one idea. It can wait, but not for publishing."),
    )
    scale = SelectField(
        _l("Which scale?"), choices=choices(SCALE_WORDS), invalid_choice_message=CHOOSE_ONE
    )
    options = TextField(
        _l("The answers"),
        [DataRequired(_l("Write the answers, each on a line of its own."))],
        description=_l("One on each line, at least two."),
    )
    easy_options = TextField(
        _l("The answers in Easy Read"),
        description=_l("One on each line, in the same order. Leave it empty to use the same."),
    )
    good_options = TextField(
        _l("Which answers are good news?"),
        description=_l(
            "Copy each of them from above, one on each line. Results then show how many chose one "
            "of these. Leave it empty if none is: results show each answer by itself."
        ),
    )
    text_kind = SelectField(
        _l("What are families asked to write about?"),
        choices=choices(TEXT_KINDS),
        invalid_choice_message=CHOOSE_ONE,
    )
    hint = _sentence(_l("Hint below the question"), limits.LONGEST_HINT)
    easy_hint = _sentence(_l("Hint in Easy Read"), limits.LONGEST_HINT)
    why = _sentence(
        _l("Why we ask"),
        limits.LONGEST_WHY,
        hint=_l("Families who wonder can read it. Keep it plain: it is the same in Easy Read."),
    )
    measure = SelectField(
        _l("Which measure of the plan does it show?"),
        default="",
        invalid_choice_message=CHOOSE_ONE,
    )
    picture = SelectField(
        _l("Picture for Easy Read"), default="", invalid_choice_message=CHOOSE_ONE
    )

    def offer_extras(self, *, measures: Sequence[tuple[str, str]], pictures: Sequence[str]) -> None:
        """Fill the lists: measures as (ref, words in English), pictures by their names."""
        none = SelectChoice(value="", label=_("None"))
        self.measure.choices = [
            none,
            *(SelectChoice(value=ref, label=words, render_kw=SPOKEN) for ref, words in measures),
        ]
        self.picture.choices = [
            none,
            *(
                SelectChoice(value=name, label=name.replace("-", " "), render_kw=SPOKEN)
                for name in pictures
            ),
        ]

    def validate_options(self, field: Field) -> None:
        """Refuse too few, too many, too long or the same answers."""
        lines = lines_of(field.data)
        most = limits.MOST_TICKS if self.kind is Kind.SEVERAL else limits.MOST_OPTIONS
        if len(lines) < limits.FEWEST_OPTIONS:
            raise ValidationError(_("Write at least two answers, each on a line of its own."))
        if len(lines) > most:
            raise ValidationError(_("These are too many. Write at most %(most)s.", most=most))
        if len({line.casefold() for line in lines}) < len(lines):
            raise ValidationError(_("Two of these are the same. Change one, or take it away."))
        _refuse_long(lines)

    def validate_easy_options(self, field: Field) -> None:
        """Refuse another number of answers than there are."""
        lines, answers = lines_of(field.data), len(lines_of(self.options.data))
        if lines and len(lines) != answers:
            raise ValidationError(
                ngettext(
                    "Write %(num)s line here, as there is %(num)s answer above.",
                    "Write %(num)s lines here, as there are %(num)s answers above.",
                    answers,
                )
            )
        _refuse_long(lines)

    def validate_good_options(self, field: Field) -> None:
        """Refuse what is no answer, and answers that are all good."""
        said = {line.casefold() for line in lines_of(self.options.data)}
        for line in lines_of(field.data):
            if line.casefold() not in said:
                wording = _("“%(line)s” is none of the answers above.")
                raise ValidationError(filled(wording, line=_begun(line)))
        if said and said == {line.casefold() for line in lines_of(field.data)}:
            raise ValidationError(_("Leave at least one answer that is not good news."))


def _refuse_long(lines: Sequence[str]) -> None:
    for line in lines:
        if len(line) > limits.LONGEST_OPTION:
            wording = _("“%(line)s” is too long. Write at most %(most)s letters.")
            raise ValidationError(filled(wording, line=_begun(line), most=limits.LONGEST_OPTION))


def _begun(line: str) -> Marked:
    """How a line begins, to find it again; a survey's own words are English first."""
    return marked(shorten(line, LETTERS_TO_FIND_IT, placeholder=" …"), LANGUAGES["en"])


def lines_of(text: str | None) -> tuple[str, ...]:
    """What was typed, one on each line; empty lines do not count."""
    tidy = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(line for line in tidy if line)


_NOT_FOR: dict[Kind, tuple[str, ...]] = {
    Kind.SCALE: ("options", "easy_options", "good_options", "text_kind"),
    Kind.CHOICE: ("scale", "text_kind"),
    Kind.SEVERAL: ("scale", "good_options", "text_kind"),
    Kind.OPEN: ("scale", "options", "easy_options", "good_options"),
}


def own_question_form(kind: Kind) -> type[OwnQuestionForm]:
    """The form for a question of this kind."""
    without: dict[str, Any] = dict.fromkeys(_NOT_FOR[kind])
    return type("OwnQuestionForm", (OwnQuestionForm,), {**without, "kind": kind})


class PublishForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which unchanged questions count together with the version before."""

    pools = CheckboxesField(
        _l("Count these answers together with those of the version before"),
        description=_l("Untick a question to start it afresh. Changed questions always do."),
    )
    # The draft that the officer has read; what was saved since is read first.
    revision = HiddenField()

    def offer(self, questions: Sequence[tuple[str, str]]) -> None:
        """Fill the list: unchanged questions as (id, wording)."""
        self.pools.choices = [SelectChoice(value=name, label=words) for name, words in questions]

"""The forms that staff fill in: signing in, opening a collection, and placing its code."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, SelectField, TimeField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import TextInput

from forms.long_lists import by_letter
from forms.marked import Marked, plain
from forms.questions import Survey, Wording
from forms.staff_fields import DayField, LineField, at_most
from translations import Language

# Officers type the time on their own clocks, summer and winter.
LONDON = ZoneInfo("Europe/London")
LONGEST_LINE = 200
SURVEY_FOR_INITIATIVES = "feeling_heard"

PLACES: dict[str, Wording] = {
    "library": _l("Library"),
    "clinic": _l("Clinic"),
    "school": _l("School"),
    "family_hub": _l("Family hub"),
    "in_the_room": _l("In the room"),
    "decision_letter": _l("With the decision letter"),
    "local_offer": _l("Local Offer website"),
    "newsletter": _l("Newsletter"),
    "other": _l("Another place"),
}


def _day(label: Wording, *, needed: Wording) -> DayField:
    return DayField(label, [InputRequired(needed)])


def _clock(label: Wording, *, needed: Wording) -> TimeField:
    return TimeField(
        label,
        [InputRequired(needed)],
        # A browser's own time box shows 17:00 as 05:00 where it thinks of mornings and evenings.
        widget=TextInput(),
        format=["%H:%M", "%H:%M:%S"],
        description=_l("Write the time like 09:30."),
        invalid_value_message=_l("Write the time like 09:30."),
    )


def _one_of(label: Wording, *, needed: Wording) -> SelectField:
    """A list filled later, by `_list`."""
    return SelectField(label, [DataRequired(needed)], invalid_choice_message=needed)


def _list(first: str, rest: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    """Choices for a list whose first, empty one says what to choose."""
    return [_choice(value, label) for value, label in [("", first), *rest]]


def _choice(value: str, label: str) -> SelectChoice:
    # No mark can stand inside an option, which says itself what language it is in.
    if isinstance(label, Marked) and label.language:
        return _in_its_language(value, label.plain, label.language)
    return SelectChoice(value=value, label=plain(label))


def _in_its_language(value: str, label: str, language: Language) -> SelectChoice:
    spoken = {"lang": language.code, "dir": language.direction}
    return SelectChoice(value=value, label=label, render_kw=spoken)


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who someone is, and their password."""

    email = LineField(_l("Email address"), [DataRequired(_l("Type your email address."))])
    # A password may be made of spaces, so only an empty one is missing.
    password = PasswordField(_l("Password"), [InputRequired(_l("Type your password."))])
    next = HiddenField()


class CollectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A survey on one occasion, and the days on which families can answer it."""

    survey = _one_of(_l("Which survey?"), needed=_l("Choose a survey."))
    occasion = LineField(
        _l("What is it about?"),
        [
            DataRequired(_l("Say what it is about, for example: Coffee morning, March.")),
            at_most(LONGEST_LINE),
        ],
        description=_l("Families see this. Do not name a family."),
    )
    opens_on = _day(_l("Opens on"), needed=_l("Say on which day it opens."))
    opens_time = _clock(_l("Opens at"), needed=_l("Say at what time it opens."))
    closes_on = _day(_l("Closes on"), needed=_l("Say on which day it closes."))
    closes_time = _clock(_l("Closes at"), needed=_l("Say at what time it closes."))
    initiative = SelectField(
        _l("Which initiative is it about?"),
        description=_l("Only for the survey about feeling heard. You can leave it out."),
        invalid_choice_message=_l("Choose an initiative from the list."),
    )

    def offer(
        self,
        *,
        surveys: Iterable[Survey],
        initiatives: Sequence[tuple[str, str, Language]],
    ) -> None:
        """Fill the two lists: the surveys, and the initiatives as (id, title, its language)."""
        named = [(survey.slug, str(survey.title)) for survey in surveys]
        self.survey.choices = _list(_("Choose a survey"), named)
        self.initiative.choices = [
            *_list(_("No initiative"), []),
            *by_letter(_in_its_language(*one) for one in initiatives),
        ]

    def validate_closes_on(self, field: Field) -> None:
        """Refuse a closing that does not come after the opening."""
        times = (self.opens_on, self.opens_time, self.closes_on, self.closes_time)
        if all(one.data is not None for one in times) and self.closes_at <= self.opens_at:
            raise ValidationError(_("Choose a closing time after the opening time."))

    def validate_initiative(self, field: Field) -> None:
        """Refuse an initiative beside a survey that is not about feeling heard."""
        if field.data and self.survey.data != SURVEY_FOR_INITIATIVES:
            raise ValidationError(
                _("Only the survey about feeling heard can be about an initiative.")
            )

    @property
    def opens_at(self) -> datetime:
        """The moment it opens, on a checked form."""
        return _in_london(self.opens_on.data, self.opens_time.data)

    @property
    def closes_at(self) -> datetime:
        """The moment it closes, on a checked form."""
        return _in_london(self.closes_on.data, self.closes_time.data)


def _in_london(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)


class PlacementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where families will meet the code."""

    kind = _one_of(_l("What kind of place?"), needed=_l("Choose a kind of place."))
    label = LineField(
        _l("Which one?"),
        [
            DataRequired(_l("Say where it is, for example: Barbican library.")),
            at_most(LONGEST_LINE),
        ],
        description=_l("Only officers see this."),
    )

    def offer_places(self) -> None:
        """Fill the list of kinds."""
        kinds = [(code, str(words)) for code, words in PLACES.items()]
        self.kind.choices = _list(_("Choose a kind"), kinds)


class ConfirmForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A button and nothing else: what it does is in the page's words."""

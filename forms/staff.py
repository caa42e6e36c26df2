"""The forms that staff fill in: signing in, opening a collection, and placing its code."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    Form,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TimeField,
    ValidationError,
)

from forms.fields import clean_text
from forms.questions import Wording
from forms.surveys import SURVEYS

# Officers type the time on their own clocks, summer and winter.
LONDON = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 2020, 2100
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


def one_line(typed: str | None) -> str:
    """What was typed, without control characters and line breaks."""
    return " ".join(clean_text(typed or "").split())


class Needed:
    """Refuse a box left empty, with the sentence given."""

    def __init__(self, message: Wording) -> None:
        """Keep the sentence that says what to do."""
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse unless something was typed; what was typed wrong has its own sentence."""
        if field.data in (None, "") and not field.errors:
            raise ValidationError(str(self.message))


class OfThese:
    """Refuse anything that is not on the list, with the sentence given."""

    def __init__(self, message: Wording) -> None:
        """Keep the sentence that says what to do."""
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse unless it is one of the choices shown; the empty first choice is none."""
        if field.data not in {value for value, _label in field.choices if value}:
            raise ValidationError(str(self.message))


class ShortLine:
    """Refuse a line longer than its column."""

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse, and say how long it may be."""
        if len(field.data or "") > LONGEST_LINE:
            raise ValidationError(_("Use %(num)s characters or fewer.", num=LONGEST_LINE))


class DayField(DateField):  # type: ignore[misc]  # WTForms ships no types
    """A day, from a date picker or typed as 31/12/2026."""

    def __init__(self, label: Wording, validators: Sequence[object]) -> None:
        """Accept both ways of writing a day."""
        super().__init__(label, validators, format=["%Y-%m-%d", "%d/%m/%Y"])

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day; a wrong one says how to write it."""
        if not valuelist or not valuelist[0].strip():
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
            raise ValueError(_("Write the date like 31/12/2026.")) from None
        if not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(
                _("Use a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            )


class ClockField(TimeField):  # type: ignore[misc]  # WTForms ships no types
    """A time of day on the London clock."""

    def __init__(self, label: Wording, validators: Sequence[object]) -> None:
        """Accept what browsers send, with or without seconds."""
        super().__init__(label, validators, format=["%H:%M", "%H:%M:%S"])

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time; a wrong one says how to write it."""
        if not valuelist or not valuelist[0].strip():
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
            raise ValueError(_("Write the time like 09:30.")) from None


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who someone is, and their password."""

    email = StringField(
        _l("Email address"), [Needed(_l("Type your email address."))], filters=[one_line]
    )
    password = PasswordField(_l("Password"), [Needed(_l("Type your password."))])
    next = HiddenField()


class CollectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A survey on one occasion, and the days on which families can answer it."""

    survey = SelectField(
        _l("Which survey?"), [OfThese(_l("Choose a survey."))], validate_choice=False
    )
    occasion = StringField(
        _l("What is it about?"),
        [Needed(_l("Say what it is about, for example: Coffee morning, March.")), ShortLine()],
        description=_l("Families see this. Do not name a family."),
        filters=[one_line],
    )
    opens_on = DayField(_l("Opens on"), [Needed(_l("Say on which day it opens."))])
    opens_time = ClockField(_l("Opens at"), [Needed(_l("Say at what time it opens."))])
    closes_on = DayField(_l("Closes on"), [Needed(_l("Say on which day it closes."))])
    closes_time = ClockField(_l("Closes at"), [Needed(_l("Say at what time it closes."))])
    initiative = SelectField(
        _l("Which initiative is it about?"),
        description=_l("Only for the survey about feeling heard. You can leave it out."),
        validate_choice=False,
    )

    def offer(self, *, initiatives: Sequence[tuple[str, str]]) -> None:
        """Fill the two lists: the surveys, and the initiatives as (id, title)."""
        surveys = [(slug, str(survey.title)) for slug, survey in SURVEYS.items()]
        self.survey.choices = [("", _("Choose a survey")), *surveys]
        self.initiative.choices = [("", _("No initiative")), *initiatives]

    def validate_closes_on(self, field: Field) -> None:
        """Refuse a closing that does not come after the opening."""
        times = (self.opens_on, self.opens_time, self.closes_on, self.closes_time)
        if all(one.data is not None for one in times) and self.closes_at <= self.opens_at:
            raise ValidationError(_("Choose a closing time after the opening time."))

    def validate_initiative(self, field: Field) -> None:
        """Refuse an initiative we do not have, and one for another survey."""
        if not field.data:
            return
        if field.data not in {value for value, _label in field.choices}:
            raise ValidationError(_("Choose an initiative from the list."))
        if self.survey.data != SURVEY_FOR_INITIATIVES:
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

    kind = SelectField(
        _l("What kind of place?"), [OfThese(_l("Choose a kind of place."))], validate_choice=False
    )
    label = StringField(
        _l("Which one?"),
        [Needed(_l("Say where it is, for example: Barbican library.")), ShortLine()],
        description=_l("Only officers see this."),
        filters=[one_line],
    )

    def offer_places(self) -> None:
        """Fill the list of kinds."""
        kinds = [(code, str(words)) for code, words in PLACES.items()]
        self.kind.choices = [("", _("Choose a kind")), *kinds]


class ConfirmForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A button and nothing else: signing out, closing now."""

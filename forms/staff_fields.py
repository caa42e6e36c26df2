"""The fields of the staff forms: each says in our own words what is wrong and what to do."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, TextInput

from forms.fields import TextField, clean_text
from forms.initiative_words import Words, choices_after

EARLIEST, LATEST = 2015, 2100
MOST_PEOPLE = 1000
LONGEST_TEXT = 5000
CHOOSE_ONE = _l("Choose one of these")

Check = Callable[[Any, Field], None]


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form that knows what day it is."""

    def __init__(self, *, today: date, **options: Any) -> None:
        """Fill the form from what was sent, or from what is on record."""
        self.today = today
        super().__init__(**options)


class DayField(DateField):  # type: ignore[misc]  # WTForms ships no types
    """A day, typed as 31/12/2026; what was typed stays on the page even when it is no day."""

    # A browser's own date box sends nothing at all for half a date, and so loses it.
    widget = TextInput()

    def __init__(self, label: object, validators: Any = (), **options: Any) -> None:
        """Refuse what is no day in our own words, and a day out of all reason."""
        settings = {
            "description": _l("Write the date like 31/12/2026."),
            "format": ["%d/%m/%Y", "%Y-%m-%d"],
            "invalid_value_message": _l("Write the date like 31/12/2026."),
        }
        super().__init__(label, [*validators, _sensible], **{**settings, **options})


class LineField(StringField):  # type: ignore[misc]  # WTForms ships no types
    """One line of text, cleaned as families' text is; "" when nothing was written."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the first value sent, as one line."""
        self.data = " ".join(clean_text(valuelist[0]).split()) if valuelist else ""


class HeadcountField(IntegerField):  # type: ignore[misc]  # WTForms ships no types
    """How many people; nought has to be said."""

    def __init__(self, label: object, **options: Any) -> None:
        """Refuse anything but a whole number that a session can hold."""
        message = _l("Write a whole number. Write 0 if there was nobody.")
        checks = [InputRequired(message), _headcount]
        super().__init__(label, checks, invalid_value_message=message, default=0, **options)


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    """Any number of choices."""

    option_widget = CheckboxInput()

    def __init__(self, label: object, **options: Any) -> None:
        """Refuse a choice that is not on the page, in our own words."""
        super().__init__(label, invalid_choice_message=CHOOSE_ONE, **options)


def _sensible(_form: object, field: Field) -> None:
    if field.data and not EARLIEST <= field.data.year <= LATEST:
        raise ValidationError(
            _(
                "Check the year. It should be from %(first)s to %(last)s.",
                first=str(EARLIEST),
                last=str(LATEST),
            )
        )


def _headcount(_form: object, field: Field) -> None:
    if field.data is not None and field.data < 0:
        raise ValidationError(_("A number of people cannot be below 0."))
    if field.data is not None and field.data > MOST_PEOPLE:
        raise ValidationError(_("Check this number. It is more people than a session holds."))


def not_in_the_future(form: StaffForm, field: Field) -> None:
    """Refuse a day that has not come yet."""
    if field.data and field.data > form.today:
        raise ValidationError(_("This date is still to come. Record it when it has happened."))


def at_most(longest: int) -> Check:
    """Refuse text over so many characters, saying how many to cut."""

    def check(_form: object, field: Field) -> None:
        over = len(field.data or "") - longest
        if over > 0:
            raise ValidationError(
                ngettext(
                    "This is %(num)s character too long. Please make it shorter.",
                    "This is %(num)s characters too long. Please make it shorter.",
                    over,
                )
            )

    return check


def _web_address(_form: object, field: Field) -> None:
    if field.data and not is_web_address(field.data):
        raise ValidationError(_("Write a web address that begins with https:// or http://"))


def is_web_address(text: str) -> bool:
    """Whether a browser that follows this asks a web site, and nothing else can happen."""
    try:
        parts = urlsplit(text)
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_one_word = not any(letter.isspace() or letter in "\\\"'<>" for letter in text)
    has_password = parts.username is not None
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_web and port_is_a_number and is_one_word and not has_password


def day_in_words(day: date) -> str:
    """A day in the reader's language; our English is British, where the day comes first."""
    is_english = str(get_locale()).startswith("en")
    return str(format_date(day, "d MMMM y" if is_english else "long"))


def may_tell_who(found: Sequence[str]) -> str:
    """Which words may tell who it is, and what to do about them."""
    return str(
        _(
            "These words may still tell who it is: %(words)s. Take them out, or tick the box.",
            words=", ".join(found),
        )
    )


def link(label: object, hint: object = None) -> LineField:
    """A web address on one line."""
    return LineField(label, [at_most(500), _web_address], description=hint)


def text(label: object, *needed: object, hint: object = None) -> TextField:
    """Some lines of text."""
    return TextField(label, [*needed, at_most(LONGEST_TEXT)], description=hint)


def choice(label: object, words: Words, message: object) -> SelectField:
    """One of several, chosen by the officer and not by us."""
    return SelectField(
        label,
        [DataRequired(message)],
        choices=choices_after(CHOOSE_ONE, words),
        invalid_choice_message=CHOOSE_ONE,
    )

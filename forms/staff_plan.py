"""What officers say of a row of the action plan: its rating, a number, a milestone reached."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from forms.initiative_words import Words, choices, choices_after
from forms.plan_words import COLOURS, DAY_FORMATS, SERIES
from forms.staff_fields import (
    CHOOSE_ONE,
    DayField,
    LineField,
    StaffForm,
    at_most,
    choice,
    not_in_the_future,
    text,
)

SHORTEST_REASON, LONGEST_REASON = 10, 2000
MOST = 1_000_000
MOST_KILOBYTES = 200
NO_CHILD = _l("Do not write anything that could point to a child or a family.")


def _says_why(_form: object, field: Field) -> None:
    if len((field.data or "").strip()) < SHORTEST_REASON:
        raise ValidationError(_("Write in a sentence why, so that others can follow it."))


class RatingForm(StaffForm):
    """The colour of one row in one term, and why."""

    term = SelectField(_l("Which term"), invalid_choice_message=CHOOSE_ONE)
    colour = choice(_l("Rating"), COLOURS, _l("Choose a colour."))
    reason = text(
        _l("Why"), DataRequired(_l("Write why.")), _says_why, at_most(LONGEST_REASON), hint=NO_CHILD
    )

    def __init__(self, *, terms: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer these terms."""
        super().__init__(**options)
        self.term.choices = list(terms)


def _whole(label: object, *needed: object, hint: object = None) -> IntegerField:
    message = _l("Write a whole number.")
    return IntegerField(
        label,
        [*needed, NumberRange(0, MOST, _l("Write a number from 0 to 1,000,000."))],
        invalid_value_message=message,
        description=hint,
    )


class CountForm(StaffForm):
    """A number that officers counted themselves."""

    what = LineField(
        _l("What you counted"),
        [DataRequired(_l("Write what you counted.")), at_most(200)],
        description=_l("For example: decision letters sent with information about SENDIASS."),
    )
    counted = _whole(_l("How many"), InputRequired(_l("Write a whole number.")))
    out_of = _whole(
        _l("Out of how many, if you know"),
        Optional(),
        hint=_l("For example 9, where 7 of 9 letters had it."),
    )
    as_at = DayField(
        _l("Counted up to which day"),
        [DataRequired(_l("Write the date like 31/12/2026.")), not_in_the_future],
    )

    def validate_out_of(self, field: Field) -> None:
        """Refuse a part that is larger than the whole."""
        if None not in (field.data, self.counted.data) and field.data < self.counted.data:
            raise ValidationError(
                _("You counted more than that. Check both numbers: a part cannot be larger.")
            )


class MilestoneForm(StaffForm):
    """When a milestone was reached; an empty day takes an earlier mark back."""

    reached_on = DayField(
        _l("When it was reached"),
        [Optional(), not_in_the_future],
        description=_l(
            "Leave it empty if it has not been reached after all. Write the date like 31/12/2026."
        ),
    )
    note = text(_l("What shows it"), at_most(LONGEST_REASON), hint=NO_CHILD)


class TableField(FileField):  # type: ignore[misc]  # Flask-WTF ships no types
    """A file, read whole; its name and what its sender says it is are never looked at."""

    content: bytes = b""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the bytes."""
        super().process_formdata(valuelist)
        self.content = self.data.read() if self.data else b""


def _is_a_file(_form: object, field: TableField) -> None:
    if not field.content:
        raise ValidationError(_("Choose a CSV file. If you chose one, it was empty."))
    if len(field.content) > MOST_KILOBYTES * 1024:
        raise ValidationError(
            _("This file is too big. It may have %(most)s KB at most.", most=MOST_KILOBYTES)
        )


class SeriesForm(StaffForm):
    """A file of dated numbers that others counted, and which of its columns are which."""

    what = LineField(
        _l("What was counted"),
        [DataRequired(_l("Write what was counted.")), at_most(200)],
        description=_l("For example: visits to the Local Offer."),
    )
    kind = choice(_l("What kind of number it is"), SERIES, _l("Choose what kind of number it is."))
    source = LineField(
        _l("Where the numbers come from"),
        [DataRequired(_l("Write where the numbers come from.")), at_most(200)],
        description=_l("For example: the web team’s report for the summer term."),
    )
    measure = SelectField(
        _l("Which measure of the strategy it also shows"), invalid_choice_message=CHOOSE_ONE
    )
    day_column = LineField(
        _l("Name of the column with the days"),
        [DataRequired(_l("Write the name of the column, as it is in the file.")), at_most(100)],
        default="Date",
    )
    written_as = SelectField(
        _l("How the file writes a day"),
        choices=choices({code: example for code, (_form, example) in DAY_FORMATS.items()}),
        invalid_choice_message=CHOOSE_ONE,
    )
    number_column = LineField(
        _l("Name of the column with the numbers"),
        [DataRequired(_l("Write the name of the column, as it is in the file.")), at_most(100)],
    )
    file = TableField(
        _l("The file (CSV)"),
        [_is_a_file],
        description=_l("One row for each day or month, without names of people."),
    )

    def __init__(self, *, measures: Words, **options: Any) -> None:
        """Offer the area's measures."""
        super().__init__(**options)
        self.measure.choices = choices_after(_l("None of these"), measures)

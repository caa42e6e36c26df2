"""What officers say of a row of the action plan: its rating, a number, a milestone reached."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from forms.plan_words import COLOURS
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

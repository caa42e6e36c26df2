"""The Local Offer annual statement: where a theme goes in it, and publishing it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from forms.initiative_words import Words
from forms.staff_fields import StaffForm, at_most, choice, text

SHORTEST_REASON, LONGEST_REASON = 10, 2000
INCLUDE, LEAVE_OUT, CARRY_OVER = "include", "leave_out", "carry_over"
PLACES: Words = {
    INCLUDE: _l("In the statement"),
    LEAVE_OUT: _l("Left out of the statement"),
    CARRY_OVER: _l("Not answered yet: say so in the statement, and answer it next year"),
}


def _has_a_reason(field: Field) -> bool:
    return len((field.data or "").strip()) >= SHORTEST_REASON


class PlaceForm(StaffForm):
    """Where one theme goes in a year's statement."""

    place = choice(_l("Where this goes"), PLACES, _l("Choose where this goes."))
    reason = text(
        _l("Why"),
        at_most(LONGEST_REASON),
        hint=_l(
            "Needed when it is left out or not answered yet. Everybody can read why it is not "
            "answered: do not write anything that could point to a child or a family."
        ),
    )

    def __init__(self, *, has_reply: bool, **options: Any) -> None:
        """Offer what can be chosen: only what has no reply can wait for one."""
        super().__init__(**options)
        without = CARRY_OVER if has_reply else INCLUDE
        self.place.choices = [one for one in self.place.choices if one.value != without]

    def validate_reason(self, field: Field) -> None:
        """Nothing is kept out without a reason."""
        if self.place.data in {LEAVE_OUT, CARRY_OVER} and not _has_a_reason(field):
            raise ValidationError(_("Write in a sentence why, so that others can follow it."))


class PublishForm(StaffForm):
    """Publishing a year's statement, or a correction of it."""

    correction = text(
        _l("What this version puts right"),
        at_most(LONGEST_REASON),
        hint=_l("Everybody can read this. The version before stays readable."),
    )
    is_checked = BooleanField(_l("I have read every word. Nobody can be known from it."))

    def __init__(self, *, is_correction: bool, **options: Any) -> None:
        """Ask what is corrected only where something was published before."""
        super().__init__(**options)
        if not is_correction:
            del self.correction

    def validate_correction(self, field: Field) -> None:
        """A correction says what it is."""
        if not _has_a_reason(field):
            raise ValidationError(_("Write in a sentence what is put right."))

    def validate_is_checked(self, field: Field) -> None:
        """A person has looked, and says so."""
        if not field.data:
            raise ValidationError(_("Read the statement first, then tick this box."))

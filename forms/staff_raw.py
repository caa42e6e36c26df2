"""Asking for the answers as they are stored, and showing once more that it is you."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from forms.initiative_words import choices_after
from forms.staff_fields import CHOOSE_ONE, StaffForm, at_most, choice, text

SHORTEST_REASON, LONGEST_REASON = 20, 500


class RawExportForm(StaffForm):
    """Which answers, and why nothing less will do."""

    collection = choice(_l("Which answers?"), {}, _l("Choose a collection."))
    reason = text(
        _l("Why do you need them?"),
        DataRequired(_l("Write in a sentence why the results are not enough.")),
        at_most(LONGEST_REASON),
        hint=_l(
            "The audit keeps this for good. Do not write anything that could point to a child or a "
            "family."
        ),
    )
    is_controller = BooleanField(_l("I ask for the data controller, who knows of this."))

    def __init__(self, *, collections: Mapping[str, str], **options: Any) -> None:
        """Offer these collections, by their ids."""
        super().__init__(**options)
        self.collection.choices = choices_after(CHOOSE_ONE, collections)

    def validate_reason(self, field: Field) -> None:
        """A word is no reason."""
        if len(field.data.strip()) < SHORTEST_REASON:
            raise ValidationError(_("Write in a sentence why the results are not enough."))

    def validate_is_controller(self, field: Field) -> None:
        """Nobody takes answers away on their own account."""
        if not field.data:
            raise ValidationError(_("Ask the data controller first, then tick this box."))


class PasswordAgainForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The password once more, where an account has no second step."""

    password = PasswordField(
        _l("Your password"), [InputRequired(_l("Type the password you have now."))]
    )

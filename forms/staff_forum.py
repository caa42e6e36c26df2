"""What the Forum, youth advocates and officers write to each other, and how to ask the Forum."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import DataRequired, NumberRange, Optional

from forms.forum_words import month_name
from forms.initiative_words import SUPPORT, TOLD_HOW, choices
from forms.staff_fields import CheckboxesField, StaffForm, text

NO_CHILD = _l("Do not write anything that could point to a child or a family.")
MOST_ASKS, LONGEST_NOTICE = 10, 365
MONTHS = range(1, 13)


class SpeakForm(StaffForm):
    """What the Forum or a youth advocate says."""

    said = text(
        _l("What you want to say"),
        DataRequired(_l("Write what you want to say.")),
        hint=_l(
            "Your words can stand in evidence that anybody may read. Do not write anything that "
            "could point to a child or a family."
        ),
    )


class AnswerForm(StaffForm):
    """What an officer answers."""

    said = text(_l("Your answer"), DataRequired(_l("Write your answer.")), hint=NO_CHILD)


class TakeBackForm(StaffForm):
    """Only a button: the words are on the page."""


class PreferenceForm(StaffForm):
    """How the Forum wants to be asked; whatever is left empty has no wish."""

    months_to_avoid = CheckboxesField(_l("Months in which not to ask"))
    most_asks = IntegerField(
        _l("Most asks in a term"),
        [Optional(), NumberRange(0, MOST_ASKS, _l("Write a number from 0 to 10."))],
        invalid_value_message=_l("Write a number from 0 to 10."),
        description=_l("A survey or a session is one ask."),
    )
    days_of_notice = IntegerField(
        _l("Days of notice needed"),
        [Optional(), NumberRange(0, LONGEST_NOTICE, _l("Write a number from 0 to 365."))],
        invalid_value_message=_l("Write a number from 0 to 365."),
    )
    channels = CheckboxesField(_l("How to ask"), choices=choices(TOLD_HOW))
    support = CheckboxesField(_l("What helps members to take part"), choices=choices(SUPPORT))
    note = text(_l("Anything else"), hint=NO_CHILD)

    def __init__(self, **options: Any) -> None:
        """Offer the months in the reader's language."""
        super().__init__(**options)
        self.months_to_avoid.choices = [(str(month), month_name(month)) for month in MONTHS]

"""The form on which officers and the Forum ask for an evidence pack."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from forms.questions import Wording
from forms.staff_fields import DayField, StaffForm, choice

AUDIENCES: Mapping[str, Wording] = {
    "public": _l("Anybody: it can be published"),
    "board": _l("The board: with who took part, the tone of comments and officers’ own numbers"),
    "restricted": _l("Officers only: with the survey about learning away from school"),
}


class PackForm(StaffForm):
    """For whom, as at which day, in which language."""

    audience = choice(_l("Who is it for?"), AUDIENCES, _l("Choose who it is for."))
    as_at = DayField(
        _l("As at which day?"),
        [InputRequired(_l("Write the day."))],
        description=_l(
            "Nothing that happened after this day is in it. Write the date like 31/12/2026."
        ),
    )
    language = SelectField(_l("In which language?"))

    def __init__(
        self, *, may_make: Sequence[str], languages: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        """Offer what this person may make, in the area's languages."""
        super().__init__(**options)
        self.audience.choices = [
            one for one in self.audience.choices if one.value in ("", *may_make)
        ]
        self.language.choices = list(languages)

"""The form on which officers ask for a paper to edit; it changes nothing, so it is a GET."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from forms.questions import Wording
from forms.staff_fields import DayField, StaffForm, choice

# By the names of their files.
PAPERS: Mapping[str, Wording] = {
    "committee-paper.docx": _l("Committee paper, as Word, to edit"),
    "committee-paper.pdf": _l("Committee paper, as PDF"),
    "self-evaluation.docx": _l("Paragraphs for the self-evaluation, as Word, to copy from"),
}


class PaperForm(StaffForm):
    """Which paper, as at which day."""

    class Meta:
        """A link to a paper may be kept."""

        csrf = False

    paper = choice(_l("Which paper?"), PAPERS, _l("Choose a paper."))
    as_at = DayField(
        _l("As at which day?"),
        [InputRequired(_l("Write the day."))],
        description=_l(
            "Nothing that happened after this day is in it. Write the date like 31/12/2026."
        ),
    )

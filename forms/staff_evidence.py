"""The form with which an officer adds a file that shows what a session did."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError
from wtforms.validators import DataRequired

from forms.staff_fields import LineField, StaffForm, at_most

MOST_KILOBYTES = 2048


class EvidenceField(FileField):  # type: ignore[misc]  # Flask-WTF ships no types
    """A file, read whole; what its sender calls it and says it is are never looked at."""

    content: bytes = b""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the bytes."""
        super().process_formdata(valuelist)
        self.content = self.data.read() if self.data else b""


def _is_a_file(_form: object, field: EvidenceField) -> None:
    if not field.content:
        raise ValidationError(_("Choose a file. If you chose one, it was empty."))
    if len(field.content) > MOST_KILOBYTES * 1024:
        raise ValidationError(
            _("This file is too big. It may have %(most)s KB at most.", most=MOST_KILOBYTES)
        )


class EvidenceForm(StaffForm):
    """What the file shows, the file, and that nobody can be recognised in it."""

    what = LineField(
        _l("What the file shows"),
        [DataRequired(_l("Write what the file shows.")), at_most(200)],
        description=_l("For example: the plan that families drew. No names, please."),
    )
    file = EvidenceField(
        _l("The file (PDF, PNG or JPEG)"),
        [_is_a_file],
        description=_l(
            "2 MB at most. A picture is kept without its place and its camera. "
            "A PDF is kept as it is: look into it first."
        ),
    )
    shows_nobody = BooleanField(
        _l("Nobody can be recognised in it: it has no face, no name and no signature."),
        [DataRequired(_l("Tick this if it is so. Otherwise do not add the file."))],
    )

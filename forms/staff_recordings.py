"""The form with which an officer adds a person's recording of one question."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, ValidationError
from wtforms.validators import DataRequired

from forms.staff_fields import LineField, at_most

LONGEST_NAME = 200
KILOBYTE = 1024
MOST_KILOBYTES = 512


class SoundField(FileField):  # type: ignore[misc]  # Flask-WTF ships no types
    """A file, read whole; what its sender calls it and says it is are never looked at."""

    content: bytes = b""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the bytes."""
        super().process_formdata(valuelist)
        self.content = self.data.read() if self.data else b""


def _is_there(_form: object, field: SoundField) -> None:
    if not field.content:
        raise ValidationError(_("Choose a sound file. If you chose one, it was empty."))


def _is_small(_form: object, field: SoundField) -> None:
    # Rounded up: 512.1 KB is more than 512.
    kilobytes = -(-len(field.content) // KILOBYTE)
    if kilobytes > MOST_KILOBYTES:
        raise ValidationError(
            _(
                "This file is too big: %(size)s KB. It may have %(most)s KB at most. "
                "Save it in a lower quality, or read a little faster, and choose it again.",
                size=kilobytes,
                most=MOST_KILOBYTES,
            )
        )


class RecordingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who speaks, that it is a person, and the sound."""

    # The words that were on the page when it was opened.
    wording = HiddenField()
    spoken_by: Field = LineField(
        _l("Who is speaking?"),
        [DataRequired(_l("Write who is speaking.")), at_most(LONGEST_NAME)],
        description=_l("Only staff see this name."),
    )
    is_a_person = BooleanField(
        _l("This is a person’s own voice. It was not made by a computer."),
        [DataRequired(_l("Tick this if it is so. We play no voice that a computer made."))],
        description=_l("They speak this language well, and agree that families hear them."),
    )
    sound = SoundField(
        _l("Sound file"),
        [_is_there, _is_small],
        description=_l("M4A, MP3 or Ogg Opus, 512 KB at most."),
    )

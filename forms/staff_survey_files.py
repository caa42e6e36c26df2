"""The form on which an officer brings a survey in from a file."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError


class SurveyFileField(FileField):  # type: ignore[misc]  # Flask-WTF ships no types
    """A file, read whole; its name and what its sender says it is are never looked at."""

    content: bytes = b""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the bytes."""
        super().process_formdata(valuelist)
        self.content = self.data.read() if self.data else b""


def _is_there(_form: object, field: Field) -> None:
    if not field.content:
        raise ValidationError(_l("Choose a file. If you chose one, it was empty."))


class SurveyFileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One file of Heard, LimeSurvey or Formbricks."""

    file = SurveyFileField(
        _l("The file"),
        [_is_there],
        description=_l(
            "A survey of Heard (.toml or .json), LimeSurvey (.lss) or Formbricks (.json)."
        ),
    )


class TakeInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What was read, to take in after a look."""

    survey = HiddenField()

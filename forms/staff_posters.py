"""The form with which officers choose what to print for one place."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from forms.questions import Variant, Wording
from forms.staff_fields import CheckboxesField

SEVERAL_LANGUAGES = "languages"
MOST_LANGUAGES = 6
SHEETS: dict[str, Wording] = {
    "poster": _l("Poster, A4"),
    "flyer": _l("Flyer, A5"),
    "cards": _l("Cards, ten on an A4 sheet"),
    SEVERAL_LANGUAGES: _l("Sheet in two to six languages, A4"),
}
# Beside the decision after a review of a plan.
INSERTS: dict[str, Wording] = {
    "insert": _l("Insert for a decision letter, A5"),
    "large-insert": _l("Insert for a decision letter, A4 with larger letters"),
}


def _choices(rows: Iterable[tuple[str, Wording]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in rows]


def _one_of(label: Wording, needed: Wording, choices: Sequence[tuple[str, Wording]]) -> RadioField:
    return RadioField(
        label, [InputRequired(needed)], choices=_choices(choices), invalid_choice_message=needed
    )


class PosterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What, in which languages and words, and as which file; it changes nothing, so it is a GET."""

    class Meta:
        """A link to a poster may be kept."""

        csrf = False

    sheet = _one_of(_l("What do you want to print?"), _l("Choose what you want to print."), [])
    languages = CheckboxesField(
        _l("Which languages?"),
        description=_l("Choose one. For the sheet in several languages, choose two to six."),
    )
    version = _one_of(
        _l("Which version?"),
        _l("Choose a version."),
        [
            (Variant.STANDARD.value, _l("Standard")),
            (Variant.EASY.value, _l("Easy Read, with pictures")),
        ],
    )
    file = RadioField(
        _l("Which file?"),
        [InputRequired(_l("Choose a file."))],
        choices=_choices(
            [("pdf", _l("PDF, to print")), ("png", _l("PNG, a picture for a screen"))]
        ),
        description=_l("Where you show the picture on a web page, write its words beside it."),
        invalid_choice_message=_l("Choose a file."),
    )

    def offer(self, languages: Sequence[tuple[str, str]], *, with_inserts: bool) -> None:
        """Fill the lists: languages as (code, name), and inserts only where there is a decision."""
        self.languages.choices = _choices(languages)
        self.sheet.choices = _choices((SHEETS | (INSERTS if with_inserts else {})).items())

    def validate_languages(self, field: Field) -> None:
        """Refuse more or fewer languages than the sheet speaks."""
        chosen = len(field.data or ())
        if self.sheet.data == SEVERAL_LANGUAGES:
            if not 2 <= chosen <= MOST_LANGUAGES:
                raise ValidationError(_("Choose two to six languages for this sheet."))
        elif chosen != 1:
            raise ValidationError(_("Choose one language."))

    def validate_version(self, field: Field) -> None:
        """Refuse Easy Read where its letters would be too small."""
        if self.sheet.data == "insert" and field.data == Variant.EASY.value:
            raise ValidationError(_("Easy Read needs larger letters. Choose the insert on A4."))

    def validate_file(self, field: Field) -> None:
        """Refuse a picture of what has a back."""
        if self.sheet.data in INSERTS and field.data == "png":
            raise ValidationError(
                _("An insert has a back, so it is no single picture. Choose PDF.")
            )

"""What officers fill in to say one thing in many languages: the words, and who checked them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.widgets import TextArea

from forms.fields import TextField, TickField
from forms.questions import Wording
from forms.staff_fields import LineField, at_most
from translations import Language

LONGEST_NAME = 100


@dataclass(frozen=True)
class TextAsked:
    """One text to be said in each language."""

    name: str
    label: Wording
    longest: int
    is_line: bool


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Some texts in some languages; `words_form` adds the fields."""

    texts: Sequence[TextAsked]
    languages: Sequence[Language]
    # What the English said when the page was opened.
    english = HiddenField()

    def words(self, text: str, language: str) -> Any:
        """The box for one text in one language."""
        return self[f"{text}-{language}"]

    def seen(self, text: str, language: str) -> Any:
        """What was kept there when the page was opened."""
        return self[f"{text}-{language}-seen"]

    def still_fits(self, text: str, language: str) -> Any:
        """The tick that says an old translation fits the new English."""
        return self[f"{text}-{language}-fits"]

    def speaker(self, language: str) -> Any:
        """Who has checked the language."""
        return self[f"speaker-{language}"]

    def is_draft(self, language: str) -> Any:
        """The tick that takes a check back."""
        return self[f"draft-{language}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each box, then that nobody has checked what is not there."""
        is_good: bool = super().validate(extra_validators)
        return all([self._is_signed_well(one.code) for one in self.languages]) and is_good

    def _is_signed_well(self, language: str) -> bool:
        field = self.speaker(language)
        if not field.data:
            return True
        problem = None
        if self.is_draft(language).data:
            problem = _("Write a name, or make it a draft again, not both.")
        elif not any(self.words(text.name, language).data for text in self.texts):
            problem = _("Write the translation first: there is nothing to check yet.")
        if problem:
            field.errors = [*field.errors, problem]
        return problem is None


def words_form(texts: Sequence[TextAsked], languages: Sequence[Language]) -> type[WordsForm]:
    """The form for these texts in these languages."""
    fields: dict[str, Any] = {"texts": texts, "languages": languages}
    for language in languages:
        for text in texts:
            name = f"{text.name}-{language.code}"
            fields[name] = _words(text)
            fields[f"{name}-seen"] = HiddenField()
            fields[f"{name}-fits"] = TickField(_l("These words still fit the English"))
        fields[f"speaker-{language.code}"] = LineField(
            _l("Checked by"),
            [at_most(LONGEST_NAME)],
            description=_l("The name of a fluent speaker who has read it. Leave it empty if none."),
        )
        fields[f"draft-{language.code}"] = TickField(_l("Make it a draft again"))
    return type("WordsForm", (WordsForm,), fields)


def _words(text: TextAsked) -> TextField | LineField:
    if text.is_line:
        return LineField(text.label, [at_most(text.longest)], widget=TextArea())
    return TextField(text.label, [at_most(text.longest)])

"""What officers fill in to say a survey's own words in one more language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.widgets import TextArea

from forms.fields import TickField
from forms.questions import Wording
from forms.staff_fields import LineField, at_most


@dataclass(frozen=True)
class ComposedTextAsked:
    """One text to be said in the language of the page."""

    key: str
    label: Wording
    longest: int
    seen: str  # What the page shows: the English and the translation together.


class ComposedWordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Every text of one survey in one language; `composed_words_form` adds the fields."""

    texts: Sequence[ComposedTextAsked]
    is_checked = TickField(
        _l("A fluent speaker has checked all the words on this page"),
        description=_l("Leave it empty if nobody has: families see then that it is a draft."),
    )

    def words(self, key: str) -> Any:
        """The box for one text."""
        return self[f"t-{key}"]

    def seen(self, key: str) -> Any:
        """What was kept there when the page was opened."""
        return self[f"t-{key}-seen"]

    def still_fits(self, key: str) -> Any:
        """The tick that says an old translation fits the new English."""
        return self[f"t-{key}-fits"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each box, then that nobody has checked what is not there."""
        is_good: bool = super().validate(extra_validators)
        if self.is_checked.data and not any(self.words(one.key).data for one in self.texts):
            problem = _("Write the translation first: there is nothing to check yet.")
            self.is_checked.errors = [problem]
            return False
        return is_good


def composed_words_form(texts: Sequence[ComposedTextAsked]) -> type[ComposedWordsForm]:
    """The form for these texts."""
    fields: dict[str, Any] = {"texts": texts}
    for text in texts:
        name = f"t-{text.key}"
        fields[name] = LineField(text.label, [at_most(text.longest)], widget=TextArea())
        fields[f"{name}-seen"] = HiddenField(default=text.seen)
        fields[f"{name}-fits"] = TickField(_l("These words still fit the English"))
    return type("ComposedWordsForm", (ComposedWordsForm,), fields)

"""What every survey form shares: it knows its survey, and whether it has been checked."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import Form

from forms.questions import Survey, Variant


class SurveyForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A plain form: no session and no cookie, so that answering leaves nothing on a device."""

    survey: ClassVar[Survey]
    variant: ClassVar[Variant]

    _is_valid = False

    @property
    def is_valid(self) -> bool:
        """Say whether what is in the form now has been checked, and passed."""
        return self._is_valid

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Fill the form; whatever was checked before no longer counts."""
        self._is_valid = False
        super().process(*args, **kwargs)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field, and remember the outcome for `read_answers`."""
        self._is_valid = bool(super().validate(extra_validators))
        return self._is_valid

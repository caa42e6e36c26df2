"""Two people who change one thing at once: whoever saves second sees both, and nothing is lost."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from feedback.compose.editing import fingerprint


class OvertakenError(Exception):
    """Somebody saved something else here since the page was opened; `kept` is what they saved."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        """Keep the other person's words, so that both can be shown."""
        super().__init__("Somebody else saved this meanwhile.")
        self.kept = kept


def refuse_if_overtaken(form: FlaskForm, kept: Mapping[str, Any]) -> None:
    """Raise OvertakenError where saving this form would write over what its page never showed."""
    if form.seen.data != fingerprint(kept) and _differing(form, kept):
        raise OvertakenError(kept)


def show_both(form: FlaskForm, kept: Mapping[str, Any]) -> dict[str, str]:
    """Say at each field where the two differ what the other one saved; the next save is meant."""
    form.seen.data = fingerprint(kept)
    theirs = {}
    for field in _differing(form, kept):
        theirs[field.name] = _in_words(field, kept[field.name])
        field.errors = [
            *field.errors,
            _("Somebody saved other words here while you were writing. Both are shown: keep one."),
        ]
    return theirs


def _differing(form: FlaskForm, kept: Mapping[str, Any]) -> list[Field]:
    return [
        form[name] for name, value in kept.items() if name in form and _value(form[name]) != value
    ]


def _value(field: Field) -> Any:
    return list(field.data or ()) if isinstance(field.data, list | tuple) else field.data


def _in_words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Ticked") if value else _("Not ticked"))
    choices = getattr(field, "choices", None)
    if choices is None:
        return str(value)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(one.label) for one in choices if one.value in chosen)

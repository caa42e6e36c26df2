"""A long list to choose from stands in groups, by the first letter: found without any script."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from wtforms.fields.choices import SelectChoice

# Up to here everything is seen at a glance.
SHORT = 25
Choice = TypeVar("Choice", bound=SelectChoice)


def by_letter(choices: Iterable[Choice]) -> list[Choice]:
    """The choices in the order of their words, under a letter each; a short list as it is."""
    found = list(choices)
    if len(found) <= SHORT:
        return found
    ordered = sorted(found, key=lambda one: (letter_of(one.label), one.label.casefold()))
    return [replace(one, optgroup=letter_of(one.label)) for one in ordered]


def letter_of(words: str) -> str:
    """The first letter or digit, of any script; a dash where there is none."""
    return next((one.upper() for one in words if one.isalnum()), "–")

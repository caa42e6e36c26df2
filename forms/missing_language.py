"""Which language a family says it lacks: one from our list, or its name in their own words."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from forms.answers import Problem
from forms.fields import clean_text
from translations import Language
from translations.names import NAMED, named

LONGEST_NAME = 60


@dataclass(frozen=True)
class Wish:
    """A language we do not have, checked: a code of ours, or else a name as it was typed."""

    code: str | None
    typed: str


def choices(offered: Collection[Language]) -> list[Language]:
    """The languages to choose from: all we can name and do not have, by own name."""
    codes = {language.code for language in offered}
    missing = [language for language in NAMED.values() if language.code not in codes]
    return sorted(missing, key=lambda language: language.own_name.casefold())


def read(chosen: str, written: str, offered: Collection[Language]) -> Wish | Problem:
    """What was sent, checked; a name we know becomes its code, so that it is counted with it."""
    typed = " ".join(clean_text(written).split())
    if len(typed) > LONGEST_NAME:
        return Problem(
            "written",
            _("This is too long. Write only the name of the language."),
        )
    known = named(typed)
    if known in offered:
        return Problem("written", _("We have this language. Choose it at the top of the page."))
    code = known.code if known else chosen
    if code in {language.code for language in choices(offered)}:
        return Wish(code, "" if known else typed)
    if not typed:
        return Problem("language", _("Choose a language, or write its name."))
    return Wish(None, typed)

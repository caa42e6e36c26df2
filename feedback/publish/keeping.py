"""What open pages are made of, kept until anything changes: most visits ask for the same again."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import g

from feedback import changes
from feedback.database import database
from feedback.language import current_languages, page_language

Made = TypeVar("Made")


def until_a_change(*what: Hashable, make: Callable[[], Made]) -> Made:
    """What was made of this before, in the page's language, if nothing has changed; else anew.

    PostgreSQL cannot tell cheaply whether anything has: there it is made at each visit.
    """
    if "heard_session" in g:
        # This request has read already: what it reads now may be older than what is kept.
        return make()
    language = page_language()
    key = ("open pages", *what, language.code, current_languages().state_of(language))
    kept = changes.place_now(database().changes)
    if key not in kept:
        changes.keep(kept, key, make())
    found: Made = kept[key]
    return found

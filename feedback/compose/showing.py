"""What every page of the composer needs: the draft, the area, a change kept with its entry."""

from datetime import datetime
from typing import Any

from flask import abort, current_app

from feedback import audit
from feedback.access import signed_in
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.compose import comparing, records
from feedback.compose.comparing import LanguageView
from feedback.compose.records import Change, Draft
from feedback.language import current_languages
from forms.composed import Composed
from forms.staff import LONDON


def area() -> Area:
    """The local area that this is for."""
    found: Area = current_app.extensions["heard_area"]
    return found


def draft_of(slug: str) -> Draft:
    """The draft, or the page that says there is none."""
    return records.find(slug) or abort(404)


def keep(slug: str, how: Change) -> Draft:
    """Change the draft, and say in the audit who did."""
    kept = records.change(slug, how, by=signed_in().id) or abort(404)
    audit.record(Action.CHANGED_SURVEY, Subject.SURVEY, slug)
    return kept


def languages_of(found: Composed) -> list[LanguageView]:
    """How far a survey's own words are in each language, and who checked them."""
    offered = current_languages().offered
    return comparing.languages(found, offered, records.checks_of(found.slug))


def asks_this_term() -> Any:
    """What families are asked in this term already; None where no term covers today."""
    # Another feature works it out.
    return current_app.extensions["heard_load"](area(), datetime.now(LONDON).date())

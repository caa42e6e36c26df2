"""How far a visit comes, for the sums that feedback.scans keeps; nothing joins it to a family.

What a visit was before, only the address of its own form says: in which language it first opened,
and whether anything had been answered when it was last sent. Nobody keeps that address.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from flask import Flask, current_app, request

from feedback.language import current_languages, page_language
from feedback.respond.records import OpenedPlacement
from feedback.respond.sent import Sent
from feedback.scans import READ, Scans, Stage, is_of_a_person
from forms.build import questions_asked
from forms.questions import Survey
from translations import Language

FIRST, BEGUN = "first", "begun"
# Where a server puts what a request says; quicker than to ask Werkzeug for each.
IN_ENVIRON = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in READ}
# In the links by which staff look at what families see.
LOOK = "look"


def scans_of(app: Flask) -> Scans:
    """What this process has counted."""
    found: Scans = app.extensions["heard_scans"]
    return found


def opened(placement: OpenedPlacement, language: Language) -> None:
    """A family opens the form."""
    count_opened(scans_of(current_app), request.environ, placement, language)


def count_opened(
    scans: Scans, said: Mapping[str, Any], placement: OpenedPlacement, language: Language
) -> None:
    """Count that a form was opened, by what the request said; no staff's look, and no machine's."""
    query = said.get("QUERY_STRING")
    is_look = query and LOOK in query and LOOK in parse_qs(query, keep_blank_values=True)
    if said["REQUEST_METHOD"] == "GET" and not is_look:
        _count(scans, said, placement, language, Stage.OPENED)


def begun(sent: Sent) -> None:
    """A form comes back to its family: it has begun if, for the first time, it says something."""
    if sent.stamp and BEGUN not in request.args and _says_something(sent.asked):
        _count(
            scans_of(current_app), request.environ, sent.placement, _first_language(), Stage.BEGUN
        )


def sent(sent: Sent) -> None:
    """A new response is stored."""
    is_for_another = bool(request.form.get("for_another"))
    has_begun = BEGUN in request.args and not is_for_another
    stages = (Stage.SENT,) if has_begun else (Stage.BEGUN, Stage.SENT)
    _count(scans_of(current_app), request.environ, sent.placement, _first_language(), *stages)


def carried(asked: Survey) -> Mapping[str, str]:
    """What the address of a form says that comes back to its family."""
    if request.method != "POST":
        return {}
    has_begun = BEGUN in request.args or _says_something(asked)
    return {FIRST: _first_language().code} | ({BEGUN: "yes"} if has_begun else {})


def _says_something(asked: Survey) -> bool:
    return any(request.form.get(question.id) for question in questions_asked(asked))


def _first_language() -> Language:
    """The language in which the form first opened."""
    named = current_languages().named
    # A form says what it was shown in: before the first switch, that is it.
    found = named(request.args.get(FIRST)) or named(request.form.get("lang"))
    return found or page_language()


def _count(
    scans: Scans,
    said: Mapping[str, Any],
    placement: OpenedPlacement,
    language: Language,
    *stages: Stage,
) -> None:
    if is_of_a_person(lambda name, otherwise: said.get(IN_ENVIRON[name], otherwise)):
        scans.count(
            *stages,
            placement_id=placement.placement_id,
            collection_id=placement.collection_id,
            language=language.code,
        )

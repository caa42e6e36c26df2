"""What goes into an evidence pack: thirteen sections, each from what is on record by a day."""

from datetime import date

from feedback.evidence.document import Document, Section, Variant
from feedback.evidence.for_staff import ANNEX
from feedback.evidence.gathering import (
    cover,
    forum,
    interpreting,
    loops,
    method,
    people,
    plan,
    quoting,
    stories,
    surveys,
    tracker,
)
from feedback.evidence.saying import say
from feedback.evidence.scope import Scope
from feedback.evidence.wording import SECTIONS, TITLE
from feedback.language import speaking
from translations import Language

GATHERERS = {
    "cover": cover.about,
    "summary": cover.in_short,
    "tracker": tracker.blocks,
    "plan": plan.blocks,
    "results": surveys.blocks,
    "people": people.blocks,
    "loop": loops.said_and_done,
    "statement": loops.statement,
    "interpreting": interpreting.blocks,
    "quotes": quoting.blocks,
    "stories": stories.blocks,
    "forum": forum.blocks,
    "method": method.blocks,
    "annex": surveys.annex,
}


def the_pack(variant: Variant, as_at: date, language: Language, *, today: date) -> Document:
    """The evidence pack for these readers as at a day, in a language."""
    return document_of(Scope(variant, as_at, today, language))


def document_of(scope: Scope) -> Document:
    """The same of a scope that others ask, too: its releases are read once."""
    asked = {**SECTIONS, **(ANNEX if scope.to_officer else {})}
    with speaking(scope.language):
        return Document(
            title=say(TITLE),
            subtitle=cover.subtitle(scope),
            area=scope.area.name,
            look=scope.area.look,
            variant=scope.variant,
            as_at=scope.as_at,
            language=scope.language,
            sections=tuple(
                Section(key, say(title), tuple(GATHERERS[key](scope)))
                for key, title in asked.items()
            ),
        )

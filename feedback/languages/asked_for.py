"""The languages families asked for, by term and without numbers: evidence for interpreting.

A language is named once a term, however many families lack it. One family of a small language
would be known by a count of one; that somebody asked at all is what the plan has to answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from feedback.areas import Area
from feedback.languages.missing import MissingLanguage
from translations import Language
from translations.names import NAMED


@dataclass(frozen=True)
class AskedFor:
    """What one term's families asked for."""

    term: str | None
    languages: tuple[Language, ...]
    in_their_words: tuple[str, ...]


def by_term(wishes: Iterable[MissingLanguage], area: Area) -> list[AskedFor]:
    """Each term with the languages asked for in it, in the order the wishes come in."""
    terms: dict[str | None, list[MissingLanguage]] = {}
    for wish in wishes:
        terms.setdefault(area.term_ref(wish.week), []).append(wish)
    names = {term.ref: term.name for term in area.terms}
    return [
        AskedFor(
            term=names.get(ref) if ref else None,
            languages=_languages(found),
            in_their_words=tuple(sorted({wish.typed for wish in found if wish.typed})),
        )
        for ref, found in terms.items()
    ]


def _languages(wishes: Iterable[MissingLanguage]) -> tuple[Language, ...]:
    known = {NAMED[wish.code] for wish in wishes if wish.code in NAMED}
    return tuple(sorted(known, key=lambda language: language.english_name))

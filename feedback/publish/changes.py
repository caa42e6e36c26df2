"""What the public may read of feedback loops: replies that were told in public, found by words."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback import loop
from feedback.authored import Said
from feedback.loop import Theme
from feedback.models import Decision
from feedback.publish.keeping import until_a_change
from feedback.publish.pages import TO_COME, Row, Shown, is_web
from forms.initiative_words import DECISIONS
from translations import ENGLISH, Language

# Ways of telling that anybody could hear. What was told to those involved alone stays with them.
IN_PUBLIC = frozenset({"website", "newsletter"})
ON_A_PAGE = 15


@dataclass(frozen=True)
class Answered:
    """One reply as the public reads it, and the days on which it was told, first and last."""

    id: UUID
    row: Row
    first_told: date
    last_told: date
    searched: str


@dataclass(frozen=True)
class Page:
    """Some of the replies that were found, and where they stand among all of them."""

    shown: Sequence[Answered]
    number: int
    numbers: Sequence[int]


def told_in_public(language: Language, today: date) -> list[Answered]:
    """Every reply that the public may read, what was told last first."""
    return until_a_change(
        *("told", language.code, today), make=lambda: _told_in_public(language, today)
    )


def _told_in_public(language: Language, today: date) -> list[Answered]:
    themes = loop.every_theme(language=language)
    english = themes if language == ENGLISH else loop.every_theme(language=ENGLISH)
    in_english = {one.id: one for one in english}
    found = (_answered(one, in_english[one.id], today) for one in themes)
    shown = [one for one in found if one is not None]
    return sorted(shown, key=lambda one: (-one.last_told.toordinal(), str(one.id)))


def days_in_public(theme: Theme, today: date) -> list[date]:
    """The days on which its reply was told in public; none of what nobody decided yet."""
    if theme.decision is None:
        return []
    return [one.on for one in theme.told if IN_PUBLIC.intersection(one.how) and one.on <= today]


def _answered(theme: Theme, english: Theme, today: date) -> Answered | None:
    days = days_in_public(theme, today)
    if not days or theme.decision is None:
        return None
    words = (*_words(theme, today), *_words(english, today))
    return Answered(
        id=theme.id,
        row=_row(theme, theme.decision, today),
        first_told=min(days),
        last_told=max(days),
        searched=folded(" ".join(each.text for each in words)),
    )


def _row(theme: Theme, decision: Decision, today: date) -> Row:
    return Row(
        you_said=theme.text,
        decision=DECISIONS[decision],
        passed_on_to=theme.passed_on_to if decision is Decision.PASSED_ON else None,
        we_did=theme.we_did or None,
        reason=theme.reason or None,
        due_on=theme.due_on if decision in TO_COME else None,
        waits="",
        evidence=[
            Shown(one.what, one.on, one.link if is_web(one.link) else "")
            for one in theme.changes
            if one.on <= today
        ],
    )


def _words(theme: Theme, today: date) -> Iterator[Said]:
    yield from (theme.text, theme.we_did, theme.reason)
    if theme.decision is Decision.PASSED_ON:
        yield theme.passed_on_to
    yield from (one.what for one in theme.changes if one.on <= today)


def folded(text: str) -> str:
    """The text as it is compared: big and small letters are one, and so are marks above them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    # Marks of Arabic and accents of Latin letters; the vowel signs of Bengali have no such class.
    return "".join(
        one
        for one in apart
        if not (27 <= unicodedata.combining(one) <= 35 or unicodedata.combining(one) >= 200)
    )


def matching(found: Sequence[Answered], typed: str) -> list[Answered]:
    """Those that have every word that was typed, in this language or in English."""
    words = folded(typed).split()
    return [one for one in found if all(word in one.searched for word in words)]


def page_of(found: Sequence[Answered], number: int) -> Page:
    """One page of them; a number that is no page is the nearest one."""
    last = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(number, 1), last)
    first = (number - 1) * ON_A_PAGE
    return Page(found[first : first + ON_A_PAGE], number, range(1, last + 1))

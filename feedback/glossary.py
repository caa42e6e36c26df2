"""What the words on staff pages mean: said once here, and shown below every page that uses them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

TAG = re.compile(r"<(?:script|style|option)\b.*?</(?:script|style|option)>|<[^>]*>", re.DOTALL)
BRACKETS = re.compile(r"\([^)]*\)")
# Arabic writes "and", "the", "for", "in" and "like" onto the word that follows.
PREFIXES = "(?:[وف]?[بكل]?(?:ال|ل)?)?"


@dataclass(frozen=True)
class Entry:
    """A word and what it means; docs/glossary.md has the same, beside its name in the code."""

    word: Wording
    meaning: Wording


# Translators: a page shows a word's meaning wherever it finds this word on it, also in the plural.
# Choose the word that you used for it on the pages, at its shortest and without an article.
ENTRIES = (
    Entry(_l("collection"), _l("A survey on one occasion, with opening and closing times.")),
    Entry(_l("term"), _l("A stretch of days reported together. The area’s file sets it.")),
    Entry(
        _l("release"),
        _l("One survey’s answers of one term, counted, protected and frozen. It never changes."),
    ),
    Entry(
        _l("initiative"),
        _l("Something designed, or said to be designed, with families."),
    ),
    Entry(
        # Translators: of the ladder of co-production, from 1 to 7.
        _l("rung"),
        _l(
            "How much say families have: 1 coercion, 2 educating, 3 informing, 4 consultation, "
            "5 engagement, 6 co-design, 7 co-production."
        ),
    ),
    Entry(_l("theme"), _l("One thing that families said, in a few words and without names.")),
    Entry(
        # Translators: the noun, as in: words of a family that may be quoted.
        _l("quote"),
        _l("Words of a family that agreed to be quoted. An officer has read and edited them."),
    ),
    Entry(
        # Translators: the colour given to a row of the action plan.
        _l("rating"),
        _l("The colour that a person gives a row of the action plan, with a reason."),
    ),
    Entry(
        # Translators: a step of an action in the action plan.
        _l("milestone"),
        _l("A step of the action plan, and the day by which it should be reached."),
    ),
    Entry(
        # Translators: how comments sound.
        _l("tone"),
        _l("How a comment sounds, as far as one can tell. It is never called satisfaction."),
    ),
    Entry(
        # Translators: the parent carer forum.
        _l("Forum"),
        _l(
            "The parent carer forum: a partner, not a focus group. It reads results before the "
            "public does."
        ),
    ),
    Entry(
        _l("youth advocate"),
        _l("Somebody who speaks for children and young people here."),
    ),
    Entry(_l("Local Offer"), _l("The published list of help in the area.")),
    Entry(
        _l("EHC plan"),
        _l("Education, health and care plan: legal support set out by the council."),
    ),
    Entry(_l("SEN Support"), _l("Help a school gives without an EHC plan.")),
    Entry(
        _l("Easy Read"),
        _l("The same in short sentences with pictures, for people who find reading hard."),
    ),
    Entry(_l("SEND"), _l("Special educational needs and disabilities.")),
)


def entries_for(page: str) -> list[Entry]:
    """The words that a page in the language of now has, in our order."""
    text = unescape(TAG.sub(" ", page))
    return list(_found(text))


def _found(text: str) -> Iterator[Entry]:
    for entry in ENTRIES:
        if all(pattern.search(text) for pattern in _patterns(str(entry.word))):
            yield entry


@lru_cache(maxsize=200)
def _patterns(word: str) -> tuple[re.Pattern[str], ...]:
    """One for each part of a word: what stands in brackets explains it, and is on few pages."""
    return tuple(_pattern(part) for part in BRACKETS.sub(" ", word).split())


def _pattern(part: str) -> re.Pattern[str]:
    # A short name is looked for as written: "send" is something else than "SEND".
    if part.isupper():
        return re.compile(rf"(?<!\w){PREFIXES}{re.escape(part)}(?!\w)")
    # Arabic puts another end in the place of this one for more than one.
    stem = part.removeprefix("ال").removesuffix("ة")
    return re.compile(rf"(?<!\w){PREFIXES}{re.escape(stem)}", re.IGNORECASE)

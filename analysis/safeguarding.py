"""Words that a person should see at once, because a child or an adult may be in danger.

It looks for words, not for danger: it flags much that is harmless ("he hit his head laughing") and
misses whatever is said another way. So it only puts a comment at the front of the queue. A comment
without a flag has been read by nobody. The lists in other languages are short, were not checked by
native speakers, and say so in every flag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analysis.safeguarding_words import ENGLISH, OTHER_LANGUAGES
from analysis.spans import plainly

READER_VERSION = "safeguarding-words-1"


class Concern(StrEnum):
    """What a moderator should have in mind when reading the words."""

    HARM = "harm"
    SEXUAL = "sexual"
    SELF_HARM = "self_harm"
    NEGLECT = "neglect"
    FEAR = "fear"
    MISSING = "missing"
    RESTRAINT = "restraint"
    EXPLOITATION = "exploitation"
    TOLD_IN_CONFIDENCE = "told_in_confidence"


@dataclass(frozen=True, order=True)
class Flag:
    """Words to look at, why, and whether a speaker of the language checked the list they are in."""

    start: int
    end: int
    concern: Concern
    language: str
    is_checked: bool

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def find_safeguarding_words(text: str) -> tuple[Flag, ...]:
    """Words that may speak of harm, in any of our languages, in the order of the text."""
    plain = plainly(text)
    found: dict[tuple[int, Concern], Flag] = {}
    # English comes first: "suicide" begins the same way in half of the other languages.
    for concern, language, pattern in _patterns():
        for match in pattern.finditer(plain):
            flag = Flag(match.start(), match.end(), concern, language, language == "en")
            found.setdefault((match.start(), concern), flag)
    return tuple(sorted(found.values()))


@cache
def _patterns() -> tuple[tuple[Concern, str, re.Pattern[str]], ...]:
    english = [
        (Concern(concern), "en", re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
        for concern, words in ENGLISH.items()
    ]
    others = [
        (Concern(concern), language, _of_words(words.split("|")))
        for language, concerns in OTHER_LANGUAGES.items()
        for concern, words in concerns.items()
    ]
    return (*english, *others)


def _of_words(words: list[str]) -> re.Pattern[str]:
    """Any of the words at the start of a word: the languages add their endings behind."""
    any_of_them = "|".join(re.escape(word) for word in words)
    # Chinese puts no space between words, and Arabic joins "and" and "the" to what follows.
    starts = r"(?<!\w)" if all(word.isascii() or word[0] < "\u0590" for word in words) else ""
    return re.compile(f"{starts}(?:{any_of_them})", re.IGNORECASE)

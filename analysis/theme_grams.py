"""A comment as the numbers the theme model weighs, and where in the text each one comes from.

Training and reading both come through here, so that they cannot drift apart.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from analysis.spans import plainly
from analysis.theme_words import TRAINED

# A longer comment than this is weighed by its beginning.
CHARACTERS_READ = 4_000

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CHARACTER_GRAMS = (3, 4, 5)
_MOST_MATCHES = 3
_KEYWORD_WEIGHT = 0.4
_SHORT = 4
_LONG = 60

# Grams of the two blocks are told apart by their first character.
WORDS, CHARACTERS, OTHER = "w", "c", "="

Places = tuple[tuple[int, int], ...]


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Each word in small letters, and where it stands."""
    plain = plainly(text[:CHARACTERS_READ])
    return [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(plain)]


def grams_of(words: list[tuple[str, int, int]]) -> dict[str, list[int]]:
    """Each gram, and the numbers of the words it comes from, once for each time it occurs."""
    grams: dict[str, list[int]] = defaultdict(list)
    for number, (word, _, _) in enumerate(words):
        grams[WORDS + word].append(number)
        if number:
            grams[f"{WORDS}{words[number - 1][0]} {word}"].append(number)
        padded = f" {word} "
        for size in _CHARACTER_GRAMS:
            for start in range(len(padded) - size + 1):
                grams[CHARACTERS + padded[start : start + size]].append(number)
    return grams


def weighed(grams: Mapping[str, list[int]], rarity: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF with dampened counts; words and characters are each brought to length one."""
    raw = {
        gram: (1 + math.log(len(numbers))) * rarity[gram]
        for gram, numbers in grams.items()
        if gram in rarity
    }
    length: dict[str, float] = defaultdict(float)
    for gram, weight in raw.items():
        length[gram[0]] += weight * weight
    return {gram: weight / math.sqrt(length[gram[0]]) for gram, weight in raw.items()}


def other_signs(text: str, *, question_kind: str, word_count: int) -> dict[str, float]:
    """What was asked, how long the answer is, and how many keywords of each theme it has."""
    signs = {f"{OTHER}asked {question_kind}": 1.0}
    if word_count < _SHORT:
        signs[f"{OTHER}short"] = 0.5
    signs[f"{OTHER}length"] = min(word_count, _LONG) / _LONG
    for theme in TRAINED:
        if found := len(keyword_places(text, theme)):
            signs[f"{OTHER}{theme}"] = min(found, _MOST_MATCHES) * _KEYWORD_WEIGHT
    return signs


def keyword_places(text: str, theme: str) -> Places:
    """Where the keywords of a trained theme stand."""
    return places_of(text, TRAINED[theme])


def places_of(text: str, words: str) -> Places:
    """Where a pattern of whole words matches."""
    plain = plainly(text[:CHARACTERS_READ])
    return tuple(match.span() for match in _compiled(words).finditer(plain))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

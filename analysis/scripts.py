"""Which writing a text is in, and the language that the writing alone settles."""

from __future__ import annotations

import unicodedata
from collections import Counter

# Enough to know; a comment of ten thousand characters must not cost more.
_CHARACTERS_READ = 1_000

LATIN = "LATIN"

# The first word of a letter's Unicode name, and the commonest language families here write in it.
_LANGUAGE_OF = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "BOPOMOFO": "zh-Hant",
    "CJK": "zh-Hans",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "SINHALA": "si",
    "SYLOTI": "syl",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}

# Letters that one language has and its neighbours in the same writing lack. The first that has
# more of its letters than any other wins; none of them leaves the commonest language above.
_TELLING_LETTERS: dict[str, dict[str, str]] = {
    "ARABIC": {
        "ar": "ةيىكأإؤ",
        "ur": "ٹڈڑےںہھۂۃ",
        "fa": "پچژگکی",
        "ps": "ښږځڅډړټڼې",
        "ckb": "ڕڵێۆەڤ",
    },
    "BENGALI": {"as": "ৰৱ"},
    "CYRILLIC": {"uk": "їєґі", "ru": "ыэё", "bg": "ъщ"},
    "CJK": {
        "zh-Hans": "们这个说时会来对学习没听话给谢请们电话议务员译间开关长让应师过还儿认为",
        "zh-Hant": "們這個說時會來對學習沒聽話給謝請電議務員譯間開關長讓應師過還兒認為",
    },
}

# These also use the letters they share with Persian; Persian has none of their own.
_BESIDE_PERSIAN = ("ur", "ps", "ckb")
_KANA = frozenset({"HIRAGANA", "KATAKANA"})


def main_script(text: str) -> str | None:
    """The writing that most letters of the text are in; None when it has no letters."""
    counts = _letters_by_script(text)
    return max(counts, key=lambda script: counts[script]) if counts else None


def language_of_script(text: str, script: str) -> str | None:
    """The language that this writing settles, or None for Latin letters and for rare writings."""
    letters = Counter(_letters(text))
    if script in ("CJK", "HIRAGANA", "KATAKANA") and any(_script(c) in _KANA for c in letters):
        return "ja"
    found = {
        language: sum(letters[letter] for letter in telling)
        for language, telling in _TELLING_LETTERS.get(script, {}).items()
    }
    if any(found.get(language) for language in _BESIDE_PERSIAN):
        shared = found.pop("fa")
        found |= {own: found[own] + shared for own in _BESIDE_PERSIAN if found[own]}
    best = max(found, key=lambda language: found[language], default=None)
    if best is None or not found[best]:
        return _LANGUAGE_OF.get(script)
    return best


def _letters(text: str) -> list[str]:
    return [c for c in text[:_CHARACTERS_READ] if unicodedata.category(c)[0] in "LM"]


def _letters_by_script(text: str) -> Counter[str]:
    scripts = Counter(_script(letter) for letter in _letters(text))
    # Accents that stand by themselves belong to whatever they stand on.
    scripts.pop("COMBINING", None)
    return scripts


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]

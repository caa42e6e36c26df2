"""Words on a chart: cleaned, broken into lines, and measured without a font."""

from __future__ import annotations

import textwrap
import unicodedata

LINE_INCHES = 0.2
MOST_LINES = 4
_LETTER_INCHES = 0.09  # More than most letters take, whichever font a reader has.


def clean(text: str) -> str:
    """Drop what no label needs and XML or a reader may choke on: control and override marks."""
    kept = (
        character
        for character in " ".join(text.split())
        if unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
        and unicodedata.bidirectional(character)
        not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    )
    return "".join(kept)


def lines_of(text: str, *, width: int) -> tuple[str, ...]:
    """Break a long label into a few lines, and end it with dots if it is longer still."""
    # No more than this can be shown, and any text may come.
    cleaned = clean(text)[: width * (MOST_LINES + 1)]
    # Chinese characters are twice as wide, and textwrap counts characters.
    for letters in range(width, width // 2, -1):
        lines = _broken(cleaned, letters)
        if all(columns(line) <= width for line in lines):
            return lines
    return _broken(cleaned, width // 2)


def _broken(text: str, letters: int) -> tuple[str, ...]:
    placeholder = " …" if letters > 2 else ""
    return tuple(textwrap.wrap(text, width=letters, max_lines=MOST_LINES, placeholder=placeholder))


def columns(text: str) -> int:
    """Say how many letters wide a text is: an accent takes none, a Chinese character two."""
    return sum(_columns_of(character) for character in text)


def inches_of(lines: tuple[str, ...]) -> float:
    """Say how wide some words are at most, with a little room on both sides."""
    return _LETTER_INCHES * (1 + max((columns(line) for line in lines), default=0))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

"""A stretch of a comment that a person should look at, and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Dashes, spaces and quotes that phones write, as the plain ones the patterns know.
_PLAIN = {ord(c): " " for c in "\u00a0\u2002\u2003\u2007\u2009\u202f\t\r\n"}
_PLAIN |= {ord(c): "-" for c in "‐‑‒–—−﹣－"} | {ord(c): "'" for c in "’‘ʼ`´"}
_PLAIN |= {ord("＠"): "@", ord("．"): ".", ord("＋"): "+"}


@dataclass(frozen=True, order=True)
class Span:
    """Characters `start` to `end` of the text, what they may be, and how sure we are (0 to 1)."""

    start: int
    end: int
    kind: str
    confidence: float

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def plainly(text: str) -> str:
    """The same text with plain digits, spaces, dashes and quotes; every place stays its place."""
    return "".join(map(_plain_character, text.translate(_PLAIN)))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The surest spans, the longest where two are as sure, in the order of the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.confidence, s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))

"""A comment in pieces, those with a reason to look at them among the others; and without those."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.safeguarding import Flag
from analysis.spans import Span
from feedback.noticing import Noticed
from forms.staff_moderation import HIGHLIGHTS, words_of

LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Piece:
    """Some words of a comment, and why to look at them; `why` is empty for the others."""

    text: str
    why: str = ""
    is_concern: bool = False


def pieces(text: str, noticed: Noticed) -> list[Piece]:
    """The whole comment in order, cut where a highlight begins and ends."""
    found: list[Piece] = []
    done = 0
    for mark in _apart([*noticed.concerns, *noticed.names]):
        is_concern = isinstance(mark, Flag)
        kind = mark.concern.value if isinstance(mark, Flag) else mark.kind
        found.append(Piece(text[done : mark.start]))
        found.append(Piece(mark.of(text), words_of(HIGHLIGHTS, kind), is_concern))
        done = mark.end
    found.append(Piece(text[done:]))
    return [piece for piece in found if piece.text]


def _apart(marks: Sequence[Span | Flag]) -> list[Span | Flag]:
    """Marks that do not overlap: words of harm first, then the longest."""
    kept: list[Span | Flag] = []
    for mark in sorted(marks, key=lambda one: (isinstance(one, Span), one.start - one.end)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda one: one.start)


def without_names(text: str, names: Sequence[Span]) -> str:
    """The text with a sign in the place of everything that may tell who it is."""
    kept, done = [], 0
    for span in sorted(names):
        kept += [text[done : span.start], LEFT_OUT]
        done = span.end
    return "".join([*kept, text[done:]])

"""What in a comment may tell who wrote it or whom it is about. It highlights; it never clears.

A comment without a highlight is not a safe comment: "the only child with a cochlear implant" needs
no name, and no list holds every name. Nothing here may decide that a quote can be shown; a person
who read the whole comment does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.dates_and_addresses import find_dates_and_addresses
from analysis.identifiers import find_identifiers
from analysis.people import find_people
from analysis.schools import NEARBY, find_schools
from analysis.spans import Span, plainly, without_overlaps

READER_VERSION = "names-1"

RARE = "rare"

# A longer text is read in overlapping pieces, so that no pattern has to look far.
_PIECE, _OVERLAP = 2_000, 200

_ONLY_ONE = re.compile(
    r"\b(?:the|an?) only (?:child|boy|girl|kid|pupil|student|deaf|blind|family|mum|dad|parent|"
    r"wheelchair user|one in|person)\b[^.!?,;\n]{0,80}(?<! )",
    re.IGNORECASE,
)


def find_names(text: str, *, known_schools: Iterable[str] = NEARBY) -> tuple[Span, ...]:
    """Stretches a person should look at before anybody quotes the comment, in order."""
    schools = tuple(known_schools)
    found = {
        Span(start + span.start, start + span.end, span.kind, span.confidence)
        for start in range(0, max(len(text), 1), _PIECE - _OVERLAP)
        for span in _in_piece(text[start : start + _PIECE], schools)
    }
    return without_overlaps(found)


def _in_piece(text: str, schools: tuple[str, ...]) -> Iterator[Span]:
    yield from find_identifiers(text)
    yield from find_dates_and_addresses(text)
    yield from find_people(text)
    yield from find_schools(text, known=schools)
    for match in _ONLY_ONE.finditer(plainly(text)):
        yield Span(match.start(), match.end(), RARE, 0.5)

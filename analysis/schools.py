"""Schools and nurseries a comment names: with the child's age, a school can be enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.spans import Span, plainly

SCHOOL = "school"

# Special schools and units near the City whose names do not say that they are schools.
NEARBY = (
    "Richard Cloudesley",
    "Prior Weston",
    "Hugh Myddelton",
    "Samuel Rhodes",
    "Swiss Cottage",
    "Stephen Hawking",
    "Stormont House",
    "Ickburgh",
    "Beormund",
    "Sir John Cass",
    "Golden Lane Campus",
    "Christ's Hospital",
    "St Bartholomew the Great",
)

_KIND = (
    r"(?:primary|secondary|infants?'?|juniors?|nursery|high|grammar|special|community|independent|"
    r"free|church|c ?of ?e|ce|rc|roman catholic|catholic|jewish|muslim|islamic|boys'?|girls'?|"
    r"middle|upper|lower|first|foundation|academy|college|preparatory|prep|specialist)"
)
_END = (
    r"(?:school|academy|college|nursery|pre-?school|kindergarten|sixth form|playgroup|montessori)"
)
_PROPER = r"[A-ZÀ-Þ][\w'-]*"
_NAMED = re.compile(
    rf"\b((?:The )?(?:St\.? |Saint |Our Lady (?:of )?|Sir |{_PROPER} )(?:(?:{_PROPER}|of|and|"
    rf"the|&|le|in) ){{0,4}}"
    rf"(?:(?i:{_KIND}) ){{0,3}}(?i:{_END}))\b"
)
_SAINT = re.compile(
    rf"\b(?:st\.?|saint) [a-z][\w'-]+(?: (?:and|&) (?:st\.? )?[a-z][\w'-]+)?(?: {_KIND}){{0,3}} "
    rf"{_END}\b",
    re.IGNORECASE,
)
_GOES_TO = re.compile(
    rf"\b(?:goes|went|going|go|attends?|attending|excluded from|moved to|place at|started at|"
    rf"pupil at|"
    rf"student at|enrolled at)(?: to)? ((?:St\.? )?{_PROPER}(?: {_PROPER}){{1,3}})(?=[ ,.;!?]|$)"
)
# Capitals that open a sentence or name a kind of school, not one school.
_NOT_PROPER = re.compile(
    rf"^(?:(?:the|a|an|my|our|his|her|their|this|that|your|its|any|no|every|some|each|new|old|"
    rf"local|mainstream|"
    r"good|great|best|other|another|which|what|when|why|how|if|and|but|so|after|before|at|in|to|"
    r"from|"
    r"for|since|because|since|all|more|most|many|thank|thanks|love|both|one|two|is|was|sen|send|"
    r"ehcp|"
    r"state|private|public|whole|day|boarding|residential|sunday|summer|home|art|year|reception|"
    r"his|dear|alternative|provision|british|english|city|london|council|and|of|"
    rf"monday|tuesday|wednesday|thursday|friday|saturday|medical|forest|breakfast|after|"
    rf"{_KIND})[ ]?)+{_END}?$",
    re.IGNORECASE,
)


def find_schools(text: str, *, known: Iterable[str] = NEARBY) -> Iterator[Span]:
    """Every stretch that may name one school; `known` adds names that do not look like schools."""
    plain = plainly(text)
    for match in _NAMED.finditer(plain):
        start = match.start() + _words_before_the_name(match[0])
        if not _NOT_PROPER.match(plain[start : match.end()]):
            yield Span(start, match.end(), SCHOOL, 0.9)
    for match in _SAINT.finditer(plain):
        yield Span(match.start(), match.end(), SCHOOL, 0.88)
    for name in known:
        for match in re.finditer(rf"\b{re.escape(name)}\b", plain, re.IGNORECASE):
            yield Span(match.start(), match.end(), SCHOOL, 0.86)
    for match in _GOES_TO.finditer(plain):
        yield Span(match.start(1), match.end(1), SCHOOL, 0.4)


def _words_before_the_name(found: str) -> int:
    """How many characters at the front only open the sentence: "At Hill School" names Hill."""
    opening = re.match(
        r"(?:(?:At|In|To|From|My|Our(?! Lady)|His|Her|Their|And|But|When|If|After|Before|For|"
        r"Since|Because|"
        r"Is|Why|Thank|Thanks|Love|Both|So|That|This|We|I|He|She|They|Then|Also|Once) )+",
        found,
    )
    return opening.end() if opening else 0

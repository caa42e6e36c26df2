"""Dates of birth and street addresses in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.identifiers import ADDRESS, BIRTH
from analysis.spans import Span, plainly

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|thirtieth)"
)
_DAY = rf"(?:[0-3]?\d(?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
_SEP = r"[ ]?[/.\-,\\][ ]?"
_FULL = (
    rf"(?:[0-3]?\d{_SEP}[01]?\d{_SEP}{_YEAR}|(?:19|20)\d\d{_SEP}[01]?\d{_SEP}[0-3]?\d|"
    rf"{_DAY}[ -]?(?:of )?(?:the )?{_MONTH}[ ,-]{{0,2}}{_YEAR}|{_MONTH}[ -]{{0,2}}(?:the "
    rf")?{_DAY}[ ,-]{{1,2}}{_YEAR}|"
    rf"(?:19|20)\d\d[ -]{_MONTH}[ -]{_DAY})"
)
# Only after "born" or the like: half a date, or digits with nothing between.
_PART = (
    rf"(?:[0-3]?\d[ ][01]?\d[ ]{_YEAR}|\d{{8}}|\d{{6}}|{_DAY}[ -]?(?:of )?(?:the )?{_MONTH}|"
    rf"{_MONTH}[ ]?(?:the )?{_DAY}|"
    rf"{_MONTH}[ ,]{{0,2}}{_YEAR}|[0-3]?\d{_SEP}[01]?\d|(?:19|20)\d\d)"
)
_BIRTH_WORDS = (
    r"(?:\bd[ ]?[./]?[ ]?o[ ]?[./]?[ ]?b\b\.?|\bdate[ ]of[ ]birth\b|\bborn\b|\bbirth ?da(?:y|"
    r"te)\b|\bb ?day\b|"
    r"\bd\.o\.b\.?)"
)
_AFTER_BIRTH = re.compile(
    rf"{_BIRTH_WORDS}(?:[ :,.()=-]|on|the|in|is|was|it|a|year|back|his|her|:|of|falls)*?"
    rf"(?<![\w/])({_FULL}|{_PART})(?![\w/])",
    re.IGNORECASE,
)
_BEFORE_BIRTH = re.compile(
    rf"(?<![\w/])({_FULL}|{_PART})[ )]*(?:is|was|being)?[ ](?:(?:his|her|their|my|the|when|s?he|"
    rf"was|\w+'s)[ ]){{0,3}}{_BIRTH_WORDS}",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(rf"(?<![\w/])({_FULL})(?![\w/])", re.IGNORECASE)
_CHILD = re.compile(
    r"\b(?:son|daughter|child|boy|girl|baby|twins?|he|she|his|her|aged?|years? old|pupil|student|"
    r"brother|sister|name)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:meeting|review|appointment|letter|plan|session|since|until|by|deadline|term|assessment|"
    r"draft|final|report|email|visit|call(?:ed)?|saw|met|sent|received|applied|dated|between|"
    r"referred|issued|started|came|went|event|workshop|held|booked|on)\b[^.!?]{0,25}$",
    re.IGNORECASE,
)
_NEAR = 30
# Nobody writes about a meeting this long ago: a whole date from then is a birthday.
_LONG_AGO = 2017

_NUMBER = r"(?:\d{1,4}[ ]?[a-z]?(?:[ ]?[-/&][ ]?\d{1,4}[a-z]?)?)"
_SURE_STREET = (
    r"(?:street|road|lane|avenue|crescent|terrace|gardens|mews|grove|rd|ave|ln|gdns|cres|alley|"
    r"wharf|"
    r"buildings|mansions|villas|quay|broadway|str)"
)
_MAYBE_STREET = (
    r"(?:St|Street|Close|Court|Ct|Drive|Dr|Place|Pl|Square|Sq|Way|Walk|Hill|House|Row|Yard|Estate|"
    r"Park|Green|Rise|Passage|Parade|Circus|Point|Towers?|View|Vale|Mount|Gate|Bank|Common|Path|"
    r"Hse)"
)
_NOT_A_STREET = (
    r"(?!(?:a|an|and|are|at|by|day|days|different|down|for|from|hour|hours|in|into|is|local|"
    r"long|main|min|mins|"
    r"minute|minutes|mile|miles|month|months|more|new|of|off|on|or|other|our|out|people|per|pm|"
    r"am|same|side|"
    r"staff|the|times?|to|up|very|was|week|weeks|were|with|year|years|yards?|cars?|buses|"
    r"visits?|children|kids)\b)"
)
_LOWER_STREET = re.compile(
    rf"(?<![\w£.]){_NUMBER}[ ,]{{1,2}}(?:{_NOT_A_STREET}[A-Za-z][\w'.-]*[ "
    rf"]){{1,3}}{_SURE_STREET}\b",
    re.IGNORECASE,
)
_CAPITAL_STREET = re.compile(
    rf"(?<![\w£.]){_NUMBER.replace('[a-z]', '[A-Za-z]')}[ ,]{{1,2}}(?:[A-Z][\w'.-]*[ "
    rf"]){{1,3}}{_MAYBE_STREET}\b"
)
_FLAT = re.compile(
    r"\b(?:flat|apt\.?|apartment|unit|maisonette|bedsit)[ ]?(?:no\.?[ ]?|number[ "
    r"]?)?\d{1,4}(?:[ ]?[a-z])?\b"
    r"(?:,?[ ](?:[A-Z][\w'-]+[ ]){1,3}(?:House|Court|Tower|Point|Estate|Lodge|Mansions|Buildings))?"
)
_FLAT_ANY_CASE = re.compile(_FLAT.pattern, re.IGNORECASE)
_LIVE_ON = re.compile(
    r"\b(?:lives?|living|house|home|flat|moved|address)[ ](?:is[ ])?(?:on|at|in|to)[ "
    r"]((?:(?:the|number|no\.?)[ ])?(?:[A-Z][\w'.-]*[ ]){1,3}"
    rf"(?:{_MAYBE_STREET[3:-1]}|Road|Lane|Avenue|Crescent|Terrace|Gardens|Mews|Grove|Rd|Ave))\b"
)


def find_dates_and_addresses(text: str) -> Iterator[Span]:
    """Dates that may be somebody's birthday, and where somebody may live; some overlap."""
    plain = plainly(text)
    yield from _births(plain)
    for pattern, confidence in (
        (_LOWER_STREET, 0.9),
        (_CAPITAL_STREET, 0.9),
        (_FLAT_ANY_CASE, 0.8),
    ):
        for match in pattern.finditer(plain):
            yield Span(match.start(), match.end(), ADDRESS, confidence)
    for match in _LIVE_ON.finditer(plain):
        yield Span(match.start(1), match.end(1), ADDRESS, 0.7)


def _births(plain: str) -> Iterator[Span]:
    for pattern in (_AFTER_BIRTH, _BEFORE_BIRTH):
        for match in pattern.finditer(plain):
            yield Span(match.start(1), match.end(1), BIRTH, 0.95)
    for match in _WHOLE_DATE.finditer(plain):
        before = plain[max(0, match.start() - _NEAR) : match.start()]
        around = before + " " + plain[match.end() : match.end() + _NEAR]
        if _year_of(match[1]) <= _LONG_AGO or (_CHILD.search(around) and not _EVENT.search(before)):
            yield Span(match.start(1), match.end(1), BIRTH, 0.6)


def _year_of(date: str) -> int:
    """The year of a date; two digits are this century unless they would be far in the future."""
    whole = re.search(r"(?:19|20)\d\d", date)
    if whole:
        return int(whole[0])
    short = int(date.rstrip()[-2:]) if date.rstrip()[-2:].isdigit() else 99
    return 1900 + short if short > 40 else 2000 + short

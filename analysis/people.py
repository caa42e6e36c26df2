"""People a comment may name: by a list of names, by a title, or by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.given_names import ALSO_WORDS, FAMILY_NAMES, GIVEN_NAMES
from analysis.plain_words import CAPITALISED_WORDS, LOWER_CASE_TRAPS, THANKED
from analysis.spans import Span, plainly

NAME = "name"

_LISTED = GIVEN_NAMES | FAMILY_NAMES

# A word of a name: Zainab, O'Brien, Begum-Hussain, McKenzie. Not SENCO, and not iPad.
_LETTER_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_WORD = re.compile(_LETTER_WORD)
_NEXT_WORD = re.compile(rf" ({_LETTER_WORD})")
_SURE = 0.7
_TITLE = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|rev|reverend|imam|rabbi|sheikh|shaykh|"
    r"nurse|sister|aunt(?:ie|y)?|uncle|coach|head ?teacher|teacher|ustad|ustadh|mufti|pastor|"
    rf"fr|cllr|councillor|matron)\b\.?[ ]({_LETTER_WORD})",
    re.IGNORECASE,
)
_SURE_TITLES = frozenset({"mr", "mrs", "ms", "mx", "prof", "cllr"})
_RELATION = re.compile(
    r"\b(?:my|our|his|her|their)[ ](?:\w+[ ])?(?:son|daughter|child|boy|girl|brother|sister|"
    r"husband|"
    r"wife|partner|mum|mother|dad|father|baby|nephew|niece|cousin|grand(?:son|daughter|child)|"
    r"little one|eldest|youngest|twins?|foster (?:son|daughter|child)|kid|lad|friend|neighbour|"
    rf"teacher|ta|key ?worker|social worker|case ?worker|carer|therapist)s?,?[ ]({_LETTER_WORD})",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:(?<!i )(?<!we )(?<!they )(?<!he )(?<!she )(?<!you )(?<!have )(?<!never )(?<!been "
    r")called|"
    r"named|(?:first |last |full |sur)?names? (?:is|was|are|were)|name's|aka|known as|nicknamed)"
    rf"[ ]({_LETTER_WORD})",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\b(?:[Ii] am|[Ii]'m|[Tt]his is|[Ss]igned,?|[Rr]egards,?|[Ll]ove from) ([A-Z]\w+)"
)
# Before or after these a capital names a person even when no list knows it.
_BEFORE_A_PERSON = re.compile(
    r"\b(?:spoke (?:to|with)|speak (?:to|with)|talked to|talking to|thank you(?: so much)?(?: "
    r"to)?,?|"
    r"thanks(?: so much)?(?: to)?,?|thankyou|asked|met|meet|told|want|email(?:ed)?|rang|saw|with|"
    r"especially|and|or|by|for|from|think|because|when|if|called|miss|love|about|both|dear|hi|"
    r"hello|"
    r"worker|therapist|teacher|assistant|officer|nurse|doctor|psychologist|manager|receptionist|"
    r"driver|paramedic|lady|man|guy|girl|boy),?[ ]$",
    re.IGNORECASE,
)
_AFTER_A_PERSON = re.compile(
    r"^(?:'s\b|,? (?:aged?|who|from reception|at reception|on reception|at the desk)\b|"
    r" (?:said|says|told|explained|listened|never|always|has|had|is|was|did|didn't|doesn't|rang|"
    r"phoned|called|came|went|loves|loved|needs|likes|hates|gets|got|and (?:his|her|the) \w+)\b|"
    r" back as\b)",
    re.IGNORECASE,
)
_AS_PEOPLE_DO = re.compile(
    r"^ (?:said|says|told|explained|listened|rang|phoned|loves|loved|hates|and (?:his|her))\b"
    r"|^,? (?:aged?|who)\b"
)
_THANKS = re.compile(
    rf"\b(?:thanks|thank you|thankyou|thx|cheers)(?: to)? ((?:{_LETTER_WORD})(?:(?:, | and | & "
    rf"){_LETTER_WORD})*)",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"“(]|[-•*])\s*$")


def find_people(text: str) -> Iterator[Span]:
    """Every stretch that may be somebody's name; some overlap."""
    plain = plainly(text)
    yield from _after_a_title(plain)
    yield from _after_a_relation(plain)
    yield from _in_thanks(plain)
    yield from _by_list_or_neighbours(plain)


def _span(plain: str, start: int, end: int, confidence: float) -> Span:
    """The name, with the names that follow it and without a possessive."""
    while following := _NEXT_WORD.match(plain, end):
        word = _without_possessive(following[1])
        is_next = _is_name_shaped(word) and word.casefold() not in CAPITALISED_WORDS
        if not is_next or (confidence < _SURE and not _is_listed(word)):
            break
        end = following.start(1) + len(word)
    return Span(start, end, NAME, confidence)


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "'S")) else word.removesuffix("'")


def _is_name_shaped(word: str) -> bool:
    """Say whether a word is written as names are: a capital and then small letters."""
    return word[0].isupper() and len(word) > 1 and not word.isupper()


def _is_listed(word: str) -> bool:
    return word.casefold() in _LISTED


def _is_plain_word(word: str) -> bool:
    """Say whether a word is too ordinary to be a name, written as it is."""
    folded = word.casefold()
    return folded in CAPITALISED_WORDS or (word.islower() and folded in LOWER_CASE_TRAPS)


def _after_a_title(plain: str) -> Iterator[Span]:
    for match in _TITLE.finditer(plain):
        title, word = match[1].casefold(), _without_possessive(match[2])
        if _is_plain_word(word) or len(word) < 2:
            continue
        is_name = _is_name_shaped(word) or _is_listed(word)
        if is_name or title in _SURE_TITLES or (word.isupper() and match[1].isupper()):
            yield _span(plain, match.start(2), match.start(2) + len(word), 0.95)


def _after_a_relation(plain: str) -> Iterator[Span]:
    for pattern in (_RELATION, _CALLED, _I_AM):
        for match in pattern.finditer(plain):
            word = _without_possessive(match[1])
            if _is_plain_word(word):
                continue
            # "A boy called Will" is a boy; "my son will" is not.
            is_called = pattern is _CALLED and word.casefold() in ALSO_WORDS
            is_listed = _is_listed(word) or (is_called and _is_name_shaped(word))
            if is_listed or _is_name_shaped(word):
                yield _span(plain, match.start(1), match.start(1) + len(word), 0.9)


def _in_thanks(plain: str) -> Iterator[Span]:
    """Thank you jo and priya."""
    for match in _THANKS.finditer(plain):
        for word in _WORD.finditer(match[1]):
            if _is_listed(word[0]) and word[0].casefold() not in LOWER_CASE_TRAPS - THANKED:
                start = match.start(1) + word.start()
                yield Span(start, start + len(_without_possessive(word[0])), NAME, 0.8)


def _by_list_or_neighbours(plain: str) -> Iterator[Span]:
    is_shouting = sum(map(str.isupper, plain)) > sum(map(str.islower, plain))
    for match in _WORD.finditer(plain):
        word = _without_possessive(match[0])
        confidence = _likelihood(plain, match.start(), word, is_shouting=is_shouting)
        if confidence:
            yield _span(plain, match.start(), match.start() + len(word), confidence)


def _likelihood(plain: str, start: int, word: str, *, is_shouting: bool) -> float:
    """How likely a word by itself is a name; 0 when it is taken for an ordinary word."""
    if len(word) < 2 or _is_plain_word(word):
        return 0.0
    before, after = plain[max(0, start - 40) : start], plain[start + len(word) :][:30]
    if all(part in _LISTED for part in word.casefold().split("-")) or _is_listed(word):
        return _likelihood_of_listed(word, before, after, is_shouting=is_shouting)
    if not _is_name_shaped(word):
        return 0.0
    is_also_a_word = word.casefold() in ALSO_WORDS
    if _SENTENCE_START.search(before):
        return 0.6 if is_also_a_word and _AS_PEOPLE_DO.match(after) else 0.0
    comes_after, comes_before = _BEFORE_A_PERSON.search(before), _AFTER_A_PERSON.match(after)
    if is_also_a_word:
        return 0.6 if comes_after or comes_before else 0.0
    return 0.5 if comes_after and comes_before else 0.0


def _likelihood_of_listed(word: str, before: str, after: str, *, is_shouting: bool) -> float:
    if not (_is_name_shaped(word) or (word.isupper() and is_shouting)):
        return 0.5 if word.islower() and len(word) > 3 else 0.0
    is_doubtful = is_shouting or _SENTENCE_START.search(before)
    is_also_a_word = word.casefold() in LOWER_CASE_TRAPS
    return 0.0 if is_also_a_word and is_doubtful and not _AFTER_A_PERSON.match(after) else 0.85

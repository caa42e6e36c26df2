"""What to look at again in a question: hard, long, leading, double, or asking for names.

It reads English only, notices what it has a rule for, and decides nothing: docs/wording.md says
how often it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analysis.plainer_words import FAULTS, KNOWN, KNOWN_SHORT_NAMES, PEOPLE, PLAINER
from analysis.reading_age import sentences_of, syllables, words_of
from analysis.spans import plainly

# A reader of nine loses a longer sentence; Easy Read promises fifteen words.
LONGEST_SENTENCE, LONGEST_EASY_SENTENCE = 20, 15
# From so many syllables on a word is hard, unless families know it.
HARD_SYLLABLES = 4


class Trouble(StrEnum):
    """Why a wording should be looked at; the words for it are in `forms.wording_words`."""

    HARD_WORD = "hard_word"
    SHORT_NAME = "short_name"
    LONG_SENTENCE = "long_sentence"
    LEADING = "leading"
    DOUBLE = "double"
    ASKS_FOR_NAMES = "asks_for_names"


@dataclass(frozen=True)
class Remark:
    """One thing to look at: the words, where they stand, and a plainer way where we know one."""

    trouble: Trouble
    start: int
    end: int
    words: str
    plainer: str = ""


def remarks(text: str, *, is_easy_read: bool = False) -> tuple[Remark, ...]:
    """Everything to look at in one wording, in the order of its words; nothing when it is fine."""
    plain = plainly(text)
    found = [
        *_hard_words(plain),
        *_short_names(plain),
        *_long_sentences(plain, LONGEST_EASY_SENTENCE if is_easy_read else LONGEST_SENTENCE),
        *_by_pattern(plain, Trouble.LEADING, _LEADING),
        *_double(plain),
        *_by_pattern(plain, Trouble.ASKS_FOR_NAMES, _NAMES),
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.trouble)))


def _remark(trouble: Trouble, found: re.Match[str], plainer: str = "") -> Remark:
    return Remark(trouble, found.start(), found.end(), found.group(), plainer)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


# The longest first, so that "in order to" is not "order".
_WITH_A_PLAIN_WORD = re.compile(
    r"\b(?:" + "|".join(map(re.escape, sorted(PLAINER, key=len, reverse=True))) + r")\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_SHORT_NAME = re.compile(r"\b[A-Z][A-Z&]*[A-Z]\b(?:s\b)?|\bSENCOs?\b")


def _hard_words(text: str) -> Iterator[Remark]:
    known = [*_WITH_A_PLAIN_WORD.finditer(text)]
    for found in known:
        yield _remark(Trouble.HARD_WORD, found, PLAINER[found.group().lower()])
    taken = [found.span() for found in known]
    for found in _WORD.finditer(text):
        is_free = all(found.end() <= start or end <= found.start() for start, end in taken)
        if is_free and _is_hard(found.group()):
            yield _remark(Trouble.HARD_WORD, found)


def _is_hard(word: str) -> bool:
    parts = words_of(word.replace("-", " "))
    return any(
        not part.isupper()
        and part.lower().removesuffix("'s") not in KNOWN
        and syllables(part) >= HARD_SYLLABLES
        for part in parts
    )


def _short_names(text: str) -> Iterator[Remark]:
    if text.isupper():
        return  # Shouted, not shortened.
    for found in _SHORT_NAME.finditer(text):
        if found.group().removesuffix("s") not in KNOWN_SHORT_NAMES:
            yield _remark(Trouble.SHORT_NAME, found)


def _long_sentences(text: str, most: int) -> Iterator[Remark]:
    begin = 0
    for sentence in sentences_of(text):
        start = text.find(sentence, begin)
        begin = start + len(sentence)
        if len(words_of(sentence)) > most:
            yield Remark(Trouble.LONG_SENTENCE, start, begin, sentence)


def _by_pattern(text: str, trouble: Trouble, pattern: re.Pattern[str]) -> Iterator[Remark]:
    for found in pattern.finditer(text):
        yield _remark(trouble, found)


_PRAISE = (
    "great|wonderful|excellent|amazing|fantastic|brilliant|lovely|fabulous|superb|outstanding|"
    "awesome|inspiring|enjoyable|fun"
)
_BLAME = "bad|badly|terrible|awful|poor|poorly|horrible|dreadful|useless|annoying|frustrating"
_NOT = r"(?:do|does|did|is|are|was|were|would|could|should|have|has|can|will)n't"
# Each already holds the answer that it wants to hear.
_LEADING = _any(
    # "Don't you agree", "isn't it".
    rf"(?:(?<=^)|(?<=[.?!,;:] )){_NOT} (?:you|it|they|we|this|that|there|the|our|your)\b",
    rf"\bhow (?:very |really )?(?:{_PRAISE}|{_BLAME})\b",
    r"\b(?:do|did|would) you (?:not |all )?agree\b",
    r"\bhow much (?:do|did) (?:you|your child) (?:really )?"
    r"(?:enjoy|like|love|value|appreciate|hate|dislike)\b",
    r"\bwhy (?:do|did) (?:you|your child) (?:really )?"
    r"(?:like|love|enjoy|prefer|hate|dislike|value)\b",
    r"\b(?:obviously|surely|of course|clearly,|undoubtedly|needless to say)",
    r"\bas (?:you|we all|everyone) (?:may |will )?knows?\b",
    r"\b(?:everyone|everybody|most (?:people|parents|families|children|young people)|"
    r"all (?:parents|families)|nobody|no one) (?:\w+ )?"
    r"(?:agrees?|says?|said|thinks?|thought|knows?|likes?|liked|loves?|loved|wants?|wanted|"
    r"finds?|found|prefers?|enjoys?|enjoyed)\b",
    r"\bexperts (?:say|agree|think|believe)\b",
    rf"\b(?:our|this|the) (?:\w+ )?(?:{_PRAISE}|award-winning|much-loved|hard-working|improved)\b",
)

_AUX = (
    r"did|do|does|was|were|is|are|has|have|had|can|could|would|will|should|how|what|why|when|"
    r"where|who|which"
)
_JOINED = re.compile(
    # At the beginning of a word only: from each of its letters it would take the square of time.
    r"(?<![A-Za-z'-])(?P<left>[A-Za-z'-]+),? (?P<word>and|or|as well as) "
    r"(?:(?:the|a|an|your|our|my|to|so|in|with|at|on|for|too|very) ){0,2}(?P<right>[A-Za-z'-]+)",
    re.IGNORECASE,
)
# Two that are one thing.
_ONE_THING = frozenset(
    {
        "again and again",
        "before and after",
        "black and white",
        "education and care",
        "health and care",
        "health and education",
        "health and social",
        "help and advice",
        "help and support",
        "advice and support",
        "information and advice",
        "information and support",
        "language and format",
        "more and more",
        "needs and disabilities",
        "nice and easy",
        "now and again",
        "now and then",
        "over and over",
        "speech and language",
        "support and advice",
        "up and down",
        "up and running",
        "wait and see",
    }
)


def _double(text: str) -> Iterator[Remark]:
    """Two questions in one, in anything that asks."""
    for found in re.finditer(r"\band ?/ ?or\b", text, re.IGNORECASE):
        yield _remark(Trouble.DOUBLE, found)
    for start, sentence in _questions(text):
        for found in _JOINED.finditer(sentence):
            if _joins_two(found):
                at = start + found.start(), start + found.end()
                yield Remark(Trouble.DOUBLE, *at, found.group())
    asked = [*_questions(text)]
    if len(asked) > 1:
        start, sentence = asked[1]
        yield Remark(Trouble.DOUBLE, start, start + len(sentence), sentence)


def _questions(text: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"[^.?!\n]*[.?!\n]?", text):
        said = found.group().lstrip()
        if said.endswith("?") and len(said) > 1:
            yield found.end() - len(said), said


def _joins_two(found: re.Match[str]) -> bool:
    left, word, right = (found[name].lower() for name in ("left", "word", "right"))
    if word == "as well as" or re.fullmatch(_AUX, right):
        return True
    if word == "or":
        return {left, right} <= FAULTS
    is_one = f"{left} and {right}" in _ONE_THING or left == right
    return not is_one and not {left, right} & PEOPLE


# Whoever answers would tell who they, or somebody else, are.
_WHOSE = r"(?:your|their|his|her|its|the|a|any)(?: \w+('s)?){0,2}?"
_SOMEBODY = (
    r"(?:member of staff|staff member|person|people|worker|teacher|nurse|doctor|officer|therapist|"
    r"social worker|keyworker|key worker|caseworker|senco|headteacher|head teacher|manager|"
    r"assistant|consultant|psychologist|interpreter|adviser|advisor|driver|gp)"
)
_PRIVATE = (
    r"(?:e-?mail(?: address)?|phone(?: number)?|telephone(?: number)?|mobile(?: number)?|"
    r"home address|address|postcode|post code|date of birth|birthday|nhs number|"
    r"contact details|signature|surname)"
)
_NAMES = _any(
    rf"\bwhat(?:'s| is| are| was) {_WHOSE} (?:full |first |last )?names?\b",
    r"\b(?:write|tell us|give|enter|add|type|say|put|leave)(?: us)?(?: \w+){0,3}? names?\b",
    r"\b(?:your|child's|parent's|teacher's|full|first|last) (?:full )?names?\b",
    r"(?:^|[.?!] |please |can you |could you )name (?:the|a|any|your|all|each|who|those)\b",
    r"\bwho (?:is|was|are|were) (?:your|their|his|her|your child's|the) "
    rf"(?:\w+ ){{0,2}}?{_SOMEBODY}s?\b",
    r"\bwho (?:did|do|does) (?:you|your child|they) (?:speak|talk|see|meet|deal)\b",
    rf"\bwhich (?:\w+ )?{_SOMEBODY} (?:\w+ ){{0,2}}?\w+",
    rf"\b(?:what|when|which)(?:'s| is| are) (?:your|your child's|their) (?:\w+ )?{_PRIVATE}\b",
    r"\b(?:write|give|enter|add|type|leave|tell us|send)(?: us)? (?:your|their|a) "
    rf"(?:\w+ )?{_PRIVATE}\b",
    rf"\b(?:your|child's) {_PRIVATE}\b(?= ?[?:]?$)",
)

"""Numbers, addresses and dates in a comment that point at one family.

Patterns only: they find what has the shape of an identifier in English writing, with the digits of
any script. A number somebody spells in a way of their own is missed, so a person always reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.plain_words import NO_MAILBOX
from analysis.spans import Span, plainly

# Every kind this module finds.
PHONE, EMAIL, POSTCODE, NHS, UPN, NI = "phone", "email", "postcode", "nhs", "upn", "ni"
REFERENCE, BIRTH, ADDRESS, URL, HANDLE = "ref", "dob", "address", "url", "handle"

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
    "DN DT "
    "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD "
    "LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK "
    "SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"\b(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})"
    r"[ ]?\d[A-Z\d]?[ .-]{0,3}[\dO][ ]?[ABD-HJLNP-UW-Z]{2}\b",
    re.IGNORECASE,
)

# Between two digits of a telephone number people write almost anything.
_GAP = r"[ .,\-()/]{0,3}"
_DIGITS = re.compile(
    rf"(?<![\w£$€])(?:\+|\(\+?)?[\dO](?:{_GAP}[\dO]){{6,15}}(?![\w%])", re.IGNORECASE
)
_PHONE_WORDS = re.compile(
    r"\b(?:phone|telephone|tel|mob|mobile|cell|call|ring|text|whats ?app|number|num|no|dial|fax)\b"
    r"[^.!?\d]{0,25}$",
    re.IGNORECASE,
)
_NHS_WORDS = re.compile(r"\bNHS\b[^.!?\d]{0,25}$", re.IGNORECASE)
_SPELLED = (
    "zero",
    "oh",
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "double",
    "triple",
    "treble",
)
_SPELLED_PHONE = re.compile(
    rf"\b(?:{'|'.join(_SPELLED)})(?:[ ,-]+(?:{'|'.join(_SPELLED)}|o|\d)){{6,}}\b", re.IGNORECASE
)

_EMAIL = re.compile(
    r"(?<![\w.])[\w.+'%-]{1,64} ?@ ?[\w-]{1,63}(?: ?\. ?[\w-]{2,63})+"
    r"|(?<![\w.])[\w.+'%-]{1,64}@[\w-]{2,63}\b"
)
_AT, _DOT = (
    r"(?: at | ?[(\[{<] ?(?:at|@) ?[)\]}>] ?| ?@ ?)",
    r"(?: dot | ?[(\[{<] ?(?:dot|\.) ?[)\]}>] ?| ?\. ?)",
)
_ENDING = r"(?:com|net|org|edu|gov|uk|co|ac|sch|nhs|info|me|io|eu|pl|fr|es|it|pt|tr)\b"
_PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|btinternet|protonmail|proton ?mail|live|"
    r"sky|msn|virginmedia|ymail)\b"
)
_SPELLED_EMAIL = re.compile(
    rf"(?<![\w.+-])(?:[\w.+-]{{1,40}}(?: dot | ?[(\[]dot[)\]] ?|\.))?[\w.+-]{{1,64}}{_AT}"
    rf"(?:{_PROVIDERS}(?:{_DOT}{_ENDING}){{0,2}}|"
    rf"[\w-]{{2,40}}(?:{_DOT}[\w-]{{2,40}})?(?:{_DOT}{_ENDING}){{1,2}})",
    re.IGNORECASE,
)
_MAIL_WORDS = re.compile(
    r"\b(?:e-?mail|mail|write|contact|address|reach)\b[^.!?]{0,30}$", re.IGNORECASE
)

_UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z](?: ?\d){11} ?[\dA-Z](?!\w)", re.IGNORECASE)
_NI = re.compile(r"(?<!\w)[A-Z] ?[A-Z](?:[ .-]?\d\d){3}[ .-]?[A-D](?!\w)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:(?:ref(?:erence)?|urn|mrn|upn|uln)\b|"
    r"(?:case|claim|account|hospital|patient|passport|pupil|tribunal|appeal|file|nhs|ehcp?|plan|"
    r"application|national insurance|ni|visa|brp|student)[ ](?:ref(?:erence)?|number|num|no|id)\b)"
    r"(?:[ .:#]|number|num|no|id|is|was|code|ref|=)*([A-Z]{0,4}[-/ "
    r"]?\d[A-Z\d]*(?:[-/.]?[A-Z\d]+){0,5})",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|uk|io|me|"
    r"info)\b(?:/\S*)?",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"(?:^|[./])(?:gov|nhs|police)\.uk\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_]\w[\w.]{1,28}\w")
_ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|twitter|tik ?tok|snap(?:chat)?|facebook|fb|messenger|telegram|discord|"
    r"youtube|xbox|roblox|psn)[ ]?(?:is|:|name|handle|username|user|account|id|as|@|-|=|[ ])+"
    r"([A-Za-z][\w.]*[\d_.][\w.]*\w)",
    re.IGNORECASE,
)


def find_identifiers(text: str) -> Iterator[Span]:
    """Every stretch with the shape of an identifier; some overlap."""
    plain = plainly(text)
    yield from _numbers(plain)
    yield from _mail(plain)
    yield from _links(plain)
    for kind, pattern in ((POSTCODE, _POSTCODE), (UPN, _UPN), (NI, _NI), (PHONE, _SPELLED_PHONE)):
        for match in pattern.finditer(plain):
            yield Span(match.start(), match.end(), kind, 0.95)
    for match in _REFERENCE.finditer(plain):
        if sum(c.isdigit() for c in match[1]) >= 4:
            yield Span(match.start(1), match.end(1), REFERENCE, 0.8)


def _numbers(plain: str) -> Iterator[Span]:
    for match in _DIGITS.finditer(plain):
        kind = _kind_of_number(match[0], before=plain[: match.start()][-60:])
        if kind:
            start = match.start()
            yield Span(start, start + len(match[0].rstrip(" .,-(/")), *kind)


def _kind_of_number(written: str, *, before: str) -> tuple[str, float] | None:
    """What a run of digits is; None when it is only a number."""
    digits = re.sub(r"\D", "", re.sub("[oO]", "0", written))
    is_after_nhs = _NHS_WORDS.search(before) is not None
    if len(digits) == 10 and (is_after_nhs or _has_nhs_check_digit(digits)):
        return NHS, 0.98 if is_after_nhs else 0.9
    if re.fullmatch(r"(?:0[1-9]\d{8,9}|(?:00)?440?[1-9]\d{8,9})", digits):
        return PHONE, 0.97
    if written.startswith(("+", "(+", "00")) and 9 <= len(digits) <= 16:
        return PHONE, 0.9
    if re.fullmatch(r"7[1-9]\d{8}", digits):
        return PHONE, 0.8
    if re.fullmatch(r"\d\d?[/.-]\d\d?[/.-]\d{4}", written.strip()):
        return None  # A date.
    if 7 <= len(digits) <= 12 and _PHONE_WORDS.search(before):
        return PHONE, 0.7
    return None


def _has_nhs_check_digit(digits: str) -> bool:
    """Say whether the tenth digit fits the first nine, as in every NHS number."""
    weighted = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return digits[0] != "0" and (11 - weighted % 11) % 11 == int(digits[9])


def _mail(plain: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(plain):
        yield Span(match.start(), match.end(), EMAIL, 0.97)
    for match in _SPELLED_EMAIL.finditer(plain):
        mailbox = re.split(_AT, match[0], maxsplit=1, flags=re.IGNORECASE)[0].casefold()
        is_mail = _MAIL_WORDS.search(plain[: match.start()]) or re.search(r"[\d_.]|dot", mailbox)
        spelled = re.search(r"\bdot\b|[(\[{]", match[0], re.IGNORECASE)
        if mailbox not in NO_MAILBOX and (is_mail or spelled or _is_provider(match[0])):
            yield Span(match.start(), match.end(), EMAIL, 0.93)


def _is_provider(written: str) -> bool:
    return re.search(_PROVIDERS.replace("live|", "").replace("sky|", ""), written, re.I) is not None


def _links(plain: str) -> Iterator[Span]:
    for match in _URL.finditer(plain):
        address = match[0].rstrip(".,;:!?)'\"")
        if not _PUBLIC.search(address.split("/")[0] if "//" not in address else address):
            yield Span(match.start(), match.start() + len(address), URL, 0.9)
    for match in _HANDLE.finditer(plain):
        yield Span(match.start(), match.end(), HANDLE, 0.9)
    for match in _ACCOUNT.finditer(plain):
        yield Span(match.start(1), match.end(1), HANDLE, 0.8)

"""What a translation must keep of the English: its placeholders, plural forms and plain text."""

import re
import unicodedata
from collections.abc import Iterator

from feedback.cli.plural_forms import PluralForm

PLACEHOLDER = re.compile(r"%\((\w+)\)(.)")
# The number that chooses the plural form.
NUMBER = ("num", "s")
# Joins and direction marks that Bengali, Urdu and Arabic spelling needs.
NEEDED_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
# What a spreadsheet program writes for letters that its plain CSV cannot hold.
LOST_LETTERS = ("??", "\ufffd")
# A page would take these for markup.
MARKUP = "<>&"


def problems(
    english: tuple[str, ...], strings: tuple[str, ...], forms: tuple[PluralForm, ...]
) -> Iterator[str]:
    """What is wrong with one translation, in sentences; `english` has two forms where it varies."""
    if not all(strings):
        yield from _gaps(strings, forms)
        return
    for place, text in enumerate(strings):
        form = forms[place] if len(english) > 1 else None
        yield from _placeholder_problems(english, text, form)
        yield from _text_problems(english, text)


def words_problems(english: str, text: str, *, longest: int, is_line: bool) -> Iterator[str]:
    """What is wrong with one translation of an officer's words: these hold no placeholders.

    Pages print them as they are, so "<" and "%" are words too.
    """
    over = len(text) - longest
    if over > 0:
        yield f"it is {over} characters too long"
    if is_line and "\n" in text:
        yield "it has a line break, and has to be one line"
    yield from _hidden_problems(english, text.replace("\n", "").replace("\t", ""))


def unprintable(text: str) -> str | None:
    """The name of a character that nobody can see and no page should hold, if there is one."""
    for character in text:
        category = unicodedata.category(character)
        is_hidden = category[0] == "C" or category in {"Zl", "Zp"}
        if is_hidden and character not in NEEDED_MARKS:
            return f"U+{ord(character):04X}"
    return None


def _gaps(strings: tuple[str, ...], forms: tuple[PluralForm, ...]) -> Iterator[str]:
    if len(strings) == 1:
        yield "the translation is missing"
        return
    for text, form in zip(strings, forms, strict=True):
        if not text:
            yield f"the plural form for {form.words} is missing"


def _placeholder_problems(
    english: tuple[str, ...], text: str, form: PluralForm | None
) -> Iterator[str]:
    wanted, found = set(PLACEHOLDER.findall(english[-1])), set(PLACEHOLDER.findall(text))
    missing = wanted - found
    if form and _may_leave_out_number(english, form):
        missing -= {NUMBER}
    for name, kind in sorted(missing):
        yield f"the placeholder %({name}){kind} is missing"
    for name, kind in sorted(found - wanted):
        yield f"the English has no placeholder %({name}){kind}"
    if wanted and found <= wanted and not _can_be_filled_in(text, {name for name, _ in wanted}):
        yield "a per cent sign that is no placeholder has to be written %%"
    elif not wanted and not found and text.count("%") != english[0].count("%"):
        yield "it has a per cent sign where the English has none, or the other way round"


def _may_leave_out_number(english: tuple[str, ...], form: PluralForm) -> bool:
    """Arabic has a word for two; English says “one question” without a figure."""
    english_does = form.has_one and NUMBER not in PLACEHOLDER.findall(english[0])
    return form.is_for_one_number or english_does


def _can_be_filled_in(text: str, names: set[str]) -> bool:
    try:
        text % dict.fromkeys(names, "")
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _text_problems(english: tuple[str, ...], text: str) -> Iterator[str]:
    yield from _hidden_problems(english[0], text)
    for mark in MARKUP:
        if text.count(mark) > max(one.count(mark) for one in english):
            yield f"it has “{mark}”, which the English does not"


def _hidden_problems(english: str, text: str) -> Iterator[str]:
    hidden = unprintable(text)
    if hidden:
        yield f"it holds a character that cannot be seen ({hidden})"
    if any(lost in text and lost not in english for lost in LOST_LETTERS):
        yield "its letters are lost; save the sheet as .xlsx or “CSV UTF-8”"
    if text.startswith("="):
        yield "it is a formula, not words"

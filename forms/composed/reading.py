"""Read a composed survey out of plain data that may say anything at all."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l

from forms.bank import QUESTIONS
from forms.composed import limits
from forms.composed.pieces import (
    OWN_ID,
    After,
    Composed,
    Kind,
    OwnOption,
    OwnQuestion,
    Piece,
    Scale,
    is_own_code,
)
from forms.composed.problems import Problem, is_role
from forms.composed.survey import BANK
from forms.composed.words import Words
from forms.fields import clean_text
from forms.questions import IDENTIFIER, Meaning, TextKind, Wording
from forms.surveys import SURVEYS
from translations import LANGUAGES, SOURCE

NOT_A_TABLE = _l("This has to be a group of named values.")
NOT_A_LIST = _l("This has to be a list.")
NOT_TEXT = _l("This has to be text.")
NOT_A_FLAG = _l("This has to be true or false.")
UNKNOWN_NAME = _l("Nothing here is called this.")
MISSING = _l("This is missing.")
TOO_LONG = _l("This text is too long.")
TOO_MANY = _l("There are too many of these.")
NOT_ONE_OF_OURS = _l("This is none of the words that can stand here.")
OTHER_FORMAT = _l("This was written for another version of Heard.")
NO_SUCH_QUESTION = _l("The question bank has no such question.")
# In a list longer than this nothing is looked at.
LONGEST_LIST = 50
MOST_PROBLEMS = 100
# Of a name that nothing has, as much is said.
LONGEST_SHOWN = 60

Made = TypeVar("Made")
Choice = TypeVar("Choice", bound=StrEnum)
PICTURES = frozenset(
    name
    for question in QUESTIONS.values()
    for name in (question.picture, *(option.picture for option in question.options))
    if name
)


class Reader:
    """Reads one value after another, and remembers everything that is not as it should be."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self.problems: list[Problem] = []

    def wrong(self, path: str, reason: Wording) -> None:
        """Remember it; after very many it is plain that this is no survey."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path, reason))

    def table(self, value: object, path: str, names: frozenset[str]) -> Mapping[str, Any]:
        """A group of values, none with another name."""
        if not isinstance(value, Mapping):
            self.wrong(path, NOT_A_TABLE)
            return {}
        for name in list(value)[:LONGEST_LIST]:
            if name not in names:
                self.wrong(f"{path}.{str(name)[:LONGEST_SHOWN]}".removeprefix("."), UNKNOWN_NAME)
        return value

    def text(self, value: object, path: str, longest: int) -> str:
        """A text as a person meant it."""
        if not isinstance(value, str):
            self.wrong(path, MISSING if value is None else NOT_TEXT)
            return ""
        if len(value) > 4 * longest or len(clean_text(value)) > longest:
            self.wrong(path, TOO_LONG)
            return ""
        return clean_text(value)

    def flag(self, value: object, path: str) -> bool:
        """True or false, and no other word for either."""
        if not isinstance(value, bool):
            self.wrong(path, NOT_A_FLAG)
        return value is True

    def one_of(self, value: object, path: str, kind: type[Choice]) -> Choice | None:
        """One of our own words."""
        if value in [one.value for one in kind]:
            return kind(value)
        self.wrong(path, NOT_ONE_OF_OURS)
        return None

    def list_of(
        self, value: object, path: str, most: int, read: Callable[[object, str], Made]
    ) -> tuple[Made, ...]:
        """Every part of a list, unless there are more than there may be."""
        if not isinstance(value, list | tuple):
            self.wrong(path, NOT_A_LIST)
            return ()
        if len(value) > most:
            self.wrong(path, TOO_MANY)
            return ()
        return tuple(read(one, f"{path}.{number}") for number, one in enumerate(value))

    def known(self, value: object, path: str, is_known: Callable[[str], object]) -> str:
        """A word that is known; the empty one where it is not."""
        if isinstance(value, str) and len(value) <= limits.LONGEST_SLUG and is_known(value):
            return value
        self.wrong(path, MISSING if value is None else NOT_ONE_OF_OURS)
        return ""

    def words(self, value: object, path: str, longest: int) -> Words:
        """A text in many languages; one text alone is English."""
        if isinstance(value, str):
            return Words.english(self.text(value, path, longest))
        if value is None:
            self.wrong(path, MISSING)
            return Words.english("")
        given = self.table(value, path, frozenset({*LANGUAGES, "checked", "stale"}))
        texts = {SOURCE: ""}
        for code in LANGUAGES:
            if code in given:
                most = limits.longest_in(code, longest)
                texts[code] = self.text(given[code], f"{path}.{code}", most)
        there = [code for code, text in texts.items() if text and code != SOURCE]
        checked, stale = (
            frozenset(self._languages(given.get(name, ()), f"{path}.{name}", there))
            for name in ("checked", "stale")
        )
        if checked & stale:
            self.wrong(f"{path}.checked", NOT_ONE_OF_OURS)
        kept = {code: text for code, text in texts.items() if text or code == SOURCE}
        return Words(kept, checked=checked - stale, stale=stale)

    def _languages(self, value: object, path: str, there: list[str]) -> tuple[str, ...]:
        codes = self.list_of(
            value, path, len(LANGUAGES), lambda one, at: self.known(one, at, there.__contains__)
        )
        return tuple(code for code in codes if code)


def composed_from(reader: Reader, plain: object, form: int) -> Composed | None:
    """The survey in this data; where the reader has problems afterwards it is none."""
    names = "format slug title easy_title intro easy_intro pieces over_budget_reason"
    given = reader.table(plain, "", frozenset({*names.split(), "is_restricted", "asks_about_you"}))
    if given.get("format") != form or isinstance(given.get("format"), bool):
        reader.wrong("format", OTHER_FORMAT)
    if reader.problems:
        return None
    reason = given.get("over_budget_reason")
    return Composed(
        slug=reader.known(given.get("slug"), "slug", is_free_slug),
        title=reader.words(given.get("title"), "title", limits.LONGEST_TITLE),
        easy_title=reader.words(given.get("easy_title"), "easy_title", limits.LONGEST_TITLE),
        intro=reader.words(given.get("intro"), "intro", limits.LONGEST_INTRO),
        easy_intro=reader.words(given.get("easy_intro"), "easy_intro", limits.LONGEST_INTRO),
        pieces=reader.list_of(
            given.get("pieces", ()),
            "pieces",
            LONGEST_LIST,
            lambda one, path: _piece(reader, one, path),
        ),
        over_budget_reason=None
        if reason is None
        else reader.text(reason, "over_budget_reason", limits.LONGEST_REASON) or None,
        is_restricted=reader.flag(given.get("is_restricted", False), "is_restricted"),
        asks_about_you=reader.flag(given.get("asks_about_you", True), "asks_about_you"),
    )


def is_free_slug(slug: str) -> bool:
    """Whether a composed survey may be called this: a name in addresses, not a built-in one's."""
    return bool(IDENTIFIER.fullmatch(slug)) and slug not in SURVEYS


def _piece(reader: Reader, plain: object, path: str) -> Piece:
    names = frozenset({"question", "only_for", "after", "is_overall", "pools"})
    given = reader.table(plain, path, names)
    asked = given.get("question")
    question: str | OwnQuestion
    if isinstance(asked, Mapping):
        question = _own(reader, asked, f"{path}.question")
    else:
        question = asked if isinstance(asked, str) and asked in BANK else ""
        if not question:
            reader.wrong(f"{path}.question", MISSING if asked is None else NO_SUCH_QUESTION)
    role = given.get("only_for")
    return Piece(
        question,
        only_for=None if role is None else reader.known(role, f"{path}.only_for", is_role),
        after=_after(reader, given["after"], f"{path}.after") if "after" in given else None,
        is_overall=reader.flag(given.get("is_overall", False), f"{path}.is_overall"),
        pools=reader.flag(given.get("pools", True), f"{path}.pools"),
    )


def _after(reader: Reader, plain: object, path: str) -> After:
    given = reader.table(plain, path, frozenset({"question", "codes"}))

    def code(one: object, at: str) -> str:
        return reader.known(one, at, lambda word: word.replace("_", "").isalnum())

    return After(
        reader.known(given.get("question"), f"{path}.question", IDENTIFIER.fullmatch),
        reader.list_of(given.get("codes"), f"{path}.codes", limits.MOST_OPTIONS, code),
    )


OWN_NAMES = "id kind standard easy hint easy_hint why scale options text_kind evidences picture"

GOES_WITH = {
    "scale": (Kind.SCALE,),
    "options": (Kind.CHOICE, Kind.SEVERAL),
    "text_kind": (Kind.OPEN,),
}


def _own(reader: Reader, plain: object, path: str) -> OwnQuestion:
    given = reader.table(plain, path, frozenset(OWN_NAMES.split()))
    kind = reader.one_of(given.get("kind"), f"{path}.kind", Kind) or Kind.OPEN

    def words(name: str, longest: int) -> Words:
        return reader.words(given.get(name), f"{path}.{name}", longest)

    def more(name: str, longest: int) -> Words | None:
        return words(name, longest) if name in given else None

    def choice(name: str, words_of: type[Choice]) -> Choice | None:
        return reader.one_of(given[name], f"{path}.{name}", words_of) if name in given else None

    for name, kinds in GOES_WITH.items():
        if name in given and kind not in kinds:
            reader.wrong(f"{path}.{name}", UNKNOWN_NAME)
    id_ = reader.known(given.get("id"), f"{path}.id", OWN_ID.fullmatch)
    return OwnQuestion(
        id_ or "own_0000000000",
        kind,
        standard=words("standard", limits.LONGEST_QUESTION),
        easy=words("easy", limits.LONGEST_QUESTION),
        hint=more("hint", limits.LONGEST_HINT),
        easy_hint=more("easy_hint", limits.LONGEST_HINT),
        why=more("why", limits.LONGEST_WHY),
        scale=choice("scale", Scale),
        options=reader.list_of(
            given.get("options", ()),
            f"{path}.options",
            LONGEST_LIST,
            lambda one, at: _option(reader, one, at),
        ),
        text_kind=choice("text_kind", TextKind),
        evidences=_measures(reader, given.get("evidences", ()), f"{path}.evidences"),
        picture=_picture(reader, given, path),
    )


def _option(reader: Reader, plain: object, path: str) -> OwnOption:
    given = reader.table(plain, path, frozenset({"code", "standard", "easy", "meaning", "picture"}))
    meaning = given.get("meaning", Meaning.NO_VIEW.value)
    return OwnOption(
        reader.known(given.get("code"), f"{path}.code", is_own_code) or "none",
        standard=reader.words(given.get("standard"), f"{path}.standard", limits.LONGEST_OPTION),
        easy=reader.words(given.get("easy"), f"{path}.easy", limits.LONGEST_OPTION),
        meaning=reader.one_of(meaning, f"{path}.meaning", Meaning) or Meaning.NO_VIEW,
        picture=_picture(reader, given, path),
    )


def _picture(reader: Reader, given: Mapping[str, Any], path: str) -> str | None:
    if "picture" not in given:
        return None
    return reader.known(given["picture"], f"{path}.picture", PICTURES.__contains__) or None


def _measures(reader: Reader, plain: object, path: str) -> tuple[str, ...]:
    def ref(one: object, at: str) -> str:
        return reader.known(one, at, _is_ref)

    return reader.list_of(plain, path, limits.MOST_MEASURES, ref)


def _is_ref(word: str) -> bool:
    return word.isascii() and word.replace(".", "").isalnum() and len(word) <= limits.LONGEST_REF

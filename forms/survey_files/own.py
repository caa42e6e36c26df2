"""Our own files: one survey as TOML or JSON, written and read back exactly."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from forms.composed import Composed, NotComposedError, from_plain, to_plain
from forms.survey_files import words
from forms.survey_files.places import (
    DEEPEST,
    LONGEST_NAME,
    line_of,
    line_of_second_name,
    line_where_too_deep,
    lines_of_json,
    lines_of_toml,
    path_of,
)
from forms.survey_files.results import FileRefusedError, Refusal

MOST_VALUES = 20_000
# They turn round what is read after them: what a text says can be hidden so.
TURNING = "\u202d\u202e"
_NAME = re.compile(r"\s*[A-Za-z0-9_\"'-]+\s*")
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")
_NO_NUMBER = re.compile(rf"-?\b(?:NaN|Infinity)\b|{_LONG_NUMBER.pattern}")
HEADING = "# A survey of Heard; docs/survey-files.md says what each line means.\n"
Lines = Callable[[str], Mapping[str, int]]


def as_toml(composed: Composed) -> str:
    """The survey as a file that people can read, and `take_in` reads back."""
    return HEADING + "\n".join(_toml(to_plain(composed), "")) + "\n"


def as_json(composed: Composed) -> str:
    """The same for programs."""
    return json.dumps(to_plain(composed), ensure_ascii=False, indent=1) + "\n"


def _toml(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """Plain values first: what follows a header belongs to it."""
    for name, value in table.items():
        if not _is_group(value):
            yield f"{name} = {_plain(value)}"
    for name, value in table.items():
        below = f"{path}.{name}".lstrip(".")
        if isinstance(value, Mapping):
            yield from ("", f"[{below}]", *_toml(value, below))
        elif _is_group(value):
            for one in value:
                yield from ("", f"[[{below}]]", *_toml(one, below))


def _is_group(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping)


def _plain(value: object) -> str:
    # JSON writes texts, lists of texts, true, false and whole numbers just as TOML does.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_toml(text: str) -> Composed:
    """The survey in a TOML file; FileRefusedError for all else."""
    _refuse_long_names(text)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileRefusedError(Refusal(_line_in(str(error), text), "", words.BROKEN)) from None
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        raise _no_number_at(_LONG_NUMBER, text) from None
    return checked(plain, text, lines_of_toml)


def _refuse_long_names(text: str) -> None:
    """A name of very many parts takes the parser the square of their number."""
    for number, line in enumerate(text.splitlines(), start=1):
        joined = 0
        for part in line.split("."):
            is_name = len(part) <= LONGEST_NAME and _NAME.fullmatch(part)
            joined = joined + 1 if is_name else 0
            if joined > DEEPEST:
                raise FileRefusedError(Refusal(number, "", words.TOO_DEEP))


def _line_in(message: str, text: str) -> int:
    """What the message of the parser says; it says no number where the text ends too soon."""
    number = message.partition("at line ")[2].partition(",")[0]
    return int(number) if number.isdecimal() else text.count("\n") + 1


def loaded_json(text: str) -> Any:
    """Any JSON file as plain values; FileRefusedError where it is broken, deep or ambiguous."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise FileRefusedError(Refusal(error.lineno, "", words.BROKEN)) from None
    except _TwiceError as error:
        line = line_of_second_name(text)
        raise FileRefusedError(Refusal(line, error.name[:40], words.TWICE)) from None
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        raise _no_number_at(_NO_NUMBER, text) from None


class _TwiceError(Exception):
    """One name stands twice in one group."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _TwiceError(name)
        made[name] = value
    return made


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _too_deep(text: str) -> FileRefusedError:
    return FileRefusedError(Refusal(line_where_too_deep(text), "", words.TOO_DEEP))


def _no_number_at(odd: re.Pattern[str], text: str) -> FileRefusedError:
    """What only some readers take for a number, or none reads in good time."""
    found = odd.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else None
    return FileRefusedError(Refusal(line, "", words.BROKEN))


def from_json(plain: object, text: str) -> Composed:
    """The survey in a JSON file that was loaded already."""
    return checked(plain, text, lines_of_json)


def checked(plain: object, text: str, lines: Lines) -> Composed:
    """The survey in these values; FileRefusedError with the line of everything that is wrong."""
    checked_values(plain, text, lines)
    try:
        made = from_plain(plain)
    except NotComposedError as error:
        found = [(one.path, one.reason) for one in error.problems]
    else:
        found = [(path, words.TWICE) for path in _twice(made)]
    if found:
        where = lines(text)
        raise FileRefusedError(*(Refusal(line_of(path, where), path, why) for path, why in found))
    return made


def _twice(made: Composed) -> Iterator[str]:
    """Where a question or an answer has the id of one before it: what is answered were either."""
    ids: set[str] = set()
    for number, piece in enumerate(made.pieces):
        if piece.id in ids:
            yield f"pieces.{number}.question.id" if piece.own else f"pieces.{number}.question"
        ids.add(piece.id)
        codes: set[str] = set()
        for place, option in enumerate(piece.own.options if piece.own else ()):
            if option.code in codes:
                yield f"pieces.{number}.question.options.{place}.code"
            codes.add(option.code)


def checked_values(plain: object, text: str, lines: Lines = lines_of_json) -> None:
    """Refuse what no survey of anybody has: see `_strange`."""
    found = _strange(plain)
    if found is not None:
        raise FileRefusedError(replace(found, line=line_of(found.path, lines(text))))


def _strange(plain: object) -> Refusal | None:
    """What no survey has anywhere: very deep groups, very many values, unseen characters."""
    waiting: list[tuple[tuple[str, ...], object]] = [((), plain)]
    seen = 0
    while waiting:
        path, value = waiting.pop()
        seen += 1
        if len(path) > DEEPEST or seen + _how_many(value) > MOST_VALUES:
            return Refusal(None, path_of(path[:DEEPEST]), words.TOO_DEEP)
        if isinstance(value, str) and _has_unseen(value):
            return Refusal(None, path_of(path), words.CONTROL)
        for name, below in _inside(value):
            if _has_unseen(name):
                return Refusal(None, path_of(path), words.CONTROL)
            waiting.append(((*path, name), below))
    return None


def _how_many(value: object) -> int:
    return len(value) if isinstance(value, (Mapping, list)) else 0


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((str(name), below) for name, below in value.items())
    elif isinstance(value, list):
        yield from ((str(number), below) for number, below in enumerate(value))


def _has_unseen(text: str) -> bool:
    """Whether there is a control character; those that turn text around hide what it says."""
    return any(
        letter not in "\n\t" and (unicodedata.category(letter) in {"Cc", "Cs"} or letter in TURNING)
        for letter in text
    )

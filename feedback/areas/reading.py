"""Reads an area's file, or refuses it with the file, the line and the reason."""

import re
import tomllib
from contextlib import suppress
from decimal import Decimal
from pathlib import Path as File

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from feedback.areas.area import Area
from feedback.areas.checks import Fault, faults
from feedback.areas.lines import LineIndex
from feedback.areas.naming import describe

HERE = File(__file__).resolve().parent
_AREA = TypeAdapter(Area)
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
# A table that every area's file has, and hardly any other file.
_AREAS_OWN = re.compile(r"^\s*\[\s*sendiass\s*\]", re.MULTILINE)
_WANTED = {
    "string_type": "must be text, in quotes",
    "string_too_short": "is empty",
    "int_type": "must be a whole number",
    "date_type": "must be a date, such as 2026-07-31",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "too_short": "must have at least one row",
}


class AreaError(Exception):
    """An area's file cannot be used; `line` is None when the file itself cannot be read."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {reason}")


def load_area(name_or_path: str, *, directory: File | None = None) -> Area:
    """The area whose file is `<name>.toml` beside this module, or at the path given.

    Raises AreaError, naming the file, the line and the reason, for anything malformed.
    """
    file = _file(name_or_path, directory or HERE)
    shown = _shown(file)
    text = _text(file, shown)
    raw = _parsed(text, shown)

    def refusal(found: list[Fault]) -> AreaError:
        lines = LineIndex(text)
        # The first in the file, for later ones are often its echoes; and what is there before
        # what is missing, for a slip in a key makes both.
        fault = min(found, key=lambda fault: (fault.is_missing, lines.line_of(fault.path)))
        return AreaError(shown, lines.line_of(fault.path), _sentence(raw, fault))

    try:
        area = _AREA.validate_python(raw, context={"folder": file.parent})
    except ValidationError as error:
        raise refusal([_misshapen(detail) for detail in error.errors()]) from None
    if found := list(faults(area, raw)):
        raise refusal(found)
    return area


def _file(name_or_path: str, directory: File) -> File:
    is_path = name_or_path.endswith(".toml") or "/" in name_or_path
    return File(name_or_path) if is_path else directory / f"{name_or_path}.toml"


def _shown(file: File) -> str:
    file = file.resolve()
    return str(file.relative_to(File.cwd()) if file.is_relative_to(File.cwd()) else file)


def _text(file: File, shown: str) -> str:
    try:
        # Not read_text alone: a file saved on Windows would count its lines differently.
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        known = ", ".join(_areas_in(file.parent)) or "none"
        raise AreaError(shown, None, f"there is no such file; areas there: {known}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AreaError(shown, line, "the file must be saved as UTF-8") from None
    except OSError as error:
        raise AreaError(shown, None, f"the file cannot be read: {error.strerror}") from None


def _areas_in(folder: File) -> list[str]:
    """The names of the area files in a folder, which may hold other TOML files as well."""
    found = []
    for file in sorted(folder.glob("*.toml")):
        # A broken area's file is still one, so this does not parse it.
        with suppress(OSError, UnicodeDecodeError):
            if _AREAS_OWN.search(file.read_text(encoding="utf-8")):
                found.append(file.stem)
    return found


def _parsed(text: str, shown: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = _TOML_PLACE.search(reason)
        last = len(text.splitlines()) or 1
        line = int(place[1]) if place and place[1] else last
        said = _TOML_PLACE.sub("", reason)
        raise AreaError(shown, line, f"this is not TOML: {said}") from None


def _misshapen(detail: ErrorDetails) -> Fault:
    path = detail["loc"]
    key, kind = path[-1] if path else "", detail["type"]
    if kind == "missing":
        return Fault(path, f"has no {key}", is_missing=True)
    if kind == "unexpected_keyword_argument":
        return Fault(path, f"has a key we do not know, {key}")
    if kind.startswith("dataclass"):
        return Fault(path, "must be a table", names_key=True)
    said = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    wanted = _WANTED.get(kind) or said
    if kind in ("int_type", "int_from_float") and key in ("count", "base"):
        wanted += "; a percentage goes in percent, beside the published words"
    return Fault(path, wanted, names_key=True)


def _sentence(raw: dict[str, object], fault: Fault) -> str:
    thing, key = describe(raw, fault.path)
    subject = f"{thing}: {key}" if fault.names_key else thing
    return f"{subject} {fault.reason}"

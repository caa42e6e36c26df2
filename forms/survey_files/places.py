"""On which line of a TOML or JSON file something stands, for whoever has to put it right."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

# Of a longer name only the beginning is said, and of deeper groups and more places none: a path is
# kept for each value, and a file of any kind is read this way to say what is wrong with it.
DEEPEST, LONGEST_NAME, LONGEST_PATH = 12, 60, 1_000
MOST_PLACES, MOST_TOKENS = 40_000, 120_000
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?")
_KEY = re.compile(r"\s*(?:([A-Za-z0-9_.\-]+)|[\"']([^\"'\\]*)[\"'])\s*=")
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def lines_of_toml(text: str) -> Mapping[str, int]:
    """The line of each value by its path, such as pieces.0.question.id; of ours, that is all."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    here, is_inside_text = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        begins = not is_inside_text
        if line.count('"""') % 2 or line.count("'''") % 2:
            is_inside_text = not is_inside_text
        header = _HEADER.match(line) if begins else None
        if header:
            here = _numbered(header[2][:LONGEST_PATH], counts, is_new=header[1] == "[[")
            found.setdefault(here, number)
        elif begins and (key := _KEY.match(line)):
            parts = key[1][:LONGEST_PATH].split(".") if key[1] else [key[2]]
            name = ".".join(part[:LONGEST_NAME] for part in parts)
            found.setdefault(f"{here}.{name}".lstrip("."), number)
        if len(found) > MOST_PLACES:
            break
    return found


def _numbered(name: str, counts: dict[str, int], *, is_new: bool) -> str:
    """The path with the number of each group that there are several of."""
    path = ""
    parts = name.split(".")
    for place, part in enumerate(parts):
        path = f"{path}.{part}".lstrip(".")
        if is_new and place == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}.{counts[path]}"
    return path


def lines_of_json(text: str) -> Mapping[str, int]:
    """The same of a JSON file."""
    found: dict[str, int] = {}
    stack: list[str | int] = []
    name: str | None = None
    line, at = 1, 0
    for token in islice(_TOKEN.finditer(text), MOST_TOKENS):
        line, at = line + text.count("\n", at, token.start()), token.start()
        word = token[0]
        if word in "}]":
            stack = stack[:-1]
        elif word == ",":
            name = None
            if stack and isinstance(stack[-1], int):
                stack[-1] += 1
        elif word == ":":
            continue
        elif stack and isinstance(stack[-1], str) and name is None and word[0] == '"':
            name = stack[-1] = word[1:-1]
            found.setdefault(path_of(stack), line)
        else:
            found.setdefault(path_of(stack), line)
            if word in "{[":
                stack.append("" if word == "{" else 0)
                name = None
    return found


def line_of_second_name(text: str) -> int | None:
    """The line on which a group of a JSON file has a name for the second time."""
    groups: list[set[str]] = []
    line, at, before = 1, 0, ""
    for found in _TOKEN.finditer(text):
        line, at, word = line + text.count("\n", at, found.start()), found.start(), found[0]
        if word in "{[":
            groups.append(set())
        elif word in "}]":
            groups = groups[:-1]
        elif word == ":" and groups:
            if before in groups[-1]:
                return line
            groups[-1].add(before)
        before = word
    return None


def line_where_too_deep(text: str) -> int | None:
    """The line on which the groups of a JSON or TOML file are too deep in one another."""
    depth, line, at = 0, 1, 0
    for found in _TOKEN.finditer(text):
        line, at, word = line + text.count("\n", at, found.start()), found.start(), found[0]
        depth += (word in "{[") - (word in "}]")
        if depth > DEEPEST:
            return line
    return None


def path_of(names: Iterable[str | int]) -> str:
    """The path of what is in these groups, one in another."""
    return ".".join(str(name)[:LONGEST_NAME] for name in [*names][: DEEPEST + 1])


def line_of(path: str, lines: Mapping[str, int]) -> int | None:
    """The line of this, or else of the nearest thing that it is in."""
    path = path[:LONGEST_PATH]
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return None

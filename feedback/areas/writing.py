"""Writes a new area's file: what was answered, and everything else as a comment to fill in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from feedback.areas.explained import LISTS, SAID_BELOW, TABLES

Value: TypeAlias = str | int | bool | date | Sequence["Value"] | Mapping[str, "Value"]
# Rows of one table: its path, and each row in the order of the file.
Row: TypeAlias = tuple[str, Mapping[str, Value]]

BEGINS = """\
# {name}, as data: everything in Heard that belongs to one area. docs/new-area.md leads through it.
#
# Each table says what it is for and what its keys mean. What you have not filled in is a comment:
# take away "# " and write your own. Copy word for word, and say with `cited` where from.
# After every change: HEARD_AREA={file} .venv/bin/heard check. It names the line of a slip.
"""


def written(rows: Sequence[Row], *, file: str) -> str:
    """The whole file; `rows` in the order of the file, the file's own keys first under ""."""
    name = str(rows[0][1]["name"])
    parts = [BEGINS.format(name=" ".join(name.split()), file=file)]
    parts += [_table(path, rows) for path in TABLES if path not in WITHIN]
    return "\n".join(parts)


WITHIN = frozenset(path for path in TABLES if "." in path)


def _table(path: str, rows: Sequence[Row]) -> str:
    """A table and the tables inside its rows, explained once, with its rows or as a comment."""
    inner = [one for one in TABLES if path and one.startswith(f"{path}.")]
    lines = list(_explained(path))
    for one in inner:
        lines += _explained(one)
    found = [(at, row) for at, row in rows if at == path or at in inner]
    if not found:
        lines += [f"# {line}" for one in (path, *inner) for line in _example(one)]
    for at, row in found:
        # Two rows have air between them.
        lines += [*([""] if at and row is not found[0][1] else []), *_row(at, row)]
    return "\n".join(lines) + "\n"


def _explained(path: str) -> Iterator[str]:
    about, keys = TABLES[path]
    yield f"# {_heading(path)}: {about}" if path else f"# {about}"
    for key, (meaning, example) in keys.items():
        # Where it was copied from is said in every table: once is enough to see how.
        shown = f" For example: {key} = {example}" if key != "cited" or not path else ""
        yield f"#   {key}: {meaning}.{shown}"


def _heading(path: str) -> str:
    return f"[[{path}]]" if path in LISTS else f"[{path}]"


def _example(path: str) -> Iterator[str]:
    yield _heading(path)
    for key, (_meaning, example) in TABLES[path].keys.items():
        if (path, key) not in SAID_BELOW and (path, key) not in EITHER_OR:
            yield f"{key} = {example}"


# Keys that stand in the place of others: both at once would be refused.
EITHER_OR = frozenset(
    ("baselines", key) for key in ("published", "percent", "base", "base_of", "evidences")
)


def _row(path: str, row: Mapping[str, Value]) -> Iterator[str]:
    if path:
        yield _heading(path)
    for key, value in row.items():
        yield f"{key} = {as_toml(value)}"


def as_toml(value: Value) -> str:
    """The value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, str):
        # What nobody can see has no place in a file that people read.
        return json.dumps("".join(filter(str.isprintable, value)), ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {as_toml(one)}" for key, one in value.items()) + " }"
    return "[" + ", ".join(map(as_toml, value)) + "]"

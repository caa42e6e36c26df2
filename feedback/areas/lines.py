"""Which line of a TOML file each table and key is on, for errors tomllib cannot place."""

import re

Path = tuple[str | int, ...]

_TABLE = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")
_LONG_QUOTE = re.compile(r'"""|\'\'\'')


class LineIndex:
    """The line of every table header and key, counting rows of [[tables]] from nought."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._rows: dict[Path, int] = {}
        self._table: Path = ()
        in_long_text = False
        for number, line in enumerate(text.splitlines(), start=1):
            if not in_long_text:
                self._read(line, number)
            # An odd number of triple quotes opens or closes a text of several lines.
            in_long_text ^= len(_LONG_QUOTE.findall(line)) % 2 == 1

    def line_of(self, path: Path) -> int:
        """The line of what the path names, or of the nearest thing around it that has one."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _read(self, line: str, number: int) -> None:
        if table := _TABLE.match(line):
            self._table = self._enter(table[2].split("."), is_row=table[1] == "[[")
            # The first row of [[rows]] stands for the whole list as well.
            self._lines.setdefault(self._table[:1], number)
            self._lines[self._table] = number
        elif key := _KEY.match(line):
            self._lines.setdefault((*self._table, key[1]), number)

    def _enter(self, names: list[str], *, is_row: bool) -> Path:
        path: Path = ()
        for depth, name in enumerate(names, start=1):
            path = (*path, name)
            if depth == len(names) and is_row:
                self._rows[path] = self._rows.get(path, -1) + 1
            if path in self._rows:
                path = (*path, self._rows[path])
        return path

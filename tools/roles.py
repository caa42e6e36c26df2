"""Write who may open what into docs/roles.md, from the reviewed list and what each page says it is.

python -m tools.roles
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from flask import Flask

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "roles.md"
LIST = ROOT / "tests" / "conventions" / "audiences.txt"
MARK = "written by hand. -->\n"
ROLES = ("officer", "forum reviewer", "youth advocate", "viewer", "administrator")
OPEN = frozenset({"family", "public"})


class Line(NamedTuple):
    """One address of the reviewed list."""

    endpoint: str
    methods: str
    rule: str
    audiences: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether nobody has to sign in for it."""
        return bool(OPEN & self.audiences)


def listed() -> list[Line]:
    """Every address of the reviewed list."""
    lines = (line.split(" | ") for line in LIST.read_text("utf-8").splitlines())
    return [Line(*parts[:3], frozenset(parts[3].split(", "))) for parts in lines]


def page(app: Flask) -> str:
    """The whole document: what was written by hand, and the tables."""
    by_hand, _mark, _made = PLACE.read_text("utf-8").partition(MARK)
    tables = [*_staff_table(app, listed()), *_open_table(app, listed())]
    return by_hand + MARK + "\n".join(tables) + "\n"


def _staff_table(app: Flask, lines: Iterable[Line]) -> Iterator[str]:
    yield "\n## For staff\n"
    yield f"| What | Methods | Address | {' | '.join(ROLES)} |"
    yield "|---|---|---|" + ":-:|" * len(ROLES)
    for line in lines:
        if not line.is_open:
            cells = ("yes" if role in line.audiences else "" for role in ROLES)
            yield f"| {_row(app, line)} | {' | '.join(cells)} |"


def _open_table(app: Flask, lines: Iterable[Line]) -> Iterator[str]:
    yield "\n## For everybody\n"
    yield "| What | Methods | Address |"
    yield "|---|---|---|"
    yield from (f"| {_row(app, line)} |" for line in lines if line.is_open)


def _row(app: Flask, line: Line) -> str:
    """What a page is for, in the words of its view."""
    said = (app.view_functions[line.endpoint].__doc__ or "").strip().splitlines()
    what = "Our own files." if line.endpoint == "static" else said[0]
    return f"{what} | {line.methods} | `{line.rule}`"


def main() -> None:
    """Write it."""
    from feedback import create_app
    from feedback.config import Config

    with TemporaryDirectory() as folder:
        app = create_app(Config.from_environment({"HEARD_DATA_DIR": folder}))
        PLACE.write_text(page(app), "utf-8")
    print(f"{PLACE.relative_to(ROOT)} is written.")


if __name__ == "__main__":
    main()

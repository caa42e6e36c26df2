"""S14: what nobody can work out from the numbers shown."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from feedback.models import Role
from feedback.review import files
from feedback.review.files import ALL, Line
from tests.attacks.register import attack, control
from tests.attacks.world import World, enter_as

RAW, WHY, UNRELEASED = "canary-raw-words", "canary-why-decided", "canary-never-released"
FILTERS = (
    "child_age=5_11",
    "occasion=Music+morning",
    "from=2025-09-01&to=2025-09-02",
    "role=parent_carer",
    "collection=x",
    "threshold=1&base=1&min=1&k=1",
)


def worked_out(world: World) -> list[str]:
    """Filters that change a number, and hidden numbers that the rest of a file gives away."""
    client = enter_as(world.app, Role.FORUM)
    found = []
    for number in range(1, 9):
        path = f"/staff/results/{number}"
        if client.get(path).status_code != 200:
            continue
        found += [f"{path}?{one} filters" for one in FILTERS if differs(client, path, one)]
        found += given_away(client, f"{path}/results.csv")
    return found


def differs(client: FlaskClient, path: str, asked: str) -> bool:
    """Whether an address that asks for a part gets other numbers."""
    whole, part = (
        client.get(one).data for one in (f"{path}/results.csv", f"{path}/results.csv?{asked}")
    )
    return bool(whole != part)


def given_away(client: FlaskClient, path: str) -> Iterator[str]:
    """The hidden counts of one file that can only be one number."""
    content = client.get(path).get_data(as_text=True).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    tables: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for line in csv.DictReader(io.StringIO(content)):
        if line["low"] and not line["column"] and line["part"] != "fits":
            tables[line["table"]].append(line)
    for name, lines in tables.items():
        total = next((int(line["high"]) for line in lines if line["row"] == ALL), None)
        cells = [line for line in lines if line["row"] != ALL]
        if total is not None:
            yield from (f"{path} {name} gives {one} away" for one in certain(cells, total))


def certain(cells: list[Mapping[str, str]], total: int) -> Iterator[str]:
    """Hidden rows of one table whose number follows from the others."""
    low, high = (sum(int(cell[bound]) for cell in cells) for bound in ("low", "high"))
    for cell in cells:
        least = max(int(cell["low"]), total - (high - int(cell["high"])))
        most = min(int(cell["high"]), total - (low - int(cell["low"])))
        if not cell["shown"] and least >= most:
            yield cell["row"]


@attack("S14")
def test_s14_no_two_questions_differ_by_one_family(world: World) -> None:
    assert worked_out(world) == []


@control("S14")
def test_s14_control_a_table_with_one_hidden_count_gives_it_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if small counts alone were hidden, and nothing beside them."""
    kept = files.lines

    def one_hidden(*anything: Any, **more: Any) -> list[Line]:
        shown: list[Line] = []
        for line in kept(*anything, **more):
            is_second = any(one.table == line.table and one.shown is None for one in shown)
            number = line.high if line.shown is None and is_second else line.shown
            shown.append(Line(**{**vars_of(line), "shown": number} | (bounds(number))))
        return shown

    monkeypatch.setattr(files, "lines", one_hidden)

    assert [one for one in worked_out(world) if one.endswith("away")]


def vars_of(line: Line) -> dict[str, Any]:
    """A line as a mapping."""
    return {name: getattr(line, name) for name in line.__dataclass_fields__}


def bounds(number: int | None) -> dict[str, int]:
    """A number that is shown has no range."""
    return {} if number is None else {"low": number, "high": number}

"""Data sets to attack: seeded, of many shapes and sizes, some growing over several releases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import Any

from analysis.gate.asked import Ask, Reason, Released, Rules
from analysis.gate.left_out import counts_told
from analysis.gate.problem import Said
from analysis.gate.release import release, said_by
from analysis.gate.shape import Cell, Nesting, Shape, Table, count, dimensions_of
from analysis.gate.spec import as_json


@dataclass(frozen=True)
class Kind:
    """The columns of a data set and how many categories each has, and the tables wanted."""

    sizes: Mapping[str, int]
    tables: Sequence[Sequence[str]]
    # (fine, coarse, the place of the coarse category in which each fine one lies).
    nested: Sequence[tuple[str, str, Sequence[int]]] = ()
    left_out: Sequence[str] = ()  # Columns whose last category means no answer.


SHAPES: Sequence[Kind] = (
    Kind({"a": 3}, [["a"]]),
    Kind({"a": 5}, [["a"]]),
    Kind({"a": 3, "s": 2}, [["a"], ["a", "s"]]),
    Kind({"a": 4, "s": 3}, [["a"], ["s"], ["a", "s"]]),
    Kind({"a": 3, "s": 2, "e": 2}, [["a"], ["a", "s"], ["a", "e"]]),
    Kind({"a": 2, "s": 2, "e": 2}, [["a"], ["a", "s"], ["a", "e"], ["s", "e"]]),
    Kind({"a": 2, "s": 2, "e": 2, "g": 2}, [["a", "s"], ["e", "g"], ["a", "g"]]),
    Kind({"a": 3, "s": 2, "e": 2}, [["s", "e"], ["a", "s"], ["a", "e"]]),
    Kind({"a": 2, "f": 4, "g": 2}, [["f"], ["a", "g"], ["a", "f"]], [("f", "g", (0, 0, 1, 1))]),
    # Questions that people leave out: alone, crossed, and as Heard publishes them.
    Kind({"q": 3}, [["q"]], left_out="q"),
    Kind({"q": 4, "d": 3}, [["q"], ["d"], ["q", "d"]], left_out="qd"),
    Kind(
        {"q": 3, "Q": 2, "d": 3, "D": 2},
        [["q"], ["d"], ["Q", "D"]],
        [("q", "Q", (0, 1, 1)), ("d", "D", (0, 1, 1))],
        left_out="qd",
    ),
    Kind(
        {"q": 4, "Q": 2, "d": 4, "D": 2, "e": 3, "E": 2},
        [["q"], ["d"], ["e"], ["Q", "D"], ["Q", "E"]],
        [("q", "Q", (0, 1, 1, 1)), ("d", "D", (0, 1, 1, 1)), ("e", "E", (0, 1, 1))],
        left_out="qde",
    ),
)
# Twenty linked tables: every so many data sets.
TWENTY = Kind(dict.fromkeys("abcdefg", 2), [*combinations("abcdefg", 2)][:20])
EVERY = 50
RELEASES = (4, 4, 5)
GROWTH = (1, 3, 10, 12, 20, 30)
MOST = 200
RULES = Rules(b"a secret of the tests" * 2)


@dataclass
class DataSet:
    """One survey's answers, the releases made of them, and what an attacker is handed."""

    spec: dict[str, Any]
    ask: Ask
    steps: list[Counter[Cell]] = field(default_factory=list)
    outs: list[dict[str, Any]] = field(default_factory=list)

    def publish(self) -> None:
        """Release every step, each knowing those before it."""
        history: list[Said] = []
        for people in self.steps:
            made = release(self.ask, people, RULES, history)
            told = self.told(people, made)
            if said := said_by(made):
                bases = {tuple(one["where"].items()): (one["count"],) * 2 for one in told}
                history.append({**said, **bases})
            self.outs.append(written(made) | {"told": told, "facts": self.facts(people)})

    def told(self, people: Counter[Cell], made: Released) -> list[dict[str, Any]]:
        """How many left each question out: its base is printed unless too few answered it."""
        few = (Reason.TOO_FEW, Reason.TOO_FEW_NEW)
        tables = [one for seen in made.values() for one in seen if one.withheld not in few]
        return self.left_out(people, [one.table for one in tables])

    def left_out(self, people: Counter[Cell], tables: Sequence[Table]) -> list[dict[str, Any]]:
        """How many left each question of some tables out."""
        return [
            {"where": dict(cell), "count": count(people, dimensions_of(cell))[cell]}
            for cell in sorted(counts_told(self.ask.left_out, tables))
        ]

    def facts(self, people: Counter[Cell]) -> list[dict[str, Any]]:
        """The facts as far as they are true of these people: later ones may make up the rest."""
        held = {cell: count(people, dimensions_of(cell))[cell] for cell in self.ask.facts}
        return [
            {"where": dict(cell), "low": held[cell] if held[cell] == most else 0, "high": most}
            for cell, most in self.ask.facts.items()
        ]


def written(made: Released) -> dict[str, Any]:
    """A release as its file says it."""
    found: dict[str, Any] = json.loads(json.dumps({"roles": as_json(made)}))
    return found


def data_set(seed: int, *, releases: int | None = None) -> DataSet:
    """The data set with this number, not yet published."""
    random = Random(seed)  # noqa: S311 -- made-up answers, the same every time
    wanted = TWENTY if seed % EVERY == EVERY - 1 else random.choice(SHAPES)
    shape = shape_of(wanted)
    categories, tables = shape.categories, wanted.tables
    found = steps_of(random, shape, releases or random.choice(RELEASES))
    facts = _facts(random, wanted, shape, found[-1])
    every = list(range(len(tables)))
    # Either each role sees what the one before sees and more, or two see what the other does not.
    middle, last = random.choice([(every[:-1], every), (every[:-1], [0, every[-1]])])
    roles = {"public": [0], "forum": middle or [0], "officer": last}
    left_out = {name: categories[name][-1] for name in wanted.left_out}
    main = random.choice([[], [0]])
    ask = Ask(shape, [tuple(table) for table in tables], roles, facts, left_out, main)
    spec = {
        "categories": {name: list(every) for name, every in categories.items()},
        "nested": [
            {"fine": one.fine, "coarse": one.coarse, "parents": one.parents}
            for one in shape.nestings
        ],
    }
    return DataSet(spec, ask, found)


def shape_of(wanted: Kind) -> Shape:
    categories = {
        name: tuple(f"{name}{at}" for at in range(size)) for name, size in wanted.sizes.items()
    }
    nestings = tuple(
        Nesting(fine, coarse, {f"{fine}{at}": f"{coarse}{home}" for at, home in enumerate(homes)})
        for fine, coarse, homes in wanted.nested
    )
    return Shape(categories, nestings)


def steps_of(random: Random, shape: Shape, releases: int) -> list[Counter[Cell]]:
    """The people of each release: those of the one before, and more."""
    kinds = shape.combinations_of(shape.categories)
    weights = {
        name: {one: random.random() ** 2 + 0.02 for one in every}
        for name, every in shape.categories.items()
    }
    chances = [_product(weights[name][one] for name, one in kind) for kind in kinds]
    people: Counter[Cell] = Counter()
    found: list[Counter[Cell]] = []
    for step in range(releases):
        wanted = random.choice(GROWTH) if step else random.randint(10, 110)
        coming = min(wanted, MOST - people.total())
        people = people + Counter(random.choices(kinds, chances, k=coming))
        found.append(people)
    return found


def _facts(random: Random, wanted: Kind, shape: Shape, people: Counter[Cell]) -> dict[Cell, int]:
    """None, one or two true counts from elsewhere, by one column or by those of a table."""
    found = {}
    for _fact in range(random.choice([0, 0, 1, 2])):
        names = random.choice([*([name] for name in wanted.sizes), *wanted.tables])
        cell = random.choice(shape.combinations_of(names))
        found[cell] = count(people, names)[cell]
    return found


def _product(numbers: Iterator[float]) -> float:
    found = 1.0
    for number in numbers:
        found *= number
    return found

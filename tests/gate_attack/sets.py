"""Data sets to attack: seeded, of many shapes and sizes, some growing over several releases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from analysis.gate.group import Said
from analysis.gate.left_out import counts_told, too_few_answered
from analysis.gate.release import Ask, Released, Rules, release, said_by
from analysis.gate.shape import Cell, Nesting, Shape, count, dimensions_of
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
GROWTH = (1, 3, 10, 12, 20, 40)
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
            if said := said_by(made):
                history.append(said)
            self.outs.append(written(made) | {"told": self.told(people)})

    def told(self, people: Counter[Cell]) -> list[dict[str, Any]]:
        """How many left each question out, which everybody knows unless too few answered it."""
        few = too_few_answered(self.ask.shape, self.ask.left_out, people, base=RULES.base)
        return [
            {"where": dict(cell), "count": count(people, dimensions_of(cell))[cell]}
            for cell in sorted(counts_told(self.ask.left_out, self.ask.tables))
            if not dimensions_of(cell) & few
        ]


def written(made: Released) -> dict[str, Any]:
    """A release as its file says it."""
    found: dict[str, Any] = json.loads(json.dumps({"periods": {"all": as_json(made)}}))
    return found


def data_set(seed: int, *, releases: int | None = None) -> DataSet:
    """The data set with this number, not yet published."""
    random = Random(seed)  # noqa: S311 -- made-up answers, the same every time
    wanted = random.choice(SHAPES)
    shape = _shape(wanted)
    categories, tables = shape.categories, wanted.tables
    kinds = shape.combinations_of(categories)
    weights = {
        name: {one: random.random() ** 2 + 0.02 for one in every}
        for name, every in categories.items()
    }
    chances = [_product(weights[name][one] for name, one in kind) for kind in kinds]
    steps = releases or random.choice([1, 1, 2, 4])
    people: Counter[Cell] = Counter()
    found: list[Counter[Cell]] = []
    for step in range(steps):
        coming = random.choice(GROWTH) if step else random.randint(10, 200 if steps == 1 else 80)
        people = people + Counter(random.choices(kinds, chances, k=coming))
        found.append(people)
    facts = _fact(random, categories, found[-1]) if steps == 1 and random.random() < 0.5 else {}
    roles = {"public": [0], "forum": list(range(len(tables)))}
    left_out = {name: categories[name][-1] for name in wanted.left_out}
    ask = Ask(shape, [tuple(table) for table in tables], roles, facts, left_out)
    spec = {
        "categories": {name: list(every) for name, every in categories.items()},
        "nested": [
            {"fine": one.fine, "coarse": one.coarse, "parents": one.parents}
            for one in shape.nestings
        ],
        "facts": [{"where": dict(cell), "count": number} for cell, number in facts.items()],
    }
    return DataSet(spec, ask, found)


def _shape(wanted: Kind) -> Shape:
    categories = {
        name: tuple(f"{name}{at}" for at in range(size)) for name, size in wanted.sizes.items()
    }
    nestings = tuple(
        Nesting(fine, coarse, {f"{fine}{at}": f"{coarse}{home}" for at, home in enumerate(homes)})
        for fine, coarse, homes in wanted.nested
    )
    return Shape(categories, nestings)


def _fact(
    random: Random, categories: Mapping[str, Sequence[str]], people: Counter[Cell]
) -> dict[Cell, int]:
    name = random.choice(sorted(categories))
    pair = (name, random.choice(categories[name]))
    return {(pair,): sum(number for cell, number in people.items() if pair in cell)}


def _product(numbers: Iterator[float]) -> float:
    found = 1.0
    for number in numbers:
        found *= number
    return found

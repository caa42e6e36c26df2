"""Data sets to attack: seeded, of many shapes and sizes, some growing over several releases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from analysis.gate.group import Said
from analysis.gate.release import Ask, Released, Rules, release, said_by
from analysis.gate.shape import Cell, Nesting, Shape
from analysis.gate.spec import as_json

SHAPES: Sequence[tuple[Mapping[str, int], Sequence[Sequence[str]]]] = (
    ({"a": 3}, [["a"]]),
    ({"a": 5}, [["a"]]),
    ({"a": 3, "s": 2}, [["a"], ["a", "s"]]),
    ({"a": 4, "s": 3}, [["a"], ["s"], ["a", "s"]]),
    ({"a": 3, "s": 2, "e": 2}, [["a"], ["a", "s"], ["a", "e"]]),
    ({"a": 2, "s": 2, "e": 2}, [["a"], ["a", "s"], ["a", "e"], ["s", "e"]]),
    ({"a": 2, "s": 2, "e": 2, "g": 2}, [["a", "s"], ["e", "g"], ["a", "g"]]),
    ({"a": 3, "s": 2, "e": 2}, [["s", "e"], ["a", "s"], ["a", "e"]]),
    ({"a": 2, "f": 4, "g": 2}, [["f"], ["a", "g"], ["a", "f"]]),  # f nests in g
)
NESTED = 8
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
            self.outs.append(written(made))


def written(made: Released) -> dict[str, Any]:
    """A release as its file says it."""
    found: dict[str, Any] = json.loads(json.dumps({"periods": {"all": as_json(made)}}))
    return found


def data_set(seed: int, *, releases: int | None = None) -> DataSet:
    """The data set with this number, not yet published."""
    random = Random(seed)  # noqa: S311 -- made-up answers, the same every time
    place = random.randrange(len(SHAPES))
    sizes, tables = SHAPES[place]
    categories = {name: tuple(f"{name}{at}" for at in range(size)) for name, size in sizes.items()}
    parents = {"f0": "g0", "f1": "g0", "f2": "g1", "f3": "g1"}
    nestings = (Nesting("f", "g", parents),) if place == NESTED else ()
    shape = Shape(categories, nestings)
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
    ask = Ask(shape, [tuple(table) for table in tables], roles, facts)
    spec = {
        "categories": {name: list(every) for name, every in categories.items()},
        "nested": [{"fine": "f", "coarse": "g", "parents": parents}] if nestings else [],
        "facts": [{"where": dict(cell), "count": number} for cell, number in facts.items()],
    }
    return DataSet(spec, ask, found)


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

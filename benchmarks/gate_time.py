"""How long a release takes: a question by seven facts about people, each left out by some.

    python -m benchmarks.gate_time [SEED ...]

This is what Heard publishes of a question from 43 answers on: the answers, each fact in full, and
the answers in two groups by each fact in two or three. The bar is 120 seconds.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random

from analysis.gate.asked import Ask, Rules
from analysis.gate.release import release
from analysis.gate.shape import Cell, Nesting, Shape

FACTS = 7
ASKED = (43, 55, 99, 100, 150, 200)
RULES = Rules(b"a secret of the benchmark" * 2)
NONE = "none"


def star(groups: int, *, facts: int = FACTS) -> Ask:
    """A question and facts about people, with the groups that the crossings use."""
    names = tuple("abc"[:groups])
    categories: dict[str, tuple[str, ...]] = {
        "q": ("good", "rest", NONE),
        "q2": ("good", "other"),
    }
    nestings = [Nesting("q", "q2", {"good": "good", "rest": "other", NONE: "other"})]
    for at in range(facts):
        fine, coarse = f"d{at}", f"d{at}c"
        categories[fine] = (*names, NONE)
        categories[coarse] = names
        nestings.append(Nesting(fine, coarse, {**{one: one for one in names}, NONE: names[-1]}))
    fine = [f"d{at}" for at in range(facts)]
    tables = [("q",), *((name,) for name in fine), *(("q2", f"{name}c") for name in fine)]
    left_out = {name: NONE for name in ("q", *fine)}
    everyone = {"public": tuple(range(len(tables)))}
    return Ask(Shape(categories, tuple(nestings)), tables, everyone, {}, left_out)


def answers(ask: Ask, number: int, random: Random) -> Counter[Cell]:
    """So many answers, with some groups rare and every question left out by a few."""
    chances = {
        name: [0.1 if one == NONE else random.random() ** 2 + 0.02 for one in every]
        for name, every in ask.shape.categories.items()
        if name in ask.left_out
    }
    parents = {one.fine: one for one in ask.shape.nestings}
    people: Counter[Cell] = Counter()
    for _person in range(number):
        cell = {}
        for name, weights in chances.items():
            (chosen,) = random.choices(ask.shape.categories[name], weights)
            cell[name] = chosen
            cell[parents[name].coarse] = parents[name].parents[chosen]
        people[tuple(sorted(cell.items()))] += 1
    return people


def main() -> None:
    """Print the time of each release."""
    for seed in map(int, sys.argv[1:] or ("0", "1", "2")):
        for groups in (2, 3):
            ask = star(groups)
            for number in ASKED:
                people = answers(ask, number, Random(seed))  # noqa: S311 -- made-up answers
                start = time.process_time()
                (tables,) = release(ask, people, RULES).values()
                taken = time.process_time() - start
                cells = [cell for one in tables for cell in one.cells]
                shown = sum(cell.count is not None for cell in cells) / max(len(cells), 1)
                gone = Counter(str(one.withheld) for one in tables if one.withheld)
                print(
                    f"seed {seed}, {groups} groups, {number:3} answers: {taken:6.1f} s, "
                    f"{shown:.0%} of {len(cells)} cells shown, withheld {dict(gone)}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

"""An attacker of our own, independent of the protector: another solver, another model, own process.

It knows everything published in a sequence of releases, to any roles together, the outside facts,
how many left a question out, and that each release holds the people of the one before and more.
It reports

* A: a hidden small count that it can narrow: it cannot be nought, or cannot be the largest small
  count, although the facts alone would allow it;
* B: a count of one, two or three dimensions in no table, or of those who came between two
  releases, that is certain to be 1 to 4.

    python -m tests.gate_attack.attacker FILE.json [FILE.json ...]   (each [SPEC, OUT, OUT, ...])

With --first it stops at the first breach of each file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, product
from pathlib import Path
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

Where = tuple[tuple[str, str], ...]
Expression = Any
# One release: under "roles" the tables of each, and under "told" and "facts" what else is known.
Out = Mapping[str, Any]
Roles = frozenset[str]
FIRST = "--first"


class GaveUpError(Exception):
    """The solver could not decide: this counts as a breach."""


class Mind:
    """Everything the attacker knows of one period, and what it can therefore imagine."""

    def __init__(
        self, spec: Mapping[str, Any], outs: Sequence[Out], names: Sequence[str], roles: Roles
    ) -> None:
        self.spec, self.names = spec, names
        self.releases = [union(out, roles) for out in outs]
        self.told = [{where: one["count"] for where, one in cells_of(out, "told")} for out in outs]
        self.facts = [
            {where: (one["low"], one["high"]) for where, one in cells_of(out, "facts")}
            for out in outs
        ]
        self.threshold = spec.get("threshold", 5)
        self.kinds = [
            kind
            for kind in product(*(spec["categories"][name] for name in self.names))
            if self.can_be(dict(zip(self.names, kind, strict=True)))
        ]
        self.places = dict[Where, list[int]]()
        # Every way found in which people could be: a line a release, a column a kind.
        self.worlds = np.zeros((0, len(outs), len(self.kinds)), dtype=int)

    def can_be(self, kind: Mapping[str, str]) -> bool:
        """Whether a finer category lies in the coarser one, where both are known."""
        return all(
            one["parents"][kind[one["fine"]]] == kind[one["coarse"]]
            for one in self.spec.get("nested", [])
            if one["fine"] in kind and one["coarse"] in kind
        )

    def is_new(self, cell: Mapping[str, str]) -> bool:
        """Whether it is no other name of a cell of fewer dimensions, and no empty one."""
        return not any(
            one["fine"] in cell and one["coarse"] in cell for one in self.spec.get("nested", [])
        )

    def cells(self, *, most: int = 3) -> Iterator[Where]:
        for size in range(1, most + 1):
            for names in combinations(self.names, size):
                for chosen in product(*(self.spec["categories"][name] for name in names)):
                    if self.is_new(dict(zip(names, chosen, strict=True))):
                        yield tuple(zip(names, chosen, strict=True))

    def model(self, *, published: bool = True) -> tuple[cp_model.CpModel, list[list[Any]]]:
        model = cp_model.CpModel()
        most = max(said[()]["high"] for said in self.releases)
        came = [
            [model.new_int_var(0, most, f"{at}.{kind}") for kind in self.kinds]
            for at in range(len(self.releases))
        ]
        for at, said in enumerate(self.releases):
            known = said if published else {(): said[()]}
            for where, cell in known.items():
                total = self.held(came, where, at)
                model.add(total >= cell["low"])
                model.add(total <= cell["high"])
        for at, counts in enumerate(self.told):
            for where, count in counts.items():
                model.add(self.held(came, where, at) == count)
        last = len(self.releases) - 1
        for at in [last] if published else range(last + 1):
            for where, (low, high) in self.facts[at].items():
                model.add(self.held(came, where, at) >= low)
                model.add(self.held(came, where, at) <= high)
        return model, came

    def inside(self, where: Where) -> list[int]:
        """The kinds of people that a cell counts."""
        if where not in self.places:
            wanted = [(self.names.index(name), category) for name, category in where]
            self.places[where] = [
                place
                for place, kind in enumerate(self.kinds)
                if all(kind[index] == category for index, category in wanted)
            ]
        return self.places[where]

    def held(self, came: list[list[Any]], where: Where, at: int, *, after: int = -1) -> Expression:
        places = self.inside(where)
        return sum(came[when][place] for when in range(after + 1, at + 1) for place in places)

    def seen(self, where: Where, at: int, *, after: int = -1) -> set[int]:
        """Every count of a cell in the ways found so far."""
        counts = self.worlds[:, after + 1 : at + 1][:, :, self.inside(where)].sum(axis=(1, 2))
        return set(counts.tolist())

    def can(self, where: Where, at: int, value: int, *, published: bool = True) -> bool:
        if published and value in self.seen(where, at):
            return True
        model, came = self.model(published=published)
        model.add(self.held(came, where, at) == value)
        return self.solve(model, came, keep=published)

    def must_be(self, where: Where, at: int, after: int) -> int | None:
        """The one small value that a count can have; None where it is open or not small."""
        if not len(self.worlds) and not self.solve(*self.model()):
            raise GaveUpError("what is published contradicts itself")
        seen = self.seen(where, at, after=after)
        if len(seen) > 1 or not 0 < min(seen) < self.threshold:
            return None
        model, came = self.model()
        model.add(self.held(came, where, at, after=after) != min(seen))
        return None if self.solve(model, came) else min(seen)

    def solve(self, model: cp_model.CpModel, came: list[list[Any]], *, keep: bool = True) -> bool:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = 600
        # Proofs that no whole people fit take minutes without, and nothing with, linear programmes.
        solver.parameters.linearization_level = 2
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE):
            raise GaveUpError(solver.status_name(status))
        if status == cp_model.INFEASIBLE:
            return False
        if keep:
            world = [[solver.value(one) for one in row] for row in came]
            self.worlds = np.concatenate([self.worlds, np.array([world], dtype=int)])
        return True

    def breaches(self) -> Iterator[str]:
        """Every A and every B."""
        for at, said in enumerate(self.releases):
            for where, cell in said.items():
                if where and where not in self.told[at] and cell["high"] < self.threshold:
                    yield from self._narrowed(where, at)
        for at in range(len(self.releases)):
            for after in range(-1, at):
                yield from self._certain(at, after)

    def _narrowed(self, where: Where, at: int) -> Iterator[str]:
        for value in (0, self.threshold - 1):
            # The total alone leaves every small count open.
            knows_more = any(self.facts) or any(self.told)
            could_be = not knows_more or self.can(where, at, value, published=False)
            if could_be and not self.can(where, at, value):
                yield f"A release {at + 1} {dict(where)} cannot be {value}"

    def _certain(self, at: int, after: int) -> Iterator[str]:
        said = self.releases[at] if after == -1 else {}
        for where in self.cells():
            if where in said or where in self.told[at]:
                continue
            value = self.must_be(where, at, after)
            if value is not None and not self._known_without(where, at, after, value):
                yield f"B releases {after + 1} to {at + 1} {dict(where)} is {value}"

    def _known_without(self, where: Where, at: int, after: int, value: int) -> bool:
        """Whether the facts and the totals alone already leave a count this one value."""
        model, came = self.model(published=False)
        model.add(self.held(came, where, at, after=after) != value)
        return not self.solve(model, came, keep=False)


def union(out: Out, roles: Roles) -> dict[Where, dict[str, Any]]:
    """Everything that one release says to some roles."""
    found: dict[Where, dict[str, Any]] = {}
    for role, tables in out["roles"].items():
        for table in tables if role in roles else ():
            for cell in table.get("cells", []):
                known = found.setdefault(in_order(cell["where"]), dict(cell))
                known["low"] = max(known["low"], cell["low"])
                known["high"] = min(known["high"], cell["high"])
    return found


def in_order(where: Mapping[str, str]) -> Where:
    """A cell by its columns' names in order."""
    return tuple(sorted(where.items()))


def cells_of(out: Out, name: str) -> list[tuple[Where, Mapping[str, Any]]]:
    """What a reader of one release knows besides the tables."""
    return [(in_order(one["where"]), one) for one in out.get(name, [])]


def unions(outs: Sequence[Out]) -> list[Roles]:
    """Every choice of roles that may put together what they see, the largest first."""
    roles = sorted({role for out in outs for role in out["roles"]})
    sizes = range(len(roles), 0, -1)
    return [frozenset(some) for size in sizes for some in combinations(roles, size)]


def attack(spec: Mapping[str, Any], outs: Sequence[Out]) -> Iterator[str]:
    """Every breach in a sequence of releases; a solver that gives up is one."""
    names = names_in(outs)
    # Whatever could be for who sees more could be for who sees less of the same releases.
    worlds: dict[tuple[int, ...], np.ndarray] = {}
    for roles in unions(outs):
        seen = tuple(at for at, out in enumerate(outs) if union(out, roles))
        if seen:
            mind = Mind(spec, [outs[at] for at in seen], names, roles)
            mind.worlds = worlds.get(seen, mind.worlds)
            for one in complaints(mind):
                yield f"{sorted(roles)}: {one}"
            worlds.setdefault(seen, mind.worlds)


def names_in(outs: Sequence[Out]) -> list[str]:
    """Every column that anything is known of."""
    everyone = unions(outs)[0]
    cells = [where for out in outs for where in union(out, everyone)]
    cells += [
        where for out in outs for name in ("told", "facts") for where, _ in cells_of(out, name)
    ]
    return sorted({name for where in cells for name, _ in where})


def complaints(mind: Mind) -> Iterator[str]:
    """The breaches that one mind finds, or that it gave up."""
    try:
        yield from mind.breaches()
    except GaveUpError as error:
        yield f"the solver gave up: {error}"


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != FIRST]
    for name in names:
        spec, *outs = json.loads(Path(name).read_text("utf-8"))
        for breach in islice(attack(spec, outs), 1 if FIRST in sys.argv else None):
            print(f"{Path(name).stem}: {breach}")
    print(f"attacked {len(names)}")

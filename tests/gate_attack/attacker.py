"""An attacker of our own, independent of the protector: another solver, another model, own process.

It knows everything published in a sequence of releases, to any roles together, the outside facts,
how many left a question out, and that each release holds the people of the one before and more.
It reports

* A: a hidden small count that it can narrow: it cannot be nought, or cannot be the largest small
  count, although the facts alone would allow it;
* B: a count of one, two or three dimensions in no table, or of those who came between two
  releases, that is certain to be 1 to 4.

    python -m tests.gate_attack.attacker FILE.json [FILE.json ...]   (each [SPEC, OUT, OUT, ...])
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

Where = tuple[tuple[str, str], ...]
Expression = Any


class GaveUpError(Exception):
    """The solver could not decide: this counts as a breach."""


class Mind:
    """Everything the attacker knows of one period, and what it can therefore imagine."""

    def __init__(
        self,
        spec: Mapping[str, Any],
        releases: Sequence[Mapping[Where, Mapping[str, Any]]],
        told: Sequence[Mapping[Where, int]],
    ) -> None:
        self.spec, self.releases, self.told = spec, releases, told
        self.threshold = spec.get("threshold", 5)
        named = {name for said in releases for where in said for name, _ in where}
        named |= {name for fact in spec.get("facts", []) for name in fact["where"]}
        named |= {name for counts in told for where in counts for name, _ in where}
        self.names = sorted(named)
        self.kinds = [
            kind
            for kind in product(*(spec["categories"][name] for name in self.names))
            if self.can_be(dict(zip(self.names, kind, strict=True)))
        ]
        self.worlds: list[list[list[int]]] = []

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
        for fact in self.spec.get("facts", []):
            where = tuple(sorted(fact["where"].items()))
            model.add(self.held(came, where, len(self.releases) - 1) == fact["count"])
        for fact in self.spec.get("at_most", []):
            where = tuple(sorted(fact["where"].items()))
            model.add(self.held(came, where, len(self.releases) - 1) <= fact["count"])
        return model, came

    def held(self, came: list[list[Any]], where: Where, at: int, *, after: int = -1) -> Expression:
        wanted = [(self.names.index(name), category) for name, category in where]
        inside = [
            place
            for place, kind in enumerate(self.kinds)
            if all(kind[index] == category for index, category in wanted)
        ]
        return sum(came[when][place] for when in range(after + 1, at + 1) for place in inside)

    def can(self, where: Where, at: int, value: int, *, published: bool = True) -> bool:
        if published and any(self.held(world, where, at) == value for world in self.worlds):
            return True
        model, came = self.model(published=published)
        model.add(self.held(came, where, at) == value)
        return self.solve(model, came, keep=published)

    def must_be(self, where: Where, at: int, after: int) -> int | None:
        """The one small value that a count can have; None where it is open or not small."""
        if not self.worlds and not self.solve(*self.model()):
            raise GaveUpError("what is published contradicts itself")
        seen = {self.held(world, where, at, after=after) for world in self.worlds}
        if len(seen) > 1 or not 0 < min(seen) < self.threshold:
            return None
        model, came = self.model()
        model.add(self.held(came, where, at, after=after) != min(seen))
        return None if self.solve(model, came) else min(seen)

    def solve(self, model: cp_model.CpModel, came: list[list[Any]], *, keep: bool = True) -> bool:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = 60
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE):
            raise GaveUpError(solver.status_name(status))
        if status == cp_model.INFEASIBLE:
            return False
        if keep:
            self.worlds.append([[solver.value(one) for one in row] for row in came])
        return True

    def breaches(self) -> Iterator[str]:
        """Every A and every B."""
        for at, said in enumerate(self.releases):
            for where, cell in said.items():
                if cell["shown"] is None and cell["high"] < self.threshold:
                    yield from self._narrowed(where, at)
        for at in range(len(self.releases)):
            for after in range(-1, at):
                yield from self._certain(at, after)

    def _narrowed(self, where: Where, at: int) -> Iterator[str]:
        for value in (0, self.threshold - 1):
            # The total alone leaves every small count open.
            knows_more = self.spec.get("facts") or self.spec.get("at_most") or any(self.told)
            could_be = not knows_more or self.can(where, at, value, published=False)
            if could_be and not self.can(where, at, value):
                yield f"A release {at + 1} {dict(where)} cannot be {value}"

    def _certain(self, at: int, after: int) -> Iterator[str]:
        said = self.releases[at] if after == -1 else {}
        for where in self.cells():
            if where in said or where in self.told[at]:
                continue
            value = self.must_be(where, at, after)
            if value is not None and not self._known_before(where, after, value):
                yield f"B releases {after + 1} to {at + 1} {dict(where)} is {value}"

    def _known_before(self, where: Where, after: int, value: int) -> bool:
        facts = {tuple(sorted(f["where"].items())): f["count"] for f in self.spec.get("facts", [])}
        return after == -1 and facts.get(where) == value


def union(
    out: Mapping[str, Any], period: str, roles: frozenset[str]
) -> dict[Where, dict[str, Any]]:
    """Everything that one release says of a period to some roles."""
    found: dict[Where, dict[str, Any]] = {}
    for role, tables in out["periods"].get(period, {}).items():
        for table in tables if role in roles else ():
            for cell in table.get("cells", []):
                where = tuple(sorted(cell["where"].items()))
                known = found.setdefault(where, dict(cell))
                known["low"] = max(known["low"], cell["low"])
                known["high"] = min(known["high"], cell["high"])
    return found


def told_by(out: Mapping[str, Any]) -> dict[Where, int]:
    """How many left each question out."""
    return {tuple(sorted(one["where"].items())): one["count"] for one in out.get("told", [])}


def unions(outs: Sequence[Mapping[str, Any]]) -> list[frozenset[str]]:
    """Every choice of roles that may put together what they see, the largest first."""
    roles = sorted({role for out in outs for period in out["periods"].values() for role in period})
    sizes = range(len(roles), 0, -1)
    return [frozenset(some) for size in sizes for some in combinations(roles, size)]


def attack(spec: Mapping[str, Any], outs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every breach in a sequence of releases; a solver that gives up is one."""
    found = []
    for period in sorted({period for out in outs for period in out["periods"]}):
        for roles in unions(outs):
            said = [(out, union(out, period, roles)) for out in outs]
            releases = [(cells, told_by(out)) for out, cells in said if cells]
            if releases:
                mind = Mind(spec, [one for one, _ in releases], [told for _, told in releases])
                found += [f"{period} {sorted(roles)}: {one}" for one in complaints(mind)]
    return found


def complaints(mind: Mind) -> list[str]:
    """The breaches that one mind finds, or that it gave up."""
    try:
        return list(mind.breaches())
    except GaveUpError as error:
        return [f"the solver gave up: {error}"]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        spec, *outs = json.loads(Path(name).read_text("utf-8"))
        for breach in attack(spec, outs):
            print(f"{Path(name).stem}: {breach}")
    print(f"attacked {len(sys.argv) - 1}")

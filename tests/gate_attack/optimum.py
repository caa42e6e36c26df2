"""The fewest cells of linked tables that can be hidden: another model and solver, own process.

For each small cell and each of its two ends there has to be one way to spread the people that
agrees with everything shown and reaches that end. All these ways are put into one model, and the
solver chooses what to hide. It knows nothing of how the protector works.

    python -m tests.gate_attack.optimum FILE.json [FILE.json ...]   prints: name, bound, is proven
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

SECONDS = 120
LARGEST_SMALL = 4
Cell = tuple[tuple[str, str], ...]


class Tables:
    """Some tables in which cells are to be hidden, and every way that must stay open."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        categories = asked["categories"]
        names = sorted({name for table in asked["tables"] for name in table})
        self.people = asked["people"]
        self.total = sum(one["number"] for one in self.people)
        self.kinds = [
            dict(zip(names, chosen, strict=True))
            for chosen in product(*(categories[name] for name in names))
        ]
        self.cells = sorted(
            {
                tuple(zip(some, chosen, strict=True))
                for table in asked["tables"]
                for size in range(1, len(table) + 1)
                for some in combinations(sorted(table), size)
                for chosen in product(*(categories[name] for name in some))
            }
        )
        self.counts = {cell: self.count(cell) for cell in self.cells}
        self.model = cp_model.CpModel()
        self.hidden = {cell: self.model.new_bool_var(str(cell)) for cell in self.cells}

    def count(self, cell: Cell) -> int:
        """How many people are in a cell."""
        return sum(
            one["number"]
            for one in self.people
            if all(one["where"][name] == category for name, category in cell)
        )

    def fewest(self) -> tuple[int, bool]:
        """The fewest cells that any safe choice hides, at least; and whether so few are enough."""
        for cell in self.cells:
            if self.counts[cell] <= LARGEST_SMALL:
                self.model.add(self.hidden[cell] == 1)
                for end in (0, LARGEST_SMALL):
                    self.keep_open(cell, end)
        self.model.minimize(sum(self.hidden.values()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = SECONDS
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
            raise RuntimeError(f"no choice is safe: {solver.status_name(status)}")
        return round(solver.best_objective_bound), status == cp_model.OPTIMAL

    def keep_open(self, wanted: Cell, end: int) -> None:
        """Some way to spread the people agrees with what is shown and has this count here."""
        world = [self.model.new_int_var(0, self.total, "") for _kind in self.kinds]
        self.model.add(sum(world) == self.total)
        for cell in self.cells:
            held = sum(
                number
                for kind, number in zip(self.kinds, world, strict=True)
                if all(kind[name] == category for name, category in cell)
            )
            if cell == wanted:
                self.model.add(held == end)
            elif self.counts[cell] <= LARGEST_SMALL:
                self.model.add(held <= LARGEST_SMALL)
            else:
                shown = self.hidden[cell].negated()
                self.model.add(held == self.counts[cell]).only_enforce_if(shown)
                self.model.add(held > LARGEST_SMALL)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        fewest, is_proven = Tables(json.loads(Path(name).read_text("utf-8"))).fewest()
        print(f"{Path(name).stem} {fewest} {int(is_proven)}", flush=True)

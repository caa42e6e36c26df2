"""The same data sets through three gates: how many an exact attacker breaks, and what they show.

    make compare-gates      or      python -m benchmarks.gates_beside [HOW_MANY]

"Hide under 5" hides each count of 0 to 4 and nothing else. acro (AI-SDC, pinned in
tools/set-up-acro.sh) suppresses under 5 too, zeros included, as it does by default under 10.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.gate.shape import count, dimensions_of
from tests.gate_attack.leaks import THRESHOLD, Outs, naive
from tests.gate_attack.processes import leaking
from tests.gate_attack.sets import EVERY, DataSet, data_set

ROOT = Path(__file__).parents[1]
ACRO = ROOT / ".venv-acro" / "bin" / "python"


def by_acro(sets: Sequence[DataSet]) -> list[Outs]:
    """What acro would publish of each release, for a reader who also knows how many answered."""
    releases = [
        {"tables": one.ask.tables, "rows": [dict(kind) for kind in people.elements()]}
        for one in sets
        for people in one.steps
    ]
    done = subprocess.run(  # noqa: S603 -- our own script
        [ACRO, ROOT / "benchmarks" / "gates_acro.py"],
        input=json.dumps(releases),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    said = iter(json.loads(done.stdout))
    return [[_as_out(one, at, next(said)) for at in range(len(one.steps))] for one in sets]


def _as_out(one: DataSet, at: int, shown: Sequence[tuple[dict[str, str], int]]) -> dict[str, Any]:
    """The release as the attacker reads it: what is not shown is under 5."""
    people = one.steps[at]
    counts = {tuple(sorted(where.items())): number for where, number in shown}
    left_out = one.left_out(people, one.ask.tables)
    told = {tuple(sorted(cell["where"].items())): cell["count"] for cell in left_out}
    counts |= {(): people.total()} | told
    tables = []
    for table in one.ask.tables:
        cells = []
        for where in one.ask.shape.cells_of(table):
            number = counts.get(where)
            low, high = (0, THRESHOLD - 1) if number is None else (number, number)
            if number is None and count(people, dimensions_of(where))[where] >= THRESHOLD:
                sys.exit(f"acro hides more than small counts: {where}")
            cells.append({"where": dict(where), "shown": number, "low": low, "high": high})
        tables.append({"table": list(table), "withheld": False, "cells": cells})
    return {"roles": {"forum": tables}, "told": left_out, "facts": one.facts(people)}


def share_shown(sets: Sequence[DataSet], outs: Sequence[Outs]) -> float:
    """The share of all cells asked for that are shown in the first release, totals left out."""
    asked = shown = 0
    for one, releases in zip(sets, outs, strict=True):
        cells = {cell for table in one.ask.tables for cell in one.ask.shape.cells_of(table) if cell}
        seen = {
            tuple(sorted(cell["where"].items()))
            for tables in releases[0]["roles"].values()
            for table in tables
            for cell in table.get("cells", [])
            if cell["shown"] is not None
        }
        asked += len(cells)
        shown += len(cells & seen)
    return shown / asked


def breached(sets: Sequence[DataSet], outs: Sequence[Outs]) -> int:
    """In how many sets an exact attacker learns a small count."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(one.spec, releases) for one, releases in zip(sets, outs, strict=True)]
        return len(leaking(Path(folder), pairs))


def main() -> None:
    """Print the table."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seeds = [seed for seed in range(2 * wanted) if seed % EVERY != EVERY - 1][:wanted]
    sets = [data_set(seed) for seed in seeds]
    for one in sets:
        one.publish()
    gates = {
        "Hide under 5": [naive(one) for one in sets],
        "acro 1.0.2": by_acro(sets),
        "Heard": [one.outs for one in sets],
    }
    print(f"| {wanted} data sets | broken at the first release | after 4 or 5 | cells shown |")
    print("|---|---|---|---|")
    for name, outs in gates.items():
        first = breached(sets, [releases[:1] for releases in outs])
        every = breached(sets, outs)
        print(f"| {name} | {first} | {every} | {share_shown(sets, outs):.0%} |", flush=True)


if __name__ == "__main__":
    main()

"""An exact attacker, given everything published, learns no small count: and it would, if it could.

`make test` attacks a share of the data sets; `make test-gate` all of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from analysis.gate.shape import count, dimensions_of
from tests.gate_attack.sets import DataSet, data_set

QUICK, ALL, CHUNK = range(24), range(1000), 25
THRESHOLD = 5


def breaches(folder: Path, sets: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> list[str]:
    """What the attacker finds in each set, in a process of its own: its solver and ours clash."""
    files = []
    for number, (spec, outs) in enumerate(sets):
        path = folder / f"{number}.json"
        path.write_text(json.dumps([spec, *outs]), "utf-8")
        files.append(str(path))
    done = subprocess.run(
        [sys.executable, "-m", "tests.gate_attack.attacker", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == f"attacked {len(sets)}", "the attacker did not look at every set"
    return lines[:-1]


def published(seeds: range) -> list[DataSet]:
    found = [data_set(seed) for seed in seeds]
    for one in found:
        one.publish()
    return found


def planted(one: DataSet) -> Iterator[list[dict[str, Any]]]:
    """The same releases with one more count shown, for each large count that is hidden."""
    for at, people in enumerate(one.steps):
        for role, tables in one.outs[at]["periods"]["all"].items():
            for place, table in enumerate(tables):
                for number, cell in enumerate(table.get("cells", [])):
                    if cell["shown"] is None and cell["high"] >= THRESHOLD:
                        outs = deepcopy(one.outs)
                        where = tuple(sorted(cell["where"].items()))
                        true = count(people, dimensions_of(where))[where]
                        spoilt = outs[at]["periods"]["all"][role][place]["cells"][number]
                        spoilt.update(shown=true, low=true, high=true)
                        yield outs


def naive(one: DataSet) -> list[dict[str, Any]]:
    """What a gate that only hides counts under five would publish."""
    outs = []
    for people in one.steps:
        tables = []
        for table in one.ask.tables:
            cells = []
            for where in one.ask.shape.cells_of(table):
                true = count(people, dimensions_of(where))[where]
                is_small = true < THRESHOLD and where != ()
                low, high = (0, THRESHOLD - 1) if is_small else (true, true)
                shown = None if is_small else true
                cells.append({"where": dict(where), "shown": shown, "low": low, "high": high})
            tables.append({"table": list(table), "withheld": False, "cells": cells})
        outs.append({"periods": {"all": {"forum": tables}}})
    return outs


def leaking(lines: list[str]) -> set[str]:
    return {line.partition(":")[0] for line in lines}


def test_an_exact_attacker_learns_no_small_count(tmp_path: Path) -> None:
    sets = published(QUICK)

    assert breaches(tmp_path, [(one.spec, one.outs) for one in sets]) == []


def test_the_attacker_finds_every_planted_leak(tmp_path: Path) -> None:
    leaks = [(one.spec, outs) for one in published(range(16)) for outs in planted(one)][:30]

    assert len(leaks) == 30
    assert len(leaking(breaches(tmp_path, leaks))) == 30


def test_a_gate_that_only_hides_small_counts_leaks(tmp_path: Path) -> None:
    sets = [data_set(seed) for seed in QUICK]
    found = breaches(tmp_path, [(one.spec, naive(one)) for one in sets])

    assert len(leaking(found)) >= 0.6 * len(sets)


@pytest.mark.whole_gate
@pytest.mark.parametrize("start", range(0, len(ALL), CHUNK))
def test_an_exact_attacker_learns_no_small_count_in_any_set(tmp_path: Path, start: int) -> None:
    sets = published(ALL[start : start + CHUNK])

    assert breaches(tmp_path, [(one.spec, one.outs) for one in sets]) == []


@pytest.mark.whole_gate
def test_the_attacker_finds_five_hundred_planted_leaks(tmp_path: Path) -> None:
    leaks = [(one.spec, outs) for one in published(range(220)) for outs in planted(one)][:500]

    assert len(leaks) == 500
    assert len(leaking(breaches(tmp_path, leaks))) == 500

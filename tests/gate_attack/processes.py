"""Run the attacker and the optimum in processes of their own: their solver and ours clash."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# The columns and categories of a data set, and its releases.
Set = tuple[dict[str, Any], list[dict[str, Any]]]


def run(module: str, folder: Path, files: Sequence[object], *options: str) -> list[str]:
    """What a module prints of some files, numbered in order."""
    names = []
    for number, content in enumerate(files):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(content), "utf-8")
        names.append(str(path))
    done = subprocess.run(
        [sys.executable, "-m", f"tests.gate_attack.{module}", *options, *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def breaches(folder: Path, sets: Sequence[Set]) -> list[str]:
    """What the attacker finds in each set, each line beginning with the number of the set."""
    lines = run("attacker", folder, [[spec, *outs] for spec, outs in sets])
    assert lines[-1] == f"attacked {len(sets)}", "the attacker did not look at every set"
    return lines[:-1]


def leaking(folder: Path, sets: Sequence[Set]) -> set[str]:
    """The numbers of the sets in which the attacker finds something."""
    lines = run("attacker", folder, [[spec, *outs] for spec, outs in sets], "--first")
    assert lines[-1] == f"attacked {len(sets)}", "the attacker did not look at every set"
    return {line.partition(":")[0] for line in lines[:-1]}

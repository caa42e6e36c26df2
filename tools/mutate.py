"""Change the code in small ways, one at a time, in a copy: does a test notice?

A sample of all possible changes, drawn by a seed, because the whole takes days. Types are left
alone, and what is no Python any more is no change: both would count as noticed for nothing.
"""

import argparse
import ast
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tools import mutants
from tools.mutants import Change, Outcome

ROOT = Path(__file__).resolve().parents[1]
COSMIC_RAY = ROOT / ".venv-mutate" / "bin" / "cosmic-ray"
SEED = 20261128
TO_NOTICE = 0.9


class Possible(NamedTuple):
    """One change that could be made, as cosmic-ray names it."""

    module: str
    operator: str
    occurrence: int
    row: int
    column: int


def copied(place: Path) -> Path:
    """A copy of this checkout that may be spoilt; the environments stay where they are."""
    copy = place / "heard"
    left_out = shutil.ignore_patterns(".git", ".venv*", "node_modules", ".*_cache", "instance")
    shutil.copytree(ROOT, copy, ignore=left_out)
    return copy


def possible_in(copy: Path, modules: Sequence[str]) -> list[Possible]:
    """Every change that could be made, in an order that no chance decides."""
    session, told = copy.parent / "session.sqlite", copy.parent / "cosmic-ray.toml"
    listed = ", ".join(f'"{module}"' for module in modules)
    told.write_text(
        f"[cosmic-ray]\nmodule-path = [{listed}]\ntimeout = 1\nexcluded-modules = []\n"
        'test-command = "false"\n[cosmic-ray.distributor]\nname = "local"\n',
        "utf-8",
    )
    subprocess.run([COSMIC_RAY, "init", "--force", told, session], cwd=copy, check=True)  # noqa: S603
    with closing(sqlite3.connect(session)) as changes:
        rows = changes.execute(
            "SELECT module_path, operator_name, occurrence, start_pos_row, start_pos_col"
            " FROM mutation_specs ORDER BY module_path, operator_name, occurrence"
        ).fetchall()
    types = {module: list(_types_in((copy / module).read_text("utf-8"))) for module in modules}
    found = [Possible(*row) for row in rows]
    return [one for one in found if not _is_in(types[one.module], (one.row, one.column))]


def _types_in(source: str) -> Iterator[ast.expr]:
    """Where a source names the types of its arguments, results and fields."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns


def _is_in(parts: Sequence[ast.expr], place: tuple[int, int]) -> bool:
    return any(
        (part.lineno, part.col_offset) <= place < (part.end_lineno or 0, part.end_col_offset or 0)
        for part in parts
    )


def changed(copy: Path, one: Possible) -> Change | None:
    """Make one change in the copy; None, and no change, when it would be no Python any more."""
    path = copy / one.module
    before = path.read_text("utf-8")
    command = [COSMIC_RAY, "apply", one.module, one.operator, str(one.occurrence)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)  # noqa: S603
    after = path.read_text("utf-8")
    return mutants.change_between(one.module, one.row, before, after) if _is_python(after) else None


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def mutate(subject: str, *, sample: int, seed: int, seconds: int) -> dict[Change, Outcome]:
    """Try a sample of one subject; stops after so many seconds with what it has."""
    tests, ends = mutants.SUBJECTS[subject], time.monotonic() + seconds
    found: dict[Change, Outcome] = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        for some in dict.fromkeys(tests.values()):
            mutants.require_green(copy, some)
        for module, some in tests.items():
            mutants.require_red(copy, module, some)
        possible = possible_in(copy, list(tests))
        for one in random.Random(seed).sample(possible, len(possible)):  # noqa: S311
            if len(found) == sample or time.monotonic() > ends:
                break
            before = (copy / one.module).read_text("utf-8")
            change = changed(copy, one)
            if change and change not in found:
                found[change] = _tried(copy, change, tests[one.module])
            (copy / one.module).write_text(before, "utf-8")
    _say(f"{subject}: {_in_words(found)}; at most {len(possible)} possible, seed {seed}")
    return found


def _tried(copy: Path, change: Change, tests: Sequence[str]) -> Outcome:
    began = time.monotonic()
    outcome = Outcome.ALIKE if mutants.is_alike(change) else mutants.outcome_of(copy, tests)
    _say(f"{outcome:8} {time.monotonic() - began:5.0f} s  {change}")
    return outcome


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _in_words(found: dict[Change, Outcome]) -> str:
    counts = {one: list(found.values()).count(one) for one in Outcome}
    return f"{len(found)} tried, " + ", ".join(f"{counts[one]} {one}" for one in Outcome)


def share_noticed(found: dict[Change, Outcome]) -> float:
    """How many of those that could be noticed were; one that ran on and on was noticed."""
    could = [outcome for outcome in found.values() if outcome is not Outcome.ALIKE]
    return sum(outcome is not Outcome.SURVIVED for outcome in could) / len(could) if could else 0.0


def main() -> int:
    """0 when tests notice nine in ten of each subject."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="changes of each subject")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--seconds", type=int, default=3600, help="for each subject")
    parser.add_argument("subjects", nargs="*", default=list(mutants.SUBJECTS))
    chosen = parser.parse_args()
    mutants.preload()
    shares = []
    for name in chosen.subjects:
        found = mutate(name, sample=chosen.sample, seed=chosen.seed, seconds=chosen.seconds)
        shares.append(share_noticed(found))
        _say(f"{name}: {shares[-1]:.0%} of those that change something\n")
    return 0 if shares and min(shares) >= TO_NOTICE else 1


if __name__ == "__main__":
    sys.exit(main())

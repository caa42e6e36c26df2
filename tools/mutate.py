"""Change the code in small ways, one at a time, in a copy: does a test notice?

A sample of all possible changes, drawn by a fixed seed, because the whole takes days.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COSMIC_RAY = ROOT / ".venv-mutate" / "bin" / "cosmic-ray"
SEED = 20261128
SECONDS_A_CHANGE = 300

# What is changed, and the tests that should notice.
SUBJECTS = {
    "access": (
        ("feedback/access.py",),
        ("tests/feedback/test_access.py", "tests/conventions/test_routes.py"),
    ),
    "sign-in": (
        ("feedback/staff_sessions.py", "feedback/links.py", "feedback/second_step.py"),
        (
            *("tests/attacks/test_sessions.py", "tests/feedback/test_second_step.py"),
            *("tests/attacks/test_links.py", "tests/feedback/test_links.py"),
            "tests/attacks/test_signing_in.py",
        ),
    ),
    "passwords": (
        ("feedback/passwords.py", "feedback/password_rules.py"),
        ("tests/feedback/test_password_rules.py", "tests/attacks/test_passwords.py"),
    ),
    "disclosure": (
        ("analysis/gate/suppress.py", "analysis/gate/release.py", "analysis/disclosure.py"),
        (
            *("tests/analysis/test_gate.py", "tests/analysis/test_disclosure.py"),
            *("tests/analysis/test_gate_audit.py", "tests/gate_attack"),
        ),
    ),
    "export": (("feedback/review/files.py",), ("tests/feedback/test_review_files.py",)),
    "storage": (
        ("feedback/database.py", "feedback/chain.py", "feedback/backups/manifest.py"),
        (
            *("tests/feedback/test_chain.py", "tests/feedback/test_backups.py"),
            "tests/feedback/test_audit.py",
        ),
    ),
}


def copied(place: Path) -> Path:
    """A copy of this checkout that may be spoilt; the environments stay where they are."""
    copy = place / "heard"
    left_out = shutil.ignore_patterns(".git", ".venv*", "node_modules", ".*_cache", "instance")
    shutil.copytree(ROOT, copy, ignore=left_out)
    return copy


def configuration(modules: Sequence[str], tests: Sequence[str]) -> str:
    """What cosmic-ray is told: the modules, and the tests that stop at the first failure."""
    command = f"{ROOT}/.venv/bin/python -m pytest -x -q -n 0 -p no:cacheprovider {' '.join(tests)}"
    listed = ", ".join(f'"{module}"' for module in modules)
    return (
        f"[cosmic-ray]\nmodule-path = [{listed}]\ntimeout = {SECONDS_A_CHANGE}\n"
        f'excluded-modules = []\ntest-command = "{command}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )


def draw(session: Path, sample: int) -> int:
    """Keep so many of the possible changes, by the seed; returns how many there were."""
    with closing(sqlite3.connect(session)) as changes, changes:
        jobs = _in_order(changes)
        keep = random.Random(SEED).sample(jobs, min(sample, len(jobs)))  # noqa: S311
        for table in ("mutation_specs", "work_items"):
            changes.executemany(
                f"DELETE FROM {table} WHERE job_id = ?",  # noqa: S608
                sorted(set(jobs) - set(keep)),
            )
    return len(jobs)


def _in_order(changes: sqlite3.Connection) -> list[tuple[str]]:
    """The changes in an order that the random names of the jobs do not decide."""
    return changes.execute(
        "SELECT job_id FROM mutation_specs ORDER BY module_path, operator_name, occurrence"
    ).fetchall()


def outcomes(session: Path) -> tuple[int, list[str]]:
    """How many changes a test noticed, and those that none did."""
    with closing(sqlite3.connect(session)) as changes:
        rows = changes.execute(
            "SELECT lower(r.test_outcome), m.module_path, m.operator_name, m.start_pos_row"
            " FROM work_results r JOIN mutation_specs m USING (job_id)"
            " WHERE r.test_outcome IS NOT NULL ORDER BY 2, 4"
        ).fetchall()
    survived = [f"{path}:{row}: {kind}" for how, path, kind, row in rows if "survived" in how]
    return len(rows) - len(survived), survived


def bounded(command: Sequence[str | Path], *, place: Path, seconds: int) -> None:
    """Run a command, and end it and all it started after so many seconds."""
    process = subprocess.Popen(command, cwd=place, start_new_session=True)  # noqa: S603
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        sys.stdout.write(f"stopped after {seconds} seconds\n")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def mutate(name: str, *, sample: int, seconds: int) -> tuple[int, list[str]]:
    """Try one subject; stops after so many seconds with what it has."""
    modules, tests = SUBJECTS[name]
    with tempfile.TemporaryDirectory() as folder:
        copy, session = copied(Path(folder)), Path(folder) / "session.sqlite"
        told = copy / "cosmic-ray.toml"
        told.write_text(configuration(modules, tests), "utf-8")
        subprocess.run([COSMIC_RAY, "init", told, session], cwd=copy, check=True)  # noqa: S603
        possible = draw(session, sample)
        bounded(["nice", COSMIC_RAY, "exec", told, session], place=copy, seconds=seconds)
        killed, survived = outcomes(session)
    tried = killed + len(survived)
    sys.stdout.write(f"{name}: {tried} of {possible} changes tried, {killed} noticed\n")
    sys.stdout.writelines(f"  survived: {one}\n" for one in survived)
    sys.stdout.flush()
    return killed, survived


def main() -> int:
    """0 when tests notice nine in ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="changes of each subject")
    parser.add_argument("--seconds", type=int, default=3600, help="for each subject")
    parser.add_argument("subjects", nargs="*", default=list(SUBJECTS))
    chosen = parser.parse_args()
    killed = survived = 0
    for name in chosen.subjects:
        more, alive = mutate(name, sample=chosen.sample, seconds=chosen.seconds)
        killed, survived = killed + more, survived + len(alive)
    tried = killed + survived
    sys.stdout.write(f"all: {killed} of {tried} noticed\n")
    return 0 if tried and killed >= 0.9 * tried else 1


if __name__ == "__main__":
    sys.exit(main())

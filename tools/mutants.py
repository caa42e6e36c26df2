"""What `make mutate` changes, which tests should notice, and whether they do."""

import importlib
import os
import signal
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from difflib import ndiff
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

ALIKE = Path(__file__).with_name("mutants_alike.toml")
SECONDS_A_CHANGE = 300
NO_TESTS = 5
# A PostgreSQL server or other processes for each change would cost more than they notice; a
# control of an attack takes a guard away itself.
LEFT_OUT = (
    "not control and not whole_matrix and not whole_gate and not whole_crash and not whole_scan"
)
NOT_NAMED = "not postgresql and not processes"
# What every app needs and no change touches: read once, and not again for each change.
READ_ONCE = (
    "pytest", "flask", "flask_babel", "flask_wtf", "sqlmodel", "alembic.command", "argon2",
    "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite", "numpy", "scipy.optimize",
    "pyotp", "cryptography.fernet", "zxcvbn", "hypothesis",
)  # fmt: skip

FEEDBACK, ATTACKS, ANALYSIS = "tests/feedback", "tests/attacks", "tests/analysis"
VALUES = "tests/conventions/test_values.py"
GATE = (
    *(f"{ANALYSIS}/test_gate.py", "tests/gate_attack/test_same_choice.py"),
    *(f"{ANALYSIS}/test_gate_audit.py", VALUES, "tests/gate_attack/test_loss.py"),
    f"{ANALYSIS}/test_suppress.py",
)
# What is changed, and the tests that should notice: first those that cost little.
SUBJECTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "access": {
        "feedback/access.py": (
            *(f"{FEEDBACK}/test_access.py", "tests/conventions/test_routes.py"),
            f"{FEEDBACK}/test_sign_in.py",
        ),
    },
    "sign-in": {
        "feedback/staff_sessions.py": (f"{FEEDBACK}/test_staff_sessions.py",),
        "feedback/links.py": (f"{FEEDBACK}/test_links.py",),
        "feedback/second_step.py": (f"{FEEDBACK}/test_second_step.py",),
    },
    "passwords": {
        "feedback/passwords.py": (
            *(f"{FEEDBACK}/test_password_rules.py", f"{ATTACKS}/test_passwords.py"),
        ),
        "feedback/password_rules.py": (f"{FEEDBACK}/test_password_rules.py", VALUES),
    },
    "disclosure": {
        "analysis/gate/suppress.py": GATE,
        "analysis/gate/release.py": GATE,
        "analysis/disclosure.py": (
            *(f"{ANALYSIS}/test_gate.py", VALUES, f"{ANALYSIS}/test_disclosure.py"),
            "tests/gate_attack/test_same_choice.py",
        ),
    },
    "export": {"feedback/review/files.py": (f"{FEEDBACK}/test_review_files.py", VALUES)},
    "storage": {
        "feedback/database.py": (f"{FEEDBACK}/test_database.py",),
        "feedback/chain.py": (f"{FEEDBACK}/test_chain.py", VALUES),
        "feedback/backups/manifest.py": (
            *(f"{FEEDBACK}/test_manifest.py", VALUES, f"{FEEDBACK}/test_backups.py"),
        ),
    },
}


class Outcome(StrEnum):
    """What became of a change."""

    NOTICED = "noticed"
    RAN_ON = "ran on"  # A test that never ends is a notice too, unless the machine was slow.
    ALIKE = "alike"  # It changes nothing that anybody could notice; mutants_alike.toml says why.
    SURVIVED = "survived"


class Change(NamedTuple):
    """One change, as a reader sees it."""

    module: str
    row: int
    was: str
    becomes: str

    def __str__(self) -> str:
        """Where it is, and both versions."""
        return f"{self.module}:{self.row}: {self.was}  ->  {self.becomes}"


def change_between(module: str, row: int, before: str, after: str) -> Change:
    """What differs between two sources."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    was, becomes = (
        " ".join(line[2:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return Change(module, row, was, becomes)


def is_alike(change: Change) -> bool:
    """Whether somebody has read this change and said why it changes nothing."""
    if change.was.startswith("def ") and change.becomes == change.was.replace("*, ", "/, ", 1):
        return True  # Who names every argument, as we do everywhere, may go on doing so.
    listed = tomllib.loads(ALIKE.read_text("utf-8"))["alike"]
    return any(
        (one["module"], one["was"]) == (change.module, change.was)
        and change.becomes in one["becomes"]
        for one in listed
    )


def preload() -> None:
    """Read the libraries once; each change then starts from a fork that has them."""
    # The machine is shared: linear algebra, too, keeps to one core.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in READ_ONCE:
        importlib.import_module(name)


def require_green(copy: Path, tests: Sequence[str]) -> None:
    """Raise unless the tests are green as things are."""
    log = copy.parent / "log"
    if outcome_of(copy, tests, log=log) is not Outcome.SURVIVED:
        raise RuntimeError(f"not green unchanged: {tests}\n{log.read_text('utf-8')}")


def require_red(copy: Path, module: str, tests: Sequence[str]) -> None:
    """Raise unless the tests are red when the module is broken."""
    path = copy / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\nraise RuntimeError\n", "utf-8")
    if outcome_of(copy, tests) is not Outcome.NOTICED:
        raise RuntimeError(f"the tests of {module} do not run it")
    path.write_text(before, "utf-8")


def outcome_of(copy: Path, tests: Sequence[str], *, log: Path | None = None) -> Outcome:
    """Run tests in the copy until one fails."""
    child = os.fork()
    if not child:
        _run(copy, tests, log or Path(os.devnull))
    ends = time.monotonic() + SECONDS_A_CHANGE
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            if code == NO_TESTS:
                raise RuntimeError(f"no tests in {tests}")
            return Outcome.NOTICED if code else Outcome.SURVIVED
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Outcome.RAN_ON


def _run(copy: Path, tests: Sequence[str], log: Path) -> None:
    """In a process of its own, which ends here: the copy's code, and no other."""
    code = 1
    try:
        os.setsid()
        os.chdir(copy)
        with log.open("w") as written:
            os.dup2(written.fileno(), 1)
            os.dup2(written.fileno(), 2)
        here = str(Path(__file__).resolve().parents[1])
        sys.path[:] = [str(copy), *(one for one in sys.path if one not in ("", here))]
        for name in [one for one in sys.modules if one.partition(".")[0] == "tools"]:
            del sys.modules[name]
        sys.dont_write_bytecode = True
        import pytest

        options = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", LEFT_OUT, "-k", NOT_NAMED)
        code = pytest.main([*options, *tests])
    finally:
        os._exit(code)

"""Who may import whom: the contracts hold, and would notice if they did not."""

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.conventions.checkout import PACKAGES, ROOT

LINTER = Path(sys.executable).with_name("lint-imports")

# The file that trespasses, the import it adds, and the contract that has to notice.
STAND = "The app stands on"
ARITHMETIC = "The arithmetic knows"
ASK = "What we ask knows"
INSIDE = "Inside the app"
PAGE = "A page asks"
GATE = "Only the gate"
TRESPASSES = {
    "the arithmetic asks the web": ("analysis/tables.py", "import flask", ARITHMETIC),
    "the arithmetic asks the database": ("analysis/tables.py", "import sqlalchemy", ARITHMETIC),
    "the arithmetic asks the forms": ("analysis/tables.py", "import forms.questions", STAND),
    "forms ask the database": ("forms/questions.py", "import sqlmodel", ASK),
    "forms draw": ("forms/questions.py", "import matplotlib", ASK),
    "forms ask only for the type checker": (
        "forms/questions.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlmodel",
        ASK,
    ),
    "forms ask the arithmetic": ("forms/questions.py", "import analysis.tables", STAND),
    "forms ask the app": ("forms/questions.py", "import feedback.config", STAND),
    "translations ask the forms": ("translations/__init__.py", "import forms.questions", STAND),
    "a feature asks another": ("feedback/respond/__init__.py", "import feedback.invite", INSIDE),
    "the gate asks a feature": ("feedback/results/__init__.py", "import feedback.review", INSIDE),
    "the tables ask the gate": ("feedback/models/__init__.py", "import feedback.results", INSIDE),
    "a page asks the database": ("feedback/respond/routes.py", "import feedback.database", PAGE),
    "a page asks the tables": ("feedback/respond/routes.py", "import feedback.models", PAGE),
    "a page asks SQL": ("feedback/respond/routes.py", "import sqlalchemy", PAGE),
    "a feature reads raw counts": ("feedback/review/__init__.py", "import feedback.counts", GATE),
    "a feature hides counts itself": (
        "feedback/respond/routes.py",
        "import analysis.disclosure",
        GATE,
    ),
    "a feature protects tables itself": (
        "feedback/respond/routes.py",
        "import analysis.gate.release",
        GATE,
    ),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def contract(name: str) -> dict[str, Any]:
    """The contract in pyproject.toml whose name begins so."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    contracts: list[dict[str, Any]] = tool["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(name))


def test_no_feature_is_left_out_of_the_contract_about_counts() -> None:
    features = next(layer for layer in contract(INSIDE)["layers"] if "respond" in layer)

    for feature in features.split(" | "):
        assert f"feedback.{feature}" in contract(GATE)["source_modules"]


def test_the_import_contracts_hold() -> None:
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", TRESPASSES)
def test_a_forbidden_import_is_caught(name: str, tmp_path: Path) -> None:
    file, trespass, guard = TRESPASSES[name]
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    spoilt = tmp_path / file
    spoilt.write_text(f"{spoilt.read_text('utf-8')}\n{trespass}\n", "utf-8")

    done = lint(tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    broken = [line for line in done.stdout.splitlines() if " BROKEN" in line]
    assert any(line.startswith(guard) for line in broken), done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_names_are_ours(package: str) -> None:
    # Other wheels bring top-level packages of these names, and pip replaces silently.
    owners = set(packages_distributions().get(package, []))
    found = subprocess.run(
        [sys.executable, "-c", f"import {package}; print({package}.__file__)"],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )

    assert owners <= {"heard-send"}
    assert Path(found.stdout.strip()).resolve() == ROOT / package / "__init__.py"

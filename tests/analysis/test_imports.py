"""Reading a form must never wait for the libraries that draw and read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("matplotlib", "numpy", "textblob", "nltk")
MODULES = sorted(
    f"analysis.{path.stem}" for path in (ROOT / "analysis").glob("*.py") if path.stem != "__init__"
)


def _loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in run.stdout.split()}


def test_importing_all_of_analysis_loads_nothing_heavy() -> None:
    loaded = _loaded_by(f"import {', '.join(MODULES)}")

    assert "analysis" in loaded
    assert not loaded & {*HEAVY, "flask", "wtforms", "babel", "jinja2", "sqlalchemy", "sqlmodel"}


@pytest.mark.parametrize("library", ["matplotlib", "textblob"])
def test_the_check_would_notice_a_heavy_library(library: str) -> None:
    assert library in _loaded_by(f"import {library}")

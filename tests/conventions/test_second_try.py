"""Only what waits for browsers and servers is tried twice, and no failure is hidden by it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.second_try import waits_for_processes

FAILS_ONCE = """
import pathlib
import pytest

@pytest.mark.flaky(reruns=1)
def test_fails_once():
    mark = pathlib.Path(__file__).with_suffix(".tried")
    is_second = mark.exists()
    mark.touch()
    assert is_second

@pytest.mark.flaky(reruns=1)
def test_fails_always():
    assert False
"""


@pytest.mark.parametrize(
    ("fixtures", "names", "gets_one"),
    [
        (["page", "browser"], [], True),
        (["tmp_path"], ["serving"], True),
        (["client", "engine", "tmp_path"], ["create_app"], False),
    ],
)
def test_only_what_waits_for_a_process_is_tried_twice(
    fixtures: list[str], names: list[str], *, gets_one: bool
) -> None:
    assert waits_for_processes(fixtures, names) is gets_one


def test_this_very_test_is_tried_once(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("flaky") is None


def test_a_second_try_is_told_and_a_second_failure_is_red(tmp_path: Path) -> None:
    (tmp_path / "test_tries.py").write_text(FAILS_ONCE)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-raR", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "RERUN test_tries.py::test_fails_once" in done.stdout
    assert "FAILED test_tries.py::test_fails_always" in done.stdout
    assert "1 failed, 1 passed, 2 rerun" in done.stdout

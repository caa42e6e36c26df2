"""A second try for tests that wait for other processes by a real clock; each use of it is told.

A browser or a server on a loaded machine may need longer than a test waits, once in thousands.
Tests of anything else get none: there a failure that comes and goes is a fault to be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

# Fixtures and names by which a test comes to a process of its own.
FIXTURES = frozenset({"browser", "live_server", "provider", "work_provider"})
NAMES = frozenset({"HEARD", "free_port", "running_server", "serving"})


def waits_for_processes(fixtures: Iterable[str], names: Iterable[str]) -> bool:
    """Say whether a test with these fixtures, in a module with these names, waits by a clock."""
    return not (FIXTURES.isdisjoint(fixtures) and NAMES.isdisjoint(names))


def give_second_tries(items: Iterable[Any]) -> None:
    """Let each test that waits for processes be tried once more when it fails."""
    for item in items:
        if waits_for_processes(item.fixturenames, vars(item.module)):
            item.add_marker(pytest.mark.flaky(reruns=1))

"""Print the figures of the gate's bar at the end, added up over every worker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PREFIX = "gate: "
Figure = Callable[[str, float], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Note a number under a name; numbers of one name are added up."""
    return lambda name, number: record_property(PREFIX + name, number)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests noted."""
    found: dict[str, float] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, number in getattr(report, "user_properties", []):
                if name.startswith(PREFIX):
                    found[name] = found.get(name, 0) + number
    if found:
        terminalreporter.section("the gate's bar")
    for name, number in sorted(found.items()):
        terminalreporter.line(f"{name.removeprefix(PREFIX)}: {number:,.4g}")

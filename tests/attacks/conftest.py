"""What is attacked, and the table after `make test-attacks`: held or not, control red or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.attacks.register import TITLES

if TYPE_CHECKING:
    from flask import Flask

    from feedback.config import Config
    from tests.accessibility.pages import Places
    from tests.attacks.world import World

KINDS = ("attack", "control")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test's report say which attack it belongs to, from whichever process it ran in."""
    for item in items:
        for kind in KINDS:
            for mark in item.iter_markers(kind):
                item.user_properties.append((kind, mark.args[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each of the fifty."""
    outcomes = _outcomes(
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport)
    )
    if not outcomes:
        return
    terminalreporter.section("attacks")
    for number, title in TITLES.items():
        held = _word(outcomes.get(("attack", number)), good="held", bad="NOT HELD")
        red = _word(outcomes.get(("control", number)), good="red", bad="NOT RED")
        terminalreporter.write_line(f"{number}  {held:<9} control {red:<9} {title}")
    attacks, controls = (
        sum(all(outcomes.get((kind, number), [False])) for number in TITLES) for kind in KINDS
    )
    terminalreporter.write_line(
        f"{attacks} of {len(TITLES)} held, {controls} of {len(TITLES)} controls red"
    )


def _outcomes(reports: Iterable[pytest.TestReport]) -> dict[tuple[str, str], list[bool]]:
    """Whether each part of each attack went well; a test that failed to start did not."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for report in reports:
        if report.when == "call" or report.failed:
            for kind, number in report.user_properties:
                if kind in KINDS:
                    found[kind, str(number)].append(report.passed)
    return found


def _word(outcomes: list[bool] | None, *, good: str, bad: str) -> str:
    if outcomes is None:
        return "-"
    return good if all(outcomes) else bad


@pytest.fixture(scope="session")
def furnished_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Places]:
    """Sample data and one of everything, made once and copied for each attack."""
    from tests.attacks.world import furnished

    folder = tmp_path_factory.mktemp("world") / "data"
    folder.mkdir()
    return folder, furnished(folder)


@pytest.fixture
def world(furnished_folder: tuple[Path, Places], tmp_path: Path) -> Iterator[World]:
    """An app on a copy of that data, whose pages nobody checks."""
    from tests.attacks.world import copy_of

    folder, places = furnished_folder
    with copy_of(folder, places, tmp_path / "world") as world:
        yield world


@pytest.fixture
def bare(config: Config) -> Flask:
    """An app with every table and no rows, whose pages nobody checks."""
    from feedback import create_app

    return create_app(config)

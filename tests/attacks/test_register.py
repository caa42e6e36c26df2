"""Each of the fifty attacks is one test with one control."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import pytest

import tests.attacks
from tests.attacks import register


def marked() -> Iterator[tuple[str, str, str]]:
    """Every mark in this package: its kind, its number and the name of the test."""
    for module in pkgutil.iter_modules(tests.attacks.__path__, "tests.attacks."):
        if not module.name.rsplit(".", 1)[1].startswith("test_"):
            continue
        for name, found in vars(importlib.import_module(module.name)).items():
            for mark in getattr(found, "pytestmark", []) if name.startswith("test_") else []:
                if mark.name in {"attack", "control"}:
                    yield mark.name, mark.args[0], name


@pytest.mark.parametrize("kind", ["attack", "control"])
def test_every_attack_has_one_test_and_one_control(kind: str) -> None:
    found = Counter(number for mark, number, _name in marked() if mark == kind)

    expected = {number: 1 for number in register.TITLES if number not in register.NOT_YET}

    assert dict(found) == expected


def test_a_test_is_named_by_the_number_of_its_attack() -> None:
    assert [
        name for _kind, number, name in marked() if not name.startswith(f"test_{number.lower()}_")
    ] == []


def test_there_are_fifty_attacks() -> None:
    assert list(register.TITLES) == [f"S{number:02}" for number in range(1, 51)]

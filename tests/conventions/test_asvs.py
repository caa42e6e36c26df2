"""The table of ASVS requirements is whole, and every test and document it names is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.conventions.checkout import ROOT, python_files

TABLE = (ROOT / "docs/asvs.md").read_text("utf-8")
SECURITY = (ROOT / "docs/security.md").read_text("utf-8")
STATES = {"met", "deployer's", "not applicable", "not met"}
# How many of the 253 each chapter of the standard has.
CHAPTERS = {
    **{1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7},
    **{10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7},
}
CRYPTOGRAPHY = {"hashlib", "hmac", "secrets", "argon2", "cryptography", "itsdangerous", "joserfc"}


def rows(table: str) -> list[list[str]]:
    """The rows that are requirements, cell by cell."""
    lines = (line for line in table.splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def named_tests(text: str) -> set[tuple[str, str]]:
    """The tests a text names, each as file and name."""
    return set(re.findall(r"(tests/[\w/]+\.py)::(\w+)", text))


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a file of ours; none when it is not there."""
    path = ROOT / file
    if not path.exists():
        return frozenset()
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef))


def missing_tests(text: str) -> set[str]:
    return {f"{file}::{name}" for file, name in named_tests(text) if name not in names_in(file)}


def test_all_requirements_are_there_once_in_order() -> None:
    numbers = [tuple(map(int, row[0].split("."))) for row in rows(TABLE)]

    assert numbers == sorted(set(numbers))
    assert Counter(number[0] for number in numbers) == CHAPTERS
    assert Counter(row[1] for row in rows(TABLE)) == {"1": 70, "2": 183}


def test_every_requirement_has_a_state_and_a_reason() -> None:
    assert {row[0] for row in rows(TABLE) if len(row) != 5 or not row[2] or not row[4]} == set()
    assert {row[3] for row in rows(TABLE)} <= STATES


def test_the_counts_at_the_top_are_those_of_the_rows() -> None:
    said = dict(re.findall(r"^\| ([a-z' ]+) \| (\d+) \|", TABLE, re.MULTILINE))

    assert said == {
        state: str(count) for state, count in Counter(row[3] for row in rows(TABLE)).items()
    }


def test_what_is_met_names_tests_that_exist() -> None:
    assert [row[0] for row in rows(TABLE) if row[3] == "met" and not named_tests(row[4])] == []
    assert missing_tests(TABLE) == set()
    assert missing_tests(SECURITY) == set()


def test_a_test_that_is_gone_is_noticed() -> None:
    gone = "`tests/conventions/test_asvs.py::test_that_was_renamed`"

    assert missing_tests(gone) == {"tests/conventions/test_asvs.py::test_that_was_renamed"}


def test_every_document_named_exists() -> None:
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TABLE)

    assert linked
    assert [name for name in linked if not (ROOT / "docs" / name).exists()] == []


def uses_cryptography(source: str) -> bool:
    """Whether a module hashes, signs, locks or draws secrets itself."""
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
    }
    return bool(imported & CRYPTOGRAPHY)


def test_the_inventory_of_cryptography_names_what_the_code_uses() -> None:
    files = {
        name
        for name, source in python_files("feedback", "analysis", "forms", "translations").items()
        if uses_cryptography(source)
    }
    section = SECURITY.partition("## Cryptography")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([\w/]+\.py)`", section))

    assert named == {name for name in files if "/migrations/" not in name}
    assert all((ROOT / name).exists() for name in named)
    assert Path("feedback/passwords.py").as_posix() in named

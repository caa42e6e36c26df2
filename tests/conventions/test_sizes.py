"""Budgets for what a reader has to hold in mind, in lines of a module and of a function."""

import ast
from collections.abc import Iterator

from tests.conventions.checkout import python_files

LINES_IN_A_MODULE = 300
LINES_IN_A_FUNCTION = 40
# Tests are read one at a time.
LINES_IN_A_TEST_MODULE = 500

# Where the reader gains from more: the module, or the module and function, and why.
EXCEPTIONS = {
    "analysis/given_names.py": "lists of names to read by eye, one community under another",
    "tests/feedback/test_areas.py": "each way to spoil one good file, beside the test of that file",
}


def too_long(name: str, source: str) -> Iterator[tuple[str, int]]:
    """The places in a module that break the budgets, and their lines."""
    lines = len(source.splitlines())
    if lines > (LINES_IN_A_TEST_MODULE if name.startswith("tests/") else LINES_IN_A_MODULE):
        yield name, lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_IN_A_FUNCTION:
                yield f"{name}: {node.name}", lines


def all_too_long() -> dict[str, int]:
    """Every place in our code that breaks the budgets."""
    sources = python_files("feedback", "forms", "analysis", "translations", "tests", "tools")
    return {
        place: lines
        for name, source in sources.items()
        # Migrations are history: nobody edits them again.
        if "/migrations/versions/" not in name
        for place, lines in too_long(name, source)
    }


def test_modules_and_functions_stay_within_their_budgets() -> None:
    found = all_too_long()

    assert {place: lines for place, lines in found.items() if place not in EXCEPTIONS} == {}


def test_no_exception_has_outlived_its_reason() -> None:
    assert set(EXCEPTIONS) <= set(all_too_long())


def test_a_long_module_and_a_long_function_are_caught() -> None:
    function = "def long() -> None:\n" + "    pass\n" * 40
    module = "pass\n" * 301

    assert list(too_long("a.py", function)) == [("a.py: long", 41)]
    assert list(too_long("b.py", module)) == [("b.py", 301)]
    assert list(too_long("b.py", "pass\n" * 300)) == []
    assert list(too_long("tests/b.py", "pass\n" * 501)) == [("tests/b.py", 501)]
    assert list(too_long("tests/b.py", "pass\n" * 500)) == []

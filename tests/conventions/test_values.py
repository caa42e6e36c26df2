"""A value cannot be changed by whoever is handed it: dataclasses are frozen."""

import ast
from collections.abc import Iterator

from tests.conventions.checkout import python_files

# What is filled in or moved while it works: nobody else is handed it until it is done.
FILLED_IN = {
    "analysis/gate/imagine.py: Known",
    "feedback/bring_in/planning.py: Plan",
    "feedback/bring_in/planning.py: Addition",
    "feedback/bring_in/planning.py: Stored",
    "feedback/bring_in/planning.py: Tally",
    "feedback/changes.py: _Watch",
    "feedback/cli/authored_rows.py: Changes",
    "feedback/cli/reading_sheets.py: SheetReport",
    "feedback/readiness.py: Readiness",
    "forms/survey_files/drafting.py: Drafting",
}


def not_frozen(name: str, source: str) -> Iterator[str]:
    """The dataclasses of a module that are not frozen."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            found = [mark for mark in marks if mark.partition("(")[0] == "dataclass"]
            if found and "frozen=True" not in found[0]:
                yield f"{name}: {node.name}"


def test_values_are_frozen() -> None:
    sources = python_files("feedback", "forms", "analysis", "translations")

    found = {one for name, source in sources.items() for one in not_frozen(name, source)}

    assert found == FILLED_IN


def test_a_value_that_can_be_changed_is_found() -> None:
    source = "@dataclass(frozen=False)\nclass A: ...\n\n@dataclass(frozen=True)\nclass B: ...\n"

    assert list(not_frozen("x.py", source)) == ["x.py: A"]

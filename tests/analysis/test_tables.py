"""What the two kinds of table promise."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

from analysis.disclosure import PublishedCell, crossed
from analysis.tables import Category, SafeCell, SafeCrossing, SafeTable, Share
from tests.analysis.safe import safe

ROOT = Path(__file__).parents[2]
YES_NO = (Category("yes", "Yes"), Category("no", "No"))


def test_nobody_but_the_gate_can_make_a_safe_table() -> None:
    cell = SafeCell(YES_NO[0], 3, 3, 3)

    with pytest.raises(TypeError, match=r"Only analysis\.disclosure"):
        SafeTable("q", "t", "R1.q", (cell,), total=3, withheld=None, made_by=object())
    with pytest.raises(TypeError, match=r"Only analysis\.disclosure"):
        SafeCrossing("q", "t", "R1.q", (), (), {(None, None): cell}, made_by=object())


def test_a_crossed_table_has_every_cell_and_every_total() -> None:
    cell = PublishedCell("yes", 12, 12, 12)

    with pytest.raises(ValueError, match="every row"):
        crossed({(None, None): cell}, YES_NO, (), table_id="x", title="X", ref="R1.x")


def test_a_safe_table_cannot_be_altered_into_another() -> None:
    table = safe(12, 14)

    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(table, total=27)  # type: ignore[call-arg]  # The point of the test.
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.total = 27  # type: ignore[misc]  # The point of the test.


def _makers_of_safe_tables(source: str) -> bool:
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    imported = {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    called = {
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return "_GATE_KEY" in names | imported or bool({"SafeTable", "SafeCrossing"} & called)


def test_no_other_module_holds_the_key_to_the_gate() -> None:
    modules = [
        path for name in ("analysis", "feedback", "forms") for path in (ROOT / name).rglob("*.py")
    ]

    makers = {path.name for path in modules if _makers_of_safe_tables(path.read_text("utf-8"))}

    assert makers == {"disclosure.py", "tables.py"}


def test_the_search_for_keyholders_would_find_one() -> None:
    assert _makers_of_safe_tables("from analysis.tables import _GATE_KEY")
    assert _makers_of_safe_tables("table = SafeTable(1, 2)")


def test_a_hidden_count_whose_range_gives_it_away_is_refused() -> None:
    with pytest.raises(ValueError, match="not hidden"):
        SafeCell(YES_NO[0], None, 3, 3)


def test_the_fingerprint_is_the_same_for_equal_tables_and_differs_otherwise() -> None:
    assert safe(12, 14).digest() == safe(12, 14).digest()
    assert safe(12, 14).digest() != safe(13, 13).digest()
    assert len(safe(12, 14).digest()) == 64
    assert safe(12, 14).cell_id("a") == "R1.q1.a"


def test_the_fingerprint_says_nothing_about_hidden_counts() -> None:
    # Both hide two small counts that add up to six; only the gate knows which is which.
    assert safe(14, 2, 3, 1).digest() == safe(14, 1, 1, 4).digest()


def test_percentages_wait_for_thirty_answers() -> None:
    assert safe(14, 15).shown_share("a") == Share(14, 29, None)
    assert safe(15, 15).shown_share("a") == Share(15, 30, 50)


def test_half_a_per_cent_rounds_up() -> None:
    assert safe(25, 175).shown_share("a") == Share(25, 200, 13)


def test_a_hidden_or_withheld_count_has_no_share() -> None:
    hidden, withheld = safe(26, 1, 2, 1), safe(26, 4)

    assert hidden.shown_share("b") is None
    assert withheld.shown_share("a") is None


def test_equal_safe_tables_are_one_key() -> None:
    assert len({safe(12, 14), safe(12, 14)}) == 1

"""The same answers hide the same cells in every version of this code, and are chosen soon.

Two choices for the same answers say more than either: whoever had a release of an earlier version
beside one of a later would see both. And each look at what a reader could think costs time.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from analysis.gate import imagine, suppress
from analysis.gate import release as releasing
from analysis.gate.asked import Ask, Reason
from analysis.gate.problem import Problem
from analysis.gate.release import release
from analysis.gate.shape import TOTAL, Cell, Shape
from analysis.gate.suppress import UnprotectableError
from tests.gate_attack.sets import RULES, data_set

# What is published of each of these made-up data sets, and how often a solver was asked. Another
# way of solving (interior points) gave the same choices, so they hang on no machine.
CHOICES = {
    0: ("63b4bc8bfdef", 295),
    1: ("b79ddb873842", 100),
    2: ("c6e9b2206901", 22),
    4: ("895d452137b1", 170),
    5: ("9d9e83943f95", 18),
    6: ("a575233fd911", 218),
    7: ("fec7d979c62d", 242),
    8: ("262901d4bdf1", 318),
    11: ("c4534fa2829b", 386),
    13: ("f69aa2b2a475", 90),
    14: ("1da0a22baae2", 54),
    15: ("67eeabf093fe", 318),
    16: ("793a14db7d20", 99),
    17: ("e1652372dcb9", 449),
    19: ("027ec63c2698", 91),
    20: ("945a81c22379", 19),
    21: ("073e95047ec5", 154),
    22: ("2e0c50bc0ead", 180),
    23: ("e439c6c8bfad", 140),
    24: ("13b5896512aa", 32),
    26: ("e2ce7de958ba", 255),
    27: ("d824f379d9e8", 107),
    28: ("62ab74f5180c", 177),
    31: ("75e898330978", 42),
    34: ("4c46ba59c628", 435),
    36: ("9cc525d2b140", 209),
}
# Another machine may go another way to the same choice.
MORE_LOOKS = 1.25
SHAPE = Shape({"q": ("yes", "no"), "a": ("one", "two"), "b": ("one", "two")})


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time that a solver is asked, from now on."""
    asked: list[str] = []
    for module, name in ((imagine, "linprog"), (imagine, "milp"), (suppress, "milp")):
        solve = getattr(module, name)

        def solving(*args: Any, solve: Any = solve, name: str = name, **options: Any) -> Any:
            asked.append(name)
            return solve(*args, **options)

        monkeypatch.setattr(module, name, solving)
    return asked


@pytest.mark.parametrize("seed", CHOICES)
def test_the_same_answers_and_secret_hide_the_same_cells_in_every_version(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, found = counted(monkeypatch), data_set(seed)

    found.publish()

    choice, looks = CHOICES[seed]
    said = json.dumps(found.outs, sort_keys=True)
    assert hashlib.sha256(said.encode()).hexdigest()[:12] == choice
    assert len(asked) <= looks * MORE_LOOKS


def of(number: int) -> dict[Cell, int]:
    """So many people of each kind."""
    return dict.fromkeys(SHAPE.combinations_of(("a", "b", "q")), number)


def test_where_the_solver_gives_up_the_least_important_table_goes_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hide(problem: Problem) -> frozenset[Cell]:
        if len(problem.tables) > 2:
            raise ArithmeticError("gave up")
        return frozenset()

    monkeypatch.setattr(releasing, "hide", hide)
    tables = [("q",), ("q", "a"), ("q", "b"), ("a", "b")]

    found = release(Ask(SHAPE, tables, {"public": range(4)}, {}), of(6), RULES)

    reasons = [table.withheld for table in found["public"]]
    assert reasons == [None, None, Reason.UNPROTECTABLE, Reason.UNPROTECTABLE]


def test_where_nothing_can_be_hidden_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def hide(_problem: Problem) -> frozenset[Cell]:
        raise UnprotectableError("no")

    monkeypatch.setattr(releasing, "hide", hide)

    found = release(Ask(SHAPE, [("q", "a"), ("q", "b")], {"public": [0, 1]}, {}), of(6), RULES)

    assert [table.withheld for table in found["public"]] == [Reason.UNPROTECTABLE] * 2
    assert [table.cells for table in found["public"]] == [(), ()]


def test_a_release_of_exactly_ten_shows_and_of_nine_does_not() -> None:
    ask = Ask(SHAPE, [("q",)], {"public": [0]}, {})
    kinds = SHAPE.combinations_of(("a", "b", "q"))

    ten, nine = ({kinds[0]: number, kinds[1]: 5} for number in (5, 4))

    assert release(ask, ten, RULES)["public"][0].withheld is None
    assert release(ask, nine, RULES)["public"][0].withheld is Reason.TOO_FEW


@pytest.mark.parametrize(
    ("more", "reason"),
    [(0, None), (1, Reason.TOO_FEW_NEW), (9, Reason.TOO_FEW_NEW), (10, None), (-1, "fewer")],
)
def test_a_later_release_has_as_many_or_ten_more(more: int, reason: Any) -> None:
    ask = Ask(SHAPE, [("q",)], {"public": [0]}, {})
    kinds = SHAPE.combinations_of(("a", "b", "q"))
    before = {TOTAL: (30, 30)}

    [table] = release(ask, {kinds[0]: 15 + more, kinds[1]: 15}, RULES, [{}, before])["public"]

    assert table.withheld is (Reason.ANSWERS_REMOVED if reason == "fewer" else reason)

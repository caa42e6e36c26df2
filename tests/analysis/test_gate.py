"""Linked tables are protected together: few cells hidden, and no small one worked out."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from analysis.gate.asked import Ask, Reason, Released, Rules
from analysis.gate.group import hide
from analysis.gate.imagine import Known
from analysis.gate.problem import Problem
from analysis.gate.release import release, said_by
from analysis.gate.shape import TOTAL, Cell, Nesting, Shape
from analysis.gate.worlds import linked_groups, worlds_of

RULES = Rules(b"a secret of the tests" * 2)
ANSWERS = ("yes", "partly", "no")
GROUPS = ("girl", "boy")
SHAPE = Shape({"answer": ANSWERS, "sex": GROUPS})
THRESHOLD = 5


def people(**counts: int) -> Counter[Cell]:
    """So many of each kind: yes_girl=3."""
    found: Counter[Cell] = Counter()
    for name, number in counts.items():
        answer, sex = name.split("_")
        found[("answer", answer), ("sex", sex)] = number
    return found


def both(found: Released) -> dict[Cell, tuple[int | None, int, int]]:
    (table,) = found["public"]
    return {cell.cell: (cell.count, cell.low, cell.high) for cell in table.cells}


def asked(*tables: tuple[str, ...], facts: dict[Cell, int] | None = None) -> Ask:
    return Ask(SHAPE, tables, {"public": tuple(range(len(tables)))}, facts or {})


def is_safe(counts: dict[Cell, int], hidden: set[Cell], *, threshold: int) -> bool:
    """Whether each small count could be nought and the largest, by going through every world."""
    square = Shape({"answer": ("yes", "no"), "sex": GROUPS})
    kinds = square.combinations_of(("answer", "sex"))
    axis = np.arange(counts[TOTAL] + 1)
    worlds = np.stack(np.meshgrid(*[axis] * len(kinds)), axis=-1).reshape(-1, len(kinds))
    sums = {one: worlds[:, [set(one) <= set(kind) for kind in kinds]].sum(axis=1) for one in counts}
    held = np.ones(len(worlds), dtype=bool)
    for one, number in counts.items():
        is_small = number < threshold
        low, high = (0, threshold - 1) if is_small else (threshold, counts[TOTAL])
        held &= (sums[one] >= low) & (sums[one] <= high) if one in hidden else sums[one] == number
    return all(
        {0, threshold - 1} <= set(sums[one][held])
        for one, number in counts.items()
        if number < threshold
    )


def test_fewer_than_ten_answers_show_nothing_at_all() -> None:
    found = release(asked(("answer", "sex")), people(yes_girl=4, yes_boy=5), RULES)

    assert found["public"][0].withheld is Reason.TOO_FEW
    assert found["public"][0].cells == ()


def test_a_small_count_is_hidden_and_cannot_be_worked_out() -> None:
    held = people(yes_girl=9, yes_boy=12, partly_girl=6, partly_boy=2, no_girl=7, no_boy=8)
    cells = both(release(asked(("answer", "sex")), held, RULES))

    assert cells[("answer", "partly"), ("sex", "boy")] == (None, 0, 4)
    hidden = {cell for cell, (count, _low, _high) in cells.items() if count is None}
    assert len(hidden) >= 4  # One alone in its row and column could be subtracted.
    assert cells[TOTAL] == (44, 44, 44)


@pytest.mark.parametrize("numbers", [(1, 3, 3, 4), (0, 4, 2, 1), (2, 2, 1, 5), (1, 2, 2, 4)])
def test_nobody_could_hide_fewer_cells(numbers: tuple[int, ...]) -> None:
    square = Shape({"answer": ("yes", "no"), "sex": GROUPS})
    held = dict(zip(square.combinations_of(("answer", "sex")), numbers, strict=True))
    counts = {
        cell: sum(n for kind, n in held.items() if set(cell) <= set(kind))
        for cell in square.cells_of(("answer", "sex"))
    }
    small = {cell for cell, number in counts.items() if number < 2}
    movable = [cell for cell in counts if cell not in small and cell != TOTAL]

    chosen = hide(Problem(square, [("answer", "sex")], counts, threshold=2))

    fewest = next(
        len(small) + size
        for size in range(len(movable) + 1)
        for more in combinations(movable, size)
        if is_safe(counts, {*small, *more}, threshold=2)
    )
    assert len(chosen) == fewest


def test_a_fact_from_elsewhere_is_part_of_what_a_reader_knows() -> None:
    held = people(yes_girl=2, yes_boy=14, partly_girl=2, partly_boy=6, no_boy=5)
    girls: Cell = (("sex", "girl"),)

    with_fact = both(release(asked(("answer", "sex"), facts={girls: 4}), held, RULES))

    assert with_fact[girls] == (None, 0, 4)
    # Girls are known to be four: were the boys of one answer shown beside its total, so were hers.
    for answer in ("yes", "partly"):
        total, boys = (
            with_fact[(("answer", answer),)],
            with_fact[("answer", answer), ("sex", "boy")],
        )
        assert total[0] is None or boys[0] is None


def test_a_few_new_answers_are_not_published_by_subtraction() -> None:
    before = people(yes_girl=9, yes_boy=12, partly_girl=6, partly_boy=9, no_girl=7, no_boy=8)
    said = said_by(release(asked(("answer",)), before, RULES))

    after = release(asked(("answer",)), before + people(yes_boy=3), RULES, [said])

    assert after["public"][0].withheld is Reason.TOO_FEW_NEW


def test_ten_new_answers_never_show_how_the_few_among_them_answered() -> None:
    before = people(yes_girl=9, yes_boy=12, partly_girl=6, partly_boy=9, no_girl=7, no_boy=8)
    said = said_by(release(asked(("answer",)), before, RULES))

    after = both(release(asked(("answer",)), before + people(yes_boy=9, no_boy=2), RULES, [said]))

    assert after[(("answer", "no"),)][0] is None


def test_answers_that_were_removed_stop_a_release() -> None:
    before = people(yes_girl=20, no_boy=20)
    said = said_by(release(asked(("answer",)), before, RULES))

    after = release(asked(("answer",)), people(yes_girl=19, no_boy=20), RULES, [said])

    assert after["public"][0].withheld is Reason.ANSWERS_REMOVED


def test_who_sees_less_is_told_the_same_counts() -> None:
    held = people(yes_girl=9, yes_boy=12, partly_girl=6, partly_boy=2, no_girl=7, no_boy=8)
    ask = Ask(SHAPE, [("answer",), ("answer", "sex")], {"public": [0], "forum": [0, 1]}, {})

    found = release(ask, held, RULES)

    public = {cell.cell: cell.count for cell in found["public"][0].cells}
    forum = {cell.cell: cell.count for cell in found["forum"][1].cells}
    assert public == {cell: forum[cell] for cell in public}


def test_the_same_answers_and_secret_give_the_same_release() -> None:
    held = people(yes_girl=9, yes_boy=12, partly_girl=6, partly_boy=2, no_girl=7, no_boy=8)

    assert release(asked(("answer", "sex")), held, RULES) == release(
        asked(("answer", "sex")), held, RULES
    )


def test_what_is_least_important_goes_first_when_no_choice_is_safe() -> None:
    wide = Shape({"answer": ANSWERS, "sex": GROUPS, "age": ("young", "old")})
    held: Counter[Cell] = Counter({(("age", "young"), ("answer", "yes"), ("sex", "girl")): 40})
    ask = Ask(wide, [("age",), ("answer", "sex")], {"public": [0, 1]}, {})

    found = release(ask, held, RULES)

    assert [table.withheld for table in found["public"]] != [None, None] or all(
        cell.count is None or cell.cell == TOTAL
        for table in found["public"]
        for cell in table.cells
        if cell.low < THRESHOLD
    )


@pytest.mark.parametrize(("base", "threshold"), [(9, 5), (10, 4)])
def test_the_rules_cannot_be_lowered(base: int, threshold: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        Rules(b"secret", base=base, threshold=threshold)


def test_tables_that_share_nothing_are_protected_apart() -> None:
    groups = linked_groups(map(frozenset, [("a", "b"), ("c",), ("b", "d"), ("e", "c")]))

    assert sorted(sorted(map(sorted, group)) for group in groups) == [
        [["a", "b"], ["b", "d"]],
        [["c"], ["c", "e"]],
    ]


def test_a_tree_of_tables_needs_few_unknowns_and_a_ring_needs_all() -> None:
    shape = Shape({name: ("1", "2", "3") for name in "abcd"})

    tree = worlds_of(shape, [("a", "b"), ("b", "c"), ("b", "d")])
    ring = worlds_of(shape, [("a", "b"), ("b", "c"), ("a", "c")])

    assert len(tree.kinds) == 27
    assert len(ring.kinds) == 27
    assert len(worlds_of(shape, [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]).kinds) == 81


def test_a_contradiction_is_said_and_not_guessed_at() -> None:
    worlds = worlds_of(SHAPE, [("answer",)])
    rows = worlds.rows([TOTAL, TOTAL])
    known = Known(rows, worlds.ties, np.array([5.0, 7.0]), np.array([5.0, 7.0]))

    assert known.extreme(rows.toarray()[0], most=True) is None


LEFT = Shape({"answer": ("yes", "no", "none"), "sex": ("girl", "boy", "none")})
NONE = {"answer": "none", "sex": "none"}


def left(*tables: tuple[str, ...]) -> Ask:
    return Ask(LEFT, tables, {"public": tuple(range(len(tables)))}, {}, NONE)


def test_how_many_left_a_question_out_is_told_however_few() -> None:
    held = people(yes_girl=14, yes_none=2, no_boy=18, none_boy=3)

    cells = both(release(left(("answer", "sex")), held, RULES))

    assert cells[(("answer", "none"),)] == (3, 3, 3)
    assert cells[(("sex", "none"),)] == (2, 2, 2)
    assert cells[("answer", "none"), ("sex", "boy")][0] is None


def test_a_question_that_nine_answered_is_withheld_and_all_that_nests_with_it() -> None:
    shape = Shape(
        {**LEFT.categories, "said": ("yes", "other"), "age": ("young", "old")},
        (Nesting("answer", "said", {"yes": "yes", "no": "other", "none": "other"}),),
    )
    held: Counter[Cell] = Counter()
    for answer, number in (("yes", 5), ("no", 4), ("none", 30)):
        said = "yes" if answer == "yes" else "other"
        for age in ("young", "old"):
            kind = (("age", age), ("answer", answer), ("said", said), ("sex", "girl"))
            held[kind] = number * (1 if age == "young" else 2 if number == 30 else 0)
    tables = [("answer",), ("age", "said"), ("age",)]
    found = release(Ask(shape, tables, {"public": [0, 1, 2]}, {}, NONE), held, RULES)

    assert [table.withheld for table in found["public"]] == [Reason.TOO_FEW, Reason.TOO_FEW, None]


def test_a_table_alone_is_chosen_among_its_answers_as_if_only_they_were_there() -> None:
    with_none = release(left(("answer",)), people(yes_girl=11, no_girl=2, none_girl=40), RULES)

    cells = both(with_none)

    assert cells[(("answer", "yes"),)] == (None, 9, 13)
    assert cells[(("answer", "no"),)] == (None, 0, 4)
    assert cells[(("answer", "none"),)] == (40, 40, 40)


def test_one_table_that_cannot_be_safe_takes_no_other_with_it() -> None:
    wide = Shape({**SHAPE.categories, "age": ("young", "old")})
    held: Counter[Cell] = Counter()
    # Six said no, three girls and three boys: neither three can be nought while six is not small.
    for answer, sex, age, number in (
        ("yes", "girl", "young", 12),
        ("yes", "boy", "old", 14),
        ("partly", "girl", "old", 11),
        ("partly", "boy", "young", 13),
        ("no", "girl", "old", 3),
        ("no", "boy", "old", 3),
    ):
        held[("age", age), ("answer", answer), ("sex", sex)] = number
    tables = [("answer",), ("answer", "sex"), ("answer", "age")]

    found = release(Ask(wide, tables, {"public": [0, 1, 2]}, {}), held, RULES)

    assert [table.withheld for table in found["public"]] == [None, Reason.UNPROTECTABLE, None]


def test_main_tables_that_show_every_cell_leave_nothing_to_hide() -> None:
    held = people(yes_girl=12, yes_boy=14, partly_girl=11, partly_boy=13, no_girl=9, no_boy=10)
    ask = Ask(SHAPE, [("answer",), ("answer", "sex")], {"public": [0, 1]}, {}, main=[1])

    found = release(ask, held, RULES)

    assert [table.withheld for table in found["public"]] == [None, None]

"""A reader who knows the code, and tries every table there could have been, gains next to nothing.

Everything goes through `release()`, with several secrets: what a reader sees are the counts shown
and how many cells are hidden, small ones and others; what they work out is whether a small one can
still be nought and four. The cells' order means nothing to the gate, so each table stands for all
its orders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import factorial, prod

import pytest

from analysis.gate.asked import Ask, ReleasedTable, Rules
from analysis.gate.ranges import ranges_of
from analysis.gate.release import release
from analysis.gate.shape import Cell, Shape, Table
from tests.gate_attack.conftest import Figure

SECRETS = tuple(bytes([number]) * 32 for number in range(10))
LARGEST_SMALL = 4
MOST_GAINED = 0.02
Counts = tuple[int, ...]
Ranges = dict[Cell, tuple[int, int]]


@pytest.fixture(autouse=True)
def _each_range_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader works out of a choice is the same whichever secret made it: keep it."""
    known: dict[object, Ranges] = {}

    def remembered(
        shape: Shape,
        tables: Sequence[Table],
        counts: Mapping[Cell, int],
        hidden: frozenset[Cell],
        *,
        threshold: int,
    ) -> Ranges:
        choice = tuple(counts.items()), hidden
        if choice not in known:
            known[choice] = ranges_of(shape, tables, counts, hidden, threshold=threshold)
        return known[choice]

    monkeypatch.setattr("analysis.gate.release.ranges_of", remembered)


def tables(total: int, cells: int, *, most: int) -> Iterator[Counts]:
    """Every table of so many answers, the largest count first."""
    if cells == 1:
        if total <= most:
            yield (total,)
        return
    for first in range(min(total, most), -1, -1):
        for rest in tables(total - first, cells - 1, most=first):
            yield (first, *rest)


def orders(counts: Counts) -> int:
    """How many tables have these counts, in one order or another."""
    return factorial(len(counts)) // prod(map(factorial, Counter(counts).values()))


def published(counts: Counts, secret: bytes) -> ReleasedTable:
    names = tuple(f"a{at}" for at in range(len(counts)))
    ask = Ask(Shape({"a": names}), [("a",)], {"public": [0]}, {})
    people: dict[Cell, int] = {
        (("a", name),): number for name, number in zip(names, counts, strict=True)
    }
    (table,) = release(ask, people, Rules(secret))["public"]
    return table


def seen(table: ReleasedTable) -> tuple[object, ...]:
    """What any reader sees, whatever the order of the cells."""
    cells = [cell for cell in table.cells if cell.cell]
    shown = sorted(cell.count for cell in cells if cell.count is not None)
    small = sum(cell.count is None and cell.high <= LARGEST_SMALL for cell in cells)
    return table.withheld, tuple(shown), small


def gained(cells: int, totals: range, *, secrets: int) -> tuple[int, int]:
    """In how many tables a reader can rule out a nought or a four, and of how many."""
    gains = every = 0
    for total in totals:
        could_be: dict[tuple[object, ...], set[int]] = defaultdict(set)
        number: Counter[tuple[object, ...]] = Counter()
        for counts in tables(total, cells, most=total):
            small = {count for count in counts if count <= LARGEST_SMALL}
            for secret in SECRETS[:secrets]:
                view = seen(published(counts, secret))
                could_be[view] |= small
                number[view] += orders(counts)
        every += number.total()
        gains += sum(
            number[view]
            for view, values in could_be.items()
            if values and not {0, LARGEST_SMALL} <= values
        )
    return gains // secrets, every // secrets


def test_knowing_the_code_gains_nothing_from_a_release() -> None:
    gains, every = gained(3, range(10, 19), secrets=5)

    assert every > 500
    assert gains <= MOST_GAINED * every


@pytest.mark.whole_gate
@pytest.mark.parametrize("cells", [2, 3, 4])
def test_knowing_the_code_gains_nothing_from_any_release(cells: int, figure: Figure) -> None:
    gains, every = gained(cells, range(10, 56), secrets=len(SECRETS))

    figure("5. one-way tables tried, up to 4 cells and 55 answers", every)
    figure("5. of these, a reader who knows the code gains in (2% at most)", gains)
    assert gains <= MOST_GAINED * every

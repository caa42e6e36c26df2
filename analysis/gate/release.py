"""One release of linked tables: what each role may see of them, given all that went before.

The cells are chosen once, for a reader who sees everything that any role sees: whoever sees less
knows less. The range printed for a hidden cell is what a reader of that role's tables can work out
from them anyway, so printing it tells nobody more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analysis.disclosure import SMALLEST_BASE, SMALLEST_THRESHOLD, hiding_choices
from analysis.gate.group import Fact, Problem, Said, hide
from analysis.gate.imagine import NEARLY, Known
from analysis.gate.shape import TOTAL, Cell, Shape, Table, count, dimensions_of
from analysis.gate.suppress import UnprotectableError
from analysis.gate.worlds import linked_groups, worlds_of


class Reason(StrEnum):
    """Why a table is not shown."""

    TOO_FEW = "too_few"
    TOO_FEW_NEW = "too_few_new"
    ANSWERS_REMOVED = "answers_removed"
    UNPROTECTABLE = "unprotectable"


@dataclass(frozen=True)
class Rules:
    """The smallest base and threshold, which may be raised and never lowered, and the secret."""

    secret: bytes
    base: int = SMALLEST_BASE
    threshold: int = SMALLEST_THRESHOLD

    def __post_init__(self) -> None:
        """Refuse anything weaker than the rules."""
        if self.base < SMALLEST_BASE or self.threshold < SMALLEST_THRESHOLD:
            raise ValueError(
                f"The base is at least {SMALLEST_BASE} and the threshold {SMALLEST_THRESHOLD}."
            )


@dataclass(frozen=True)
class Shown:
    """One cell as a role sees it: the count, or the range it could lie in."""

    cell: Cell
    count: int | None
    low: int
    high: int


@dataclass(frozen=True)
class ReleasedTable:
    """One table as a role sees it; no cells and a reason where it is withheld."""

    table: Table
    cells: tuple[Shown, ...]
    withheld: Reason | None = None


@dataclass(frozen=True)
class Ask:
    """The tables wanted, the most important first, and which of them each role sees."""

    shape: Shape
    tables: Sequence[Table]
    roles: Mapping[str, Sequence[int]]
    facts: Mapping[Cell, int]


Released = Mapping[str, tuple[ReleasedTable, ...]]


def release(
    ask: Ask, people: Mapping[Cell, int], rules: Rules, history: Sequence[Said] = ()
) -> Released:
    """What each role sees; `history` is what every earlier release of the same people said."""
    total = sum(people.values())
    withheld = _reason_for_all(total, rules, history)
    if withheld is not None:
        return _nothing(ask, withheld)
    counts = _count_cells(ask, people)
    hidden, gone = _choose(ask, people, counts, rules, history)
    return {
        role: _as_seen(ask, seen, counts, hidden, gone, rules) for role, seen in ask.roles.items()
    }


def said_by(released: Released) -> Said:
    """Everything that a release said, whoever it said it to: what a later one has to know."""
    found: dict[Cell, tuple[int, int]] = {}
    for tables in released.values():
        for table in tables:
            for cell in table.cells:
                low, high = found.get(cell.cell, (cell.low, cell.high))
                found[cell.cell] = max(low, cell.low), min(high, cell.high)
    return found


def _reason_for_all(total: int, rules: Rules, history: Sequence[Said]) -> Reason | None:
    if total < rules.base:
        return Reason.TOO_FEW
    earlier = history[-1][TOTAL][0] if history else 0
    if total < earlier:
        return Reason.ANSWERS_REMOVED
    if history and 0 < total - earlier < rules.base:
        return Reason.TOO_FEW_NEW
    return None


def _nothing(ask: Ask, reason: Reason) -> Released:
    return {
        role: tuple(ReleasedTable(ask.tables[at], (), reason) for at in seen)
        for role, seen in ask.roles.items()
    }


def _count_cells(ask: Ask, people: Mapping[Cell, int]) -> dict[Cell, int]:
    counts: dict[Cell, int] = {}
    for table in ask.tables:
        cells = ask.shape.cells_of(table)
        for dimensions in {dimensions_of(cell) for cell in cells}:
            counts.update(count(people, dimensions))
        for cell in cells:
            counts.setdefault(cell, 0)
    return counts


def _choose(
    ask: Ask,
    people: Mapping[Cell, int],
    counts: Mapping[Cell, int],
    rules: Rules,
    history: Sequence[Said],
) -> tuple[frozenset[Cell], dict[int, Reason]]:
    """The cells to hide, and the tables that no choice of cells makes safe."""
    wanted = sorted({at for seen in ask.roles.values() for at in seen})
    facts = _facts(ask, people)
    hidden: set[Cell] = set()
    gone: dict[int, Reason] = {}
    links = _links(ask.shape, facts, history)
    for group in linked_groups([*(frozenset(ask.tables[at]) for at in wanted), *links]):
        left = [at for at in wanted if frozenset(ask.tables[at]) in group]
        while left:
            problem = Problem(
                shape=ask.shape,
                tables=[ask.tables[at] for at in left],
                counts=counts,
                threshold=rules.threshold,
                history=history,
                facts=facts,
                links=[link for link in links if link in group],
            )
            try:
                hidden |= _hide(problem, rules)
                break
            except (UnprotectableError, ArithmeticError):
                # The least important goes; without it the others may be safe.
                gone[left.pop()] = Reason.UNPROTECTABLE
    return frozenset(hidden), gone


def _facts(ask: Ask, people: Mapping[Cell, int]) -> list[Fact]:
    """What is known from elsewhere, as far as it can be true of the people we hold."""
    found = []
    for cell, number in sorted(ask.facts.items()):
        held = count(people, dimensions_of(cell))[cell]
        # A larger number is about more people than ours, so it only says how many at most.
        if held <= number:
            found.append(Fact(cell, number if held == number else 0, number))
    return found


def _links(shape: Shape, facts: Sequence[Fact], history: Sequence[Said]) -> list[frozenset[str]]:
    """Dimensions tied together by what is known besides the tables."""
    known = {dimensions_of(cell) for said in history for cell in said}
    known |= {dimensions_of(fact.cell) for fact in facts}
    known |= {frozenset({one.fine, one.coarse}) for one in shape.nestings}
    return sorted((link for link in known if link), key=sorted)


def _hide(problem: Problem, rules: Rules) -> frozenset[Cell]:
    order = _secret_order(problem.cells, problem.counts, rules.secret)
    dimensions = {name for table in problem.tables for name in table}
    if len(dimensions) > 1 or problem.links:
        return hide(replace(problem, order=order))
    # One table of one dimension: here the choice gives nothing away even to who knows the code.
    cells = [cell for cell in problem.cells if cell != TOTAL]
    numbers = [problem.counts[cell] for cell in cells]
    choices = hiding_choices(numbers, threshold=rules.threshold)
    if not choices:
        raise UnprotectableError("every cell would have to be hidden")
    chosen = min(choices, key=lambda one: sorted(order[cells[place]] for place in one))
    return frozenset(cells[place] for place in chosen)


def _secret_order(
    cells: Sequence[Cell], counts: Mapping[Cell, int], secret: bytes
) -> dict[Cell, float]:
    """A place from 0 to 1 for each cell that nobody without the secret can foresee."""
    content = json.dumps([[cell, counts[cell]] for cell in cells])
    key = hmac.digest(secret, content.encode(), hashlib.sha256)
    return {
        cell: int.from_bytes(hmac.digest(key, json.dumps(cell).encode(), "sha256")[:6], "big")
        / 2**48
        for cell in cells
    }


def _as_seen(
    ask: Ask,
    seen: Sequence[int],
    counts: Mapping[Cell, int],
    hidden: frozenset[Cell],
    gone: Mapping[int, Reason],
    rules: Rules,
) -> tuple[ReleasedTable, ...]:
    ranges: dict[Cell, tuple[int, int]] = {}
    shown = [frozenset(ask.tables[at]) for at in seen if at not in gone]
    for group in linked_groups(shown):
        ranges |= _ranges(ask.shape, [tuple(sorted(one)) for one in group], counts, hidden, rules)
    return tuple(
        ReleasedTable(ask.tables[at], (), gone[at])
        if at in gone
        else ReleasedTable(
            ask.tables[at],
            tuple(
                Shown(cell, None, *ranges[cell])
                if cell in hidden
                else Shown(cell, counts[cell], counts[cell], counts[cell])
                for cell in ask.shape.cells_of(ask.tables[at])
            ),
        )
        for at in seen
    )


def _ranges(
    shape: Shape,
    tables: Sequence[Table],
    counts: Mapping[Cell, int],
    hidden: frozenset[Cell],
    rules: Rules,
) -> dict[Cell, tuple[int, int]]:
    """What a reader of these tables alone works out for each hidden cell."""
    nested = [(one.fine, one.coarse) for one in shape.nestings]
    mine = {name for table in tables for name in table}
    worlds = worlds_of(shape, [*tables, *(pair for pair in nested if set(pair) & mine)])
    cells = sorted({c for table in tables for c in shape.cells_of(table)})
    largest, total = rules.threshold - 1, counts[TOTAL]
    bounds = [
        (counts[c], counts[c])
        if c not in hidden
        else (0, largest)
        if counts[c] <= largest
        else (rules.threshold, total)
        for c in cells
    ]
    rows = worlds.rows(cells)
    known = Known(
        rows,
        worlds.ties,
        np.array([low for low, _high in bounds], float),
        np.array([high for _low, high in bounds], float),
    )
    dense = rows.toarray()
    return {
        cell: bounds[at] if counts[cell] <= largest else _range(known, dense[at])
        for at, cell in enumerate(cells)
        if cell in hidden
    }


def _range(known: Known, row: np.ndarray) -> tuple[int, int]:
    return _end(known, row, most=False), _end(known, row, most=True)


def _end(known: Known, row: np.ndarray, *, most: bool) -> int:
    """One end of a range; in fractions it may be a little wider than in people, never narrower."""
    found = known.extreme(row, most=most)
    if found is None:
        raise ArithmeticError("what is known contradicts itself")
    if not found.is_whole:
        exact = known.extreme_in_people(row, most=most)
        if exact is not None:
            return exact[0]
    return math.floor(found.value + NEARLY) if most else math.ceil(found.value - NEARLY)

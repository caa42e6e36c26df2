"""One release of linked tables: what each role may see of them, given all that went before.

The cells are chosen once, for a reader who sees everything that any role sees: whoever sees less
knows less. The range printed for a hidden cell is what a reader of that role's tables can work out
from them anyway, so printing it tells nobody more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.disclosure import hiding_choices
from analysis.gate.asked import Ask, Reason, Released, ReleasedTable, Rules, Shown
from analysis.gate.group import hide, require_a_way
from analysis.gate.left_out import counts_told, few_left_out_since, too_few_answered
from analysis.gate.problem import Fact, Problem, Said
from analysis.gate.ranges import ranges_of
from analysis.gate.secret import secret_order
from analysis.gate.shape import (
    TOTAL,
    Cell,
    People,
    Shape,
    Table,
    count,
    dimensions_of,
    total_of,
)
from analysis.gate.suppress import UnprotectableError
from analysis.gate.worlds import linked_groups


def release(ask: Ask, people: People, rules: Rules, history: Sequence[Said] = ()) -> Released:
    """What each role sees; `history` is what every earlier release of the same people said."""
    total = total_of(people)
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


def _count_cells(ask: Ask, people: People) -> dict[Cell, int]:
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
    people: People,
    counts: Mapping[Cell, int],
    rules: Rules,
    history: Sequence[Said],
) -> tuple[frozenset[Cell], dict[int, Reason]]:
    """The cells to hide, and the tables that are withheld."""
    gone = _too_few(ask, people, rules, history)
    wanted = [at for at in _wanted(ask) if at not in gone]
    told = counts_told(ask.left_out, [ask.tables[at] for at in wanted])
    facts = _facts(ask, people)
    links = _links(ask.shape, facts, history)
    hidden: set[Cell] = set()
    for group in linked_groups([*(frozenset(ask.tables[at]) for at in wanted), *links]):
        mine = [at for at in wanted if frozenset(ask.tables[at]) in group]
        dimensions = frozenset[str]().union(*group)
        problem = Problem(
            shape=ask.shape,
            tables=[ask.tables[at] for at in mine],
            counts=counts,
            threshold=rules.threshold,
            history=history,
            facts=facts,
            links=[link for link in links if link in group],
            told=frozenset(cell for cell in told if dimensions_of(cell) <= dimensions),
        )
        main = [ask.tables[at] for at in mine if at in ask.main]
        kept, more = _main_first(problem, main, rules)
        hidden |= more
        if history and mine and not kept:
            # What was said before and today's total say too much already: so not even the total.
            return frozenset(), dict.fromkeys(_wanted(ask), Reason.UNPROTECTABLE)
        gone |= {at: Reason.UNPROTECTABLE for at in mine if ask.tables[at] not in kept}
    return frozenset(hidden), gone


def _wanted(ask: Ask) -> list[int]:
    return sorted({at for seen in ask.roles.values() for at in seen})


def _too_few(ask: Ask, people: People, rules: Rules, history: Sequence[Said]) -> dict[int, Reason]:
    """The tables by a question that too few answered: they are gone before anything is chosen."""
    few = too_few_answered(ask.shape, ask.left_out, people, base=rules.base)
    new = few_left_out_since(ask.shape, ask.left_out, people, history, threshold=rules.threshold)
    found = {at: Reason.TOO_FEW_NEW for at in _wanted(ask) if new & set(ask.tables[at])}
    return found | {at: Reason.TOO_FEW for at in _wanted(ask) if few & set(ask.tables[at])}


def _facts(ask: Ask, people: People) -> list[Fact]:
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


def _main_first(
    problem: Problem, main: Sequence[Table], rules: Rules
) -> tuple[list[Table], frozenset[Cell]]:
    """The same for the main tables first, and then for all, with what those show kept."""
    if not main or len(main) == len(problem.tables):
        return _hide_what_can_be(problem, rules)
    first = replace(problem, tables=main)
    kept, hidden = _hide_what_can_be(first, rules)
    shown = {cell for table in kept for cell in problem.shape.cells_of(table)} - hidden
    tables = [*kept, *(table for table in problem.tables if table not in main)]
    return _hide_what_can_be(replace(problem, tables=tables, keep=frozenset(shown)), rules)


def _hide_what_can_be(problem: Problem, rules: Rules) -> tuple[list[Table], frozenset[Cell]]:
    """The tables that can be shown, the most important first, and what to hide in them."""
    kept = list(problem.tables)
    while kept:
        try:
            return kept, _hide(replace(problem, tables=kept), rules)
        except (UnprotectableError, ArithmeticError):
            found = _those_that_go_together(problem, kept)
            # A solver that gave up, or a choice that says too much: the least important goes.
            kept = found if len(found) < len(kept) else kept[:-1]
    return [], frozenset()


def _those_that_go_together(problem: Problem, tables: Sequence[Table]) -> list[Table]:
    """Those tables that would be safe with everything in them hidden, the most important first."""
    kept: list[Table] = []
    for table in tables:
        try:
            require_a_way(replace(problem, tables=[*kept, table]))
        except (UnprotectableError, ArithmeticError):
            continue
        kept.append(table)
    return kept


def _hide(problem: Problem, rules: Rules) -> frozenset[Cell]:
    order = secret_order(problem.cells, problem.counts, rules.secret)
    dimensions = {name for table in problem.tables for name in table}
    if len(dimensions) > 1 or problem.links:
        return hide(replace(problem, order=order))
    # One table of one dimension: here the choice gives nothing away even to who knows the code.
    cells = [cell for cell in problem.cells if cell != TOTAL and cell not in problem.told]
    numbers = [problem.counts[cell] for cell in cells]
    choices = hiding_choices(numbers, threshold=rules.threshold)
    if not choices:
        raise UnprotectableError("every cell would have to be hidden")
    chosen = min(choices, key=lambda one: sorted(order[cells[place]] for place in one))
    return frozenset(cells[place] for place in chosen)


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
    nested = [frozenset({one.fine, one.coarse}) for one in ask.shape.nestings]
    for group in linked_groups([*shown, *nested]):
        tables = [tuple(sorted(one)) for one in group if one in shown]
        if tables:
            found = ranges_of(ask.shape, tables, counts, hidden, threshold=rules.threshold)
            ranges |= found
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

"""One group of linked tables: everything a reader knows of it, and the choice of what to hide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array, vstack

from analysis.gate.imagine import (
    NEARLY,
    Known,
    rows_of_growth,
    rows_over_time,
    ties_over_time,
)
from analysis.gate.problem import Problem
from analysis.gate.shape import TOTAL, Cell, dimensions_of
from analysis.gate.suppress import Aim, Movable, Suppression, UnprotectableError
from analysis.gate.worlds import Worlds, worlds_of

# Nobody publishes finer crossings than these, so these are what a reader would look for.
MOST_DIMENSIONS_CHECKED = 3
# Then the tables count as unprotectable, so that the search always ends.
MOST_TRIES = 40


def hide(problem: Problem) -> frozenset[Cell]:
    """The fewest cells of linked tables to hide, small ones included.

    Raises UnprotectableError where no choice is safe, ArithmeticError where a solver gave up.
    """
    return _Group(problem).solve()


def require_a_way(problem: Problem) -> None:
    """Raise UnprotectableError if not even hiding every cell would keep the small ones hidden."""
    group = _Group(problem)
    Suppression(group.known, group.movable, group.aims).require_a_way()


class _Group:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.releases = len(problem.history) + 1
        self.cells = problem.cells
        self.worlds = _worlds(problem)
        self.rows_now = self._rows(self.cells, release=self.releases - 1)
        self.small = [
            cell
            for cell in self.cells
            if problem.counts[cell] < problem.threshold and cell not in problem.told
        ]
        self.elsewhere = self._known_from_elsewhere()
        self._small_set = frozenset(self.small)
        self.aims = [*self._aims_for_history(), *self._aims_now(), *self._growth_aims()]
        self.known, self.movable = self._known_now(self._known_before())

    def solve(self) -> frozenset[Cell]:
        suppression = Suppression(self.known, self.movable, self.aims, small=len(self.small))
        for _try in range(MOST_TRIES):
            hidden = suppression.fewest()
            if self._is_safe(suppression):
                chosen = [
                    one for one, is_hidden in zip(self.movable, hidden, strict=True) if is_hidden
                ]
                first = self.known.rows.shape[0] - len(self.cells)
                return frozenset([*self.small, *(self.cells[one.row - first] for one in chosen)])
            suppression.forbid(self._widest_unsafe(suppression, hidden))
        raise UnprotectableError("too many choices say too much")

    def _is_safe(self, suppression: Suppression) -> bool:
        return self._holds_for_people(suppression) and not self._says_too_much(suppression)

    def _widest_unsafe(self, suppression: Suppression, hidden: np.ndarray) -> np.ndarray:
        """An unsafe choice, and all that it may hide besides without becoming safe."""
        suppression.try_hiding(np.ones_like(hidden))
        if not self._is_safe(suppression):
            raise UnprotectableError("even with everything hidden too much would show")
        widest = hidden.copy()
        for place in np.flatnonzero(~hidden):
            widest[place] = True
            suppression.try_hiding(widest)
            widest[place] = not self._is_safe(suppression)
        return widest

    def _rows(self, cells: Sequence[Cell], *, release: int) -> csr_array:
        return rows_over_time(self.worlds, cells, release=release, releases=self.releases)

    def _known_from_elsewhere(self) -> Known:
        """Known were nothing published: totals, facts, and how many left which question out."""
        told, last = [TOTAL, *sorted(self.problem.told)], self.releases - 1
        rows = [self._rows(told, release=last)]
        ends = [(self.problem.counts[cell],) * 2 for cell in told]
        for release, said in enumerate(self.problem.history):
            told_then = [cell for cell in told if cell in said]
            rows.append(self._rows(told_then, release=release))
            ends += [said[cell] for cell in told_then]
        for fact in self.problem.facts:
            if self.worlds.can_tell(dimensions_of(fact.cell)):
                rows.append(self._rows([fact.cell], release=last))
                ends.append((fact.low, fact.high))
        ties = ties_over_time(self.worlds, releases=self.releases)
        return Known(vstack(rows, format="csr"), ties, *_lows_and_highs(ends))

    def _known_before(self) -> Known:
        """Known without this release: what is known from elsewhere, and earlier releases."""
        rows, ends = [self.elsewhere.rows], list[tuple[int, int]]()
        for release, said in enumerate(self.problem.history):
            cells = [cell for cell in said if self.worlds.can_tell(dimensions_of(cell))]
            rows.append(self._rows(cells, release=release))
            ends += [said[cell] for cell in cells]
        lows, highs = _lows_and_highs(ends)
        return Known(
            vstack(rows, format="csr"),
            self.elsewhere.ties,
            np.concatenate([self.elsewhere.lows, lows]),
            np.concatenate([self.elsewhere.highs, highs]),
        )

    def _known_now(self, before: Known) -> tuple[Known, list[Movable]]:
        problem, first = self.problem, before.rows.shape[0]
        lows = [0 if c in self._small_set else problem.counts[c] for c in self.cells]
        highs = [
            problem.threshold - 1 if c in self._small_set else problem.counts[c] for c in self.cells
        ]
        known = Known(
            vstack([before.rows, self.rows_now], format="csr"),
            before.ties,
            np.concatenate([before.lows, np.array(lows, float)]),
            np.concatenate([before.highs, np.array(highs, float)]),
        )
        movable = [
            Movable(
                first + place,
                problem.counts[cell],
                problem.threshold,
                problem.total,
                self._place(cell),
            )
            for place, cell in enumerate(self.cells)
            if cell not in self._small_set | problem.keep | problem.told | {TOTAL}
        ]
        return known, movable

    def _place(self, cell: Cell) -> float:
        """A secret place among equal choices, below one in all: what was hidden goes first."""
        last = self.problem.history[-1] if self.problem.history else {}
        was_hidden = cell in last and last[cell][0] != last[cell][1]
        secret = 0.0 if was_hidden else self.problem.order.get(cell, 0.0)
        return (secret + (len(cell) == 1)) / (4 * len(self.cells))

    def _aims_now(self) -> list[Aim]:
        """Each small count could still be nought, and the largest small count."""
        rows = zip(self.cells, self.rows_now.toarray(), strict=True)
        small = self._small_set
        return [aim for cell, row in rows if cell in small for aim in self._both_ends(row)]

    def _aims_for_history(self) -> list[Aim]:
        """What an earlier release kept hidden stays as open as it was."""
        found = []
        for release, said in enumerate(self.problem.history):
            small = [
                cell
                for cell, (low, high) in said.items()
                if low != high < self.problem.threshold
                and self.worlds.can_tell(dimensions_of(cell))
            ]
            rows = self._rows(small, release=release).toarray() if small else []
            found += [aim for row in rows for aim in self._both_ends(row)]
        return found

    def _both_ends(self, row: np.ndarray) -> Iterable[Aim]:
        """A small count could be anything that is small, but for what is known from elsewhere."""
        low, high = 0, self.problem.threshold - 1
        # The totals alone, of at least ten, leave every small count open.
        if self.problem.facts or self.problem.told:
            least = self.elsewhere.extreme(row, most=False)
            most = self.elsewhere.extreme(row, most=True)
            if least is None or most is None:
                raise ArithmeticError("what is known contradicts itself")
            low = max(low, math.ceil(least.value - NEARLY))
            high = min(high, math.floor(most.value + NEARLY))
        return (Aim(row, low, most=False), Aim(row, high, most=True))

    def _growth_aims(self) -> list[Aim]:
        """A few who came between two releases are not counted by subtracting one from the other."""
        found = []
        for release, said in enumerate(self.problem.history):
            grown = {
                cell: self.problem.counts[cell] - said[cell][0]
                for cell in self.cells
                if cell in said and said[cell][0] == said[cell][1] and cell not in self.problem.told
            }
            cells = [c for c, growth in grown.items() if 0 < growth < self.problem.threshold]
            if cells:
                rows = self._growth_rows(cells, after=release, until=self.releases - 1).toarray()
                found += [
                    Aim(row, grown[cell] + 1, most=True)
                    for cell, row in zip(cells, rows, strict=True)
                ]
        return found

    def _growth_rows(self, cells: Sequence[Cell], *, after: int, until: int) -> csr_array:
        return rows_of_growth(self.worlds, cells, after=after, until=until, releases=self.releases)

    def _holds_for_people(self, suppression: Suppression) -> bool:
        """Whether every aim is met by whole people too, not by fractions only."""
        for aim in self.aims:
            values = suppression.imagined() @ aim.objective
            if len(values) and aim.is_met(float(values.max() if aim.most else values.min())):
                continue
            found = self.known.extreme_in_people(aim.objective, most=aim.most)
            if found is None or not aim.is_met(found[0]):
                return False
            suppression.imagine(found[1])
        return True

    def _says_too_much(self, suppression: Suppression) -> bool:
        """Whether some small count that is in no table is certain all the same."""
        rows = self._unpublished_rows
        if not rows.shape[0]:
            return False
        imagined = suppression.imagined()
        if not len(imagined):
            found = self.known.extreme_in_people(np.zeros(rows.shape[1]), most=True)
            if found is None:
                raise ArithmeticError("what is known contradicts itself")
            imagined = found[1][np.newaxis]
        values = imagined @ rows.T
        is_same = np.ptp(values, axis=0) < NEARLY
        is_small = (values[0] > NEARLY) & (values[0] < self.problem.threshold - NEARLY)
        certain = rows[np.flatnonzero(is_same & is_small)].toarray()
        return any(
            self.known.is_certain(row) and not self.elsewhere.is_certain(row) for row in certain
        )

    @cached_property
    def _unpublished_rows(self) -> csr_array:
        """What was never published of any release, and of those who came between any two."""
        published = [*(frozenset(said) for said in self.problem.history), frozenset(self.cells)]
        shape, told = self.problem.shape, self.problem.told
        fine = [
            cell
            for dimensions in _crossings(self.worlds)
            for cell in shape.combinations_of(dimensions)
            if shape.in_few_words(cell) == cell and cell not in told
        ]
        rows = [
            self._rows([cell for cell in fine if cell not in said], release=release)
            for release, said in enumerate(published)
        ]
        # What this release adds may say of two earlier ones what neither said.
        for after, until in combinations(range(self.releases), 2):
            rows.append(self._growth_rows(fine, after=after, until=until))
        return vstack(rows, format="csr")


def _lows_and_highs(ends: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([low for low, _high in ends], float),
        np.array([high for _low, high in ends], float),
    )


def _crossings(worlds: Worlds) -> list[tuple[str, ...]]:
    found = {
        some
        for edge in worlds.edges
        for size in range(1, MOST_DIMENSIONS_CHECKED + 1)
        for some in combinations(sorted(edge), size)
    }
    return sorted(found)


def _worlds(problem: Problem) -> Worlds:
    """Unknowns fine enough for the tables, for earlier ones, for the facts and for what nests."""
    told = [dimensions_of(cell) for cell in problem.told]
    return worlds_of(problem.shape, [*map(frozenset, problem.tables), *problem.links, *told])

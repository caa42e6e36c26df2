"""Choose which cells of linked tables to hide, as few as can be, so that nobody can be singled out.

A small count (under the threshold, nought included) is hidden, and more are hidden with it until a
reader who knows which hidden cells are small, everything shown, and this code could still think
each small one to be nought and to be the largest small count. The fewest such cells are found by
cuts: a linear programme says how far a reader's range must still open, and by how much each cell
would open it. A choice that fails is widened until it holds, which gives many cuts at once and a
choice to fall back on; the search ends when that one is as good as can be, or nearly. Source:
M. Fischetti and J. J. Salazar, Solving the cell suppression problem on tabular data with linear
constraints, Management Science 47 (2001), capacity constraints.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from analysis.gate.imagine import NEARLY, Known

MOST_ROUNDS = 60
MOST_ROUNDS_BY_SECRET = 12
MOST_NODES = 2_000
MOST_CUTS_A_ROUND = 60
# A choice is good enough when no other hides less than this share fewer cells, small ones counted.
NEAR_ENOUGH = 0.01


class UnprotectableError(Exception):
    """Not even hiding everything would keep the small counts hidden."""


@dataclass(frozen=True)
class Aim:
    """A sum that a reader must still be able to think as low, or as high, as this."""

    objective: np.ndarray
    reach: float
    most: bool

    def is_met(self, value: float) -> bool:
        """Whether an extreme goes far enough."""
        return value >= self.reach - NEARLY if self.most else value <= self.reach + NEARLY


@dataclass(frozen=True)
class Movable:
    """A row that we may hide: its count, and what a reader would know of it once it is hidden."""

    row: int
    count: int
    low: int
    high: int
    secret: float  # A place in an order that nobody can foresee; of equal choices the lower goes.

    def opens(self, per_high: float, per_low: float) -> float:
        """How far a reader's range opens once it is hidden, for each one that its bounds move."""
        return per_high * (self.high - self.count) + per_low * (self.count - self.low)


def is_near_enough(hidden: int, *, fewest: int, small: int) -> bool:
    """Whether a choice hides few enough: `fewest` at the least, beside the `small` counts."""
    return hidden - fewest <= NEAR_ENOUGH * (small + fewest)


class _Memory:
    """Worlds found so far, with every sum that is asked of them again and again."""

    def __init__(self, known: Known, aims: Sequence[Aim]) -> None:
        self._rows = known.rows
        self._places = {id(aim): place for place, aim in enumerate(aims)}
        self._objectives = np.array([aim.objective for aim in aims])
        self.worlds = np.zeros((0, known.rows.shape[1]))
        self.sums = np.zeros((0, known.rows.shape[0]))
        self._values = np.zeros((0, len(aims)))

    def add(self, world: np.ndarray) -> None:
        self.worlds = np.vstack([self.worlds, world])
        self.sums = np.vstack([self.sums, self._rows @ world])
        self._values = np.vstack([self._values, self._objectives @ world])

    def meets(self, aim: Aim, known: Known) -> bool:
        """Whether a world that fits what is known goes as far as the aim asks."""
        values = self._values[:, self._places[id(aim)]]
        far = values >= aim.reach - NEARLY if aim.most else values <= aim.reach + NEARLY
        return bool(known.holds(self.sums[far]).any())


class Suppression:
    """One group of linked tables on its way to being safe."""

    def __init__(
        self, known: Known, movable: Sequence[Movable], aims: Sequence[Aim], *, small: int = 0
    ) -> None:
        """Start with everything movable shown; `known` holds the bounds of the `small` others."""
        self.known, self.movable, self.aims, self.small = known, movable, aims, small
        self._cuts: list[tuple[np.ndarray, float]] = []
        self._memory = _Memory(known, aims)
        self._secret = np.array([one.secret for one in movable])

    def fewest(self) -> np.ndarray:
        """Which movable rows to hide; UnprotectableError if no choice is safe."""
        self.require_a_way()
        best = np.ones(len(self.movable), dtype=bool)
        for _round in range(MOST_ROUNDS):
            hidden, fewest = self._cheapest()
            if self._is_near_enough(best, fewest):
                break
            wider = self._widened(hidden)
            if wider.sum() < best.sum():
                best = self._narrowed(wider, hidden)
            if self._is_near_enough(best, fewest):
                break
        best = self._by_secret(best)
        self.try_hiding(best)
        return best

    def _is_near_enough(self, best: np.ndarray, fewest: int) -> bool:
        return is_near_enough(int(best.sum()), fewest=fewest, small=self.small)

    def _widened(self, hidden: np.ndarray) -> np.ndarray:
        """The choice, and more cells until every aim is met."""
        wider = hidden.copy()
        while True:
            self.try_hiding(wider)
            cuts = list(islice(self._cuts_needed(wider), MOST_CUTS_A_ROUND))
            if not cuts:
                return wider
            self._cuts += cuts
            wider = self._covering(wider, cuts)

    def _covering(self, hidden: np.ndarray, cuts: Sequence[tuple[np.ndarray, float]]) -> np.ndarray:
        """The choice, and the cells that help most until it obeys some cuts."""
        wider = hidden.copy()
        weights = np.array([cut for cut, _least in cuts])
        least = np.array([least for _cut, least in cuts])
        while True:
            missing = np.maximum(least - weights @ wider, 0.0)
            if not (missing > NEARLY).any():
                return wider
            helps = np.minimum(weights, missing[:, np.newaxis]).sum(axis=0)
            helps[wider] = -1.0
            wider[np.lexsort((self._secret, -helps.round(6)))[0]] = True

    def _narrowed(self, wider: np.ndarray, start: np.ndarray) -> np.ndarray:
        """The choice without those cells that it turns out not to need."""
        narrow = wider.copy()
        for place in np.flatnonzero(wider & ~start)[::-1]:
            narrow[place] = False
            if not (self._obeys_cuts(narrow) and self._holds(narrow)):
                narrow[place] = True
        return narrow

    def _obeys_cuts(self, hidden: np.ndarray) -> bool:
        return all(cut @ hidden >= least - NEARLY for cut, least in self._cuts)

    def _holds(self, hidden: np.ndarray) -> bool:
        self.try_hiding(hidden)
        cut = next(self._cuts_needed(hidden), None)
        if cut is not None:
            self._cuts.append(cut)
        return cut is None

    def _by_secret(self, best: np.ndarray) -> np.ndarray:
        """Of the choices that hide as few cells, one that nobody without the secret can foresee."""
        if not best.any():
            return best
        for _round in range(MOST_ROUNDS_BY_SECRET):
            found = self._solve(1 + self._secret, most=int(best.sum())).x
            if found is None:
                break
            hidden = np.asarray(found) > 0.5
            self.try_hiding(hidden)
            cuts = list(islice(self._cuts_needed(hidden), MOST_CUTS_A_ROUND))
            if not cuts:
                return hidden
            self._cuts += cuts
        return best

    def forbid(self, hidden: np.ndarray) -> None:
        """Hide something more than this next time: what it shows says too much."""
        if hidden.all():
            raise UnprotectableError("everything is hidden already")
        self._cuts.append(((~hidden).astype(float), 1.0))

    def imagined(self) -> np.ndarray:
        """Worlds of whole people that a reader could imagine at the present bounds, one a row."""
        found = self._memory.worlds[self.known.holds(self._memory.sums)]
        whole = np.abs(found - np.round(found)).max(axis=1, initial=0) < NEARLY
        return np.asarray(np.round(found[whole]))

    def imagine(self, world: np.ndarray) -> None:
        """Remember a world that could be."""
        self._memory.add(world)

    def require_a_way(self) -> None:
        """Raise UnprotectableError if hiding everything is not enough."""
        everything = np.ones(len(self.movable), dtype=bool)
        self.try_hiding(everything)
        for aim in self.aims:
            if not self._reaches(aim):
                raise UnprotectableError("a small count would show even with everything hidden")

    def try_hiding(self, hidden: np.ndarray) -> None:
        """Put the bounds of everything movable as a reader would know them."""
        for one, is_hidden in zip(self.movable, hidden, strict=True):
            self.known.lows[one.row] = one.low if is_hidden else one.count
            self.known.highs[one.row] = one.high if is_hidden else one.count

    def _cheapest(self) -> tuple[np.ndarray, int]:
        """A choice that obeys every cut so far, and how many cells any such choice hides."""
        size = len(self.movable)
        if not size or not self._cuts:
            return np.zeros(size, dtype=bool), 0
        answer = self._solve(np.ones(size), most=size)
        if answer.status == 2:
            raise UnprotectableError("no choice of cells to hide is safe")
        fewest = math.ceil((answer.mip_dual_bound or 0.0) - NEARLY)
        if answer.x is None:
            return self._covering(np.zeros(size, dtype=bool), self._cuts), fewest
        return np.asarray(answer.x) > 0.5, fewest

    def _solve(self, costs: np.ndarray, *, most: int) -> OptimizeResult:
        size = len(self.movable)
        weights = np.array([np.ones(size), *(-cut for cut, _least in self._cuts)])
        limits = np.array([float(most), *(-least for _cut, least in self._cuts)])
        return milp(
            costs,
            constraints=LinearConstraint(weights, -np.inf, limits),
            integrality=np.ones(size),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 1e-6, "node_limit": MOST_NODES},
        )

    def _reaches(self, aim: Aim) -> bool:
        """Whether a world remembered, or a new one, goes as far as the aim asks."""
        if self._is_remembered(aim):
            return True
        found = self.known.extreme(aim.objective, most=aim.most)
        if found is None:
            raise UnprotectableError("what is known contradicts itself")
        self.imagine(found.world)
        return aim.is_met(found.value)

    def _is_remembered(self, aim: Aim) -> bool:
        return self._memory.meets(aim, self.known)

    def _cuts_needed(self, hidden: np.ndarray) -> Iterator[tuple[np.ndarray, float]]:
        """What the present choice fails at, each as a rule that every better choice obeys."""
        for aim in self.aims:
            if self._is_remembered(aim):
                continue
            found = self.known.extreme(aim.objective, most=aim.most)
            if found is None:
                raise UnprotectableError("what is known contradicts itself")
            self.imagine(found.world)
            if aim.is_met(found.value):
                continue
            yield self._cut(aim, found.value, found.per_high, found.per_low, hidden)

    def _cut(
        self,
        aim: Aim,
        value: float,
        per_high: np.ndarray,
        per_low: np.ndarray,
        hidden: np.ndarray,
    ) -> tuple[np.ndarray, float]:
        """How much each cell, hidden, would open the range; together they must close the gap."""
        opens = np.array([one.opens(per_high[one.row], per_low[one.row]) for one in self.movable])
        gap = abs(aim.reach - value) + float(opens[hidden].sum())
        if gap <= NEARLY:
            raise ArithmeticError("a cut that cuts nothing")
        # No cell needs to close more than the whole gap.
        return np.minimum(opens, gap) / gap, 1.0 - NEARLY

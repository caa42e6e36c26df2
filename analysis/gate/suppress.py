"""Choose which cells of linked tables to hide, as few as can be, so that nobody can be singled out.

A small count (under the threshold, nought included) is hidden, and more are hidden with it until a
reader who knows which hidden cells are small, everything shown, and this code could still think
each small one to be nought and to be the largest small count. The fewest such cells are found by
cuts: a linear programme says how far a reader's range must still open, and by how much each cell
would open it. Source: M. Fischetti and J. J. Salazar, Solving the cell suppression problem on
tabular data with linear constraints, Management Science 47 (2001), capacity constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.gate.imagine import NEARLY, Known

MOST_ROUNDS = 400
MOST_CUTS_A_ROUND = 60


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
    cost: float


class Suppression:
    """One group of linked tables on its way to being safe."""

    def __init__(self, known: Known, movable: Sequence[Movable], aims: Sequence[Aim]) -> None:
        """Start with everything movable shown; `known` holds the bounds of all other rows."""
        self.known, self.movable, self.aims = known, movable, aims
        self._cuts: list[tuple[np.ndarray, float]] = []
        self._worlds = np.zeros((0, known.rows.shape[1]))

    def fewest(self) -> np.ndarray:
        """Which movable rows to hide; UnprotectableError if no choice is safe."""
        self.require_a_way()
        for _round in range(MOST_ROUNDS):
            hidden = self._cheapest()
            self._set(hidden)
            cuts = list(self._cuts_needed(hidden))
            if not cuts:
                return hidden
            self._cuts += cuts
        raise UnprotectableError("too many rounds")

    def forbid(self, hidden: np.ndarray) -> None:
        """Hide something more than this next time: what it shows says too much."""
        if hidden.all():
            raise UnprotectableError("everything is hidden already")
        self._cuts.append(((~hidden).astype(float), 1.0))

    def imagined(self) -> np.ndarray:
        """Worlds of whole people that a reader could imagine at the present bounds, one a row."""
        found = self._worlds[self.known.holds(self._worlds)]
        whole = np.abs(found - np.round(found)).max(axis=1, initial=0) < NEARLY
        return np.asarray(np.round(found[whole]))

    def imagine(self, world: np.ndarray) -> None:
        """Remember a world that could be."""
        self._worlds = np.vstack([self._worlds, world])

    def require_a_way(self) -> None:
        """Raise UnprotectableError if hiding everything is not enough."""
        everything = np.ones(len(self.movable), dtype=bool)
        self._set(everything)
        for aim in self.aims:
            if not self._reaches(aim):
                raise UnprotectableError("a small count would show even with everything hidden")

    def _set(self, hidden: np.ndarray) -> None:
        for one, is_hidden in zip(self.movable, hidden, strict=True):
            self.known.lows[one.row] = one.low if is_hidden else one.count
            self.known.highs[one.row] = one.high if is_hidden else one.count

    def _cheapest(self) -> np.ndarray:
        size = len(self.movable)
        if not size or not self._cuts:
            return np.zeros(size, dtype=bool)
        weights = np.array([cut for cut, _least in self._cuts])
        least = np.array([least for _cut, least in self._cuts])
        answer = milp(
            np.array([one.cost for one in self.movable]),
            constraints=LinearConstraint(weights, least, np.inf),
            integrality=np.ones(size),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 1e-6},
        )
        if answer.status == 2 or answer.x is None:
            raise UnprotectableError("no choice of cells to hide is safe")
        return np.asarray(answer.x) > 0.5

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
        held = self._worlds[self.known.holds(self._worlds)]
        if not len(held):
            return False
        values = held @ aim.objective
        return aim.is_met(float(values.max() if aim.most else values.min()))

    def _cuts_needed(self, hidden: np.ndarray) -> Iterable[tuple[np.ndarray, float]]:
        """What the present choice fails at, each as a rule that every better choice obeys."""
        cuts = 0
        for aim in self.aims:
            if cuts >= MOST_CUTS_A_ROUND:
                return
            if self._is_remembered(aim):
                continue
            found = self.known.extreme(aim.objective, most=aim.most)
            if found is None:
                raise UnprotectableError("what is known contradicts itself")
            self.imagine(found.world)
            if aim.is_met(found.value):
                continue
            cuts += 1
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
        opens = np.array(
            [
                per_high[one.row] * (one.high - one.count)
                + per_low[one.row] * (one.count - one.low)
                for one in self.movable
            ]
        )
        gap = abs(aim.reach - value) + float(opens[hidden].sum())
        if gap <= NEARLY:
            raise ArithmeticError("a cut that cuts nothing")
        # No cell needs to close more than the whole gap.
        return np.minimum(opens, gap) / gap, 1.0 - NEARLY

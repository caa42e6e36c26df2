"""What a reader can work out: the smallest and largest value of any sum, given all they know.

The reader is assumed to know every published number, which hidden cells are small and which are
not, the outside facts, and that a later release holds the people of an earlier one and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array, hstack, vstack

from analysis.gate.shape import Cell
from analysis.gate.worlds import Worlds

NEARLY = 1e-6
MOST_NODES = 20_000


@dataclass(frozen=True)
class Found:
    """One extreme world: its value, the world, and what each bound would add if it gave way."""

    value: float
    world: np.ndarray
    per_high: np.ndarray  # How much the extreme moves out when a row's upper bound rises by one.
    per_low: np.ndarray  # The same when its lower bound falls by one.

    @property
    def is_whole(self) -> bool:
        """Whether the world is one of whole people."""
        return bool(np.all(np.abs(self.world - np.round(self.world)) < NEARLY))


@dataclass
class Known:
    """Rows of sums with the bounds a reader knows for each; the bounds may be changed."""

    rows: csr_array
    ties: csr_array
    lows: np.ndarray
    highs: np.ndarray

    def extreme(self, objective: np.ndarray, *, most: bool) -> Found | None:
        """The largest or smallest value of a sum, people in fractions allowed; None: impossible."""
        sign = -1.0 if most else 1.0
        exact = self.lows == self.highs
        loose = self.rows[~exact]
        answer = linprog(
            sign * objective,
            A_ub=vstack([loose, -loose], format="csr"),
            b_ub=np.concatenate([self.highs[~exact], -self.lows[~exact]]),
            A_eq=vstack([self.rows[exact], self.ties], format="csr"),
            b_eq=np.concatenate([self.lows[exact], np.zeros(self.ties.shape[0])]),
            # Five times as fast as the default, which first looks for what it could leave out.
            method="highs-ds",
            options={"presolve": False},
        )
        if answer.status == 2:
            return None
        if answer.status != 0:
            raise ArithmeticError(f"The solver gave up: {answer.message}")
        per_high, per_low = np.zeros(len(exact)), np.zeros(len(exact))
        opens = -np.asarray(answer.ineqlin.marginals)
        per_high[~exact], per_low[~exact] = np.split(opens, 2)
        moves = np.asarray(answer.eqlin.marginals)[: exact.sum()]
        per_high[exact], per_low[exact] = np.maximum(-moves, 0), np.maximum(moves, 0)
        return Found(sign * answer.fun, np.asarray(answer.x), per_high, per_low)

    def extreme_in_people(
        self, objective: np.ndarray, *, most: bool
    ) -> tuple[int, np.ndarray] | None:
        """The same with whole people only; None: impossible."""
        sign = -1.0 if most else 1.0
        limits = [LinearConstraint(self.rows, self.lows, self.highs)]
        if self.ties.shape[0]:
            limits.append(LinearConstraint(self.ties, 0, 0))
        answer = milp(
            sign * objective,
            constraints=limits,
            integrality=np.ones(self.rows.shape[1]),
            options={"node_limit": MOST_NODES},
        )
        if answer.status == 2:
            return None
        if answer.status != 0 or answer.x is None:
            raise ArithmeticError(f"The solver gave up: {answer.message}")
        return round(sign * answer.fun), np.round(answer.x)

    def is_certain(self, row: np.ndarray) -> bool:
        """Whether a sum can have one value only."""
        least = self.extreme_in_people(row, most=False)
        most = self.extreme_in_people(row, most=True)
        return least is None or most is None or least[0] == most[0]

    def holds(self, sums: np.ndarray) -> np.ndarray:
        """Which worlds a reader could still imagine, by the sums that each (a line) has here."""
        inside = (sums >= self.lows - NEARLY) & (sums <= self.highs + NEARLY)
        return np.asarray(inside.all(axis=1))


def rows_over_time(
    worlds: Worlds, cells: Sequence[Cell], *, release: int, releases: int
) -> csr_array:
    """Each cell at one release (from 0): the people of the first release and all who came since."""
    one = worlds.rows(cells)
    nothing = csr_array(one.shape)
    return hstack([one if at <= release else nothing for at in range(releases)], format="csr")


def rows_of_growth(
    worlds: Worlds, cells: Sequence[Cell], *, after: int, until: int, releases: int
) -> csr_array:
    """Each cell counting only those who came after one release and until another."""
    one = worlds.rows(cells)
    nothing = csr_array(one.shape)
    return hstack([one if after < at <= until else nothing for at in range(releases)], format="csr")


def ties_over_time(worlds: Worlds, *, releases: int) -> csr_array:
    """The ties of one release, for those of the first and for those who came at each later one."""
    return csr_array(block_diag([worlds.ties] * releases, format="csr"))

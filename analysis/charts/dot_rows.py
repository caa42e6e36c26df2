"""What a chart of dots says, row by row: made from safe tables, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.charts.guard import check_numbers, check_table
from analysis.participation import Baseline, Yardstick
from analysis.ranges import CountInterval, Interval
from analysis.tables import SMALLEST_BASE_FOR_PERCENTAGES, SafeTable

MOST_POINTS_IN_A_ROW = 2
_ALMOST = 1e-9  # Shares are fractions of a computer's kind.


@dataclass(frozen=True)
class DotPoint:
    """Some cells of a safe table, together, as one dot; there is no other way to make one.

    `words` is how the page says the count, its share, its range, or why the table is withheld.
    A share is out of all answers of the table, or of those only that `out_of` counts.
    """

    table: SafeTable
    codes: tuple[str, ...]
    words: str
    interval: Interval | None = None
    baseline: Baseline | None = None
    out_of: int | None = None
    period: str = ""
    cell_id: str = ""

    def __post_init__(self) -> None:
        """Refuse what did not come through the gate, and whatever says more than the gate did."""
        check_table(self.table)
        possible, base = self.possible, self.base
        if possible is not None:
            if possible.low > possible.high or not 0 < base <= (self.table.total or 0):
                raise ValueError("A share is out of some or all answers of the table.")
            check_numbers(self.words, may_be=self.numbers)
        if self.interval is not None:
            self._check_interval(self.interval)

    @property
    def base(self) -> int:
        """How many answers the share is out of."""
        return self.out_of or self.table.total or 0

    @property
    def possible(self) -> CountInterval | None:
        """The least and the most that a reader can work out; None when the table is withheld."""
        if self.table.withheld is not None or self.table.total is None:
            return None
        inside = [self.table.cell(code) for code in self.codes]
        others = [cell for cell in self.table.cells if cell not in inside]
        return CountInterval(
            max(sum(c.low for c in inside), self.table.total - sum(c.high for c in others)),
            min(
                sum(cell.high for cell in inside),
                self.table.total - sum(cell.low for cell in others),
                self.base,
            ),
        )

    @property
    def shown(self) -> int | None:
        """The count; None when it is hidden."""
        possible = self.possible
        return possible.low if possible and possible.low == possible.high else None

    @property
    def tick(self) -> Fraction | None:
        """Where the baseline stands; None for one that counts other people."""
        known = self.baseline
        if known is None or known.yardstick is not Yardstick.RIGHT:
            return None
        if known.count is None or not known.base:
            return None
        return Fraction(known.count, known.base)

    @property
    def numbers(self) -> set[int]:
        """Every number that the words of this dot may name."""
        possible, shown = self.possible, self.shown
        if possible is None:
            return set()
        said = {possible.low, possible.high, self.base, self.table.total or 0}
        if shown is None:
            return said | {possible.high + 1}  # 0 to 4 is also "fewer than 5".
        if self.base < SMALLEST_BASE_FOR_PERCENTAGES:
            return said
        # Half a per cent rounds up, as everywhere.
        return said | {(200 * shown + self.base) // (2 * self.base)}

    def _check_interval(self, interval: Interval) -> None:
        if self.shown is None:
            raise ValueError("A range is a fact about a count, so a hidden count has none.")
        if not interval.low - _ALMOST <= self.shown / self.base <= interval.high + _ALMOST:
            raise ValueError("A dot lies within its range.")


@dataclass(frozen=True)
class DotRow:
    """One group, or one answer in two years, and the verdict on it in words."""

    points: tuple[DotPoint, ...]
    label: str
    verdict: str = ""

    def __post_init__(self) -> None:
        """Refuse more dots than a row can tell apart, and a verdict that names other numbers."""
        if not 1 <= len(self.points) <= MOST_POINTS_IN_A_ROW:
            raise ValueError("A row has one dot, or two: one for each year.")
        if len(self.points) > 1 and not all(point.period for point in self.points):
            raise ValueError("Two dots each need the name of their year.")
        known = [point.baseline for point in self.points if point.baseline is not None]
        counted = {number for one in known for number in (one.count, one.base) if number}
        said = {number for point in self.points for number in point.numbers}
        check_numbers(self.verdict, may_be=counted | said)

    @classmethod
    def of(
        cls,
        table: SafeTable,
        code: str,
        *,
        words: str,
        interval: Interval | None = None,
        baseline: Baseline | None = None,
        out_of: int | None = None,
        verdict: str = "",
        cell_id: str = "",
    ) -> DotRow:
        """Return the row of one group of a table that is shown, under the group's own label."""
        point = DotPoint(table, (code,), words, interval, baseline, out_of, cell_id=cell_id)
        return cls((point,), table.cell(code).category.label, verdict)


@dataclass(frozen=True)
class DotKeys:
    """What the signs mean, and what the two ends of the line mean; of those that are used."""

    dot: str
    interval: str
    baseline: str
    hidden: str
    start: str
    end: str


@dataclass(frozen=True)
class SpokenDot:
    """What the words beside a chart must say of one dot. Shown is None when it is hidden.

    The range and the baseline are shares; low and high are counts, and None when withheld.
    """

    period: str
    words: str
    shown: int | None
    low: int | None
    high: int | None
    out_of: int | None
    interval: Interval | None
    tick: Fraction | None
    cell_id: str


@dataclass(frozen=True)
class SpokenDots:
    """What the words beside a chart must say of one row."""

    label: str
    dots: tuple[SpokenDot, ...]
    verdict: str


def spoken_dots(rows: Sequence[DotRow]) -> tuple[SpokenDots, ...]:
    """Return, in the order drawn, everything the chart says: it is drawn from this."""
    return tuple(
        SpokenDots(row.label, tuple(map(_spoken, row.points)), row.verdict) for row in rows
    )


def _spoken(point: DotPoint) -> SpokenDot:
    possible = point.possible
    return SpokenDot(
        period=point.period,
        words=point.words,
        shown=point.shown,
        low=possible.low if possible else None,
        high=possible.high if possible else None,
        out_of=point.base if possible else None,
        interval=point.interval,
        tick=point.tick,
        cell_id=point.cell_id,
    )

"""What a chart of dots says, row by row: made from safe tables, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.charts.guard import check_numbers, check_table, numbers_of
from analysis.participation import Baseline, Interval
from analysis.tables import SafeCell, SafeTable

MOST_POINTS_IN_A_ROW = 2
_ALMOST = 1e-9  # Shares are fractions of a computer's kind.


@dataclass(frozen=True)
class DotPoint:
    """One cell of a safe table as a dot; there is no other way to make one.

    `words` is how the page says the count, its share, its range, or why the table is withheld.
    """

    table: SafeTable
    code: str
    words: str
    interval: Interval | None = None  # A range of shares.
    baseline: Baseline | None = None
    period: str = ""
    cell_id: str = ""

    def __post_init__(self) -> None:
        """Refuse what did not come through the gate, and whatever says more than the gate did."""
        check_table(self.table)
        if self.interval is not None:
            self._check_interval(self.interval)
        if self.cell is not None:
            check_numbers(self.words, may_be=self.numbers)

    @property
    def cell(self) -> SafeCell | None:
        """What may be seen; None when the whole table is withheld."""
        return None if self.table.withheld is not None else self.table.cell(self.code)

    @property
    def share(self) -> Fraction | None:
        """Where the dot stands; None when it is hidden."""
        share = self.table.shown_share(self.code)
        return None if share is None else Fraction(share.count, share.total)

    @property
    def tick(self) -> Fraction | None:
        """Where the baseline stands; None for one that counts other people."""
        known = self.baseline
        if known is None or not known.is_right_yardstick or not known.base:
            return None
        return Fraction(known.count or 0, known.base)

    @property
    def numbers(self) -> set[int]:
        """Every number that the words of this dot may name."""
        share = self.table.shown_share(self.code)
        said = numbers_of(self.cell, total=self.table.total) if self.cell else set()
        return said | {share.percent} if share and share.percent is not None else said

    def _check_interval(self, interval: Interval) -> None:
        if self.share is None:
            raise ValueError("A range is a fact about a count, so a hidden count has none.")
        if not interval.low - _ALMOST <= self.share <= interval.high + _ALMOST:
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
        verdict: str = "",
        cell_id: str = "",
    ) -> DotRow:
        """Return the row of one group of a table that is shown, under the group's own label."""
        point = DotPoint(table, code, words, interval, baseline, cell_id=cell_id)
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
    total: int | None
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
    cell = point.cell
    return SpokenDot(
        period=point.period,
        words=point.words,
        shown=cell.shown if cell else None,
        low=cell.low if cell else None,
        high=cell.high if cell else None,
        total=point.table.total,
        interval=point.interval,
        tick=point.tick,
        cell_id=point.cell_id,
    )

"""Whether answers to the overall question changed, said in words and only when luck is unlikely.

Everything starts from safe tables. A verdict is given only if every count that a reader could
think of gives the same one, so it tells nothing that the tables' own ranges do not. The periods
must not overlap, and the question and its favourable answers must be the same in both. The test
is about answers: where one family may answer twice, say "answers", not "families".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analysis.ranges import CountInterval, Interval, wilson
from analysis.tables import SafeTable

SMALLEST_TERM = 10
# Two years are further apart in more ways than the answers, so they need more of them.
SMALLEST_YEAR = 20
# Two-sided, so half of it is for "more" and half for "fewer".
_FALSE_CHANGE = 0.05
_CACHED_TESTS = 1024
# Boschloo's test weighs every pair of counts there could be: a million take seconds and 200 MB.
_MOST_PAIRS = 1_000_000


class Change(StrEnum):
    """What may be said of two periods. There is no arrow: at this size most moves are luck."""

    MORE = "more"
    FEWER = "fewer"
    TOO_FEW_TO_TELL = "too_few_to_tell"
    NOT_COMPARED = "not_compared"


class WhyNot(StrEnum):
    """Why a period cannot be shown as a number, or compared."""

    # The gate withholds the table: its own reason, `table.withheld`, says more.
    WITHHELD = "withheld"
    TOO_FEW = "too_few"
    # The count is hidden because it, or another one, is small.
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Overall:
    """A period's answers to the overall question, and which of its rows are favourable."""

    table: SafeTable
    favourable: frozenset[str]

    def __post_init__(self) -> None:
        """Refuse a table in which nothing, or everything, counts as favourable."""
        codes = {cell.category.code for cell in self.table.cells}
        if codes and not 0 < len(codes & self.favourable) < len(codes):
            raise ValueError("Some rows are favourable and some are not.")


@dataclass(frozen=True)
class Comparison:
    """What may be said of two periods; the reason is None unless nothing may."""

    change: Change
    why_not: WhyNot | None = None


@dataclass(frozen=True)
class Dot:
    """One period as a dot and its range; all None, but for the reason, when it has no number."""

    count: int | None
    base: int | None
    interval: Interval | None
    why_not: WhyNot | None = None


def compare_terms(then: Overall, now: Overall) -> Comparison:
    """Say whether more or fewer answers are favourable now than in the term before."""
    return _compare(then, now, smallest_base=SMALLEST_TERM)


def compare_years(then: Overall, now: Overall) -> Comparison:
    """Say whether more or fewer answers are favourable than in the year before."""
    return _compare(then, now, smallest_base=SMALLEST_YEAR)


def year_dot(year: Overall) -> Dot:
    """Give a year's favourable answers and their range, or say why there is no number."""
    base, possible = year.table.total, _possible_counts(year)
    if base is None or possible is None:
        return Dot(None, None, None, WhyNot.WITHHELD)
    if base < SMALLEST_TERM:
        return Dot(None, None, None, WhyNot.TOO_FEW)
    if possible.low != possible.high:
        return Dot(None, base, None, WhyNot.HIDDEN)
    return Dot(possible.low, base, wilson(possible.low, base))


def judge_change(count_then: int, base_then: int, count_now: int, base_now: int) -> Change:
    """Judge two counts by an exact test, which holds for any true share."""
    if not (0 <= count_then <= base_then and 0 <= count_now <= base_now):
        raise ValueError("A count lies between 0 and its base.")
    if min(base_then, base_now) < SMALLEST_TERM:
        return Change.NOT_COMPARED
    if _is_rise(count_then, base_then, count_now, base_now):
        return Change.MORE
    if _is_rise(count_now, base_now, count_then, base_then):
        return Change.FEWER
    return Change.TOO_FEW_TO_TELL


def _compare(then: Overall, now: Overall, *, smallest_base: int) -> Comparison:
    before, after = _possible_counts(then), _possible_counts(now)
    base_then, base_now = then.table.total, now.table.total
    if before is None or after is None or base_then is None or base_now is None:
        return Comparison(Change.NOT_COMPARED, WhyNot.WITHHELD)
    if min(base_then, base_now) < smallest_base:
        return Comparison(Change.NOT_COMPARED, WhyNot.TOO_FEW)
    # The least rise and the greatest that a reader could think of: all others lie between.
    verdicts = {
        judge_change(before.high, base_then, after.low, base_now),
        judge_change(before.low, base_then, after.high, base_now),
    }
    if len(verdicts) > 1:
        return Comparison(Change.NOT_COMPARED, WhyNot.HIDDEN)
    return Comparison(verdicts.pop())


def _possible_counts(overall: Overall) -> CountInterval | None:
    """How many answers a reader could think are favourable; None when the table is withheld."""
    table = overall.table
    if table.withheld is not None or table.total is None:
        return None
    good = [cell for cell in table.cells if cell.category.code in overall.favourable]
    rest = [cell for cell in table.cells if cell.category.code not in overall.favourable]
    return CountInterval(
        max(sum(cell.low for cell in good), table.total - sum(cell.high for cell in rest)),
        min(sum(cell.high for cell in good), table.total - sum(cell.low for cell in rest)),
    )


def _is_rise(count_then: int, base_then: int, count_now: int, base_now: int) -> bool:
    """Say whether a rise this large would be unusual if nothing had changed."""
    if count_then * base_now >= count_now * base_then:
        return False
    if base_then > base_now:
        # More favourable answers now is more unfavourable ones then. Asked one way only, the test
        # cannot call it a rise forwards and no fall backwards, whatever its rounding.
        return (
            _p_of_rise(base_now - count_now, base_now, base_then - count_then, base_then)
            <= _FALSE_CHANGE / 2
        )
    return _p_of_rise(count_then, base_then, count_now, base_now) <= _FALSE_CHANGE / 2


@lru_cache(maxsize=_CACHED_TESTS)
def _p_of_rise(count_then: int, base_then: int, count_now: int, base_now: int) -> float:
    """Return Boschloo's one-sided p: the periods are the columns, what was said the rows.

    At large bases it is Fisher's, which is never smaller, so it holds as well; what it misses
    besides is small there.
    """
    # Half a second and much memory the first time: a page prints the verdict of its release.
    from scipy.stats import boschloo_exact, hypergeom

    if base_then * base_now > _MOST_PAIRS:
        everybody, all_favourable = base_then + base_now, count_then + count_now
        return float(hypergeom.cdf(count_then, everybody, all_favourable, base_then))
    said = [[count_then, count_now], [base_then - count_then, base_now - count_now]]
    return float(boschloo_exact(said, alternative="less").pvalue)

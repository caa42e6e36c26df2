"""How often luck fools us, by counting every case: `python -m benchmarks.small_numbers`.

Three promises: a false "under-heard" in any group, a range that misses the truth, and a false
"more" or "fewer". Nothing is drawn at random: every way the answers can fall is weighed by its
exact chance, so the worst case printed is the worst there is. `make test` checks a share of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import comb
from typing import NamedTuple

import numpy as np

from analysis import ranges
from analysis.comparison import Change, judge_change
from analysis.participation import Hearing, judge_hearing
from analysis.ranges import Interval

POPULATIONS = range(26, 56)
ANSWERS = range(8, 21)
BASES = range(10, 56)
MOST_FALSE_FLAGS, LEAST_COVERAGE, MOST_FALSE_CHANGES = 0.07, 0.95, 0.05
# Counts below this are hidden, and nothing is drawn round a hidden count.
SMALLEST_SHOWN = 5
# The true share is tried at so many places, evenly in the arcsine of its root, and near the worst
# of them at so many more for each.
_SHARES, _FINER = 4001, 65


class Worst(NamedTuple):
    """The worst chance of all cases, and the case that has it."""

    chance: float
    case: str


# Says of a count heard, the answers, the group's size and everyone whether it flags the group.
Rule = Callable[[int, int, int, int], bool]
# Gives the range for a count, the answers and everyone, or None if nothing is printed.
Range = Callable[[int, int, int], Interval | None]
# Judges count then, base then, count now, base now.
Judge = Callable[[int, int, int, int], Change]


def our_flag(groups: int) -> Rule:
    """The product's rule for so many groups."""

    def is_flagged(heard: int, answers: int, group_size: int, everyone: int) -> bool:
        verdict = judge_hearing(
            heard, answers=answers, group_size=group_size, everyone=everyone, groups=groups
        )
        return verdict is Hearing.UNDER_HEARD

    return is_flagged


def splits(everyone: int, groups: int, smallest: int = 1) -> Iterator[tuple[int, ...]]:
    """Give every way to part so many people into groups, the smallest first."""
    if groups == 1:
        yield (everyone,)
        return
    for first in range(smallest, everyone // groups + 1):
        for rest in splits(everyone - first, groups - 1, first):
            yield (first, *rest)


def false_flag(sizes: Sequence[int], answers: int, most_flagged: Sequence[int]) -> float:
    """The exact chance that any group is flagged when everyone is as likely to answer.

    The counts of the groups are drawn together, without replacement: they hang together, so
    multiplying the groups' own chances would be wrong.
    """
    ways = [1]
    for size, flagged in zip(sizes, most_flagged, strict=True):
        of_group = [comb(size, count) if count > flagged else 0 for count in range(size + 1)]
        ways = _multiplied(ways, of_group, up_to=answers)
    unflagged = ways[answers] if answers < len(ways) else 0
    return 1 - unflagged / comb(sum(sizes), answers)


def worst_false_flag(
    rule: Rule,
    *,
    groups: int = 3,
    populations: Iterable[int] = POPULATIONS,
    answers: Iterable[int] = ANSWERS,
) -> Worst:
    """The worst chance of a false flag, over every split of every population."""
    worst = Worst(0.0, "")
    tried = list(answers)
    for everyone in populations:
        for count in (count for count in tried if count <= everyone):
            most = [
                _most_flagged(rule, count, size, everyone) if 0 < size < everyone else -1
                for size in range(everyone)
            ]
            for sizes in splits(everyone, groups):
                chance = false_flag(sizes, count, [most[size] for size in sizes])
                if chance > worst.chance:
                    worst = Worst(chance, f"{count} answers from groups of {sizes}")
    return worst


def wilson(count: int, answers: int, _everyone: int) -> Interval:
    """The product's range, were it printed for every count."""
    return ranges.wilson(count, answers)


def wilson_as_printed(count: int, answers: int, everyone: int) -> Interval | None:
    """The product's range, only where the gate can show the count."""
    if SMALLEST_SHOWN <= count <= answers - SMALLEST_SHOWN:
        return wilson(count, answers, everyone)
    return None


def worst_coverage(
    range_of: Range,
    *,
    populations: Iterable[int] = POPULATIONS,
    answers: Iterable[int] | None = None,
) -> Worst:
    """The smallest chance that no range printed misses the truth, drawing from every population."""
    worst = Worst(1.0, "")
    for everyone in populations:
        for count in answers or range(SMALLEST_SHOWN * 2, everyone + 1):
            printed = [range_of(heard, count, everyone) for heard in range(count + 1)]
            for holders in range(everyone + 1):
                missed = sum(
                    comb(holders, heard) * comb(everyone - holders, count - heard)
                    for heard, between in enumerate(printed)
                    if between is not None and not _holds(between, holders / everyone)
                )
                covered = 1 - missed / comb(everyone, count)
                if covered < worst.chance:
                    worst = Worst(
                        covered, f"{count} answers, {holders} of {everyone} hold the view"
                    )
    return worst


def worst_endless_coverage(range_of: Range, *, answers: Iterable[int]) -> Worst:
    """The same where the population has no end, as for years of responses."""
    worst = Worst(1.0, "")
    evenly = np.sin(np.linspace(0, np.pi / 2, _SHARES)) ** 2
    for count in answers:
        printed = [range_of(heard, count, count) for heard in range(count + 1)]
        edges = [edge for each in printed if each for edge in (each.low, each.high)]
        near = np.array([edge + nudge for edge in edges for nudge in (-1e-9, 1e-9)])
        shares = np.concatenate([evenly, near[(near >= 0) & (near <= 1)]])
        chances = _chances(count, shares)
        covered = np.ones_like(shares)
        for heard, between in enumerate(printed):
            if between is not None:
                missed = (shares < between.low) | (shares > between.high)
                covered -= np.where(missed, chances[heard], 0.0)
        at = int(covered.argmin())
        if covered[at] < worst.chance:
            worst = Worst(float(covered[at]), f"{count} answers, a true share of {shares[at]:.3f}")
    return worst


def false_change(judge: Judge, base_then: int, base_now: int) -> Worst:
    """The largest chance of "more" or "fewer", over every true share that did not change.

    Between two shares tried the chance can rise by a little only, and that little is added: in
    the arcsine of its root it climbs by no more than the root of both bases a step.
    """
    edges = list(_edges(judge, base_then, base_now))
    angles, step = np.linspace(0, np.pi / 2, _SHARES, retstep=True)
    climb = float(step) / 2 * (base_then + base_now) ** 0.5
    chance = _chance_of_change(edges, base_now, angles)
    # The worst share of all can only be near one of these.
    near = angles[_at_most(chance, climb) >= chance.max()]
    angles = (near[:, None] + np.linspace(-0.5, 0.5, _FINER) * step).clip(0, np.pi / 2).ravel()
    chance = _at_most(_chance_of_change(edges, base_now, angles), climb / (_FINER - 1))
    at = int(chance.argmax())
    share = float(np.sin(angles[at]) ** 2)
    case = f"{base_then} answers then, {base_now} now, a true share of {share:.2f}"
    return Worst(float(chance[at]), case)


def false_changes_from(base_then: int) -> Worst:
    """The worst false change of every pair whose smaller base is this one."""
    # Forwards or backwards, the product asks the same test once, so one order is enough.
    return max(
        false_change(judge_change, base_then, base_now)
        for base_now in BASES
        if base_now >= base_then
    )


def _most_flagged(rule: Rule, answers: int, group_size: int, everyone: int) -> int:
    """The largest count heard that is flagged, or -1; every smaller one is flagged too."""
    heard = 0
    while heard <= answers and rule(heard, answers, group_size, everyone):
        heard += 1
    return heard - 1


def _multiplied(left: Sequence[int], right: Sequence[int], *, up_to: int) -> list[int]:
    product = [0] * min(up_to + 1, len(left) + len(right) - 1)
    for place, one in enumerate(left):
        for step, other in enumerate(right[: len(product) - place]):
            product[place + step] += one * other
    return product


def _holds(between: Interval, share: float) -> bool:
    return between.low - 1e-12 <= share <= between.high + 1e-12


def _edges(judge: Judge, base_then: int, base_now: int) -> Iterator[tuple[int, int]]:
    """For each count then: the largest count now that is "fewer", and the smallest "more".

    Both edges only rise with the count then, so each table near them is judged once. A test goes
    through every table of some bases, to see that this is so.
    """
    fewer, more = -1, 0
    for count in range(base_then + 1):
        while fewer < base_now and judge(count, base_then, fewer + 1, base_now) is Change.FEWER:
            fewer += 1
        while more <= base_now and judge(count, base_then, more, base_now) is not Change.MORE:
            more += 1
        yield fewer, more


def _chance_of_change(
    edges: Sequence[tuple[int, int]], base_now: int, angles: np.ndarray
) -> np.ndarray:
    shares = np.sin(angles) ** 2
    then, now = _chances(len(edges) - 1, shares), _chances(base_now, shares)
    # Row k: the chance of fewer than k favourable answers now.
    below = np.vstack([np.zeros_like(shares), now.cumsum(axis=0)])
    chance = np.zeros_like(shares)
    for count, (fewer, more) in enumerate(edges):
        chance += then[count] * (below[fewer + 1] + below[-1] - below[more])
    return chance


def _at_most(chance: np.ndarray, climb: float) -> np.ndarray:
    """How large each chance may be at the most, until halfway to the next share tried."""
    angle = np.arcsin(np.sqrt(chance.clip(0, 1))) + climb
    return np.asarray(np.sin(np.minimum(angle, np.pi / 2)) ** 2)


def _chances(base: int, shares: np.ndarray) -> np.ndarray:
    """The chance of each count, a row each, at each true share."""
    counts = np.arange(base + 1)[:, None]
    ways = np.array([comb(base, count) for count in range(base + 1)], dtype=float)[:, None]
    return ways * shares**counts * (1 - shares) ** (base - counts)


def _say(promise: str, worst: Worst, *, kept: bool | None = None) -> None:
    verdict = "" if kept is None else ("kept: " if kept else "BROKEN: ")
    print(f"{verdict}{promise}: {worst.chance:.4f} ({worst.case})", flush=True)


def main() -> int:
    """Print the worst cases; 1 if a promise is broken."""
    flags = max(worst_false_flag(our_flag(groups), groups=groups) for groups in (2, 3))
    printed = worst_coverage(wilson_as_printed)
    with ProcessPoolExecutor(max_workers=2) as pool:
        changes = max(pool.map(false_changes_from, BASES))
    kept = (
        flags.chance <= MOST_FALSE_FLAGS,
        printed.chance >= LEAST_COVERAGE,
        changes.chance <= MOST_FALSE_CHANGES,
    )
    _say("a false flag in any group, at most 7%", flags, kept=kept[0])
    _say("the range printed holds the truth, at least 95%", printed, kept=kept[1])
    _say('a false "more" or "fewer", at most 5%', changes, kept=kept[2])
    print("\nNot promised, and said in docs/decisions:")
    _say("Wilson round every count, even hidden ones", worst_coverage(wilson))
    endless = worst_endless_coverage(wilson_as_printed, answers=range(10, 201))
    _say("Wilson as printed, from a population without end", endless)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

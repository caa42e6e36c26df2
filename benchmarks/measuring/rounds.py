"""Rounds: everything that is compared takes its turn in each, and the median of ratios counts.

What a neighbour on the machine does to one it does to the others of the same round. Processor time
is steady even then; requests a second are not, and are only compared within a round.
"""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

ROUNDS = 7


def cpu_ms(act: Callable[[], object], times: int) -> float:
    """Processor time of one call in milliseconds, from as many calls as this."""
    start = time.process_time()
    for _one in range(times):
        act()
    return (time.process_time() - start) * 1000 / times


def interleaved(
    subjects: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """What each gives in each round, after one round that only warms up."""
    found: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, measure in subjects.items():
            # What one left behind is not swept up in another's time.
            gc.collect()
            value = measure()
            if number:
                found[name].append(value)
    return found


def ratio(found: Mapping[str, list[float]], name: str, limit: str) -> float:
    """How many times the limit something is: the median over rounds."""
    return median(one / other for one, other in zip(found[name], found[limit], strict=True))


def middle(values: list[float]) -> float:
    """The median."""
    return float(median(values))

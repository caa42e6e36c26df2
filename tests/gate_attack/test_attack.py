"""An exact attacker, given everything published, learns no small count: and it would, if it could.

`make test` attacks a share of the data sets; `make test-gate` all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from tests.gate_attack.conftest import Figure
from tests.gate_attack.leaks import Outs, naive, planted
from tests.gate_attack.processes import breaches, leaking
from tests.gate_attack.sets import DataSet, data_set

# In 112 choice after choice says too much: the search has to end all the same. In 222 and 767 all
# who left out one question between two releases would be known to have answered another alike; in
# 197 and 551 a late release would say of earlier ones what they did not. In 283 the attacker can
# decide only with linear programmes.
QUICK, ALL, CHUNK = (*range(4), 112, 197, 222, 283, 551, 767), range(1000), 20
PER_SET = 6


def published(seeds: Iterable[int]) -> list[DataSet]:
    found = [data_set(seed) for seed in seeds]
    for one in found:
        one.publish()
    return found


def leaks_in(seeds: Iterable[int]) -> list[tuple[str, DataSet, Outs]]:
    """Some leaks of each data set, spread over its tables and releases."""
    found = []
    for one in published(seeds):
        every = list(planted(one))
        chosen = islice(every, 0, None, max(1, len(every) // PER_SET))
        found += [(kind, one, outs) for kind, outs in chosen]
    return found


def test_an_exact_attacker_learns_no_small_count(tmp_path: Path) -> None:
    sets = published(QUICK)

    assert breaches(tmp_path, [(one.spec, one.outs) for one in sets]) == []


def test_the_attacker_finds_every_planted_leak(tmp_path: Path) -> None:
    leaks = leaks_in(range(6))[:24]

    assert len(leaks) == 24
    assert len(leaking(tmp_path, [(one.spec, outs) for _, one, outs in leaks])) == 24


def test_a_gate_that_only_hides_small_counts_leaks(tmp_path: Path) -> None:
    sets = [data_set(seed) for seed in QUICK]
    found = leaking(tmp_path, [(one.spec, naive(one)) for one in sets])

    assert len(found) >= 0.8 * len(sets)


@pytest.mark.whole_gate
@pytest.mark.parametrize("start", range(0, len(ALL), CHUNK))
def test_an_exact_attacker_learns_no_small_count_in_any_set(
    tmp_path: Path, start: int, figure: Figure
) -> None:
    sets = published(ALL[start : start + CHUNK])

    found = breaches(tmp_path, [(one.spec, one.outs) for one in sets])

    figure("1. data sets attacked", len(sets))
    figure("1. releases attacked", sum(len(one.outs) for one in sets))
    figure("1. breaches (0 allowed)", len(found))
    assert found == []


@pytest.mark.whole_gate
@pytest.mark.parametrize("start", range(0, 120, CHUNK))
def test_the_attacker_finds_every_one_of_many_planted_leaks(
    tmp_path: Path, start: int, figure: Figure
) -> None:
    leaks = leaks_in(range(start, start + CHUNK))

    found = leaking(tmp_path, [(one.spec, outs) for _, one, outs in leaks])

    figure("3. leaks planted (500 at least)", len(leaks))
    figure("3. leaks found (all)", len(found))
    missed = [kind for number, (kind, _, _) in enumerate(leaks) if str(number) not in found]
    assert missed == []


@pytest.mark.whole_gate
def test_a_gate_that_only_hides_small_counts_leaks_in_most_sets(
    tmp_path: Path, figure: Figure
) -> None:
    sets = [data_set(seed) for seed in range(100)]

    found = leaking(tmp_path, [(one.spec, naive(one)) for one in sets])

    figure("3. sets of a hundred in which hiding under 5 leaks (80 at least)", len(found))
    assert len(found) >= 80

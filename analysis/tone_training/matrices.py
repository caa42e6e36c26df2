"""Runs of words and letters as rows of numbers: rare runs weigh more, and rows have length 1."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FEWEST_PEOPLE = 3
_WORD = re.compile("[a-z]+")
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Vocabulary:
    """The runs a model knows, in order, and how rare each is."""

    runs: Sequence[str]
    rarities: Numbers

    def rows(self, wanted: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        """Return one row for each comment's runs; a run that comes twice counts twice."""
        place = {run: number for number, run in enumerate(self.runs)}
        columns = [[place[run] for run in runs if run in place] for runs in wanted]
        starts = np.cumsum([0, *map(len, columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int64)
        values = self.rarities[flat]
        matrix = sparse.csr_matrix((values, flat, starts), shape=(len(wanted), len(self.runs)))
        owners = np.repeat(np.arange(len(wanted)), np.diff(starts))
        lengths = np.sqrt(np.bincount(owners, weights=values**2, minlength=len(wanted)))
        lengths[lengths == 0] = 1.0
        matrix.sum_duplicates()
        return (sparse.diags(1 / lengths) @ matrix).tocsr()


def learn_vocabulary(
    examples: Sequence[Iterable[str]], *, people: Sequence[str], unwanted: Set[str] = frozenset()
) -> Vocabulary:
    """Keep the runs that at least three people wrote, and none with an unwanted word.

    What one person wrote stays theirs: a run of words that only they used is not in the file.
    """
    wrote: dict[str, set[str]] = {}
    for runs, person in zip(examples, people, strict=True):
        for run in set(runs):
            wrote.setdefault(run, set()).add(person)
    known = {run: len(who) for run, who in wrote.items() if len(who) >= FEWEST_PEOPLE}
    runs = sorted(run for run in known if unwanted.isdisjoint(_WORD.findall(run)))
    often = np.array([known[run] for run in runs], dtype=np.float64)
    # Whole steps, because the file keeps one byte for each.
    rarities = np.log((1 + len(examples)) / (1 + often)) + 1
    return Vocabulary(runs, np.round(rarities * 255 / rarities.max()))

"""The trained model: a small file of weights, and the arithmetic that turns a comment into odds.

The first step is linear in runs of words and letters: how likely the comment is worse than each of
the four steps of the scale, and how glad or bitter the whole and each clause is. The second step
judges those figures and the signs, half by a regression and half by small decision trees.
"""

import base64
import gzip
import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import mul
from pathlib import Path
from typing import Any

from analysis.tone_reader.grams import letter_runs, word_runs
from analysis.tone_reader.signs import Signs, signs_of
from analysis.tone_reader.valence import Valences
from analysis.tone_reader.words import Words, is_word

FILE = Path(__file__).with_name("tone.json.gz")
TREE_DEPTH = 3
STEPS = 4  # The five points have four steps between them.
_FARTHEST = 4.0
_CLAUSE_FARTHEST = 3.0
# Wide enough for the longest comment we read: ten thousand runs of at most 2 ** 16 each.
_BITS = 40
_LANE, _HALF = (1 << _BITS) - 1, 1 << (_BITS - 1)
_SHIFTS = range(0, _BITS * (STEPS + 2), _BITS)
_BIAS = sum(_HALF << shift for shift in _SHIFTS)
_WORDS_REMEMBERED = 20_000
Tree = tuple[Any, ...] | float


class RunWeights:
    """The weights of one kind of run: for each, its rarity and five numbers.

    The six sums that a comment needs are added as lanes of one large whole number, which Python
    adds many times faster than six small ones.
    """

    def __init__(self, packed: Mapping[str, Any]) -> None:
        """Unpack them from the file's form."""
        columns = [array("b", base64.b64decode(column)) for column in packed["weights"]]
        rarities = base64.b64decode(packed["rarities"])
        runs = packed["runs"].split("\n")
        self._scales: Sequence[float] = packed["scales"]
        self._known = {
            run: _lanes(rarity, weights)
            for run, rarity, *weights in zip(runs, rarities, *columns, strict=True)
        }

    def total(self, runs: Iterable[str]) -> int:
        """Return the lanes of these runs, added up; totals may be added to each other."""
        return sum(map(self._known.get, runs, repeat(0)))

    def tone(self, total: int) -> float:
        """Return the last of the five sums, without the trouble of the others."""
        biased = total + _BIAS
        squares = (biased & _LANE) - _HALF
        tone = ((biased >> _SHIFTS[-1]) & _LANE) - _HALF
        return tone / (math.sqrt(squares) or 1.0) * self._scales[-1]

    def sums(self, total: int) -> list[float]:
        """Return the five sums, as if the rarities of all runs made a vector of length 1."""
        biased = total + _BIAS
        numbers = [((biased >> shift) & _LANE) - _HALF for shift in _SHIFTS]
        length = math.sqrt(numbers[0]) or 1.0
        return [n / length * scale for n, scale in zip(numbers[1:], self._scales, strict=True)]


def _lanes(rarity: int, weights: Sequence[int]) -> int:
    numbers = [rarity * rarity, *(rarity * weight for weight in weights)]
    return sum(number << shift for number, shift in zip(numbers, _SHIFTS, strict=True))


class Model:
    """A model file, ready to read comments."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Take what a model file holds."""
        self.content = content
        self.valences = Valences(own=content["own"], general=content["general"])
        self._words = RunWeights(content["word_runs"])
        self._letters = RunWeights(content["letter_runs"])
        self._letters_of = lru_cache(_WORDS_REMEMBERED)(self._letters_in)
        signs = zip(
            *(content["signs"][part] for part in ("names", "means", "spreads")), strict=True
        )
        self._signs = {name: (at, mean, spread) for at, (name, mean, spread) in enumerate(signs)}
        self._missing = [_near(-mean / spread) for _at, mean, spread in self._signs.values()]
        self._trees = [
            [_padded(tree) for tree in trees] for trees in content["second_step"]["trees"]
        ]

    def _letters_in(self, word: str) -> int:
        return self._letters.total(letter_runs(word))

    def figures(self, comment: Words, *, kind: str, textblob: tuple[float, float]) -> list[float]:
        """Return what the second step judges: the first step's figures, then the signs."""
        signs = self.standard(
            signs_of(comment, kind=kind, valences=self.valences, textblob=textblob)
        )
        whole = self._run_sums(comment.pieces, kind)
        first = self.content["first_step"]
        worse = [
            whole[step] + first["intercepts"][step] + _dot(first["signs"][step], signs)
            for step in range(STEPS)
        ]
        tone = whole[STEPS] + first["tone_intercept"]
        return [*worse, tone, *self._clause_figures(comment, kind, tone), *signs]

    def standard(self, signs: Signs) -> list[float]:
        """Return the signs in the file's order, each in its own spreads from its mean."""
        standard = self._missing.copy()
        for name, value in signs.items():
            if name in self._signs:
                at, mean, spread = self._signs[name]
                standard[at] = _near((value - mean) / spread)
        return standard

    def _run_sums(self, pieces: Sequence[str], kind: str) -> list[float]:
        words, letters = self._totals(pieces, kind)
        sums = zip(self._words.sums(words), self._letters.sums(letters), strict=True)
        return [one + other for one, other in sums]

    def _totals(self, pieces: Sequence[str], kind: str) -> tuple[int, int]:
        words = self._words.total(word_runs(pieces, kind=kind))
        return words, sum(map(self._letters_of, filter(is_word, set(pieces))))

    def _clause_tone(self, clause: Sequence[str], kind: str) -> float:
        words, letters = self._totals(clause, kind)
        start = float(self.content["first_step"]["tone_intercept"])
        return self._words.tone(words) + self._letters.tone(letters) + start

    def _clause_figures(self, comment: Words, kind: str, whole: float) -> list[float]:
        if len(comment.clauses) <= 1:
            tones = [whole]
        else:
            tones = [self._clause_tone(clause, kind) for clause in comment.clauses]
        near = [max(-_CLAUSE_FARTHEST, min(_CLAUSE_FARTHEST, tone)) for tone in tones]
        return clause_figures(near)

    def odds(self, comment: Words, *, kind: str, textblob: tuple[float, float]) -> list[float]:
        """Return how likely each of the five points is, 1 very positive to 5 very negative."""
        figures = self.figures(comment, kind=kind, textblob=textblob)
        second = self.content["second_step"]
        by_line = _shares(
            [
                intercept + _dot(weights, figures)
                for intercept, weights in zip(second["intercepts"], second["weights"], strict=True)
            ]
        )
        by_trees = _shares(
            [
                start + _sum_of_leaves(trees, figures)
                for start, trees in zip(second["starts"], self._trees, strict=True)
            ]
        )
        return [(one + other) / 2 for one, other in zip(by_line, by_trees, strict=True)]

    def bands(self, points: Sequence[float]) -> list[float]:
        """Return the odds of positive, neutral or mixed, and negative, weighed as the file says."""
        three = [points[0] + points[1], points[2], points[3] + points[4]]
        weighed = [
            odds * weight for odds, weight in zip(three, self.content["band_weights"], strict=True)
        ]
        return [odds / sum(weighed) for odds in weighed]


def load(data: bytes) -> Model:
    """Return the model in a file's bytes."""
    return Model(json.loads(gzip.decompress(data)))


def clause_figures(tones: Sequence[float]) -> list[float]:
    """Return what the tones of the clauses say together: extremes, ends, mean, bitter share."""
    highest, lowest = max(tones), min(tones)
    return [
        highest,
        lowest,
        tones[0],
        tones[-1],
        sum(tones) / len(tones),
        sum(tone > 0 for tone in tones) / len(tones),
        highest - lowest,
    ]


def _padded(tree: Any, depth: int = TREE_DEPTH) -> Tree:
    """Return a tree whose every leaf is equally deep, so that walking down asks no questions.

    In the file a tree is [figure, threshold, if not above, if above], or a leaf's own number.
    """
    if not depth:
        return float(tree)
    figure, threshold, low, high = tree if isinstance(tree, list) else (0, 0.0, tree, tree)
    return figure, threshold, _padded(low, depth - 1), _padded(high, depth - 1)


def _sum_of_leaves(trees: Iterable[Any], figures: Sequence[float]) -> float:
    total = 0.0
    for figure, threshold, low, high in trees:
        figure, threshold, low, high = low if figures[figure] <= threshold else high
        figure, threshold, low, high = low if figures[figure] <= threshold else high
        total += low if figures[figure] <= threshold else high
    return total


def _dot(weights: Sequence[float], figures: Sequence[float]) -> float:
    return float(sum(map(mul, weights, figures)))


def _near(number: float) -> float:
    return _FARTHEST if number > _FARTHEST else -_FARTHEST if number < -_FARTHEST else number


def _shares(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]

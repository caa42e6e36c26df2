"""From labelled comments to a model file, the same bytes from the same comments."""

import base64
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits

from analysis.tone_reader.model import STEPS
from analysis.tone_reader.valence import Valences, read_valences
from analysis.tone_training.examples import HERE, MIDDLE, Taken
from analysis.tone_training.fitting import (
    SIGN_SHARE,
    Design,
    FirstStep,
    SecondStep,
    fit_second,
)
from analysis.tone_training.matrices import Numbers, Vocabulary

FORMAT = 1
LARGEST_WEIGHT = 127


def own_valences() -> dict[str, float]:
    """Return our own list of words and phrases."""
    return read_valences((HERE / "valence.txt").read_text("utf-8"))


def general_valences() -> dict[str, float]:
    """Return VADER's list of single words, in whole tenths."""
    from vaderSentiment import vaderSentiment

    text = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt").read_text("utf-8")
    entries = (line.split("\t")[:2] for line in text.splitlines() if "\t" in line)
    words = ((word.replace("'", ""), float(value)) for word, value in entries)
    return {w: round(10 * value) for w, value in sorted(words) if w.isalpha() and w.isascii()}


def all_valences() -> Valences:
    """Return both lists."""
    return Valences(own=own_valences(), general=general_valences())


def train(taken: Sequence[Taken], valences: Valences) -> dict[str, Any]:
    """Return the content of a model file."""
    # One thread, so that sums are always added in the same order.
    with threadpool_limits(1):
        design = Design(taken)
        unseen = design.unseen_figures()
        places = design.pointed
        second = fit_second(unseen[places], design.points[places], design.weights[places])
        return {
            "format": FORMAT,
            "own": dict(valences.own),
            "general": dict(valences.general),
            "band_weights": _band_weights(design, unseen),
            **_first_step(design, design.fit_first(places)),
            "second_step": _second_step(second),
        }


def to_bytes(content: dict[str, Any]) -> bytes:
    """Return the model file."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def _band_weights(design: Design, unseen: Numbers) -> list[float]:
    """Choose how much to lean towards the middle and the negative, for the best macro-F1.

    Comments in the middle are few and look like their neighbours, so without this hardly any would
    be found. Chosen on odds from second steps that never saw the comment, real comments only.
    """
    odds = np.zeros((len(design.taken), STEPS + 1))
    for train_on, test in design.folds(design.pointed):
        second = fit_second(unseen[train_on], design.points[train_on], design.weights[train_on])
        odds[test] = second.odds(unseen[test])
    real = design.pointed[~design.is_invented[design.pointed]]
    return best_band_weights(three_bands(odds[real]), np.sign(design.points[real] - MIDDLE) + 1)


def three_bands(odds: Numbers) -> Numbers:
    """Return the odds of positive, middle and negative from those of five points."""
    return np.column_stack([odds[:, :2].sum(axis=1), odds[:, 2], odds[:, 3:].sum(axis=1)])


def best_band_weights(bands: Numbers, truth: Numbers) -> list[float]:
    """Return the weights whose neighbourhood has the best macro-F1.

    The negative never weighs less than the positive: to miss a complaint is the worse mistake.
    """
    middles, negatives = np.arange(1.0, 3.6, 0.1), np.arange(1.0, 1.9, 0.1)
    scores = np.array(
        [
            [
                f1_score(truth, (bands * [1, middle, negative]).argmax(axis=1), average="macro")
                for negative in negatives
            ]
            for middle in middles
        ]
    )
    # A peak may be luck, so every point is judged with its neighbours.
    padded = np.pad(scores, 1, mode="edge")
    rows, columns = scores.shape
    smooth = sum(padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3))
    row, column = np.unravel_index(int(np.argmax(smooth)), scores.shape)
    return [1.0, round(float(middles[row]), 2), round(float(negatives[column]), 2)]


def _first_step(design: Design, first: FirstStep) -> dict[str, Any]:
    words, letters = len(design.words.runs), len(design.letters.runs)
    models = [*first.worse, first.tone]
    weights = np.array([model.coef_[0][: words + letters] for model in models])
    return {
        "signs": {
            "names": design.names,
            "means": [float(mean) for mean in design.means],
            "spreads": [round(float(spread), 4) for spread in design.spreads],
        },
        "word_runs": _pack(design.words, weights[:, :words]),
        "letter_runs": _pack(design.letters, weights[:, words:]),
        "first_step": {
            "signs": [
                _short(model.coef_[0][words + letters :] * SIGN_SHARE) for model in first.worse
            ],
            "intercepts": [round(float(model.intercept_[0]), 4) for model in first.worse],
            "tone_intercept": round(float(first.tone.intercept_[0]), 4),
        },
    }


def _pack(vocabulary: Vocabulary, weights: Numbers) -> dict[str, Any]:
    """One byte for each weight; those few that are larger than the scale are cut to it."""
    scales = [round(float(np.abs(row).max()) / LARGEST_WEIGHT, 6) for row in weights]
    columns = [
        np.clip(np.round(row / scale), -LARGEST_WEIGHT, LARGEST_WEIGHT).astype(np.int8)
        for row, scale in zip(weights, scales, strict=True)
    ]
    return {
        "runs": "\n".join(vocabulary.runs),
        "rarities": _text(vocabulary.rarities.astype(np.uint8).tobytes()),
        "weights": [_text(column.tobytes()) for column in columns],
        "scales": scales,
    }


def _second_step(second: SecondStep) -> dict[str, Any]:
    trees, rate = second.trees, second.trees.learning_rate
    return {
        "weights": [_short(row) for row in second.line.coef_],
        "intercepts": _short(second.line.intercept_),
        "starts": _short(np.log(trees.init_.class_prior_)),
        "trees": [
            [_branch(tree.tree_, 0, rate) for tree in trees.estimators_[:, point]]
            for point in range(STEPS + 1)
        ],
    }


def _branch(tree: Any, node: int, rate: float) -> Any:
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * rate, 4)
    return [
        int(tree.feature[node]),
        round(float(tree.threshold[node]), 4),
        _branch(tree, tree.children_left[node], rate),
        _branch(tree, tree.children_right[node], rate),
    ]


def _short(numbers: Numbers) -> list[float]:
    return [round(float(number), 4) for number in numbers]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

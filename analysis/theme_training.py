"""Make the theme model from labelled comments: the same comments give the same file, byte by byte.

Needs scikit-learn, which serving never does; `heard train-themes` says how to get it.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis.theme_grams import CHARACTERS, OTHER, grams_of, other_signs, weighed, words_of
from analysis.themes import LABELS

# The commonest grams of each block; the file must stay below a megabyte.
_MOST_WORDS, _FEWEST_WORDS = 5_000, 2
_MOST_CHARACTERS, _FEWEST_CHARACTERS = 9_000, 4
_STRICTNESS = 10.0
_FOLDS = 5

Signs = dict[str, float]


@dataclass(frozen=True)
class Example:
    """One labelled comment; comments of one respondent are never split between folds."""

    text: str
    question_kind: str
    respondent: str
    labels: frozenset[str]


def read_examples(folder: Path) -> list[Example]:
    """The comments of dev.csv with the labels of dev_themes.csv, in the order of the file."""
    with (folder / "dev_themes.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["id"]: frozenset(row["themes"].split("; ")) for row in csv.DictReader(file)}
    with (folder / "dev.csv").open(encoding="utf-8", newline="") as file:
        return [
            Example(row["text"], row["question_type"], row["respondent"], labels[row["id"]])
            for row in csv.DictReader(file)
        ]


def make_model(folder: Path) -> bytes:
    """Return the model file for the labelled comments in a folder."""
    examples = read_examples(folder)
    thresholds = best_thresholds(out_of_fold_scores(examples), examples)
    rarity, weights = _fit(examples)
    signs = {
        sign: [round(100 * rarity.get(sign, 0)), *(round(100 * number) for number in row)]
        for sign, row in sorted(weights.items())
    }
    written = {"thresholds": [round(100 * number) for number in thresholds], "signs": signs}
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return (text.replace("],", "],\n") + "\n").encode()


def fold_of(examples: Sequence[Example]) -> list[int]:
    """The fold of each example, by respondent, the same on every machine."""
    respondents = sorted({example.respondent for example in examples})
    number = {respondent: place % _FOLDS for place, respondent in enumerate(respondents)}
    return [number[example.respondent] for example in examples]


def out_of_fold_scores(examples: Sequence[Example]) -> list[list[float]]:
    """The score of every theme for every example, by a model that saw none of the respondent."""
    folds = fold_of(examples)
    scores: list[list[float]] = [[] for _ in examples]
    for fold in range(_FOLDS):
        seen = [e for e, of in zip(examples, folds, strict=True) if of != fold]
        rarity, weights = _fit(seen)
        for number, (example, of) in enumerate(zip(examples, folds, strict=True)):
            if of == fold:
                scores[number] = score(signs_of(example, rarity), weights)
    return scores


def score(signs: Signs, weights: dict[str, list[float]]) -> list[float]:
    """The score of each theme."""
    rows = [(value, weights[sign]) for sign, value in signs.items() if sign in weights]
    return [sum(value * row[number] for value, row in rows) for number in range(len(LABELS))]


def signs_of(example: Example, rarity: dict[str, float]) -> Signs:
    """What the model weighs in one comment."""
    words = words_of(example.text)
    return weighed(grams_of(words), rarity) | other_signs(
        example.text, question_kind=example.question_kind, word_count=len(words)
    )


def best_thresholds(scores: Sequence[Sequence[float]], examples: Sequence[Example]) -> list[float]:
    """For each theme the score from which calling it pays best, by F1."""
    thresholds = []
    for number, label in enumerate(LABELS.values()):
        ranked = sorted(
            ((row[number], label in e.labels) for row, e in zip(scores, examples, strict=True)),
            key=lambda pair: -pair[0],
        )
        thresholds.append(_best_cut(ranked))
    return thresholds


def _best_cut(ranked: Sequence[tuple[float, bool]]) -> float:
    total = sum(is_labelled for _, is_labelled in ranked)
    right, best, cut = 0, -1.0, math.inf
    for place, (value, is_labelled) in enumerate(ranked[:-1], start=1):
        right += is_labelled
        f1 = 2 * right / (place + total)
        if f1 > best:
            best, cut = f1, (value + ranked[place][0]) / 2
    return cut


def _fit(examples: Sequence[Example]) -> tuple[dict[str, float], dict[str, list[float]]]:
    """The rarity of each gram, and the weight of each sign for each theme."""
    rarity = _rarity(examples)
    rows = [signs_of(example, rarity) for example in examples]
    names = sorted({sign for row in rows for sign in row})
    matrix = _matrix(rows, {name: place for place, name in enumerate(names)})
    regression = import_module("sklearn.linear_model").LogisticRegression
    columns = []
    for label in LABELS.values():
        fitted = regression(
            C=_STRICTNESS,
            class_weight="balanced",
            solver="liblinear",
            dual=True,
            max_iter=60,
            tol=0.01,
            random_state=0,
            intercept_scaling=1.0,
        ).fit(matrix, [label in example.labels for example in examples])
        columns.append([float(number) for number in fitted.coef_[0]])
    weights = {name: [column[place] for column in columns] for place, name in enumerate(names)}
    return rarity, weights


def _rarity(examples: Iterable[Example]) -> dict[str, float]:
    """The grams worth weighing, and how much more the rare ones count."""
    texts = 0
    seen: Counter[str] = Counter()
    for example in examples:
        texts += 1
        seen.update(grams_of(words_of(example.text)).keys())
    ranked = sorted(seen, key=lambda gram: (-seen[gram], gram))
    letters = [g for g in ranked if g[0] == CHARACTERS and seen[g] >= _FEWEST_CHARACTERS]
    words = [g for g in ranked if g[0] not in CHARACTERS + OTHER and seen[g] >= _FEWEST_WORDS]
    kept = words[:_MOST_WORDS] + letters[:_MOST_CHARACTERS]
    return {gram: round(math.log((1 + texts) / (1 + seen[gram])) + 1, 2) for gram in kept}


def _matrix(rows: Sequence[Signs], place_of: dict[str, int]) -> Any:
    values, columns, starts = [], [], [0]
    for row in rows:
        columns += [place_of[sign] for sign in row]
        values += list(row.values())
        starts.append(len(columns))
    sparse = import_module("scipy.sparse")
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), len(place_of)))

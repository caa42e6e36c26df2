"""How often the themes of a comment are read rightly: `python -m benchmarks.text_themes PATH`.

Cross-validated on dev.csv and dev_themes.csv, comments of one respondent never split between the
folds; each fold's thresholds come from the other folds. Needs scikit-learn.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from analysis.theme_grams import keyword_places
from analysis.theme_training import (
    Example,
    best_thresholds,
    fold_of,
    out_of_fold_scores,
    read_examples,
)
from analysis.theme_words import RULES_ONLY, TRAINED
from analysis.themes import FILE, LABELS, read_themes

Counts = list[list[int]]


def predicted(scores: list[list[float]], examples: list[Example]) -> list[list[bool]]:
    """What a model that saw nothing of the respondent says, threshold and all."""
    folds = fold_of(examples)
    said: list[list[bool]] = [[] for _ in examples]
    for fold in set(folds):
        seen = [number for number, of in enumerate(folds) if of != fold]
        cuts = best_thresholds([scores[n] for n in seen], [examples[n] for n in seen])
        for number, of in enumerate(folds):
            if of == fold:
                said[number] = [a > b for a, b in zip(scores[number], cuts, strict=True)]
    return said


def by_keywords(examples: list[Example]) -> list[list[bool]]:
    """The baseline: a theme wherever one of its keywords stands."""
    return [
        [bool(keyword_places(example.text, theme)) for theme in TRAINED] for example in examples
    ]


def table(title: str, said: list[list[bool]], examples: list[Example]) -> list[str]:
    """F1 of each theme, and of all together."""
    counts = [[0, 0, 0] for _ in LABELS]
    for row, example in zip(said, examples, strict=True):
        for number, label in enumerate(LABELS.values()):
            is_so = label in example.labels
            counts[number][0] += row[number] and is_so
            counts[number][1] += row[number]
            counts[number][2] += is_so
    scores = [2 * right / max(given + wanted, 1) for right, given, wanted in counts]
    right, given, wanted = (sum(column) for column in zip(*counts, strict=True))
    exact = sum(
        {label for label, is_said in zip(LABELS.values(), row, strict=True) if is_said}
        == example.labels - {""}
        for row, example in zip(said, examples, strict=True)
    )
    head = f"micro-F1 {2 * right / (given + wanted):.3f}  macro-F1 {sum(scores) / len(scores):.3f}"
    lines = [f"{title}: {head}  exact set {exact / len(examples):.3f}"]
    return lines + [
        f"  {label:28} {score:.2f}  ({wanted} comments)"
        for label, score, (_, _, wanted) in zip(LABELS.values(), scores, counts, strict=True)
    ]


def measure(folder: Path) -> list[str]:
    """The lines of the table."""
    examples = read_examples(folder)
    lines = table("keywords alone", by_keywords(examples), examples)
    lines += table("model", predicted(out_of_fold_scores(examples), examples), examples)
    start = time.perf_counter()
    for example in examples:
        read_themes(example.text, question_kind=example.question_kind)
    pace = len(examples) / (time.perf_counter() - start)
    return [
        *lines,
        f"comments a second {pace:.0f}, model {FILE.stat().st_size:,} bytes, "
        f"{len(RULES_ONLY)} themes by rules alone (unmeasured)",
    ]


if __name__ == "__main__":
    print("\n".join(measure(Path(sys.argv[1]))))

"""Fitting the two steps: runs of words and letters first, then those figures with the signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from analysis.given_names import FAMILY_NAMES, GIVEN_NAMES
from analysis.tone_reader.model import STEPS, TREE_DEPTH, clause_figures
from analysis.tone_training.examples import MIDDLE, Runs, Taken
from analysis.tone_training.matrices import Numbers, Vocabulary, learn_vocabulary

Places = NDArray[np.int64]
FOLDS_INSIDE = 4
SEED = 11
SIGN_SHARE = 0.15  # How loudly the signs speak in the first step.
FARTHEST = 4.0
CLAUSE_FARTHEST = 3.0


@dataclass(frozen=True)
class FirstStep:
    """Four regressions for the steps of the scale, and one for glad against bitter."""

    worse: Sequence[Any]
    tone: Any


class Design:
    """All examples as numbers, for one training set."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        """Learn the vocabulary and the spread of each sign from these examples, and no others."""
        self.taken = taken
        examples = [one.example for one in taken]
        self.points = np.array([example.point or 0 for example in examples])
        self.weights = np.array([example.weight for example in examples])
        self.respondents = np.array([example.respondent for example in examples])
        self.is_invented = np.array([example.is_invented for example in examples])
        self.pointed = np.flatnonzero(self.points > 0)
        self.sided = np.flatnonzero(self.points == 0)
        self.is_negative = np.array([bool(example.is_negative) for example in examples])
        people = [example.respondent for example in examples]
        self.words = learn_vocabulary(
            [one.whole[0] for one in taken], people=people, unwanted=GIVEN_NAMES | FAMILY_NAMES
        )
        self.letters = learn_vocabulary([one.whole[1] for one in taken], people=people)
        self.names = sorted({name for one in taken for name in one.signs})
        self._measure_signs()
        self._lay_out()

    def _measure_signs(self) -> None:
        raw = np.array([[one.signs.get(name, 0.0) for name in self.names] for one in self.taken])
        real = raw[self.pointed][~self.is_invented[self.pointed]]
        self.means = np.round(real.mean(axis=0), 4)
        self.spreads = np.round(real.std(axis=0), 4) + 0.001
        self.signs = np.clip((raw - self.means) / self.spreads, -FARTHEST, FARTHEST)

    def _lay_out(self) -> None:
        clauses = [clause for one in self.taken for clause in one.clauses]
        self.clause_starts = np.cumsum([0, *(len(one.clauses) for one in self.taken)])
        self.runs = _side_by_side(self.words, self.letters, [one.whole for one in self.taken])
        self.clause_runs = _side_by_side(self.words, self.letters, clauses)
        self.all = sparse.hstack([self.runs, sparse.csr_matrix(self.signs * SIGN_SHARE)]).tocsr()

    def folds(self, places: Places) -> list[tuple[Places, Places]]:
        """Cut these examples into folds that share no respondent."""
        cutter = StratifiedGroupKFold(FOLDS_INSIDE, shuffle=True, random_state=SEED)
        cut = cutter.split(places, self.points[places], self.respondents[places])
        return [(places[train], places[test]) for train, test in cut]

    def fit_first(self, places: Places) -> FirstStep:
        """Fit the first step on these pointed examples, and on every sided one."""
        worse = [
            _regression(3).fit(
                self.all[places],
                self.points[places] > step,
                sample_weight=self.weights[places],
            )
            for step in range(1, STEPS + 1)
        ]
        sided = np.concatenate([places[self.points[places] != MIDDLE], self.sided])
        tone = _regression(3, class_weight="balanced").fit(
            self.runs[sided], self.is_negative[sided], sample_weight=self.weights[sided]
        )
        return FirstStep(worse, tone)

    def figures(self, first: FirstStep, places: Places) -> Numbers:
        """Return what the second step judges for these examples."""
        worse = [model.decision_function(self.all[places]) for model in first.worse]
        tone = first.tone.decision_function(self.runs[places])
        spans = [np.arange(self.clause_starts[p], self.clause_starts[p + 1]) for p in places]
        tones = first.tone.decision_function(self.clause_runs[np.concatenate(spans)])
        near = np.clip(tones, -CLAUSE_FARTHEST, CLAUSE_FARTHEST)
        ends = np.cumsum([len(span) for span in spans])[:-1]
        by_clause = [clause_figures(list(part)) for part in np.split(near, ends)]
        return np.column_stack([*worse, tone, np.array(by_clause), self.signs[places]])

    def unseen_figures(self) -> Numbers:
        """Return the figures of each pointed example, from a first step that never saw it."""
        found = np.zeros((len(self.taken), 0))
        for train, test in self.folds(self.pointed):
            figures = self.figures(self.fit_first(train), test)
            if not found.size:
                found = np.zeros((len(self.taken), figures.shape[1]))
            found[test] = figures
        return found


@dataclass(frozen=True)
class SecondStep:
    """A regression and small trees over the same figures, which count the same."""

    line: Any
    trees: Any

    def odds(self, figures: Numbers) -> Numbers:
        """Return the odds of the five points."""
        by_line, by_trees = self.line.predict_proba(figures), self.trees.predict_proba(figures)
        return np.asarray((by_line + by_trees) / 2)


def fit_second(figures: Numbers, points: NDArray[Any], weights: Numbers) -> SecondStep:
    """Fit the second step."""
    line = LogisticRegression(C=0.005, max_iter=500)
    trees = GradientBoostingClassifier(
        n_estimators=60,
        learning_rate=0.08,
        max_depth=TREE_DEPTH,
        max_leaf_nodes=12,
        max_features=0.15,
        subsample=0.5,
        min_samples_leaf=10,
        random_state=0,
    )
    return SecondStep(
        line.fit(figures, points, sample_weight=weights),
        trees.fit(figures, points, sample_weight=weights),
    )


def _regression(strength: float, **more: Any) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", random_state=0, **more)


def _side_by_side(
    words: Vocabulary, letters: Vocabulary, runs: Sequence[Runs]
) -> sparse.csr_matrix:
    both = [words.rows([one for one, _ in runs]), letters.rows([other for _, other in runs])]
    return sparse.hstack(both).tocsr()

"""How good the reader of tone is, beside TextBlob and VADER, on the same comments in the same run.

Every figure of ours comes from comments that the model did not learn from: five folds that share no
respondent, and within each fold everything (words, weights, lean to the middle) is learnt from the
other four. The model of each fold is packed and read as the one we ship.
"""

import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score
from sklearn.model_selection import StratifiedGroupKFold

from analysis.textblob_polarity import textblob_sentiment
from analysis.tone import Estimate, QuestionKind, Tone, estimate_tone, read_tone
from analysis.tone_reader.model import Model, load
from analysis.tone_reader.words import take_apart
from analysis.tone_training.examples import MIDDLE, Example, Taken, read_examples, take
from analysis.tone_training.training import all_valences, to_bytes, train
from benchmarks.text_speed import measure

BANDS = (Tone.POSITIVE, Tone.NEUTRAL_OR_MIXED, Tone.NEGATIVE)
RESAMPLES = 1_000
Labels = NDArray[np.int64]


def labels_of(examples: Sequence[Example]) -> Labels:
    """Return 0 for positive, 1 for the middle, 2 for negative."""
    return np.array([int(np.sign((e.point or MIDDLE) - MIDDLE)) + 1 for e in examples])


def estimates(model: Model, taken: Sequence[Taken]) -> list[Estimate]:
    """Read examples with a model, as the product does."""
    return [
        estimate_tone(
            model,
            take_apart(one.example.text),
            kind=QuestionKind(one.example.kind),
            sentiment=(one.signs["textblob"], one.signs["textblob_subjective"]),
        )
        for one in taken
    ]


def cut(scores: NDArray[np.float64], low: float, high: float) -> Labels:
    """Return bands from a polarity."""
    return np.where(scores >= high, 0, np.where(scores <= low, 2, 1))


def best_cut(scores: NDArray[np.float64], truth: Labels) -> tuple[float, float]:
    """Return the two thresholds with the best macro-F1."""
    places = np.unique(np.round(np.quantile(scores, np.linspace(0, 1, 25)), 3))
    pairs = [(low, high) for low in places for high in places if low < high]
    return max(pairs, key=lambda p: f1_score(truth, cut(scores, *p), average="macro"))


def row(
    name: str, truth: Labels, found: Labels, points: tuple[Labels, Labels] | None = None
) -> str:
    """Return one line of the table."""
    table = confusion_matrix(truth, found, labels=[0, 1, 2])
    each = f1_score(truth, found, average=None, labels=[0, 1, 2], zero_division=0)
    negatives, called = max(1, table[2].sum()), max(1, table[:, 2].sum())
    cells = [
        name,
        f"{each.mean():.3f}",
        f"{(truth == found).mean():.3f}",
        f"{table[2, 2] / negatives:.3f} / {table[2, 2] / called:.3f}",
        f"{table[2, 0]}/{table[2].sum()} ({table[2, 0] / negatives:.1%})",
        f"{each[1]:.3f}",
        five_points(*points) if points else "–",
    ]
    return f"| {' | '.join(cells)} |"


def five_points(truth: Labels, found: Labels) -> str:
    """Return the mean error in points, and the quadratic kappa."""
    error = np.abs(truth - found).mean()
    return f"{error:.3f} / {cohen_kappa_score(truth, found, weights='quadratic'):.3f}"


def interval(truth: Labels, found: Labels, respondents: NDArray[np.str_]) -> str:
    """Return the 95% interval of macro-F1, drawing whole respondents again and again."""
    random = np.random.default_rng(1)
    people, whose = np.unique(respondents, return_inverse=True)
    scores = []
    for _ in range(RESAMPLES):
        times = np.bincount(random.integers(len(people), size=len(people)), minlength=len(people))
        chosen = np.repeat(np.arange(len(truth)), times[whose])
        scores.append(f1_score(truth[chosen], found[chosen], average="macro"))
    low, high = np.quantile(scores, [0.025, 0.975])
    return f"{low:.3f} to {high:.3f}"


class Bench:
    """All predictions, each from a model that never saw the comment."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Train five times and read; `tell` hears how far it is."""
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        self.valences = all_valences()
        self.taken = [take(one, self.valences) for one in read_examples(folder)]
        self.dev = [t for t in self.taken if t.example.point and not t.example.is_invented]
        self.rest = [t for t in self.taken if not t.example.point or t.example.is_invented]
        self.examples = [one.example for one in self.dev]
        self.truth = labels_of(self.examples)
        self.points = np.array([one.point or MIDDLE for one in self.examples])
        self.kinds = np.array([one.kind for one in self.examples])
        self.respondents = np.array([one.respondent for one in self.examples])
        self.textblob = np.array([one.signs["textblob"] for one in self.dev])
        vader = SentimentIntensityAnalyzer()
        self.vader = np.array([vader.polarity_scores(e.text)["compound"] for e in self.examples])
        self.is_new_wording = np.zeros(len(self.dev), dtype=bool)
        self._run(tell)

    def _run(self, tell: Callable[[str], None]) -> None:
        count = len(self.dev)
        self.ours, self.our_points = np.zeros(count, int), np.zeros(count, int)
        self.confidence, self.by_question = np.zeros(count), np.zeros(count, int)
        cutter = StratifiedGroupKFold(5, shuffle=True, random_state=7)
        folds = cutter.split(self.points, self.points, self.respondents)
        for number, (learnt, unseen) in enumerate(folds, start=1):
            taken = [self.dev[place] for place in learnt]
            model = load(to_bytes(train([*taken, *self.rest], self.valences)))
            tell(f"fold {number} of 5; leans {model.content['band_weights']}")
            found = estimates(model, [self.dev[place] for place in unseen])
            self.ours[unseen] = [BANDS.index(one.tone) for one in found]
            self.our_points[unseen] = [one.point for one in found]
            self.confidence[unseen] = [one.confidence for one in found]
            self._cut_by_question(learnt, unseen)
            known = {" ".join(take_apart(one.example.text).words) for one in taken}
            self.is_new_wording[unseen] = [
                " ".join(take_apart(self.examples[p].text).words) not in known for p in unseen
            ]

    def _cut_by_question(self, learnt: Labels, unseen: Labels) -> None:
        for kind in np.unique(self.kinds):
            here, there = learnt[self.kinds[learnt] == kind], unseen[self.kinds[unseen] == kind]
            pair = best_cut(self.textblob[here], self.truth[here])
            self.by_question[there] = cut(self.textblob[there], *pair)

    @property
    def methods(self) -> dict[str, Labels]:
        """What each method says of every comment."""
        tiny = 1e-9
        return {
            "**ours**": self.ours,
            "TextBlob default": cut(self.textblob, -tiny, tiny),
            "TextBlob, thresholds by question": self.by_question,
            "VADER default": cut(self.vader, -0.05, 0.05),
            "all positive": np.zeros(len(self.truth), int),
        }

    def groups(self) -> dict[str, NDArray[np.bool_]]:
        """The kinds of comment that readers fail on, and the slices people ask about."""
        signs = [one.signs for one in self.dev]
        services = [one.service.casefold() for one in self.examples]
        young = ("children", "cyp", "camhs", "high secure ld", "learning dis")
        wanted: dict[str, Callable[[int], bool]] = {
            "“nothing / none / no”": lambda p: signs[p]["nothing"] > 0,
            "TextBlob's polarity is exactly 0": lambda p: signs[p]["textblob_nought"] > 0,
            "suggestions (more, better, could …)": lambda p: (
                signs[p]["compares"] > 0 or signs[p]["wishes"] > 0
            ),
            "1 to 3 words": lambda p: signs[p]["is_short"] > 0,
            "contrast (but, although …)": lambda p: signs[p]["has_turn"] > 0,
            "a negation word": lambda p: signs[p]["negations"] > 0,
            "waiting, late, cancelled": lambda p: signs[p]["waits"] > 0,
            "wording not among those learnt from": lambda p: bool(self.is_new_wording[p]),
            "children, young people, learning disability": lambda p: any(
                word in services[p] for word in young
            ),
        }
        places = range(len(self.dev))
        return {name: np.array([test(p) for p in places]) for name, test in wanted.items()}


HEADINGS = (
    "| | macro-F1 | accuracy | negative recall / precision | negatives shown as positive "
    "| middle F1 | 5 points: error / kappa |\n|---|---|---|---|---|---|---|"
)


def report(bench: Bench) -> None:
    """Print the tables."""
    print(f"{len(bench.dev):,} comments of {len(set(bench.respondents)):,} respondents\n")
    print(HEADINGS)
    for name, found in bench.methods.items():
        points = (bench.points, bench.our_points) if found is bench.ours else None
        print(row(name, bench.truth, found, points))
    print(f"\nOur macro-F1, 95%: {interval(bench.truth, bench.ours, bench.respondents)}\n")
    print("| wrong on | comments | ours | TextBlob | VADER | our macro-F1 |\n" + "|---" * 6 + "|")
    for name, group in bench.groups().items():
        wrong = [(found != bench.truth)[group].mean() for found in bench.methods.values()]
        score = f1_score(bench.truth[group], bench.ours[group], average="macro")
        cells = [name, f"{group.sum():,}", *(f"{wrong[at]:.0%}" for at in (0, 1, 3))]
        print(f"| {' | '.join(cells)} | {score:.3f} |")
    print("\n| confident at least | share of comments | right |\n|---|---|---|")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        sure = bench.confidence >= least
        print(f"| {least} | {sure.mean():.0%} | {(bench.ours == bench.truth)[sure].mean():.3f} |")


def elsewhere(bench: Bench) -> None:
    """Print how a model that never met the other trust reads it; its coders only took sides."""
    sided = [one for one in bench.rest if one.example.point is None]
    others = [one for one in bench.rest if one.example.point is not None]
    # One comment of the other trust, because the tone needs both sides; it is not read below.
    model = load(to_bytes(train([*bench.dev, *others, sided[0]], bench.valences)))
    found = estimates(model, sided[1:])
    truth = np.array([bool(one.example.is_negative) for one in sided[1:]])
    side = np.array([one.negative > one.positive for one in found])
    strict = np.array([-1 if e.tone is BANDS[1] else int(e.tone is BANDS[2]) for e in found])
    score = f1_score(truth.astype(int), strict, average="macro", labels=[0, 1])
    print(f"\nAnother trust, other coders, never learnt from ({len(truth):,} comments):")
    print(f"  macro-F1 of positive and negative {f1_score(truth, side, average='macro'):.3f}")
    print(f"  with every “neutral or mixed” counted as wrong {score:.3f}")


def challenge(folder: Path) -> None:
    """Print how the shipped model does on the invented SEND comments that it never learnt from."""
    path = folder / "challenge.csv"
    if not path.exists():
        return
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    names = {"pos": Tone.POSITIVE, "neutral": Tone.NEUTRAL_OR_MIXED, "neg": Tone.NEGATIVE}
    right: dict[str, list[bool]] = {}
    for one in rows:
        tone = read_tone(one["text"], question_kind=one["question_type"], language="en").tone
        right.setdefault(one["category"], []).append(tone is names[one["label3"]])
    print(
        f"\nInvented SEND comments, shipped model: {sum(map(sum, right.values()))} of {len(rows)}"
    )
    for category, results in right.items():
        print(f"  {sum(results)} of {len(results)}  {category}")


def main() -> None:
    """Run it all."""
    folder = Path(sys.argv[1])
    bench = Bench(folder, tell=lambda words: print(words, file=sys.stderr, flush=True))
    report(bench)
    elsewhere(bench)
    challenge(folder)
    print(f"\n{measure([(one.text, one.kind) for one in bench.examples])}")


if __name__ == "__main__":
    textblob_sentiment("warm")
    main()

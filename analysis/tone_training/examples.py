"""The labelled comments a model learns from, and the same comments taken apart."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.textblob_polarity import textblob_sentiment
from analysis.tone_reader.grams import letter_runs, word_runs
from analysis.tone_reader.signs import Signs, signs_of
from analysis.tone_reader.valence import Valences
from analysis.tone_reader.words import is_word, take_apart
from analysis.tone_training.drills import drills

HERE = Path(__file__).parent
INVENTED = HERE / "invented.csv"
MIDDLE = 3
# From one other trust, whose coders judged only for or against; and our own, which nobody wrote.
SIDED_WEIGHT = 0.5
INVENTED_WEIGHT = 0.5
DRILL_WEIGHT = 0.15


@dataclass(frozen=True)
class Example:
    """One labelled comment: a point from 1 very positive to 5 very negative, or only its side."""

    text: str
    kind: str
    respondent: str
    point: int | None
    is_negative: bool | None  # None in the middle.
    weight: float = 1.0
    service: str = ""
    is_invented: bool = False


# The runs of words, each once, and the runs of letters, once for each different word.
Runs = tuple[set[str], list[str]]


@dataclass(frozen=True)
class Taken:
    """An example with everything the model looks at, which never depends on other examples."""

    example: Example
    whole: Runs
    clauses: Sequence[Runs]
    signs: Signs


def read_examples(folder: Path) -> list[Example]:
    """Return what the folder holds (dev.csv and aux_train.csv), and our invented comments."""
    return [*read_dev(folder), *_sided(folder / "aux_train.csv"), *_invented(), *_drills()]


def read_dev(folder: Path) -> list[Example]:
    """Return the comments that carry a five-point label, which are also what we judge by."""
    return [
        _pointed(row, respondent=row["respondent"], point=int(row["label5"]))
        for row in _rows(folder / "dev.csv")
    ]


def take(example: Example, valences: Valences) -> Taken:
    """Take one example apart."""
    comment = take_apart(example.text)
    return Taken(
        example=example,
        whole=_runs(comment.pieces, example.kind),
        clauses=[_runs(clause, example.kind) for clause in comment.clauses or [[]]],
        signs=signs_of(
            comment,
            kind=example.kind,
            valences=valences,
            textblob=textblob_sentiment(comment.raw),
        ),
    )


def _runs(pieces: Sequence[str], kind: str) -> Runs:
    different = sorted({piece for piece in pieces if is_word(piece)})
    return word_runs(pieces, kind=kind), [run for word in different for run in letter_runs(word)]


def _sided(path: Path) -> Iterator[Example]:
    for row in _rows(path):
        yield Example(
            text=row["text"],
            kind=row["question_type"],
            respondent=row["id"],
            point=None,
            is_negative=row["label2"] == "neg",
            weight=SIDED_WEIGHT,
        )


def _invented() -> Iterator[Example]:
    for number, row in enumerate(_rows(INVENTED)):
        yield _pointed(
            row,
            respondent=f"invented {number}",
            point=int(row["point"]),
            weight=INVENTED_WEIGHT,
            is_invented=True,
        )


def _drills() -> Iterator[Example]:
    for number, (kind, text, point) in enumerate(drills()):
        row = {"text": text, "question_type": kind}
        yield _pointed(
            row,
            respondent=f"drill {number}",
            point=point,
            weight=DRILL_WEIGHT,
            is_invented=True,
        )


def _pointed(
    row: dict[str, str],
    *,
    respondent: str,
    point: int,
    weight: float = 1.0,
    is_invented: bool = False,
) -> Example:
    return Example(
        text=row["text"],
        kind=row["question_type"],
        respondent=respondent,
        point=point,
        is_negative=None if point == MIDDLE else point > MIDDLE,
        weight=weight,
        service=row.get("service", ""),
        is_invented=is_invented,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

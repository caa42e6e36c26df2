"""The short runs of words and of letters that the model has weights for."""

from collections.abc import Sequence
from itertools import pairwise

from analysis.tone_reader.words import NEGATIONS

_WORDS_A_NEGATION_REACHES = 3
_RUNS_OF_LETTERS = (3, 4, 5)


def word_runs(pieces: Sequence[str], *, kind: str) -> set[str]:
    """Return runs of one to three words, those under a negation, and those crossed with the kind.

    "Nothing" is praise to one question and a complaint to another, so a run also comes with the
    first letter of the kind of question.
    """
    words = [piece for piece in pieces if piece[0].isalnum()]
    edged = ["<", *words, ">"]
    pairs = [f"{one} {two}" for one, two in pairwise(edged)]
    runs = {*words, *pairs}
    crossed = {f"{kind[0]}:{run}" for run in runs}
    triples = zip(edged, edged[1:], edged[2:], strict=False)
    return runs | crossed | {" ".join(triple) for triple in triples} | _negated(pieces)


def letter_runs(word: str) -> set[str]:
    """Return runs of three to five letters inside a word, whose edges are spaces."""
    edged = f" {word} "
    return {
        edged[start : start + length]
        for length in _RUNS_OF_LETTERS
        for start in range(len(edged) - length + 1)
    }


def _negated(pieces: Sequence[str]) -> set[str]:
    found = set()
    left = 0
    for piece in pieces:
        if not piece[0].isalnum():
            left = 0
            continue
        if left:
            found.add(f"!{piece}")
            left -= 1
        if piece in NEGATIONS:
            left = _WORDS_A_NEGATION_REACHES
    return found

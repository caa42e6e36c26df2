"""Wording that is hard, leading, double or asks for names is noticed, and good wording is left."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from analysis.wording import Trouble, remarks
from forms.wording_words import TROUBLES

HERE = Path(__file__).parent
KINDS: Mapping[str, frozenset[Trouble]] = {
    "hard": frozenset({Trouble.HARD_WORD, Trouble.SHORT_NAME}),
    "long": frozenset({Trouble.LONG_SENTENCE}),
    "leading": frozenset({Trouble.LEADING}),
    "double": frozenset({Trouble.DOUBLE}),
    "names": frozenset({Trouble.ASKS_FOR_NAMES}),
}


def troubles(text: str, *, is_easy_read: bool = False) -> set[Trouble]:
    return {one.trouble for one in remarks(text, is_easy_read=is_easy_read)}


def missed_and_wrong(name: str) -> tuple[list[str], list[str]]:
    """The troubles of a labelled list that are not noticed, and those that are not there."""
    missed, wrong = [], []
    with (HERE / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found, meant = troubles(row["text"]), row["labels"].split()
            for kind, codes in KINDS.items():
                if found.isdisjoint(codes) and kind in meant:
                    missed.append(f"{kind}: {row['text']}")
                if found & codes and kind not in meant:
                    wrong.append(f"{kind}: {row['text']}")
    return missed, wrong


def test_questions_that_nothing_was_tuned_on_are_told_apart() -> None:
    missed, wrong = missed_and_wrong("wording_held_out.csv")

    assert missed == []
    # docs/wording.md says which: "and" joins what is one question to a reader.
    assert len(wrong) == 2


def test_the_questions_it_was_tuned_on_are_told_apart() -> None:
    assert missed_and_wrong("wording_tuning.csv") == ([], [])


@pytest.mark.parametrize(
    ("text", "words", "plainer"),
    [
        ("Did you utilise the room?", "utilise", "use"),
        ("What did you do prior to the visit?", "prior to", "before"),
        ("Prior to today, did you know us?", "Prior to", "before"),
        ("Was it a multidisciplinary team?", "multidisciplinary", "from several services"),
        ("Was the methodological report read?", "methodological", ""),
    ],
)
def test_a_hard_word_comes_with_its_place_and_a_plainer_one(
    text: str, words: str, plainer: str
) -> None:
    (found,) = remarks(text)

    assert (found.trouble, found.words, found.plainer) == (Trouble.HARD_WORD, words, plainer)
    assert text[found.start : found.end] == words


def test_easy_read_may_not_have_more_than_fifteen_words() -> None:
    sixteen = "Did you and I and he go to the shop to get a big red hat today?"

    assert Trouble.LONG_SENTENCE in troubles(sixteen, is_easy_read=True)
    assert Trouble.LONG_SENTENCE not in troubles(sixteen)


def test_the_place_is_right_in_text_that_a_phone_typed() -> None:
    text = "Hello ☕. Don’t you agree?"

    places = [text[one.start : one.end] for one in remarks(text)]

    assert "Don’t you" in places


@pytest.mark.parametrize(
    "text", ["", "?", "   \n", "ما رأيك؟", "😀" * 50, "a" * 5000, "and " * 2000]
)
def test_anything_can_be_typed(text: str) -> None:
    assert isinstance(remarks(text), tuple)


def test_every_trouble_has_words() -> None:
    assert {one.value for one in Trouble} == set(TROUBLES)


def test_a_remark_can_be_kept_as_plain_data() -> None:
    (found,) = remarks("Did you utilise it?")

    assert json.loads(json.dumps(vars(found)))["plainer"] == "use"

"""Typed text is cleaned once: what a person can see is kept, what breaks machines is not."""

import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.fields import clean_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\ntwo", "one\ntwo\nthree\ntwo"),
        ("one\x0btwo\x0cthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\x00b\x01c\x1bd\x7fe", "abcde"),
        ("half \ud83d an emoji", "half  an emoji"),
        ("\ufffe\uffff\ufdd0end", "end"),
        ("a\tb", "a\tb"),
        ("  \n spaced \t", "spaced"),
        ("cafe\u0301", "café"),
        ("", ""),
        (" \u200b\ufeff \n", ""),
        ("নিরাপত্তা\u200cর", "নিরাপত্তা\u200cর"),
        ("👩\u200d👧 thank you", "👩\u200d👧 thank you"),
        ("=1+1", "=1+1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("%(x)s {0.__class__}", "%(x)s {0.__class__}"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(ANY_TEXT)
@example("\r\x00\n")
@example(" \u0301\ud800")
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = clean_text(typed)

    assert clean_text(once) == once


@given(ANY_TEXT)
def test_cleaning_never_adds_more_than_composing_does(typed: str) -> None:
    assert len(clean_text(typed)) <= len(unicodedata.normalize("NFC", typed))


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_exported_anywhere(typed: str) -> None:
    kept = clean_text(typed)

    kept.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", kept)
    assert kept == kept.strip()


@pytest.mark.parametrize("length", [8_000, 8_001, 100_000])
def test_a_tower_of_accents_does_not_hold_up_the_queue(length: int) -> None:
    tower = ("a" + "\u0301\u0323" * length)[:length]

    started = time.perf_counter()
    kept = clean_text(tower)

    assert time.perf_counter() - started < 1  # Eight seconds for the longest without our limit.
    assert unicodedata.is_normalized("NFC", kept) is (length <= 8_000)
    assert clean_text(kept) == kept


def test_the_longest_text_that_composes_to_an_answer_is_composed() -> None:
    assert clean_text("α\u0313\u0300\u0345" * 2_000) == "ᾂ" * 2_000


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_nothing_visible_is_lost(typed: str) -> None:
    assert clean_text(typed) == unicodedata.normalize("NFC", typed).strip()

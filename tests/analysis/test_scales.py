"""Grouping answers by what they mean."""

from __future__ import annotations

import pytest

from analysis.scales import favourable, with_a_view
from analysis.tables import Category
from tests.analysis.safe import raw

MEANINGS = {"a": "positive", "b": "neutral", "c": "negative", "d": "no_view"}


def test_not_sure_is_no_part_of_the_answers_with_a_view() -> None:
    table = with_a_view(raw(9, 3, 2, 6), MEANINGS)

    assert table.counts == (9, 3, 2)


def test_partly_is_not_counted_as_yes() -> None:
    yes, other = Category("yes", "Said yes"), Category("other", "Did not say yes")

    table = favourable(raw(9, 3, 2, 6), MEANINGS, said_yes=yes, said_otherwise=other)

    assert (table.categories, table.counts) == ((yes, other), (9, 5))


def test_an_answer_without_a_meaning_is_an_error_never_neutral() -> None:
    with pytest.raises(ValueError, match="No meaning"):
        with_a_view(raw(1, 2), {"a": "positive"})


def test_a_meaning_we_do_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="splendid"):
        with_a_view(raw(1), {"a": "splendid"})

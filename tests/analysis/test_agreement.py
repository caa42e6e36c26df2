"""Agreement is counted in a table; kappa comes with its interval, and not before fifty pairs."""

import pytest

from analysis.agreement import FEWEST_FOR_KAPPA, agreement, cohen_kappa

CODES = ("negative", "neutral_or_mixed", "positive")


def test_kappa_and_its_interval_are_those_of_the_textbook() -> None:
    # Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd edition,
    # table 18.1: kappa 0.68, and 0.087 as its standard error.
    found = cohen_kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])

    assert found is not None
    assert found.value == pytest.approx(0.68, abs=0.005)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


def test_two_who_always_agree_have_kappa_one() -> None:
    found = cohen_kappa([[30, 0], [0, 30]])

    assert found is not None
    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_two_who_agree_by_chance_have_kappa_nought() -> None:
    found = cohen_kappa([[25, 25], [25, 25]])

    assert found is not None
    assert found.value == 0
    assert found.low < 0 < found.high


@pytest.mark.parametrize("counts", [[[0, 0], [0, 0]], [[60, 0], [0, 0]]])
def test_where_nothing_could_differ_there_is_no_kappa(counts: list[list[int]]) -> None:
    assert cohen_kappa(counts) is None


def test_below_fifty_pairs_there_is_a_table_and_no_kappa() -> None:
    few = agreement([("negative", "negative"), ("positive", "negative")] * 24, codes=CODES)
    enough = agreement([("negative", "negative"), ("positive", "negative")] * 25, codes=CODES)

    assert (few.pairs, few.same, few.kappa) == (48, 24, None)
    assert enough.pairs == FEWEST_FOR_KAPPA
    assert enough.kappa is not None


def test_the_table_has_a_row_for_the_first_and_a_column_for_the_second() -> None:
    found = agreement([("negative", "positive")], codes=CODES)

    assert found.counts == ((0, 0, 1), (0, 0, 0), (0, 0, 0))


def test_a_code_we_do_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="cheerful"):
        agreement([("cheerful", "positive")], codes=CODES)

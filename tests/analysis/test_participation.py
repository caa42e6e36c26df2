"""Who took part: ranges that cover, and a flag that luck seldom raises."""

from __future__ import annotations

import pytest

from analysis.participation import (
    Baseline,
    Hearing,
    Missing,
    ParticipationRow,
    Presence,
    Yardstick,
    compare_participation,
    judge_hearing,
    parts_of_a_whole,
    who_is_missing,
)
from analysis.ranges import wilson
from tests.analysis.safe import safe


def test_a_group_that_is_plainly_missing_is_flagged() -> None:
    verdict = judge_hearing(2, answers=20, group_size=26, everyone=55, groups=2)

    assert verdict is Hearing.UNDER_HEARD


def test_a_flag_that_two_repeated_answers_could_cause_is_not_raised() -> None:
    # With four girls of 26 and none heard, chance alone is below one in twenty from 13 answers;
    # allowing for two repeats takes 15.
    verdicts = [
        judge_hearing(0, answers=answers, group_size=4, everyone=26, groups=2)
        for answers in (12, 13, 14, 15)
    ]

    assert verdicts == [Hearing.TOO_FEW_TO_TELL] * 3 + [Hearing.UNDER_HEARD]


def test_more_answers_than_people_are_compared_with_nothing() -> None:
    verdict = judge_hearing(5, answers=30, group_size=13, everyone=26, groups=2)

    assert verdict is Hearing.NOT_COMPARED


def _rows(*counts: int, baselines: tuple[Baseline, ...]) -> tuple[ParticipationRow, ...]:
    return compare_participation(safe(*counts), baselines)


def _verdicts(*counts: int, baselines: tuple[Baseline, ...]) -> list[Hearing]:
    return [row.hearing for row in _rows(*counts, baselines=baselines)]


HALVES = (Baseline("a", count=50, base=100), Baseline("b", count=50, base=100))


def test_a_table_names_the_group_that_looks_under_heard() -> None:
    assert _verdicts(6, 24, baselines=HALVES) == [Hearing.UNDER_HEARD, Hearing.NO_SIGN]


def test_prefer_not_to_say_is_no_part_of_the_comparison() -> None:
    with_refusals = _verdicts(6, 24, 30, baselines=HALVES)

    assert with_refusals == [Hearing.UNDER_HEARD, Hearing.NO_SIGN, Hearing.NOT_COMPARED]


def test_published_text_and_wrong_yardsticks_are_shown_but_not_compared() -> None:
    baselines = (
        Baseline("a", text="53% of children with EHC plans"),
        Baseline("b", count=90, base=100, yardstick=Yardstick.WRONG),
    )

    rows = _rows(24, 6, baselines=baselines)

    assert [row.baseline for row in rows] == list(baselines)
    assert [row.hearing for row in rows] == [Hearing.NOT_COMPARED] * 2
    assert [row.share for row in rows] == [None, None]


def test_a_count_of_people_without_a_base_is_a_fact_beside_the_answers_and_no_share() -> None:
    with_a_plan = Baseline("a", count=26, ref="ehc-plans")

    row = _rows(13, 17, baselines=(with_a_plan,))[0]

    assert (row.cell.shown, row.baseline_count) == (13, 26)
    assert (row.answers, row.share) == (None, None)
    assert row.hearing is Hearing.NOT_COMPARED


def test_of_two_baselines_the_better_yardstick_is_used_and_a_count_before_words() -> None:
    wrong = Baseline("a", count=90, base=100, yardstick=Yardstick.WRONG)
    words = Baseline("a", text="53% of children with EHC plans")
    count, later = Baseline("a", count=26), Baseline("a", count=27)

    assert _rows(24, 6, baselines=(wrong, words, count, later))[0].baseline == count
    assert _rows(24, 6, baselines=(wrong, words))[0].baseline == words


def test_counts_of_everyone_in_one_group_or_another_are_parts_of_a_whole() -> None:
    plan_and_support = (Baseline("a", count=26), Baseline("b", count=43))
    plan, support = parts_of_a_whole(plan_and_support)

    rows = _rows(6, 30, 8, baselines=(plan, support))

    assert (plan.base, support.base) == (69, 69)
    assert [row.hearing for row in rows] == [
        Hearing.UNDER_HEARD,
        Hearing.NO_SIGN,
        Hearing.NOT_COMPARED,
    ]
    assert rows[0].answers == 36
    assert rows[0].share == wilson(6, 36)


def test_what_already_has_a_base_is_no_part_of_another_whole() -> None:
    with pytest.raises(ValueError, match="no base yet"):
        parts_of_a_whole(HALVES)


def test_groups_that_are_not_everybody_are_not_compared() -> None:
    half = (Baseline("a", count=50, base=100),)

    row = _rows(6, 24, baselines=half)[0]

    assert (row.hearing, row.share) == (Hearing.NOT_COMPARED, None)


@pytest.mark.parametrize("hidden", range(5))
def test_a_flag_on_a_hidden_count_holds_for_every_count_it_could_be(hidden: int) -> None:
    baselines = tuple(
        Baseline(code, count=size, base=100) for code, size in zip("ab", (40, 60), strict=True)
    )

    of_thirty = _rows(hidden, 30 - hidden, baselines=baselines)[0]
    of_fifteen = _rows(hidden, 15 - hidden, baselines=baselines)[0]

    # "Fewer than 5 of 30" is far below 12 of 30, be it 0 or 4. "Fewer than 5 of 15" is not.
    assert (of_thirty.cell.shown, of_thirty.hearing) == (None, Hearing.UNDER_HEARD)
    assert (of_fifteen.cell.shown, of_fifteen.hearing) == (None, Hearing.NOT_COMPARED)
    assert (of_thirty.share, of_fifteen.share) == (None, None)


def test_a_flag_never_gives_away_how_many_preferred_not_to_say() -> None:
    rows = [_rows(8, 24, 6, few, 4 - few, baselines=HALVES)[0].hearing for few in range(5)]

    assert len(set(rows)) == 1


def test_too_few_answers_to_tell_is_said_over_a_hidden_count() -> None:
    few = (Baseline("a", count=4, base=26), Baseline("b", count=22, base=26))

    row = _rows(2, 9, baselines=few)[0]

    assert (row.presence, row.hearing) == (Presence.NONE_OR_FEW, Hearing.TOO_FEW_TO_TELL)
    assert row.is_for_officers_only


def test_who_is_missing_are_groups_that_gave_few_answers_or_look_under_heard() -> None:
    known = (Baseline("a", count=50, base=100), Baseline("b", count=50, base=100))

    of_shown = who_is_missing(_rows(6, 24, baselines=known))
    of_hidden = who_is_missing(_rows(24, 3, baselines=(Baseline("b", count=26),)))

    assert [(group.row.cell.category.code, group.why) for group in of_shown] == [
        ("a", Missing.UNDER_HEARD)
    ]
    assert [(group.row.cell.category.code, group.why) for group in of_hidden] == [
        ("b", Missing.NONE_OR_FEW)
    ]


def test_rough_yardsticks_notice_who_is_missing_and_wrong_ones_do_not() -> None:
    def missing(yardstick: Yardstick) -> int:
        residents = Baseline("b", count=89, base=8450, yardstick=yardstick)
        return len(who_is_missing(_rows(24, 3, baselines=(residents,))))

    assert (missing(Yardstick.ROUGH), missing(Yardstick.WRONG)) == (1, 0)


def test_nobody_is_missing_from_a_group_that_may_all_have_answered() -> None:
    assert who_is_missing(_rows(24, 3, baselines=(Baseline("b", count=4),))) == ()


def test_a_group_without_a_baseline_is_not_called_missing() -> None:
    rows = _rows(24, 3, baselines=())

    assert [row.presence for row in rows] == [Presence.HIDDEN, Presence.NONE_OR_FEW]
    assert who_is_missing(rows) == ()


def test_a_withheld_table_has_no_rows() -> None:
    assert _rows(3, 2, baselines=HALVES) == ()


@pytest.mark.parametrize("facts", [{"base": 5}, {"count": 6, "base": 5}, {"count": -1}, {}])
def test_a_baseline_that_cannot_be_true_is_refused(facts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="baseline"):
        Baseline("a", **facts)  # type: ignore[arg-type]  # Only numbers.

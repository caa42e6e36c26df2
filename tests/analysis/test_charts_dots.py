"""Dots with ranges: they stand where the gate says, and a hidden count has no dot and no range."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from analysis.charts import DotKeys, DotPoint, DotRow, dot_chart, dot_size, spoken_dots
from analysis.charts.palette import BLUE, INK, ORANGE
from analysis.gate.asked import ReleasedTable
from analysis.participation import Baseline, Yardstick
from analysis.ranges import Interval, wilson
from analysis.tables import SafeTable
from tests.analysis import scraped
from tests.analysis.safe import safe

KEYS = DotKeys(
    dot="Share of the answers",
    interval="It could be anywhere here by chance",
    baseline="Share of all plans",
    hidden="Hidden to protect families",
    start="None of them",
    end="All of them",
)
FEW = "We have too few answers to show."


def _said(table: SafeTable, code: str) -> str:
    if table.withheld:
        return FEW
    cell = table.cell(code)
    if cell.shown is None:
        return f"{cell.low} to {cell.high}"
    return f"{cell.shown} of {table.total}"


def _row(table: SafeTable, code: str, *, baseline: Baseline | None = None) -> DotRow:
    shown = table.cell(code).shown
    assert table.total is not None
    return DotRow.of(
        table,
        code,
        words=_said(table, code),
        interval=wilson(shown, table.total) if shown is not None else None,
        baseline=baseline,
        verdict="Too few answers to tell.",
        cell_id=f"r1.{code}",
    )


def _year(period: str, *counts: int) -> DotPoint:
    table = safe(*counts)
    shown = None if table.withheld else table.cell("a").shown
    return DotPoint(
        table,
        ("a",),
        _said(table, "a"),
        interval=wilson(shown, table.total) if shown is not None and table.total else None,
        period=period,
        cell_id=f"{period}.a",
    )


def _picture(rows: Sequence[DotRow], *, title: str = "Who", direction: str = "ltr") -> bytes:
    return dot_chart(
        rows, title=title, description="Dots.", language="en", direction=direction, keys=KEYS
    )


def _chart(rows: Sequence[DotRow], *, direction: str = "ltr") -> ElementTree.Element:
    return scraped.read(_picture(rows, direction=direction))


def _dots(chart: ElementTree.Element, colour: str = BLUE) -> list[scraped.Shape]:
    """The dots, without the one in the key."""
    found = [shape for shape in scraped.shapes(chart) if shape.fill == colour.lower()]
    return found[1:] if colour == BLUE else found


def _place(chart: ElementTree.Element, x: float) -> float:
    """Where between nobody and everybody a place across lies, by the line that says the two."""
    widest = max(scraped.shapes(chart), key=lambda shape: shape.width)
    return (x - widest.left) / widest.width


def test_a_dot_stands_at_its_share_of_the_answers() -> None:
    chart = _chart([_row(safe(12, 28), "a"), _row(safe(12, 28), "b")])

    assert [round(_place(chart, dot.middle), 3) for dot in _dots(chart)] == [0.3, 0.7]


def test_the_line_through_a_dot_is_its_range() -> None:
    chart = _chart([_row(safe(12, 28), "a")])

    lines = [s for s in scraped.shapes(chart) if s.stroke == BLUE.lower() and s.width > 20]
    expected = wilson(12, 40)
    ends = [(_place(chart, line.left), _place(chart, line.right)) for line in lines]
    assert [[round(end, 3) for end in pair] for pair in ends] == [
        [round(expected.low, 3), round(expected.high, 3)]
    ]


def _ticks(chart: ElementTree.Element) -> list[scraped.Shape]:
    """The baselines, without the one in the key."""
    return [s for s in scraped.shapes(chart) if s.stroke == INK.lower() and s.width == 0][1:]


def test_a_baseline_is_a_tick_at_its_own_share() -> None:
    chart = _chart([_row(safe(12, 28), "a", baseline=Baseline("a", count=26, base=52))])

    assert [round(_place(chart, tick.middle), 3) for tick in _ticks(chart)] == [0.5]


def test_people_who_are_no_yardstick_have_no_tick() -> None:
    residents = Baseline("a", count=4_000, base=8_600, yardstick=Yardstick.ROUGH)

    chart = _chart([_row(safe(12, 28), "a", baseline=residents)])

    assert KEYS.baseline not in scraped.texts(chart)
    assert not _ticks(chart)


def test_a_hidden_count_is_hatched_over_its_range_and_has_no_dot() -> None:
    chart = _chart([_row(safe(9, 4), "a"), _row(safe(9, 4), "b")])

    _key, *hatched = [shape for shape in scraped.shapes(chart) if shape.is_hatched]
    ranges = [(_place(chart, s.left), _place(chart, s.right)) for s in hatched]
    assert [(round(13 * low, 2), round(13 * high, 2)) for low, high in ranges] == [(9, 13), (0, 4)]
    assert not [s for s in scraped.shapes(chart) if s.fill == BLUE.lower()]
    assert KEYS.dot not in scraped.texts(chart)


def test_tables_that_differ_only_in_hidden_counts_draw_the_same_picture() -> None:
    assert _picture([_row(safe(9, 4), "a")]) == _picture([_row(safe(12, 1), "a")])


def test_a_share_may_be_out_of_the_answers_of_the_groups_that_are_compared() -> None:
    table = safe(12, 18, 20)  # The third would rather not say.

    chart = _chart([DotRow.of(table, "a", words="12 of 30: 40%", out_of=30)])

    assert [round(_place(chart, dot.middle), 3) for dot in _dots(chart)] == [0.4]


def test_a_dot_may_stand_for_several_answers_together() -> None:
    table = safe(30, 40, 20, 10)

    chart = _chart([DotRow((DotPoint(table, ("a", "b"), "70 of 100"),), "Good or very good")])

    assert [round(_place(chart, dot.middle), 3) for dot in _dots(chart)] == [0.7]


def test_hidden_answers_that_add_up_to_a_known_number_are_one_dot() -> None:
    table = safe(1, 3, 20)  # The gate says of each of the first two only that it is 0 to 4.

    point = DotPoint(table, ("a", "b"), "4 of 24")

    assert [cell.shown for cell in table.cells] == [None, None, 20]
    assert point.shown == 4


@pytest.mark.parametrize("out_of", [11, 41, -1])
def test_a_share_out_of_too_few_or_too_many_answers_is_refused(out_of: int) -> None:
    with pytest.raises(ValueError, match="some or all answers"):
        DotPoint(safe(12, 28), ("a",), "12", out_of=out_of)


def test_two_years_are_two_dots_and_nothing_joins_them() -> None:
    chart = _chart([DotRow((_year("last year", 14, 12), _year("this year", 25, 6)), "Good")])

    [first], [second] = _dots(chart), _dots(chart, ORANGE)
    assert first.bottom < second.top
    assert {"last year", "this year"} <= set(scraped.texts(chart))
    # Whatever runs across is level, and whatever runs down stays within one year.
    lines = [shape for shape in scraped.shapes(chart) if shape.fill == "none"]
    assert all(line.width < 0.01 or line.bottom - line.top < 0.01 for line in lines)
    assert all(line.bottom - line.top < second.middle - first.middle for line in lines)
    assert not list(chart.iter(f"{scraped.SVG}marker"))


def test_a_year_with_too_few_answers_says_so_and_has_no_dot() -> None:
    chart = _chart([DotRow((_year("last year", 3, 2), _year("this year", 25, 6)), "Good")])

    assert FEW in scraped.texts(chart)
    assert len(_dots(chart, ORANGE)) == 1
    assert not _dots(chart)


def test_every_number_on_the_chart_is_in_the_words_and_in_the_table_and_says_its_cell() -> None:
    chance = random.Random(7)  # noqa: S311  # Nothing secret: the same tables every time.
    for _ in range(40):
        table = safe(*(chance.choice([1, 3, 6, 30, 80]) for _ in range(chance.choice([2, 3, 4]))))
        if table.withheld:
            continue
        rows = [_row(table, cell.category.code) for cell in table.cells]

        chart = _chart(rows)

        told = [dot for row in spoken_dots(rows) for dot in row.dots]
        assert scraped.said_by_cell(chart) == {dot.cell_id: dot.words for dot in told}
        assert scraped.numbers_without_a_cell(chart) == []
        for dot in told:
            known = [dot.low, dot.high] if dot.shown is None else [dot.shown, dot.out_of]
            assert scraped.numbers(dot.words) == known


def test_the_words_say_what_is_drawn() -> None:
    baseline = Baseline("a", count=26, base=52)

    [row] = spoken_dots([_row(safe(12, 28), "a", baseline=baseline)])

    [dot] = row.dots
    assert (row.label, row.verdict) == ("Answer a", "Too few answers to tell.")
    assert (dot.words, dot.shown, dot.out_of) == ("12 of 40", 12, 40)
    assert (dot.interval, dot.tick) == (wilson(12, 40), Fraction(1, 2))


@pytest.mark.parametrize("words", ["12 of 41", "29%", "1200000000000 of 40"])
def test_words_that_name_another_number_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="name a number that the table does not show"):
        DotPoint(safe(12, 28), ("a",), words)


def test_a_percentage_needs_enough_answers() -> None:
    assert DotPoint(safe(12, 28), ("a",), "30%").words == "30%"

    with pytest.raises(ValueError, match="name a number that the table does not show"):
        DotPoint(safe(6, 14), ("a",), "30%")


def test_a_verdict_that_names_another_number_is_refused() -> None:
    with pytest.raises(ValueError, match="name a number that the table does not show"):
        replace(_row(safe(9, 4), "a"), verdict="It was 12.")


def test_a_hidden_count_has_no_range_of_chance() -> None:
    with pytest.raises(ValueError, match="a hidden count has none"):
        DotPoint(safe(9, 4), ("a",), "9 to 13", interval=Interval(0.5, 0.9))


def test_a_dot_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="within its range"):
        DotPoint(safe(12, 28), ("a",), "12", interval=Interval(0.5, 0.9))


def test_two_dots_without_their_years_are_refused() -> None:
    with pytest.raises(ValueError, match="name of their year"):
        DotRow((_year("", 14, 12), _year("this year", 25, 6)), "Good")


def test_three_dots_in_a_row_are_refused() -> None:
    with pytest.raises(ValueError, match="one dot, or two"):
        DotRow((_year("a", 14, 12), _year("b", 25, 6), _year("c", 25, 6)), "Good")


def test_counts_nobody_has_checked_are_refused_when_drawn() -> None:
    with pytest.raises(TypeError, match="Only a SafeTable"):
        DotPoint(ReleasedTable(("q1",), ()), ("a",), "12")  # type: ignore[arg-type]  # The point.


def test_a_right_to_left_chart_is_mirrored() -> None:
    [left_to_right], [right_to_left] = (
        _dots(_chart([_row(safe(12, 28), "a")], direction=way)) for way in ("ltr", "rtl")
    )

    assert left_to_right.middle + right_to_left.middle == pytest.approx(4.2 * 72, abs=0.01)


def test_a_page_knows_how_large_a_chart_will_be() -> None:
    rows = [_row(safe(12, 28), "a"), _row(safe(9, 4), "b")]

    size = dot_size(rows, title="Who", keys=KEYS)
    chart = _chart(rows)

    points = [float(chart.attrib[side].removesuffix("pt")) for side in ("width", "height")]
    assert [size.width, size.height] == [round(each * 96 / 72) for each in points]


@pytest.mark.parametrize(
    "label",
    [
        r"$\foo$",
        "a\x00b\x1bc",
        "\ud800",
        "x" * 10_000,
        "word " * 2_000,
        "",
        "\u202eevil",
        "بنات",
        "মেয়েরা",
        "女孩" * 40,
    ],
)
def test_any_label_can_be_drawn(label: str) -> None:
    table = safe(12, 28, labels=(label, "b"))
    row = DotRow.of(table, "a", words="12", verdict=label)
    keys = DotKeys(*[label] * 6)

    picture = dot_chart(
        [row], title=label, description=label, language="en", direction="ltr", keys=keys
    )

    assert "12" in scraped.texts(scraped.read(picture))


def test_the_same_rows_are_drawn_once() -> None:
    assert _picture([_row(safe(12, 28), "a")]) is _picture([_row(safe(12, 28), "a")])

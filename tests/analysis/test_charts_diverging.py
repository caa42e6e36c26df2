"""Diverging bars: what they show, what they must not show, and that any words can be drawn."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.charts import (
    DivergingRow,
    Side,
    diverging_chart,
    diverging_size,
    spoken_diverging,
)
from analysis.charts.palette import BLUE, ORANGE
from analysis.gate.asked import ReleasedTable
from analysis.tables import SafeTable
from tests.analysis import scraped
from tests.analysis.safe import safe

ROOT = Path(__file__).parents[2]
KEYS = {Side.FOR: "Yes", Side.MIDDLE: "Partly", Side.AGAINST: "No, and the rest"}
HIDDEN_KEY = "Hidden to protect families"
FEW = "We have too few answers to show."
SIDES = {
    2: (Side.FOR, Side.AGAINST),
    3: (Side.FOR, Side.MIDDLE, Side.AGAINST),
    5: (Side.FOR, Side.FOR, Side.MIDDLE, Side.AGAINST, Side.AGAINST),
}


def _words(table: SafeTable) -> tuple[str, ...]:
    return tuple("" if c.shown is not None else f"{c.low} to {c.high}" for c in table.cells)


def _row(*counts: int, label: str = "Did they listen?", name: str = "r1") -> DivergingRow:
    table = safe(*counts)
    return DivergingRow(
        table,
        label,
        sides=dict(zip("abcdefghij", SIDES[len(counts)], strict=False)),
        hidden_words=_words(table),
        withheld_words=FEW if table.withheld else "",
        cell_ids={c.category.code: f"{name}.{c.category.code}" for c in table.cells},
    )


def _picture(
    rows: Sequence[DivergingRow], *, title: str = "What families said", direction: str = "ltr"
) -> bytes:
    return diverging_chart(
        rows,
        title=title,
        description="Bars.",
        language="ar" if direction == "rtl" else "en",
        direction=direction,
        keys=KEYS,
        hidden_key=HIDDEN_KEY,
    )


def _chart(rows: Sequence[DivergingRow], *, direction: str = "ltr") -> ElementTree.Element:
    return scraped.read(_picture(rows, direction=direction))


def _bars(chart: ElementTree.Element, colour: str) -> list[scraped.Shape]:
    """The bars of a colour, without the sample of it in the key."""
    return [shape for shape in scraped.shapes(chart) if shape.fill == colour.lower()][1:]


def test_each_count_stands_in_its_own_part_of_the_bar() -> None:
    chart = _chart([_row(20, 6)])

    parts = {"20": _bars(chart, BLUE)[0], "6": _bars(chart, ORANGE)[0]}
    for text in chart.iter(f"{scraped.SVG}text"):
        if (part := parts.pop("".join(text.itertext()).strip(), None)) is not None:
            assert part.left < float(text.attrib["x"]) < part.right
            assert text.attrib["text-anchor"] == "middle"
    assert not parts


def test_what_is_in_favour_lies_on_one_side_of_the_line_and_all_else_on_the_other() -> None:
    chart = _chart([_row(60, 31, 14)])

    line = min(_bars(chart, BLUE), key=lambda bar: bar.left).left
    rest = [shape for shape in scraped.shapes(chart) if shape.fill in (ORANGE.lower(), "#ffffff")]
    in_bar = [shape for shape in rest if shape.top > _bars(chart, BLUE)[0].top - 5]
    assert in_bar
    assert all(shape.right <= line + 0.01 for shape in in_bar)


def test_a_hidden_part_is_hatched_over_exactly_what_a_reader_can_work_out() -> None:
    chart = _chart([_row(9, 4)])  # 9 or more of 13, and fewer than 5.

    [sure] = _bars(chart, BLUE)
    _key, *hatched = [shape for shape in scraped.shapes(chart) if shape.is_hatched]
    assert not _bars(chart, ORANGE)
    assert [round(shape.width / sure.width, 3) for shape in hatched] == [round(4 / 9, 3)] * 2


def test_rows_with_more_answers_are_not_longer() -> None:
    one, ten = _bars(_chart([_row(20, 10), _row(200, 100)]), BLUE)

    assert round(one.width, 2) == round(ten.width, 2)


def test_tables_that_differ_only_in_hidden_counts_draw_the_same_picture() -> None:
    assert _row(9, 4).table == _row(12, 1).table
    assert len({_picture([_row(*counts)]) for counts in [(9, 4), (12, 1)]}) == 1


def test_a_withheld_question_is_words_instead_of_a_bar() -> None:
    chart = _chart([_row(3, 2), _row(20, 6)])

    assert FEW in scraped.texts(chart)
    assert len(_bars(chart, BLUE)) == 1


def test_withheld_questions_alone_are_words_and_no_key() -> None:
    chart = _chart([_row(3, 2)])

    assert scraped.texts(chart) == ["What families said", "Did they listen?", FEW]


def test_every_number_on_the_chart_is_in_the_words_and_in_the_table_and_says_its_cell() -> None:
    chance = random.Random(5)  # noqa: S311  # Nothing secret: the same tables every time.
    for number in range(40):
        size = chance.choice([2, 3, 5])
        rows = [
            _row(*(chance.choice([1, 3, 6, 30, 80]) for _ in range(size)), name=f"n{number}.{row}")
            for row in range(3)
        ]

        chart = _chart(rows)

        told = [part for row in spoken_diverging(rows) for part in row.parts]
        assert scraped.said_by_cell(chart) == {part.cell_id: part.words for part in told}
        assert scraped.numbers_without_a_cell(chart) == []
        for part in told:
            known = [part.shown] if part.shown is not None else [part.low, part.high]
            assert scraped.numbers(part.words) == known


def test_the_words_say_what_is_drawn_in_the_order_it_is_drawn() -> None:
    [row] = spoken_diverging([_row(60, 31, 14)])

    said = [(part.label, part.side, part.shown) for part in row.parts]
    assert (row.total, said) == (
        105,
        [
            ("Answer c", Side.AGAINST, 14),
            ("Answer b", Side.MIDDLE, 31),
            ("Answer a", Side.FOR, 60),
        ],
    )


def test_a_right_to_left_chart_is_mirrored() -> None:
    left_to_right, right_to_left = (_chart([_row(20, 6)], direction=way) for way in ("ltr", "rtl"))

    assert _bars(left_to_right, ORANGE)[0].right < _bars(left_to_right, BLUE)[0].right
    assert _bars(right_to_left, ORANGE)[0].left > _bars(right_to_left, BLUE)[0].left
    assert right_to_left.get("lang") == "ar"


def test_a_page_knows_how_large_a_chart_will_be() -> None:
    rows = [_row(9, 4), _row(3, 2), _row(60, 31, 14)]

    size = diverging_size(rows, title="What families said", keys=KEYS, hidden_key=HIDDEN_KEY)
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
        "هل استمعوا إليك؟",
        "তারা কি শুনেছে?",
        "他们听了吗？" * 40,
    ],
)
def test_any_label_can_be_drawn(label: str) -> None:
    keys = dict.fromkeys(Side, label)
    row = _row(20, 6, label=label)

    picture = diverging_chart(
        [row], title=label, description=label, language="en", direction="ltr", keys=keys,
        hidden_key=label,
    )  # fmt: skip

    assert {"20", "6"} <= set(scraped.texts(scraped.read(picture)))


def test_words_too_long_to_stand_side_by_side_stand_one_under_the_other() -> None:
    table = safe(60, 3, 2, 40)
    long = "so few that we hide how many there were of them"
    hidden = tuple("" if cell.shown is not None else long for cell in table.cells)
    sides = dict(zip("abcd", (Side.FOR, Side.FOR, Side.AGAINST, Side.AGAINST), strict=True))

    chart = _chart([DivergingRow(table, "Did they listen?", sides, hidden)])

    heights = [
        text.attrib["y"]
        for text in chart.iter(f"{scraped.SVG}text")
        if "so few" in "".join(text.itertext())
    ]
    assert len(set(heights)) == sum(cell.shown is None for cell in table.cells) > 1


def test_the_same_rows_are_drawn_once() -> None:
    assert _picture([_row(20, 6)]) is _picture([_row(20, 6)])
    assert _picture([_row(20, 6)]) is not _picture([_row(20, 7)])


def test_words_that_name_another_number_are_refused() -> None:
    table = safe(9, 4)

    with pytest.raises(ValueError, match="name a number that the table does not show"):
        DivergingRow(table, "q", {"a": Side.FOR, "b": Side.AGAINST}, ("exactly 12", "few"))


def test_a_cell_id_for_no_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="no cell called z"):
        DivergingRow(
            safe(20, 6), "q", {"a": Side.FOR, "b": Side.AGAINST}, ("", ""), cell_ids={"z": "r1"}
        )


def test_an_answer_without_a_side_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a side"):
        DivergingRow(safe(20, 6), "q", {"a": Side.FOR}, ("", ""))


def test_a_withheld_question_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="words that say why"):
        DivergingRow(safe(3, 2), "q", {})


def test_counts_nobody_has_checked_are_refused_when_drawn() -> None:
    with pytest.raises(TypeError, match="Only a SafeTable"):
        DivergingRow(ReleasedTable(("q1",), ()), "q", {})  # type: ignore[arg-type]  # The point.


RAW_CHARTS = """
from analysis.charts import DivergingRow, DotPoint, DotRow
from analysis.gate.asked import ReleasedTable
def show(raw: ReleasedTable) -> None:
    DivergingRow(raw, "q", {})
    DotPoint(raw, ("a",), "9")
    DotRow.of(raw, "a", words="9")
"""


def test_mypy_refuses_to_draw_counts_nobody_has_checked(tmp_path: Path) -> None:
    module = tmp_path / "shows_raw_counts.py"
    module.write_text(RAW_CHARTS, encoding="utf-8")

    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout.count('incompatible type "ReleasedTable"; expected "SafeTable"') == 3

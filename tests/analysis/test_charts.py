"""What a chart shows, what it must not show, and that any words can be drawn."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.charts import Spoken, bar_chart, chart_size, spoken
from analysis.gate.asked import ReleasedTable
from analysis.tables import SafeTable
from tests.analysis import scraped
from tests.analysis.safe import safe

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
ARABIC = ("نعم", "جزئياً", "لا", "غير متأكد")
BENGALI = ("হ্যাঁ", "আংশিক", "না", "আমি নিশ্চিত নই")


def _words(table: SafeTable) -> tuple[str, ...]:
    return tuple("" if c.shown is not None else f"{c.low} to {c.high}" for c in table.cells)


def _chart(
    table: SafeTable,
    *,
    title: str = "Who replied",
    language: str = "en",
    direction: str = "ltr",
    hidden_words: tuple[str, ...] | None = None,
) -> ElementTree.Element:
    picture = bar_chart(
        table,
        title=title,
        description="Two bars.",
        language=language,
        direction=direction,
        hidden_words=_words(table) if hidden_words is None else hidden_words,
    )
    return ElementTree.fromstring(picture)  # noqa: S314  # Our own drawing.


def _texts(chart: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in chart.iter(f"{SVG}text")]


def test_every_shown_count_is_printed_beside_its_words() -> None:
    texts = _texts(_chart(safe(12, 14, labels=("Parent carers", "Young people"))))

    assert {"Parent carers", "Young people", "12", "14"} <= set(texts)


def test_a_hidden_count_is_printed_as_the_words_for_its_range_and_never_drawn() -> None:
    table = safe(14, 1, 2, 1)

    texts = _texts(_chart(table, hidden_words=("", "fewer than 5", "fewer than 5", "0 bis 4")))

    assert texts.count("fewer than 5") == 2
    assert texts.count("0 bis 4") == 1
    assert [text for text in texts if text.isdigit()] == ["14"]


def test_tables_that_differ_only_in_hidden_counts_draw_the_same_picture() -> None:
    pictures = {ElementTree.tostring(_chart(safe(*c))) for c in [(14, 2, 3, 1), (14, 1, 1, 4)]}

    assert len(pictures) == 1


def test_a_hidden_count_is_hatched_over_its_range() -> None:
    hatched = ElementTree.tostring(_chart(safe(14, 1, 2, 1)), encoding="unicode")
    plain = ElementTree.tostring(_chart(safe(14, 12)), encoding="unicode")

    assert hatched.count('fill="url(#') == 3
    assert "<pattern" not in plain


def test_each_number_says_which_cell_it_is_and_nothing_else_has_a_number() -> None:
    table = safe(14, 1, 2, 1)
    ids = {cell.category.code: f'release-3."><{cell.category.code}' for cell in table.cells}

    chart = scraped.read(
        bar_chart(
            table,
            title="Who replied",
            description="d",
            language="en",
            direction="ltr",
            hidden_words=_words(table),
            cell_ids=ids,
        )
    )

    assert scraped.numbers_without_a_cell(chart) == []
    assert scraped.said_by_cell(chart) == {
        ids["a"]: "14",
        ids["b"]: "0 to 4",
        ids["c"]: "0 to 4",
        ids["d"]: "0 to 4",
    }


@pytest.mark.parametrize("counts", [(9, 4), (60, 30, 2, 1, 20), (14, 1, 2, 1), (12, 14)])
def test_every_number_on_the_chart_is_in_the_words_beside_it(counts: tuple[int, ...]) -> None:
    table = safe(*counts)

    drawn = [number for text in _texts(_chart(table)) for number in scraped.numbers(text)]

    told = [[b.low, b.high] if b.shown is None else [b.shown] for b in spoken(table)]
    assert drawn == [number for numbers in told for number in numbers]


def test_words_that_name_another_number_are_refused() -> None:
    with pytest.raises(ValueError, match="name a number that the table does not show"):
        _chart(safe(14, 1, 2, 1), hidden_words=("", "exactly 1", "few", "few"))


@pytest.mark.parametrize("words", [(), ("", "fewer than 5"), ("",) * 5])
def test_words_that_fit_no_cell_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one entry for each cell"):
        _chart(safe(14, 1, 2, 1), hidden_words=words)


@pytest.mark.parametrize(
    "label", ["Good", "A label so long that it takes several lines of a chart"]
)
def test_a_page_knows_how_large_a_chart_will_be(label: str) -> None:
    table = safe(12, 14, labels=(label, "b"))

    size = chart_size(table, title="Who replied")
    chart = _chart(table)

    points = [float(chart.attrib[side].removesuffix("pt")) for side in ("width", "height")]
    assert [size.width, size.height] == [round(each * 96 / 72) for each in points]


def test_words_on_a_chart_are_readable_on_a_small_phone() -> None:
    table = safe(12, 14)

    # A chart's own unit is a point; a phone 360 pixels wide leaves 330 for a picture.
    shrunk = 330 / chart_size(table, title="Who replied").width
    sizes = [
        float(text.attrib["font-size"].removesuffix("px")) * 96 / 72 * shrunk
        for text in _chart(table).iter(f"{SVG}text")
    ]
    assert min(sizes) >= 12


def test_a_withheld_table_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        _chart(safe(3, 2))


def test_a_screen_reader_hears_a_name_and_a_description() -> None:
    chart = _chart(safe(12, 14), title="Fish & chips <b>", language="pl")

    names = {element.get("id"): element.text for element in chart.iter()}
    labels = [names[name] for name in chart.attrib["aria-labelledby"].split()]
    assert labels == ["Fish & chips <b>", "Two bars."]
    assert (chart.get("role"), chart.get("lang")) == ("img", "pl")


@pytest.mark.parametrize(
    ("labels", "language", "direction"), [(ARABIC, "ar", "rtl"), (BENGALI, "bn", "ltr")]
)
def test_labels_in_other_scripts_stay_whole_and_quiet(
    labels: tuple[str, ...], language: str, direction: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = _chart(safe(12, 14, 9, 8, labels=labels), language=language, direction=direction)

    assert set(labels) <= set(_texts(chart))


def _left_edge(chart: ElementTree.Element, label: str) -> float:
    for text in chart.iter(f"{SVG}text"):
        if "".join(text.itertext()).strip() == label:
            place = text.get("x") or text.get("transform", "").split("(")[1].split()[0]
            return float(place)
    raise AssertionError(f"{label} is not in the chart.")


def test_a_right_to_left_chart_is_mirrored() -> None:
    table = safe(12, 14, labels=("لا", "نعم"))

    left_to_right = _chart(table, direction="ltr")
    right_to_left = _chart(table, language="ar", direction="rtl")

    assert _left_edge(left_to_right, "نعم") < _left_edge(left_to_right, "14")
    assert _left_edge(right_to_left, "نعم") > _left_edge(right_to_left, "14")


@pytest.mark.parametrize(
    "label",
    [r"$\foo$", "a\x00b\x1bc", "\ud800", "x" * 10_000, "word " * 2_000, "", "🙂 ok", "\u202eevil"],
)
def test_any_label_can_be_drawn(label: str) -> None:
    chart = _chart(safe(12, 14, labels=(label, "b")), title=label)

    assert "14" in _texts(chart)


def test_dollar_signs_are_words_not_mathematics() -> None:
    assert "$5 or $6" in _texts(_chart(safe(12, 14, labels=("$5 or $6", "b"))))


def test_a_strict_content_policy_finds_nothing_to_refuse() -> None:
    chart = _chart(safe(14, 1, 2, 1))

    assert not [element for element in chart.iter() if "style" in element.attrib]
    assert not {f"{SVG}style", f"{SVG}script"} & {element.tag for element in chart.iter()}


def test_two_charts_on_a_page_share_no_id_and_every_reference_is_found() -> None:
    first, second = _chart(safe(14, 1, 2, 1)), _chart(safe(14, 1, 2, 1), title="Another")
    ids = [{e.attrib["id"] for e in chart.iter() if "id" in e.attrib} for chart in (first, second)]

    assert not ids[0] & ids[1]
    picture = ElementTree.tostring(first, encoding="unicode")
    assert picture.count("url(#") == sum(picture.count(f"url(#{name})") for name in ids[0])


DRAW_ONCE = """
import sys
from analysis.charts import bar_chart
from tests.analysis.safe import safe
picture = bar_chart(safe(14, 1, 2, 1), title="t", description="d", language="en",
                    direction="ltr", hidden_words=("", "few", "few", "few"))
sys.stdout.buffer.write(picture)
"""


def test_the_same_table_and_words_give_the_same_bytes_in_any_process() -> None:
    first, second = (
        subprocess.run([sys.executable, "-c", DRAW_ONCE], cwd=ROOT, capture_output=True, check=True)
        for _ in range(2)
    )

    assert first.stdout == second.stdout
    assert first.stdout.startswith(b"<svg")


def test_a_chart_is_drawn_once_and_then_remembered() -> None:
    def draw(title: str) -> bytes:
        return bar_chart(
            safe(20, 21),
            title=title,
            description="d",
            language="en",
            direction="ltr",
            hidden_words=("", ""),
        )

    first = draw("t")

    assert draw("t") is first
    assert draw("u") is not first


def test_counts_nobody_has_checked_are_refused_when_drawn() -> None:
    with pytest.raises(TypeError, match="Only a SafeTable"):
        _chart(ReleasedTable(("q1",), ()), hidden_words=("", ""))  # type: ignore[arg-type]  # The point.


def test_the_words_say_what_the_chart_says_in_the_same_order() -> None:
    assert spoken(safe(14, 1, 2, 1))[:2] == (
        Spoken("Answer a", 14, 14, 14),
        Spoken("Answer b", None, 0, 4),
    )


RAW_CHART = """
from analysis.charts import bar_chart
from analysis.gate.asked import ReleasedTable
def show(raw: ReleasedTable) -> None:
    bar_chart(raw, title="t", description="d", language="en", direction="ltr", hidden_words=())
"""


def test_mypy_refuses_to_draw_counts_nobody_has_checked(tmp_path: Path) -> None:
    module = tmp_path / "shows_raw_counts.py"
    module.write_text(RAW_CHART, encoding="utf-8")

    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 'incompatible type "ReleasedTable"; expected "SafeTable"' in found.stdout

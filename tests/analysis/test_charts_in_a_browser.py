"""In a browser no word of a chart runs off its picture, in any language we have words in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from analysis.charts import DivergingRow, DotKeys, DotRow, Side, bar_chart, dot_chart
from analysis.charts import diverging_chart as diverging
from tests.analysis.safe import safe
from translations import DIRECTORY, Language, available
from translations.catalogues import read

SIDES = dict(zip("abcd", (Side.FOR, Side.FOR, Side.AGAINST, Side.AGAINST), strict=True))
# How far any words reach past either side of their picture, in its own unit: 1/72 inch.
OVERHANG = """
() => [...document.querySelectorAll("svg text")].map((text) => {
  const box = text.getBBox(), room = text.ownerSVGElement.viewBox.baseVal;
  return [Math.max(-box.x, box.x + box.width - room.width), text.textContent];
})
"""


def _wording(language: Language) -> list[str]:
    """The longest sentences we have in a language: real words, in its own letters."""
    path = DIRECTORY / language.locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        path = DIRECTORY / "messages.pot"
    found = [
        said
        for message in read(path)
        if message.id
        for said in [message.string or message.id]
        if isinstance(said, str) and "%(" not in said and "<" not in said
    ]
    return sorted(found, key=lambda said: (-len(said), said))[:120:30]


def _charts(language: Language) -> list[bytes]:
    words = _wording(language)
    named: Any = {"language": language.code, "direction": language.direction, "description": "d"}
    charts = []
    for said in words:
        table = safe(60, 40, 2, 3, labels=(said, said, said, said))
        hidden = tuple("" if c.shown is not None else f"{c.low} – {c.high}" for c in table.cells)
        rows = [DivergingRow(table, said, SIDES, hidden)]
        sides = dict.fromkeys(Side, said)
        charts.append(bar_chart(table, title=said, hidden_words=hidden, **named))
        charts.append(diverging(rows, title=said, keys=sides, hidden_key=said, **named))
        # Digits would be numbers that the table does not show.
        if not any(letter.isdigit() for letter in said):
            dots = [DotRow.of(table, "a", words=said, verdict=said)]
            charts.append(dot_chart(dots, title=said, keys=DotKeys(*[said] * 6), **named))
    return charts


@pytest.mark.parametrize("language", available(), ids=lambda language: language.code)
def test_no_word_of_a_chart_runs_off_its_picture(language: Language, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("".join(chart.decode() for chart in _charts(language)))

    furthest, words = max(page.evaluate(OVERHANG))

    page.close()
    assert furthest <= 1, words


def test_words_that_run_off_would_be_noticed(browser: Browser) -> None:
    page = browser.new_page()
    wide = bar_chart(
        safe(60, 40, labels=("W" * 18, "b")),
        title="W" * 44,
        hidden_words=("", ""),
        language="en",
        direction="ltr",
        description="d",
    )
    page.set_content(wide.decode())

    furthest, _words = max(page.evaluate(OVERHANG))

    page.close()
    assert furthest > 1

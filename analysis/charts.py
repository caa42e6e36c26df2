"""A bar chart of a safe table, as SVG that reads the same in every language and on every machine.

The table beside it is the result and the chart decorates it. Only a SafeTable can be drawn, a
hidden count is drawn as its range, and every word comes from the caller, already translated.
"""

from __future__ import annotations

import hashlib
import textwrap
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from analysis.svg import accessible_svg
from analysis.tables import SafeCell, SafeTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = ("Noto Sans", "Noto Naskh Arabic", "Noto Sans Bengali", "DejaVu Sans")
# Ten to one on white, so that bar, hatching and text all pass without leaning on colour.
_BAR, _PALE, _INK = "#12436D", "#E3EAF1", "#0B0C0C"
_WIDTH_INCHES, _ROW_INCHES, _LINE_INCHES = 6.6, 0.42, 0.17
_LABEL_WIDTH, _TITLE_WIDTH, _MOST_LINES = 26, 64, 3
_CACHED_CHARTS = 128
# Matplotlib keeps its settings in one global place, and requests share a process.
_drawing = Lock()


@dataclass(frozen=True)
class Spoken:
    """What the words beside a chart must say of one bar. Shown is None when it is hidden."""

    label: str
    shown: int | None
    low: int
    high: int


def spoken(table: SafeTable) -> tuple[Spoken, ...]:
    """Return, in the order drawn, everything the chart says."""
    return tuple(Spoken(c.category.label, c.shown, c.low, c.high) for c in table.cells)


def bar_chart(
    table: SafeTable,
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    hidden_label: str,
) -> bytes:
    """Draw a safe table; the same table and words always give the same bytes, drawn once."""
    if not isinstance(table, SafeTable):
        raise TypeError("Only a SafeTable can be drawn.")
    if table.withheld is not None:
        raise ValueError("A withheld table has nothing to draw: say why it is withheld instead.")
    if direction not in ("ltr", "rtl"):
        raise ValueError("A direction is ltr or rtl.")
    return _remembered(table, title, description, language, direction, hidden_label)


# Behind bar_chart, because a cache takes anything at all and mypy would no longer refuse it.
@lru_cache(maxsize=_CACHED_CHARTS)
def _remembered(
    table: SafeTable, title: str, description: str, language: str, direction: str, hidden: str
) -> bytes:
    with _drawing, _settings(salt=table.digest()):
        figure = _draw(table, title=title, is_rtl=direction == "rtl", hidden_label=hidden)
        drawing = BytesIO()
        figure.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None})
    return accessible_svg(
        drawing.getvalue(),
        prefix=_prefix(table.digest(), title, description, language, direction, hidden),
        title=_clean(title),
        description=_clean(description),
        language=language,
    )


@contextmanager
def _settings(*, salt: str) -> Iterator[None]:
    """Draw words as words, plainly: no mathematics in dollar signs, no date, no random ids."""
    import matplotlib as mpl

    settings: Any = {
        "font.family": list(FONTS),
        "font.size": 10,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "svg.hashsalt": salt,
        "text.parse_math": False,
        "text.usetex": False,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # The reader's own fonts draw the words, so a glyph missing here is no loss.
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")
        warnings.filterwarnings("ignore", message=".*[Ff]ont.*")
        yield


def _draw(table: SafeTable, *, title: str, is_rtl: bool, hidden_label: str) -> Figure:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    labels = [_wrapped(cell.category.label, width=_LABEL_WIDTH) for cell in table.cells]
    heading = _wrapped(title, width=_TITLE_WIDTH)
    heading_inches = 0.2 + _LINE_INCHES * 1.3 * (heading.count("\n") + 1)
    rows_inches = sum(_ROW_INCHES + _LINE_INCHES * label.count("\n") for label in labels)
    height = heading_inches + rows_inches + 0.15
    figure = Figure(figsize=(_WIDTH_INCHES, height))
    FigureCanvasSVG(figure)
    start = 0.10 if is_rtl else 0.33
    axes = figure.add_axes((start, 0.1 / height, 0.57, rows_inches / height))
    edge = 0.98 if is_rtl else 0.02
    figure.text(
        edge, 1 - 0.12 / height, heading, ha=_side(is_rtl), va="top", weight="bold", color=_INK
    )
    _draw_bars(axes, table.cells, is_rtl=is_rtl, hidden_label=_wrapped(hidden_label, width=40))
    _dress(axes, labels, is_rtl=is_rtl)
    return figure


def _draw_bars(axes: Axes, cells: tuple[SafeCell, ...], *, is_rtl: bool, hidden_label: str) -> None:
    longest = max(1, *(cell.high for cell in cells))
    for row, cell in enumerate(cells):
        if cell.shown is None:
            # The hatching covers where the count could lie, so no length can be read off.
            if cell.low:
                axes.barh(row, cell.low, height=0.62, color=_BAR)
            axes.barh(
                row,
                cell.high - cell.low,
                left=cell.low,
                height=0.62,
                facecolor=_PALE,
                edgecolor=_BAR,
                hatch="//",
            )
        else:
            axes.barh(row, cell.shown, height=0.62, color=_BAR)
        _print_value(axes, row, cell, is_rtl=is_rtl, hidden_label=hidden_label, longest=longest)
    axes.set_xlim((longest, 0) if is_rtl else (0, longest))


def _print_value(
    axes: Axes, row: int, cell: SafeCell, *, is_rtl: bool, hidden_label: str, longest: int
) -> None:
    """Print the count past the end of its bar, or the words for a hidden one on its hatching."""
    is_hidden = cell.shown is None
    # A wide hatched bar has room for its words; a narrow one has them beside it.
    is_inside = is_hidden and 2 * cell.high > longest
    axes.annotate(
        hidden_label if is_hidden else str(cell.shown),
        (cell.low if is_inside else cell.high, row),
        xytext=(-5 if is_rtl else 5, 0),
        textcoords="offset points",
        ha=_side(is_rtl),
        va="center",
        color=_INK,
        weight="normal" if is_hidden else "bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if is_inside else None,
    )


def _dress(axes: Axes, labels: list[str], *, is_rtl: bool) -> None:
    """Label the bars from the side on which the language starts, first category on top."""
    axes.set_yticks(range(len(labels)), labels, color=_INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.tick_params(length=0)
    start = "right" if is_rtl else "left"
    if is_rtl:
        axes.yaxis.tick_right()
        axes.yaxis.set_tick_params(length=0)
    for name, spine in axes.spines.items():
        spine.set_visible(name == start)
        spine.set_color(_INK)


def _prefix(*words: str) -> str:
    """Return a start for ids that no other chart on the page shares."""
    return f"chart-{hashlib.sha256(chr(0).join(words).encode(errors='replace')).hexdigest()[:12]}"


def _side(is_rtl: bool) -> str:
    return "right" if is_rtl else "left"


def _wrapped(text: str, *, width: int) -> str:
    """Break a long label into a few lines, and end it with dots if it is longer still."""
    cleaned = _clean(text)
    # Chinese characters are twice as wide, and textwrap counts characters.
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in cleaned)
    fitting = width // 2 if 2 * wide > len(cleaned) else width
    lines = textwrap.wrap(cleaned, width=fitting, max_lines=_MOST_LINES, placeholder=" …")
    return "\n".join(lines)


def _clean(text: str) -> str:
    """Drop what no label needs and XML or a reader may choke on: control and override marks."""
    kept = (
        character
        for character in " ".join(text.split())
        if unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
        and unicodedata.bidirectional(character)
        not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    )
    return "".join(kept)

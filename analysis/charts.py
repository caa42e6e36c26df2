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
from itertools import accumulate
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
# As wide as a phone, so that a picture there is hardly smaller than drawn.
_WIDTH_INCHES, _ROW_INCHES, _LINE_INCHES = 4.2, 0.45, 0.19
_LABEL_WIDTH, _TITLE_WIDTH, _WORDS_WIDTH, _MOST_LINES = 18, 40, 22, 4
_PIXELS_AN_INCH = 96  # What a page calls a pixel, whatever the screen.
# Shares of the width: the labels have the rest, but for the room past the longest bar.
_LABELS, _BARS, _ROOM_PAST_BARS = 0.40, 0.39, 0.21
_BAR_INCHES, _LETTER_INCHES = 0.28, 0.09
_FOOT_INCHES = 0.15
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


@dataclass(frozen=True)
class Size:
    """How large a chart is on a page, in the page's own pixels."""

    width: int
    height: int


def chart_size(table: SafeTable, *, title: str) -> Size:
    """Say how large a chart will be, without drawing it, so that a page can keep its place."""
    inches = _heading_inches(title) + _rows_inches(_labels(table)) + _FOOT_INCHES
    return Size(round(_WIDTH_INCHES * _PIXELS_AN_INCH), round(inches * _PIXELS_AN_INCH))


def bar_chart(
    table: SafeTable,
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    hidden_words: tuple[str, ...],
) -> bytes:
    """Draw a safe table; the same table and words always give the same bytes, drawn once.

    `hidden_words` has one entry for each cell: what to say of its range if its count is hidden.
    """
    if not isinstance(table, SafeTable):
        raise TypeError("Only a SafeTable can be drawn.")
    if table.withheld is not None:
        raise ValueError("A withheld table has nothing to draw: say why it is withheld instead.")
    if direction not in ("ltr", "rtl"):
        raise ValueError("A direction is ltr or rtl.")
    if len(hidden_words) != len(table.cells):
        raise ValueError("Hidden words need one entry for each cell, empty where it is shown.")
    return _remembered(table, title, description, language, direction, hidden_words)


# Behind bar_chart, because a cache takes anything at all and mypy would no longer refuse it.
@lru_cache(maxsize=_CACHED_CHARTS)
def _remembered(
    table: SafeTable,
    title: str,
    description: str,
    language: str,
    direction: str,
    hidden: tuple[str, ...],
) -> bytes:
    with _drawing, _settings(salt=table.digest()):
        figure = _draw(table, title=title, is_rtl=direction == "rtl", hidden_words=hidden)
        drawing = BytesIO()
        figure.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None})
    return accessible_svg(
        drawing.getvalue(),
        prefix=_prefix(table.digest(), title, description, language, direction, *hidden),
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
        "font.size": 11,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "ytick.alignment": "center",
        "svg.hashsalt": salt,
        "text.parse_math": False,
        "text.usetex": False,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # The reader's own fonts draw the words, so a glyph missing here is no loss.
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")
        warnings.filterwarnings("ignore", message=".*[Ff]ont.*")
        yield


def _draw(table: SafeTable, *, title: str, is_rtl: bool, hidden_words: tuple[str, ...]) -> Figure:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    labels = _labels(table)
    rows_inches, middles = _rows_inches(labels), _middles(labels)
    height = _heading_inches(title) + rows_inches + _FOOT_INCHES
    figure = Figure(figsize=(_WIDTH_INCHES, height))
    FigureCanvasSVG(figure)
    start = _ROOM_PAST_BARS if is_rtl else _LABELS
    axes = figure.add_axes((start, _FOOT_INCHES / 2 / height, _BARS, rows_inches / height))
    figure.text(
        0.98 if is_rtl else 0.02,
        1 - 0.12 / height,
        _wrapped(title, width=_TITLE_WIDTH),
        ha=_side(is_rtl),
        va="top",
        weight="bold",
        color=_INK,
    )
    # One unit down the axes is one inch, so that a label of four lines gets a taller row.
    axes.set_ylim(rows_inches, 0)
    axes.set_yticks(middles, labels, color=_INK)
    _draw_bars(axes, table.cells, middles, is_rtl=is_rtl, hidden_words=hidden_words)
    _dress(axes, is_rtl=is_rtl)
    return figure


def _labels(table: SafeTable) -> list[str]:
    return [_wrapped(cell.category.label, width=_LABEL_WIDTH) for cell in table.cells]


def _heading_inches(title: str) -> float:
    lines = _wrapped(title, width=_TITLE_WIDTH).count("\n") + 1
    return 0.2 + _LINE_INCHES * 1.2 * lines


def _row_inches(label: str) -> float:
    return _ROW_INCHES + _LINE_INCHES * label.count("\n")


def _rows_inches(labels: list[str]) -> float:
    return sum(_row_inches(label) for label in labels)


def _middles(labels: list[str]) -> list[float]:
    """Say how far down, in inches, the middle of each row lies."""
    ends = accumulate(_row_inches(label) for label in labels)
    return [end - _row_inches(label) / 2 for end, label in zip(ends, labels, strict=True)]


def _draw_bars(
    axes: Axes,
    cells: tuple[SafeCell, ...],
    middles: list[float],
    *,
    is_rtl: bool,
    hidden_words: tuple[str, ...],
) -> None:
    longest = max(1, *(cell.high for cell in cells))
    for row, cell, hidden in zip(middles, cells, hidden_words, strict=True):
        if cell.shown is None:
            # The hatching covers where the count could lie, so no length can be read off.
            if cell.low:
                axes.barh(row, cell.low, height=_BAR_INCHES, color=_BAR)
            axes.barh(
                row,
                cell.high - cell.low,
                left=cell.low,
                height=_BAR_INCHES,
                facecolor=_PALE,
                edgecolor=_BAR,
                hatch="//",
            )
        else:
            axes.barh(row, cell.shown, height=_BAR_INCHES, color=_BAR)
        words = _wrapped(hidden, width=_WORDS_WIDTH) if cell.shown is None else str(cell.shown)
        _print_value(axes, row, cell, words=words, is_rtl=is_rtl, longest=longest)
    axes.set_xlim((longest, 0) if is_rtl else (0, longest))


def _print_value(
    axes: Axes, row: float, cell: SafeCell, *, words: str, is_rtl: bool, longest: int
) -> None:
    """Print the count, or the words for a hidden one, past the end of the bar or on its start."""
    is_hidden = cell.shown is None
    room = _WIDTH_INCHES * (_BARS * (1 - cell.high / longest) + _ROOM_PAST_BARS)
    # Words too long for what is left stand on the bar: it is long then, and has room for them.
    is_inside = is_hidden and _text_inches(words) > room
    axes.annotate(
        words,
        (0 if is_inside else cell.high, row),
        xytext=(-5 if is_rtl else 5, 0),
        textcoords="offset points",
        ha=_side(is_rtl),
        va="center",
        color=_INK,
        weight="normal" if is_hidden else "bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if is_inside else None,
    )


def _text_inches(text: str) -> float:
    """Say how wide some words are at most, with a little room on both sides."""
    return _LETTER_INCHES * (1 + max(_columns(line) for line in text.split("\n")))


def _dress(axes: Axes, *, is_rtl: bool) -> None:
    """Put the labels on the side on which the language starts."""
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
    wide = _columns(cleaned) - len(cleaned)
    fitting = width // 2 if 2 * wide > len(cleaned) else width
    lines = textwrap.wrap(cleaned, width=fitting, max_lines=_MOST_LINES, placeholder=" …")
    return "\n".join(lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


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

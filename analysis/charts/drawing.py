"""Draws a picture as SVG by matplotlib: the same picture always the same bytes, drawn once."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from analysis.charts.lettering import clean
from analysis.charts.palette import WHITE
from analysis.charts.picture import Box, Disc, Line, Mark, Picture, Words
from analysis.svg import accessible_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

# What a reader's machine looks for, in this order.
FONTS = (
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Bengali",
    "Noto Sans CJK SC",
    "Noto Sans Syloti Nagri",
    "DejaVu Sans",
)
# A pack of 21 releases has 45, and is made in several languages.
_CACHED_CHARTS = 512
# Matplotlib keeps its settings in one global place, and requests share a process.
_drawing = Lock()


@dataclass(frozen=True)
class Named:
    """What a screen reader is told of a picture, and the language and direction of its words."""

    title: str
    description: str
    language: str
    direction: str

    def __post_init__(self) -> None:
        """Refuse a direction that is none."""
        if self.direction not in ("ltr", "rtl"):
            raise ValueError("A direction is ltr or rtl.")


@lru_cache(maxsize=_CACHED_CHARTS)
def drawn(picture: Picture, named: Named) -> bytes:
    """Return a picture as SVG."""
    with _drawing, _settings(salt=picture.digest):
        drawing = BytesIO()
        figure = figure_of(picture, is_rtl=named.direction == "rtl")
        figure.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None})
    return accessible_svg(
        drawing.getvalue(),
        prefix=_prefix(picture, named),
        title=clean(named.title),
        description=clean(named.description),
        language=named.language,
        fonts=FONTS,
        cells=_cells(picture),
    )


@contextmanager
def _settings(*, salt: str) -> Iterator[None]:
    """Draw words as words, plainly: no mathematics in dollar signs, no date, no random ids."""
    import matplotlib as mpl

    settings: Any = {
        # Matplotlib brings this one along, so no machine measures anything by another.
        "font.family": ["DejaVu Sans"],
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "svg.hashsalt": salt,
        "text.parse_math": False,
        "text.usetex": False,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # The reader's own fonts draw the words, so a glyph missing here is no loss.
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")
        yield


def figure_of(picture: Picture, *, is_rtl: bool) -> Figure:
    """Draw a picture anew: the one place where that happens, so that it can be counted."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(picture.width, picture.height), facecolor=WHITE)
    FigureCanvasSVG(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    # One unit is one inch, down from the top and across from where the language starts.
    axes.set_xlim((picture.width, 0) if is_rtl else (0, picture.width))
    axes.set_ylim(picture.height, 0)
    for order, mark in enumerate(picture.marks):
        _draw(axes, mark, order=order, is_rtl=is_rtl)
    return figure


def _draw(axes: Axes, mark: Mark, *, order: int, is_rtl: bool) -> None:
    """Put one mark over those before it."""
    from matplotlib import lines, patches

    if isinstance(mark, Words):
        _write(axes, mark, order=order, is_rtl=is_rtl)
    elif isinstance(mark, Line):
        across, down = zip(mark.start, mark.end, strict=True)
        line = lines.Line2D(across, down, color=mark.colour, linewidth=mark.points, zorder=order)
        line.set_solid_capstyle("butt")
        axes.add_line(line)
    elif isinstance(mark, Box):
        axes.add_patch(_rectangle(mark, order=order))
    else:
        filled: Any = {"facecolor": mark.fill, "edgecolor": mark.edge, "zorder": order}
        if isinstance(mark, Disc):
            axes.add_patch(patches.Circle((mark.x, mark.y), mark.radius, **filled))
        else:
            axes.add_patch(patches.Polygon(mark.corners, **filled))


def _rectangle(box: Box, *, order: int) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle(
        (box.left, box.top),
        box.right - box.left,
        box.bottom - box.top,
        facecolor=box.fill,
        edgecolor=box.edge or "none",
        linewidth=1,
        hatch="///" if box.is_hatched else None,
        zorder=order,
    )


def _write(axes: Axes, words: Words, *, order: int, is_rtl: bool) -> None:
    sides = {"start": "left", "middle": "center", "end": "right"}
    mirrored = {"start": "right", "middle": "center", "end": "left"}
    axes.text(
        words.x,
        words.y,
        words.text,
        ha=(mirrored if is_rtl else sides)[words.anchor],
        va="baseline",  # The only one that does not depend on the fonts of this machine.
        weight="bold" if words.is_bold else "normal",
        size=words.points,
        color=words.colour,
        zorder=order,
        gid=_group(order) if words.cell else None,
    )


def _cells(picture: Picture) -> dict[str, str]:
    """Say which group of the drawing holds which cell's number."""
    return {
        _group(order): clean(mark.cell)
        for order, mark in enumerate(picture.marks)
        if isinstance(mark, Words) and mark.cell
    }


def _group(order: int) -> str:
    return f"heard-cell-{order}"


def _prefix(picture: Picture, named: Named) -> str:
    """Return a start for ids that no other chart on the page shares."""
    content = repr((picture, named)).encode(errors="replace")
    return f"chart-{hashlib.sha256(content).hexdigest()[:12]}"

"""Charts of safe tables, as SVG that reads the same in every language and on every machine.

The table beside it is the result and the chart decorates it. Only a SafeTable can be drawn, a
hidden count is drawn as its range, and every word comes from the caller, already translated.
Beside every chart is a function that returns all it says as data, and one that says its size.
"""

from analysis.charts.bars import Spoken, bar_chart, chart_size, spoken
from analysis.charts.diverging import (
    DivergingRow,
    Side,
    SpokenPart,
    SpokenRow,
    diverging_chart,
    diverging_size,
    spoken_diverging,
)
from analysis.charts.dot_rows import (
    DotKeys,
    DotPoint,
    DotRow,
    SpokenDot,
    SpokenDots,
    spoken_dots,
)
from analysis.charts.dots import dot_chart, dot_size
from analysis.charts.picture import Size
from analysis.charts.tiles import Rating, SpokenTile, brag_tile, spoken_tile, tile_size

__all__ = [
    "DivergingRow",
    "DotKeys",
    "DotPoint",
    "DotRow",
    "Rating",
    "Side",
    "Size",
    "Spoken",
    "SpokenDot",
    "SpokenDots",
    "SpokenPart",
    "SpokenRow",
    "SpokenTile",
    "bar_chart",
    "brag_tile",
    "chart_size",
    "diverging_chart",
    "diverging_size",
    "dot_chart",
    "dot_size",
    "spoken",
    "spoken_diverging",
    "spoken_dots",
    "spoken_tile",
    "tile_size",
]

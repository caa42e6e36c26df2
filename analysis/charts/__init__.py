"""Charts of safe tables, as SVG that reads the same in every language and on every machine.

The table beside it is the result and the chart decorates it. Only a SafeTable can be drawn, a
hidden count is drawn as its range, and every word comes from the caller, already translated.
"""

from analysis.charts.bars import Spoken, bar_chart, chart_size, spoken
from analysis.charts.picture import Size

__all__ = ["Size", "Spoken", "bar_chart", "chart_size", "spoken"]

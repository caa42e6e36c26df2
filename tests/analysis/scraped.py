"""Reads a chart back from its SVG, as a stranger with the file would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"\d+")
_COORDINATE = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Shape:
    """Something drawn: from where to where it runs, and its colours."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    stroke: str

    @property
    def width(self) -> float:
        """How long it is."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Where its middle is, across."""
        return (self.left + self.right) / 2

    @property
    def is_hatched(self) -> bool:
        """Whether it is filled by a pattern."""
        return self.fill.startswith("url(#")


def read(picture: bytes) -> ElementTree.Element:
    """Parse a chart."""
    return ElementTree.fromstring(picture)  # noqa: S314  # Our own drawing.


def texts(chart: ElementTree.Element) -> list[str]:
    """All words on a chart, line by line."""
    return ["".join(text.itertext()).strip() for text in chart.iter(f"{SVG}text")]


def numbers(words: str) -> list[int]:
    """All whole numbers in some words."""
    return [int(number) for number in _NUMBER.findall(words)]


def said_by_cell(chart: ElementTree.Element) -> dict[str, str]:
    """What is written for each cell that some words name, its lines put together."""
    found: dict[str, list[str]] = {}
    for text in chart.iter(f"{SVG}text"):
        if "data-cell" in text.attrib:
            found.setdefault(text.attrib["data-cell"], []).append("".join(text.itertext()).strip())
    return {cell: " ".join(lines) for cell, lines in found.items()}


def numbers_without_a_cell(chart: ElementTree.Element) -> list[str]:
    """Words with a number in them that do not say which cell it is."""
    return [
        "".join(text.itertext())
        for text in chart.iter(f"{SVG}text")
        if _NUMBER.search("".join(text.itertext())) and "data-cell" not in text.attrib
    ]


def shapes(chart: ElementTree.Element) -> list[Shape]:
    """Everything drawn but words, in the order drawn; the ground itself and hatching left out."""
    hatching = {path for pattern in chart.iter(f"{SVG}pattern") for path in pattern.iter()}
    paths = [path for path in chart.iter(f"{SVG}path") if path not in hatching]
    return [_shape(path) for path in paths[1:]]


def _shape(path: ElementTree.Element) -> Shape:
    across = list(_pairs(path.attrib["d"]))
    xs, ys = [x for x, _ in across], [y for _, y in across]
    fill, stroke = path.get("fill", "none"), path.get("stroke", "none")
    return Shape(min(xs), min(ys), max(xs), max(ys), fill, stroke)


def _pairs(drawn: str) -> Iterator[tuple[float, float]]:
    found = [float(each) for each in _COORDINATE.findall(drawn)]
    return zip(found[::2], found[1::2], strict=True)

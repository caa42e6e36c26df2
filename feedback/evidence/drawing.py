"""A chart in two: its shapes, and its words with their places, so that Typst sets the words.

A drawing of words inside a PDF joins Arabic and Bengali letters wrongly, and copies as nonsense.
"""

import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_USUAL_SIZE = "11px"


@dataclass(frozen=True)
class Lettering:
    """Some words of a chart: where they begin, end or have their middle, and how they look."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    is_bold: bool
    fill: str
    direction: str


@dataclass(frozen=True)
class Drawing:
    """A chart without its words, how large it is in points, and the words."""

    shapes: bytes
    width: float
    height: float
    words: tuple[Lettering, ...]


def taken_apart(svg: bytes) -> Drawing:
    """A chart of ours, in two."""
    # Our own drawing, made a moment ago: not a document from outside.
    root = ElementTree.fromstring(svg)  # noqa: S314
    words = [_lettering(one) for one in root.iter(f"{_SVG}text")]
    for parent in list(root.iter()):
        for child in parent.findall(f"{_SVG}text"):
            parent.remove(child)
    _left, _top, width, height = map(float, root.attrib["viewBox"].split())
    shapes: bytes = ElementTree.tostring(root, encoding="utf-8")
    return Drawing(shapes, width, height, tuple(words))


def _lettering(one: ElementTree.Element) -> Lettering:
    text = "".join(one.itertext())
    return Lettering(
        text=text,
        x=float(one.attrib["x"]),
        y=float(one.attrib["y"]),
        anchor=one.get("text-anchor", "start"),
        size=float(one.get("font-size", _USUAL_SIZE).removesuffix("px")),
        is_bold=one.get("font-weight") == "700",
        fill=one.get("fill", "#000000"),
        direction=_direction(text),
    )


def _direction(text: str) -> str:
    """That of the first letter that has one, as in the drawing itself."""
    for letter in text:
        found = unicodedata.bidirectional(letter)
        if found == "L" or found in _RIGHT_TO_LEFT:
            return "rtl" if found in _RIGHT_TO_LEFT else "ltr"
    return "ltr"

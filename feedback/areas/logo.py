"""The logo of an area: a file beside the area's own, judged by its bytes and not by its name.

A drawing is written anew from the shapes that we know, so that nothing else of it is passed on;
one that has more than a picture needs is refused, and says what.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

MOST_BYTES = 100_000
MOST_DOTS = 3_000
MOST_UNITS = 1_000_000
# A drawing up to this size may stand on pages that anybody may open: in the page, not beside it.
MOST_BYTES_IN_A_PAGE = 2_000
# In a page, in its dots.
IN_A_PAGE, HEIGHT, WIDEST, MARGIN = "h-logo", 36, 150, 4
SVG = "http://www.w3.org/2000/svg"
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_SHAPES = """
svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop
clipPath
"""
_LOOKS = """
fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
stroke-dasharray stroke-dashoffset stroke-opacity opacity clip-path clip-rule color stop-color
stop-opacity
"""
_PLACES = """
id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform offset gradientUnits
gradientTransform spreadMethod clipPathUnits preserveAspectRatio
"""
SHAPES, LOOKS = frozenset(_SHAPES.split()), frozenset(_LOOKS.split())
KNOWN = LOOKS | frozenset(_PLACES.split())
# What a drawing says of itself; the area's name stands beside its logo wherever it is shown.
SAYINGS = frozenset({"metadata", "title", "desc"})
INSIDE = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")
VIEW = re.compile(r'viewBox="([^"]*)"')
NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm)?\s*")


class LogoError(Exception):
    """The file cannot be used; the message is the end of a sentence about the key `logo`."""


class Logo(NamedTuple):
    """A picture: `kind` is svg or png."""

    kind: str
    content: bytes

    @property
    def fits_a_page(self) -> bool:
        """Whether it is a drawing that is small enough."""
        return self.kind == "svg" and len(self.content) <= MOST_BYTES_IN_A_PAGE

    @property
    def in_a_page(self) -> str:
        """The drawing as it stands in a page, on white; "" where it does not fit one."""
        if not self.fits_a_page:
            return ""
        drawn = self.content.decode()
        across, down = _sides(drawn)
        inner = min(WIDEST, round(HEIGHT * across / down))
        width, height = inner + 2 * MARGIN, HEIGHT + 2 * MARGIN
        # Its size is in attributes: a rule for it would be carried by every page that has none.
        return (
            f'<svg class="{IN_A_PAGE}" aria-hidden="true" width="{width}" height="{height}">'
            f'<rect width="{width}" height="{height}" rx="4" fill="#fff"/>'
            f'<svg x="{MARGIN}" y="{MARGIN}" width="{inner}" height="{HEIGHT}"{drawn[4:]}</svg>'
        )


def read_logo(name: str, folder: Path) -> Logo:
    """The logo of this name in this folder; LogoError says why it cannot be used."""
    if not name or Path(name).name != name:
        raise LogoError("must be the name of a file in the same folder as the area's file")
    try:
        with (folder / name).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LogoError(f"{name} cannot be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise LogoError(f"{name} has more than {MOST_BYTES:,} bytes")
    if content.startswith(PNG_BEGINS):
        return Logo("png", _png(content, name))
    if b"<svg" in content[:4096]:
        return Logo("svg", _svg(content, name))
    raise LogoError(f"{name} is neither an SVG drawing nor a PNG picture, whatever it is called")


def _png(content: bytes, name: str) -> bytes:
    """The same picture with nothing but its dots: no notes, and nothing after its end."""
    kept = [chunk for chunk in _chunks(content, name) if chunk[0] in PARTS_OF_A_PNG]
    if not kept or kept[0][0] != b"IHDR" or kept[-1][0] != b"IEND":
        raise LogoError(f"{name} is a broken PNG picture")
    width, height = struct.unpack(">II", kept[0][1][:8])
    if not (0 < width <= MOST_DOTS and 0 < height <= MOST_DOTS):
        raise LogoError(f"{name} is {width} by {height} dots: at most {MOST_DOTS} are taken")
    return PNG_BEGINS + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in kept
    )


PARTS_OF_A_PNG = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND"})


def _chunks(content: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_BEGINS)
    while at < len(content):
        head = content[at : at + 8]
        if len(head) < 8:
            raise LogoError(f"{name} is a broken PNG picture")
        size, kind = struct.unpack(">I4s", head)
        data, check = content[at + 8 : at + 8 + size], content[at + 8 + size : at + 12 + size]
        if check != struct.pack(">I", zlib.crc32(kind + data)):
            raise LogoError(f"{name} is a broken PNG picture")
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + size


def _svg(content: bytes, name: str) -> bytes:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise LogoError(f"{name} has a DOCTYPE: save it as plain SVG, without one")
    try:
        read = ElementTree.fromstring(content)  # noqa: S314 -- no entity gets this far
    except ElementTree.ParseError as error:
        raise LogoError(f"{name} is no SVG drawing that can be read: {error}") from None
    if read.tag != f"{{{SVG}}}svg":
        raise LogoError(f"{name} is no SVG drawing: it has no xmlns")
    try:
        drawn = _again(read, name)
    except RecursionError:
        raise LogoError(f"{name} has shapes within shapes without end") from None
    drawn.set("viewBox", " ".join(drawn.get("viewBox", "").replace(",", " ").split()))
    if not drawn.get("viewBox"):
        drawn.set("viewBox", f"0 0 {_side(read, 'width', name)} {_side(read, 'height', name)}")
    for side in ("width", "height"):
        drawn.attrib.pop(side, None)
    written = ElementTree.tostring(drawn, encoding="unicode")
    try:
        _sides(written)
    except ValueError:
        raise LogoError(f"{name} has a viewBox that is not four numbers with two sides") from None
    return written.replace("<svg", f'<svg xmlns="{SVG}"', 1).encode()


def _sides(drawn: str) -> tuple[float, float]:
    """How wide and high it is; ValueError where it does not say."""
    found = VIEW.search(drawn)
    _left, _top, across, down = (float(part) for part in (found[1] if found else "").split())
    if not (0 < across < MOST_UNITS and 0 < down < MOST_UNITS):
        raise ValueError("no sides")
    return across, down


def _side(read: ElementTree.Element, side: str, name: str) -> str:
    found = NUMBER.fullmatch(read.get(side, ""))
    if not found:
        raise LogoError(f"{name} has neither a viewBox nor a width and a height")
    return found[1]


def _again(read: ElementTree.Element, name: str) -> ElementTree.Element:
    """The element with what we know of it; LogoError for what does more than look."""
    kind = read.tag.removeprefix(f"{{{SVG}}}")
    if kind not in SHAPES:
        raise LogoError(f"{name} holds <{kind}>, which a logo here may not: use plain shapes only")
    drawn = ElementTree.Element(kind)
    for key, value in _attributes(read, name):
        drawn.set(key, value)
    for part in read:
        # Notes of drawing programs have names of their own, and are left out as well.
        if part.tag.startswith(f"{{{SVG}}}") and part.tag.removeprefix(f"{{{SVG}}}") not in SAYINGS:
            drawn.append(_again(part, name))
    return drawn


def _attributes(read: ElementTree.Element, name: str) -> Iterator[tuple[str, str]]:
    found = dict(read.attrib)
    for one in found.pop("style", "").split(";"):
        # Pages allow no style in an element: what it says is said by attributes.
        key, _colon, value = one.partition(":")
        if key.strip() in LOOKS:
            found[key.strip()] = value.strip()
    for key, value in found.items():
        if key.lower().startswith("on") or key.endswith("href"):
            raise LogoError(f"{name} has {key.rpartition('}')[2]}, which a logo may not")
        if key == "id":
            yield key, f"logo-{value}"
        elif key in KNOWN:
            yield key, _inside(value, name)


def _inside(value: str, name: str) -> str:
    """The value, pointing at nothing but the drawing's own parts."""
    named = INSIDE.sub(r"url(#logo-\1)", value)
    rest = INSIDE.sub("", value).lower()
    # A browser reads u\72l( as url( too, and nothing that a drawing needs has a backslash.
    if "url(" in rest or "script:" in rest or "\\" in value:
        raise LogoError(f"{name} points outside the drawing: {value[:60]}")
    return named

"""Makes matplotlib's SVG fit for a page: named for screen readers, strict CSP, unique ids."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


_NO_CELLS: Mapping[str, str] = MappingProxyType({})


def accessible_svg(
    drawing: bytes,
    *,
    prefix: str,
    title: str,
    description: str,
    language: str,
    fonts: Sequence[str],
    cells: Mapping[str, str] = _NO_CELLS,
) -> bytes:
    """Return the drawing with a name, a description, and nothing a strict page would refuse.

    The reader's own fonts draw its words, the first of `fonts` there is.
    `cells` says which group, by its id in the drawing, holds the number of which cell.
    """
    ElementTree.register_namespace("", _SVG)
    # Our own drawing, made a moment ago: not a document from outside.
    root = ElementTree.fromstring(drawing)  # noqa: S314
    _drop(root, "metadata", "style", "title")
    for element in root.iter():
        _style_to_attributes(element)
    _say_whence(root, cells)
    _keep_ids_in_use(root, prefix=prefix)
    _name(root, prefix=prefix, title=title, description=description, language=language)
    root.set("font-family", ", ".join([*(f"'{font}'" for font in fonts), "sans-serif"]))
    picture: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return picture


def _drop(root: ElementTree.Element, *names: str) -> None:
    tags = {f"{{{_SVG}}}{name}" for name in names}
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in tags]:
            parent.remove(child)


def _say_whence(root: ElementTree.Element, cells: Mapping[str, str]) -> None:
    """Write on each number which cell it is; matplotlib can only name the group round it."""
    found = {element.get("id", ""): element for element in root.iter() if "id" in element.attrib}
    for group, cell in cells.items():
        for text in found[group].iter(f"{{{_SVG}}}text"):
            text.set("data-cell", cell)


def _style_to_attributes(element: ElementTree.Element) -> None:
    """Say the same in attributes, because a strict content policy ignores style in the page."""
    style = element.attrib.pop("style", "")
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, value = (part.strip() for part in declaration.split(":", 1))
        if name != "font-family":  # The whole drawing says that once.
            element.set(name, value)
    if element.tag == f"{{{_SVG}}}text":
        # Each label finds its own direction, so Arabic with a number in it reads rightly.
        element.set("unicode-bidi", "plaintext")


def _keep_ids_in_use(root: ElementTree.Element, *, prefix: str) -> None:
    """Drop ids nothing points to and make the rest unique, so that two charts share a page."""
    used = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in used:
            element.set("id", f"{prefix}-{name}")
        for key, value in element.attrib.items():
            if key in ("href", _XLINK_HREF) and value.startswith("#"):
                element.set(key, f"#{prefix}-{value[1:]}")
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))


def _references(element: ElementTree.Element) -> set[str]:
    names = {name for value in element.attrib.values() for name in _REFERENCE.findall(value)}
    names.update(
        element.attrib[key][1:]
        for key in ("href", _XLINK_HREF)
        if element.attrib.get(key, "").startswith("#")
    )
    return names


def _name(
    root: ElementTree.Element, *, prefix: str, title: str, description: str, language: str
) -> None:
    for position, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{prefix}-{tag}"})
        element.text = words
        root.insert(position, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    # Anchors mean left and right here; a right-to-left page must not turn them round.
    root.set("direction", "ltr")
    root.set("lang", language)
    root.set(_XML_LANGUAGE, language)

"""No missing glyphs: the fonts the browser really used have every character shown."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from tests.accessibility.screen import Outcome

TEXT_NODE = 3
NOT_SHOWN = {"STYLE", "SCRIPT", "TITLE", "HEAD"}
# Controls, marks of direction and blanks have no picture of their own.
NOT_DRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def missing_glyphs(page: Page) -> Outcome:
    """Each element's words can be drawn with the fonts that drew them: no empty boxes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument", {"depth": -1})["root"]
    looked_at, problems = 0, []
    for node, text in _worded(root):
        used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        families = {font["familyName"] for font in used}
        # What is folded away, or an option of a closed list, is not drawn.
        if not families:
            continue
        looked_at += 1
        lacking = _drawn(text).difference(*map(_characters, families))
        if lacking:
            problems.append(
                f"no glyph for {sorted(lacking)} in {sorted(families)}: {text.strip()[:60]}"
            )
    devtools.detach()
    return Outcome(looked_at, tuple(problems))


def _worded(node: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Elements with words of their own, by the browser's number."""
    if node["nodeName"] in NOT_SHOWN:
        return
    children = node.get("children", [])
    text = "".join(child["nodeValue"] for child in children if child["nodeType"] == TEXT_NODE)
    if text.strip():
        yield node["nodeId"], text
    for child in children:
        yield from _worded(child)


def _drawn(text: str) -> set[str]:
    """The characters of a text that need a glyph."""
    return {each for each in text if unicodedata.category(each) not in NOT_DRAWN}


@cache
def _characters(family: str) -> frozenset[str]:
    """Every character this family has a glyph for, or can compose from those it has."""
    codes = {
        code
        for path, index in _files().get(family, [])
        for code in TTFont(path, fontNumber=index, lazy=True).getBestCmap() or {}
    }
    return frozenset(map(chr, codes))


@cache
def _files() -> dict[str, list[tuple[str, int]]]:
    """The font files of this machine, and which font of each, by family."""
    listed = subprocess.run(
        ["fc-list", "--format", "%{file}|%{index}|%{family}\n"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    found: dict[str, list[tuple[str, int]]] = {}
    for line in listed.splitlines():
        path, index, families = line.split("|")
        for family in families.split(","):
            # The upper half of the index is a named instance of a variable font.
            found.setdefault(family, []).append((path, int(index) & 0xFFFF))
    return found

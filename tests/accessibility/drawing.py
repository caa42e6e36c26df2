"""Checks of what is really drawn, in pixels: a computed style can say what nobody sees."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import FloatRect, Locator, Page

from tests.accessibility.screen import (
    ENOUGH,
    Outcome,
    Pixels,
    Screen,
    contrast,
    ink,
    luminance,
    pixels,
)

HALO = 8
# A whole page without scrolling, so that pictures before and after Tab can be compared.
WIDE, TALL = 390, 4000
# A ring of 40 px, two wide, has some 240 pixels; edges are blurred.
RING = 120
# The gap that may lie between a ring and its words.
NEAR = 40

FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body || one.dataset.visited) return null;
  one.dataset.visited = 'yes';
  const box = one.getBoundingClientRect();
  return [one.outerHTML.slice(0, 90), box.left, box.top, box.width, box.height];
}"""


def focus_visible(screen: Screen) -> Outcome:
    """2.4.7: around all the keyboard reaches, half an outline's worth of pixels changes by 3:1."""
    looked_at, problems = 0, []
    with screen.page(width=WIDE, height=TALL) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= TALL
        before = pixels(page)
        while True:
            page.keyboard.press("Tab")
            found = page.evaluate(FOCUSED)
            if found is None:
                break
            looked_at += 1
            name, left, top, width, height = found
            halo = _halo(left, top, width, height)
            changed = _changed(_part(before, halo), pixels(page, halo))
            if changed < width + height:
                problems.append(f"{changed} px change, {width + height:.0f} needed: {name}")
    return Outcome(looked_at, tuple(problems))


def _halo(left: float, top: float, width: float, height: float) -> FloatRect:
    """The box and what is around it, on whole pixels inside the window."""
    x, y = max(0, int(left) - HALO), max(0, int(top) - HALO)
    return {
        "x": x,
        "y": y,
        "width": min(WIDE, int(left + width) + HALO) - x,
        "height": int(top + height) + HALO - y,
    }


def _changed(before: Pixels, after: Pixels) -> int:
    """How many pixels changed by 3:1."""
    return int((contrast(luminance(before), luminance(after)) >= ENOUGH).sum())


def _part(picture: Pixels, box: FloatRect) -> Pixels:
    """The same part of a picture that a screenshot with this clip would show."""
    x, y = int(box["x"]), int(box["y"])
    return picture[y : y + int(box["height"]), x : x + int(box["width"])]


# Where the words of a choice are, in the window.
TEXT_BOX = """label => {
  const words = document.createRange();
  words.selectNodeContents(label);
  const box = words.getBoundingClientRect();
  return [box.left, box.right];
}"""


def ring_side(screen: Screen) -> Outcome:
    """The ring of a choice is drawn before its words, as they are read, and where it is pressed."""
    problems = []
    with screen.page(width=WIDE, height=TALL) as page:
        is_rtl = page.locator("html").get_attribute("dir") == "rtl"
        # Without the words, what is left in the row is the ring.
        page.add_style_tag(content="label { -webkit-text-fill-color: transparent !important; }")
        rows = page.locator(".h-radios__item:visible").all()
        for row in rows:
            wrong = _ring_wrong(page, row, is_rtl=is_rtl)
            if wrong:
                problems.append(f"{wrong}: {row.inner_text()}")
    return Outcome(len(rows), tuple(problems))


def _ring_wrong(page: Page, row: Locator, *, is_rtl: bool) -> str:
    box = _box(row)
    columns = np.flatnonzero(np.any(ink(pixels(page, box)), axis=0))
    if not columns.size:
        return "no ring"
    ring = box["x"] + columns.min(), box["x"] + columns.max()
    words = row.locator("label").evaluate(TEXT_BOX)
    gap = ring[0] - words[1] if is_rtl else words[0] - ring[1]
    if not -1 <= gap <= NEAR:
        return f"the ring is {gap:.0f} px before the words"
    pressed = _box(row.locator("input"))
    middle = (ring[0] + ring[1]) / 2
    if not pressed["x"] <= middle <= pressed["x"] + pressed["width"]:
        return "the ring is not where it is pressed"
    return ""


def controls_contrast(screen: Screen) -> Outcome:
    """1.4.11: rings, boxes and fields stand out from the page by 3:1."""
    return _controls(screen, forced=False)


def forced_colours(screen: Screen) -> Outcome:
    """With colours forced by the reader, rings, choices made, fields and buttons are drawn."""
    return _controls(screen, forced=True)


def _controls(screen: Screen, *, forced: bool) -> Outcome:
    problems: list[str] = []
    with screen.page(width=WIDE, height=TALL, forced_colors="active" if forced else None) as page:
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        page.set_viewport_size({"width": WIDE, "height": 2 * TALL})
        choices = page.locator("input[type=radio]:visible, input[type=checkbox]:visible").all()
        fields = page.locator("textarea:visible, .h-button:visible").all()
        picture = pixels(page)
        for choice in choices:
            drawn = int(ink(_part(picture, _box(choice))).sum())
            if drawn < RING:
                problems.append(f"{drawn} px of ring: {_name(choice)}")
        problems += [
            f"no edge: {_name(field)}" for field in fields if not _has_edges(picture, field)
        ]
        problems += _unmarked(page, choices[0])
    return Outcome(len(choices) + len(fields), tuple(problems))


def _has_edges(page: Pixels, field: Locator) -> bool:
    """Whether each side has something drawn at its middle, against what lies outside."""
    box = _box(field)
    around = _halo(box["x"], box["y"], box["width"], box["height"])
    picture = luminance(_part(page, around))
    rows, columns = picture.shape
    outside = picture[1, 1]
    stands_out = contrast(picture, outside) >= ENOUGH
    # A field may begin on half a pixel, and a button has a shadow below.
    deep = 2 * HALO
    sides = (
        stands_out[:deep, columns // 2],
        stands_out[-deep:, columns // 2],
        stands_out[rows // 2, :deep],
        stands_out[rows // 2, -deep:],
    )
    return all(side.any() for side in sides)


def _unmarked(page: Page, choice: Locator) -> list[str]:
    """The choice, if choosing it draws no mark of its own."""
    before = ink(pixels(page, _box(choice))).sum()
    choice.check()
    choice.evaluate("one => one.blur()")
    after = ink(pixels(page, _box(choice))).sum()
    return [] if after - before > RING else [f"no mark when chosen: {_name(choice)}"]


def _box(one: Locator) -> FloatRect:
    found = one.bounding_box()
    assert found
    return found


def _name(one: Locator) -> str:
    return str(one.evaluate("one => one.outerHTML.slice(0, 90)"))

"""Checks of what is really drawn, in pixels: a computed style can say what nobody sees."""

from __future__ import annotations

from typing import TypedDict
from weakref import WeakKeyDictionary

import numpy as np
from playwright.sync_api import Browser, BrowserContext, FloatRect, Page

from tests.accessibility.keyboard import FROM_THE_TOP, STOPS
from tests.accessibility.screen import (
    ENOUGH,
    Outcome,
    Pixels,
    contrast,
    ink,
    luminance,
    pixels,
    settled,
    sized,
    styled,
)

HALO = 8
# A whole page without scrolling, so that pictures before and after Tab can be compared.
WIDE = 390
# A ring of 40 px, two wide, has some 240 pixels; edges are blurred.
RING = 120
# The gap that may lie between a ring and its words.
NEAR = 40

# All that decides how a control is drawn, but for its size and its words.
KIND = """
const sheets = [...document.styleSheets].map(sheet => sheet.href || '').join(' ');
const kindOf = one => {
  const look = getComputedStyle(one), around = [sheets];
  for (let each = one; each; each = each.parentElement)
    around.push(`${each.localName}.${each.className} ${getComputedStyle(each).overflow}`);
  // The ring of a choice is drawn before its label, which stands after it.
  const next = one.nextElementSibling, ring = next && getComputedStyle(next, '::before');
  return [one.type, one.checked, ring?.outline, ring?.boxShadow, ring?.border, look.outline,
    look.outlineOffset, look.boxShadow, look.border, look.color, look.backgroundColor,
    look.opacity, document.dir, ...around].join('|');
};
"""

# The kind of each control that Tab comes to, as it is drawn with the focus; of a group of choices
# Tab comes to one. What does not keep the focus is the keyboard check's to tell.
FOCUSED_KINDS = f"""() => {{
  {KIND}{STOPS}
  const all = new Map();
  for (const one of stops()) if (one.checked || !all.has(stopOf(one))) all.set(stopOf(one), one);
  window.walk = [...all.values()].filter(one => {{
    one.focus({{preventScroll: true}});
    return document.activeElement === one;
  }});
  const kinds = window.walk.map(one => {{
    one.focus({{preventScroll: true}});
    return kindOf(one);
  }});
  document.activeElement.blur();
  return kinds;
}}"""

FOCUS = """place => {
  const one = window.walk[place];
  one.focus({preventScroll: true});
  const box = one.getBoundingClientRect();
  return [one.outerHTML.slice(0, 90), box.left, box.top, box.width, box.height];
}"""
# What scrolls inside its own frame may stand beside the window, as a wide table's last cells do.
SHOW_BEFORE_FOCUS = """place => {
  document.activeElement.blur();
  window.walk[place].scrollIntoView({block: "nearest", inline: "center"});
  const box = window.walk[place].getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
}"""

# Kinds of control that were seen to be drawn well, on any page of one browser context: the same
# style around the same kind of thing is the same picture, and pictures take most of the time.
_SEEN: WeakKeyDictionary[BrowserContext, set[str]] = WeakKeyDictionary()
_SEEN_IN_ANY: WeakKeyDictionary[Browser, set[str]] = WeakKeyDictionary()


def remember_kinds(context: BrowserContext) -> None:
    """Let this context know the kinds that others of its browser have seen, and add its own."""
    assert context.browser
    _SEEN[context] = _SEEN_IN_ANY.setdefault(context.browser, set())


def focus_visible(page: Page) -> Outcome:
    """2.4.7: around all the keyboard reaches, half an outline's worth of pixels changes by 3:1."""
    seen = _SEEN.setdefault(page.context, set())
    with sized(page, width=WIDE, height=844):
        page.evaluate(FROM_THE_TOP)
        # From here on the browser takes a focus for the keyboard's, and draws it.
        page.keyboard.press("Tab")
        kinds: list[str] = page.evaluate(FOCUSED_KINDS)
    unseen = {kind: place for place, kind in enumerate(kinds) if kind not in seen}
    if not unseen:
        return Outcome(len(kinds), ())
    problems = []
    with sized(page, width=WIDE):
        before = settled(page)
        for kind, place in unseen.items():
            name, left, top, width, height = page.evaluate(FOCUS, place)
            halo = _halo(left, top, width, height)
            changed = 0
            if halo["width"] > 0:
                changed = _changed(_part(before, halo), pixels(page, halo))
            if changed < width + height:
                changed = _changed_in_view(page, place)
                page.evaluate("document.activeElement.blur()")
                before = settled(page)
            if changed >= width + height:
                seen.add(kind)
            else:
                problems.append(f"{changed} px change, {width + height:.0f} needed: {name}")
        # The next check looks at controls as they are without the focus.
        page.evaluate("document.activeElement.blur()")
    return Outcome(len(kinds), tuple(problems))


def _changed_in_view(page: Page, place: int) -> int:
    """The same of a control that is brought into view first, which the fast way leaves out."""
    halo = _halo(*page.evaluate(SHOW_BEFORE_FOCUS, place))
    before = pixels(page, halo)
    page.evaluate(FOCUS, place)
    return _changed(before, pixels(page, halo))


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


NO_WORDS = """
label { -webkit-text-fill-color: transparent !important; }
label :is(img, svg) { visibility: hidden !important; }
"""

# Each row of choices, where its words are and where it is pressed, in the window.
ROWS = """() => [...(document.querySelector('dialog:modal') || document)
  .querySelectorAll('.h-radios__item')]
  .filter(row => row.checkVisibility())
  .map(row => {
    const words = document.createRange();
    words.selectNodeContents(row.querySelector('label'));
    const box = ({x, y, width, height}) => ({x, y, width, height});
    return {
      row: box(row.getBoundingClientRect()), words: box(words.getBoundingClientRect()),
      pressed: box(row.querySelector('input').getBoundingClientRect()), name: row.innerText};
  })"""


class Row(TypedDict):
    """One choice: its row, its words and its control."""

    row: FloatRect
    words: FloatRect
    pressed: FloatRect
    name: str


def ring_side(page: Page) -> Outcome:
    """The ring of a choice is drawn before its words, as they are read, and where it is pressed."""
    is_rtl = page.locator("html").get_attribute("dir") == "rtl"
    # Without words and pictures, what is left in the row is the ring.
    if not page.evaluate(ROWS):
        return Outcome(0, ())
    with sized(page, width=WIDE), styled(page, NO_WORDS):
        rows: list[Row] = page.evaluate(ROWS)
        picture = settled(page)
    wrong = ((_ring_wrong(picture, each, is_rtl=is_rtl), each["name"]) for each in rows)
    return Outcome(len(rows), tuple(f"{what}: {name}" for what, name in wrong if what))


def _ring_wrong(picture: Pixels, each: Row, *, is_rtl: bool) -> str:
    columns = np.flatnonzero(np.any(ink(_part(picture, each["row"])), axis=0))
    if not columns.size:
        return "no ring"
    start = each["row"]["x"]
    ring = start + columns.min(), start + columns.max()
    words, pressed = each["words"], each["pressed"]
    gap = ring[0] - words["x"] - words["width"] if is_rtl else words["x"] - ring[1]
    if not -1 <= gap <= NEAR:
        return f"the ring is {gap:.0f} px before the words"
    middle = (ring[0] + ring[1]) / 2
    if not pressed["x"] <= middle <= pressed["x"] + pressed["width"]:
        return "the ring is not where it is pressed"
    return ""


def controls_contrast(page: Page) -> Outcome:
    """1.4.11: rings, boxes and fields stand out from the page by 3:1, and so do main buttons."""
    # The words of a second button are enough to know it by.
    return _controls(page, f"{FIELDS}:not(.h-button--secondary)")


def forced_colours(page: Page) -> Outcome:
    """With colours forced by the reader, rings, choices made, fields and buttons are drawn."""
    page.emulate_media(forced_colors="active")
    found = _controls(page, FIELDS)
    page.emulate_media(forced_colors="none")
    return found


FIELDS = ":is(.h-textarea, .h-input, .h-select, .h-button)"
CONTROLS = (
    f"fields => {{ {KIND}"
    + """
  // While a dialog asks, the rest of the page is dimmed and out of reach.
  const within = document.querySelector('dialog:modal') || document;
  const all = what => [...within.querySelectorAll(what)]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.h-vh'))
    .map(one => {
      const {x, y, width, height} = one.getBoundingClientRect();
      return {
        box: {x, y, width, height}, name: one.outerHTML.slice(0, 90), kind: kindOf(one)};
    });
  return [all('[type=radio], [type=checkbox]'), all(fields)];
}"""
)


class Control(TypedDict):
    """A control and where it is in the window."""

    box: FloatRect
    name: str
    kind: str


def _controls(page: Page, wanted: str) -> Outcome:
    seen = _SEEN.setdefault(page.context, set())
    choices: list[Control]
    fields: list[Control]
    with sized(page, width=WIDE, height=844):
        choices, fields = page.evaluate(CONTROLS, wanted)
    # The same controls have other colours under forced ones, and so are other kinds.
    kinds = {f"{wanted} {each['kind']}" for each in (*choices, *fields)}
    if kinds <= seen:
        return Outcome(len(choices) + len(fields), ())
    with sized(page, width=WIDE):
        choices, fields = page.evaluate(CONTROLS, wanted)
        picture = settled(page)
        problems = _unmarked(page)
    for choice in choices:
        drawn = int(ink(_part(picture, choice["box"])).sum())
        if drawn < RING:
            problems.append(f"{drawn} px of ring: {choice['name']}")
    problems += [f"no edge: {each['name']}" for each in fields if not _has_edges(picture, each)]
    if not problems:
        seen |= kinds
    return Outcome(len(choices) + len(fields), tuple(problems))


def _has_edges(page: Pixels, field: Control) -> bool:
    """Whether each side has something drawn at its middle, against what lies outside."""
    box = field["box"]
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


FREE = "input[type=radio]:visible:not(:checked), input[type=checkbox]:visible:not(:checked)"


def _unmarked(page: Page) -> list[str]:
    """The first choice still free, if choosing it draws no mark of its own."""
    choice = (page.query_selector("dialog:modal") or page).query_selector(FREE)
    if choice is None:
        return []
    box = choice.bounding_box()
    assert box
    before = ink(pixels(page, box)).sum()
    # Not by a click: on a tall page in a window just made wider, it can land beside the box.
    choice.evaluate("one => { one.checked = true; one.blur(); }")
    after = ink(pixels(page, box)).sum()
    return [] if after - before > RING else [f"no mark when chosen: {choice.get_attribute('id')}"]

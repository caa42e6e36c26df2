"""The keyboard's way through a page: everything is reached, in the order it is read, and seen."""

from __future__ import annotations

from itertools import pairwise
from typing import TypedDict

from playwright.sync_api import Page

from tests.accessibility.screen import Outcome, sized

# A stop is a control, or a whole group of choices: Tab enters it once.
STOPS = """
const stopOf = one => one.type === 'radio' ? `choices ${one.name}` : one;
// While a dialog asks, the rest of the page is out of reach.
const within = () => document.querySelector('dialog:modal') || document.body;
const stops = () => [...within().querySelectorAll(
    'a[href], button, input, select, textarea, summary, audio[controls], [tabindex]')]
  .filter(one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0
    && one.checkVisibility({visibilityProperty: true}));
const name = one => one.outerHTML.slice(0, 90);
"""

# Tab starts at the top of the page, wherever it was before.
FROM_THE_TOP = """() => {
  const within = document.querySelector('dialog:modal') || document.body;
  const top = document.createElement('span');
  top.tabIndex = -1;
  within.prepend(top);
  top.focus();
  top.remove();
  window.walk = [];
}"""

# Where Tab has come to. Of nine points of it (for a choice, its ring) `free` can be seen; a date
# or a player has several stops inside. Null at the end, or where Tab has been before.
STEP = (
    "() => {"
    + STOPS
    + """
  const one = document.activeElement, walk = window.walk;
  if (one === document.body) return null;
  if (walk.at(-1) === one && one.matches('audio, video, input[type*=date], input[type=time]'))
    return {again: true};
  if (walk.includes(one)) return null;
  walk.push(one);
  const own = [one, ...(one.labels || [])];
  const boxes = [...one.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height);
  const box = boxes[0] || one.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  let free = 0;
  for (const across of [0.15, 0.5, 0.85]) for (const down of [0.15, 0.5, 0.85]) {
    const hit = document.elementFromPoint(
      left + (right - left) * across, top + (bottom - top) * down);
    if (hit && own.some(mine => mine === hit || mine.contains(hit))) free += 1;
  }
  const whole = one.getBoundingClientRect(), aside = one.closest('.h-scroll')?.scrollLeft || 0;
  return {
    again: false, free, name: name(one),
    place: [...document.querySelectorAll('*')].indexOf(one),
    left: whole.left + aside, right: whole.right + aside,
    top: whole.top + scrollY, bottom: whole.bottom + scrollY,
  };
}"""
)

MISSED = (
    "() => {"
    + STOPS
    + """
  const reached = new Set(window.walk.map(stopOf)), missed = new Map();
  const all = stops();
  for (const one of all) if (!reached.has(stopOf(one))) missed.set(stopOf(one), name(one));
  return [new Set(all.map(stopOf)).size, [...missed.values()]];
}"""
)

MOST_PARTS = 12


class Stop(TypedDict):
    """One place where Tab stops."""

    again: bool
    free: int
    name: str
    place: int
    left: float
    right: float
    top: float
    bottom: float


def keyboard(page: Page) -> Outcome:
    """2.1.1, 2.1.2, 2.4.3, 2.4.11: Tab reaches all there is, as it is read, and none is covered."""
    is_rtl = page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    with sized(page, width=390, height=600):
        walked = _walk(page)
        expected, missed = page.evaluate(MISSED)
    problems = [f"Tab never comes to {name}" for name in missed]
    problems += [f"{each['free']} of 9 points seen: {each['name']}" for each in _covered(walked)]
    for before, after in pairwise(walked):
        if after["place"] < before["place"]:
            problems.append(f"Tab goes back to {after['name']}")
        elif _is_drawn_before(after, before, is_rtl=is_rtl):
            problems.append(f"drawn before what Tab left: {after['name']}")
    return Outcome(expected, tuple(problems))


def _walk(page: Page) -> list[Stop]:
    page.evaluate(FROM_THE_TOP)
    walked: list[Stop] = []
    parts = 0
    while parts < MOST_PARTS:
        page.keyboard.press("Tab")
        stop: Stop | None = page.evaluate(STEP)
        if stop is None:
            break
        parts = parts + 1 if stop["again"] else 0
        if not stop["again"]:
            walked.append(stop)
    return walked


def _covered(walked: list[Stop]) -> list[Stop]:
    return [each for each in walked if each["free"] < 5]


def _is_drawn_before(one: Stop, other: Stop, *, is_rtl: bool) -> bool:
    """Whether a reader meets it first: on a line above, or earlier on the same line."""
    if one["bottom"] <= other["top"]:
        return True
    if other["bottom"] <= one["top"]:
        return False
    return one["left"] >= other["right"] if is_rtl else one["right"] <= other["left"]

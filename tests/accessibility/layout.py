"""Checks of geometry: nothing is cut off, pushed aside or covered, however large the text."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.accessibility.screen import Outcome, Screen

# Elements with words of their own that a person can see, with all that folds away unfolded.
WORDS = """
document.querySelectorAll('details').forEach(one => { one.open = true; });
const seen = box => box.width > 1 && box.height > 1;
const worded = [...document.querySelectorAll('body *')].filter(one =>
  [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  && !one.closest('.h-vh, .h-skip') && seen(one.getBoundingClientRect()));
const name = one => one.outerHTML.slice(0, 90);
"""

OUTSIDE = (
    "() => {"
    + WORDS
    + """
  const wide = document.documentElement.clientWidth, problems = [];
  const whole = document.documentElement.scrollWidth;
  if (whole > wide) problems.push(`the page is ${whole} px wide on a screen of ${wide}`);
  for (const one of worded) {
    const box = one.getBoundingClientRect();
    if (box.left < -1 || box.right > wide + 1) problems.push('over the edge: ' + name(one));
  }
  return [worded.length, problems];
}"""
)

CLIPPED = (
    "() => {"
    + WORDS
    + """
  const cuts = style => ['overflowX', 'overflowY'].some(
    way => ['hidden', 'clip'].includes(style[way]));
  const spills = one => one.scrollHeight > one.clientHeight + 1
    || one.scrollWidth > one.clientWidth + 1;
  const boxes = [...document.querySelectorAll('body *')].filter(one =>
    one.textContent.trim() && seen(one.getBoundingClientRect()) && !one.closest('.h-vh, .h-skip'));
  return boxes.filter(one => cuts(getComputedStyle(one)) && spills(one))
    .map(one => 'clipped: ' + name(one));
}"""
)

SIZES = "() => {" + WORDS + "return worded.map(o => parseFloat(getComputedStyle(o).fontSize)); }"
NAMES = "() => {" + WORDS + "return worded.map(name); }"

# What 1.4.12 names.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


def reflow(screen: Screen) -> Outcome:
    """1.4.10: at 320 px nothing lies outside the screen."""
    with screen.page(width=320, height=256) as page:
        looked_at, problems = page.evaluate(OUTSIDE)
    return Outcome(looked_at, tuple(problems))


def text_at_200_percent(screen: Screen) -> Outcome:
    """1.4.4: all text becomes twice as large, and none is clipped or pushed aside."""
    with screen.page(width=640, height=800) as page:
        before = page.evaluate(SIZES)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        after, names = page.evaluate(SIZES), page.evaluate(NAMES)
        problems = _not_cut(page)
    assert len(before) == len(after)
    small = [
        f"grew from {old} to {new} px: {name}"
        for old, new, name in zip(before, after, names, strict=True)
        if new < old * 1.99
    ]
    return Outcome(len(after), (*problems, *small))


def text_spacing(screen: Screen) -> Outcome:
    """1.4.12: with more room between lines, words and letters nothing is clipped."""
    with screen.page(width=320, height=640) as page:
        page.add_style_tag(content=SPACING)
        looked_at = len(page.evaluate(SIZES))
        problems = _not_cut(page)
    return Outcome(looked_at, problems)


def _not_cut(page: Page) -> tuple[str, ...]:
    _looked_at, outside = page.evaluate(OUTSIDE)
    return (*outside, *page.evaluate(CLIPPED))


# Nine points of what has the focus (for a choice, its ring): how many can be seen.
UNCOVERED = """() => {
  const one = document.activeElement;
  if (one === document.body || one.dataset.visited) return null;
  one.dataset.visited = 'yes';
  const own = [one, ...(one.labels || [])], box = one.getBoundingClientRect();
  let free = 0;
  for (const across of [0.15, 0.5, 0.85]) for (const down of [0.15, 0.5, 0.85]) {
    const hit = document.elementFromPoint(
      box.left + box.width * across, box.top + box.height * down);
    if (hit && own.some(mine => mine === hit || mine.contains(hit))) free += 1;
  }
  return [free, one.outerHTML.slice(0, 90)];
}"""


def focus_not_covered(screen: Screen) -> Outcome:
    """2.4.11: whatever the keyboard reaches can be seen on a short screen, most of it at least."""
    looked_at, problems = 0, []
    with screen.page(width=390, height=600) as page:
        while True:
            page.keyboard.press("Tab")
            found = page.evaluate(UNCOVERED)
            if found is None:
                break
            looked_at += 1
            if found[0] < 5:
                problems.append(f"{found[0]} of 9 points can be seen: {found[1]}")
    return Outcome(looked_at, tuple(problems))

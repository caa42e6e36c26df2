"""Checks of geometry: nothing is cut off, pushed aside or covered, however large the text."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.accessibility.screen import Outcome, sized, styled

# Elements with words of their own that a person can see, unless folded away.
WORDS = """
const seen = box => box.width > 1 && box.height > 1;
const worded = [...document.querySelectorAll('body *')].filter(one =>
  [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  && !one.closest('.h-vh, .h-skip, [aria-hidden=true]') && seen(one.getBoundingClientRect()));
const name = one => one.outerHTML.slice(0, 90);
"""

OUTSIDE = (
    "() => {"
    + WORDS
    + """
  const wide = document.documentElement.clientWidth, problems = [];
  const whole = document.documentElement.scrollWidth;
  if (whole > wide) problems.push(`the page is ${whole} px wide on a screen of ${wide}`);
  // A table of data may need its width (1.4.10); it scrolls in a frame of its own.
  for (const one of worded.filter(each => !each.closest('.h-scroll'))) {
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


# Of what the page itself asks for: Easy Read is larger from the start.
TWICE = """() => {
  const root = document.documentElement;
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""


def reflow(page: Page) -> Outcome:
    """1.4.10: at 320 px nothing lies outside the screen."""
    with sized(page, width=320, height=256):
        looked_at, problems = page.evaluate(OUTSIDE)
    return Outcome(looked_at, tuple(problems))


def text_at_200_percent(page: Page) -> Outcome:
    """1.4.4: all text becomes twice as large, and none is clipped or pushed aside."""
    with sized(page, width=640, height=800):
        before = page.evaluate(SIZES)
        page.evaluate(TWICE)
        after, names = page.evaluate(SIZES), page.evaluate(NAMES)
        problems = _not_cut(page)
        page.evaluate("document.documentElement.style.fontSize = ''")
    assert len(before) == len(after)
    small = [
        f"grew from {old} to {new} px: {name}"
        for old, new, name in zip(before, after, names, strict=True)
        if new < old * 1.99
    ]
    return Outcome(len(after), (*problems, *small))


def text_spacing(page: Page) -> Outcome:
    """1.4.12: with more room between lines, words and letters nothing is clipped."""
    with sized(page, width=320, height=640), styled(page, SPACING):
        looked_at = len(page.evaluate(SIZES))
        problems = _not_cut(page)
    return Outcome(looked_at, problems)


def _not_cut(page: Page) -> tuple[str, ...]:
    _looked_at, outside = page.evaluate(OUTSIDE)
    return (*outside, *page.evaluate(CLIPPED))


# What is pressed, choices together with their words; a link inside a sentence may be small.
TARGETS = """() => {
  const small = 24, problems = [];
  const union = boxes => ({
    left: Math.min(...boxes.map(b => b.left)), right: Math.max(...boxes.map(b => b.right)),
    top: Math.min(...boxes.map(b => b.top)), bottom: Math.max(...boxes.map(b => b.bottom))});
  const inSentence = one => getComputedStyle(one).display === 'inline'
    && one.parentElement.innerText.trim().length > one.innerText.trim().length + 1;
  const pressed = 'a[href], button, input, select, textarea, summary';
  const targets = [...document.querySelectorAll(pressed)]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden'
      && !one.closest('.h-vh, .h-skip'))
    .map(one => {
      const box = union([one, ...(one.matches('[type=radio], [type=checkbox]') ? one.labels : [])]
        .map(part => part.getBoundingClientRect()));
      const middle = {x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2};
      const tiny = box.right - box.left < small - 0.5 || box.bottom - box.top < small - 0.5;
      return {one, box, middle, tiny};
    });
  const gap = (point, box) => Math.hypot(
    Math.max(box.left - point.x, 0, point.x - box.right),
    Math.max(box.top - point.y, 0, point.y - box.bottom));
  for (const mine of targets.filter(each => each.tiny && !inSentence(each.one))) {
    const near = targets.find(other => other !== mine && (gap(mine.middle, other.box) < small / 2
      || other.tiny && Math.hypot(
        mine.middle.x - other.middle.x, mine.middle.y - other.middle.y) < small));
    if (near) problems.push(`too small, too near another: ${mine.one.outerHTML.slice(0, 90)}`);
  }
  return [targets.length, problems];
}"""


def target_size(page: Page) -> Outcome:
    """2.5.8: what is pressed is 24 px each way, or has as much room to itself."""
    with sized(page, width=390, height=844):
        looked_at, problems = page.evaluate(TARGETS)
    return Outcome(looked_at, tuple(problems))


# A picture that does not come leaves its alternative text, or nothing.
UNPICTURED = """() => {
  for (const one of document.images) {
    one.removeAttribute('srcset');
    one.src = 'data:,';
  }
  const words = one => one.innerText.trim()
    || [...one.querySelectorAll('img, [role=img]')].map(
      each => each.alt || each.getAttribute('aria-label') || '').join('').trim();
  const worded = [...document.querySelectorAll('a[href], button, summary, label, legend, th')]
    .filter(one => one.checkVisibility({visibilityProperty: true}));
  const bare = worded.filter(one => !words(one));
  const silent = [...document.images].filter(one => !one.hasAttribute('alt'));
  return [worded.length + document.images.length,
    [...bare, ...silent].map(
      one => 'says nothing without pictures: ' + one.outerHTML.slice(0, 90))];
}"""


def without_pictures(page: Page) -> Outcome:
    """With pictures off every control still has words, and alternative texts fit the screen."""
    looked_at, problems = page.evaluate(UNPICTURED)
    outside = reflow(page).problems
    return Outcome(looked_at, (*problems, *outside))


MOVING = """() => {
  const problems = [], name = one => one.outerHTML.slice(0, 90);
  const long = times => times.split(',').some(time => parseFloat(time) > 0);
  const all = [...document.querySelectorAll('*')];
  for (const one of all) for (const part of [null, '::before', '::after']) {
    const style = getComputedStyle(one, part);
    if (style.animationName !== 'none' && long(style.animationDuration))
      problems.push('is animated: ' + name(one));
    if (style.transitionProperty !== 'none' && long(style.transitionDuration))
      problems.push('changes slowly: ' + name(one));
    if (style.scrollBehavior === 'smooth') problems.push('scrolls slowly: ' + name(one));
  }
  if (document.getAnimations().length) problems.push('something moves now');
  return [all.length, problems];
}"""


def stillness(page: Page) -> Outcome:
    """2.3.3: for somebody who asked for less motion nothing moves, fades or scrolls by itself."""
    page.emulate_media(reduced_motion="reduce")
    looked_at, problems = page.evaluate(MOVING)
    return Outcome(looked_at, tuple(problems))

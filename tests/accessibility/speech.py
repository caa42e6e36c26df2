"""Checks of what a screen reader says: titles, the language of each part, names of controls."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.accessibility.screen import Outcome
from translations import LANGUAGES

TITLE = """() => {
  const words = one => (one ? one.textContent : '').trim().replace(/\\s+/g, ' ');
  const headings = [...document.querySelectorAll('h1')].map(words);
  return [document.title.trim().replace(/\\s+/g, ' '), headings,
    !!document.querySelector('[class*=error-summary]')];
}"""


def title(page: Page) -> Outcome:
    """2.4.2: the title begins with the heading, and after a mistake with "Error: " before it."""
    shown, headings, has_errors = page.evaluate(TITLE)
    if len(headings) != 1 or not headings[0]:
        return Outcome(1, (f"the headings of the page are {headings}",))
    # French writes a space before its colon, Chinese one of its own.
    start = shown.replace("：", ":").partition(":")[2].strip() if has_errors else shown
    if start.startswith(headings[0]):
        return Outcome(1, ())
    return Outcome(1, (f"the title {shown!r} does not begin as the heading {headings[0]!r} asks",))


# The script of each language a page can be in, when it is not Latin.
SCRIPTS = {"ar": "Arabic", "ur": "Arabic", "bn": "Bengali", "zh-Hans": "Han", "syl": "Syloti_Nagri"}
DIRECTIONS = {code: language.direction for code, language in LANGUAGES.items()}

# 3.1.2 excepts names, such as our own, technical terms, such as kinds of file, and codes. `bdi` and
# dir="auto" mark what people wrote, whose language nobody knows; a title may hold some, and cannot
# mark them.
PARTS = """([scripts, directions]) => {
  const problems = [], root = document.documentElement;
  const name = one => one.outerHTML.slice(0, 90);
  const others = ['Arabic', 'Bengali', 'Han', 'Syloti_Nagri', 'Latin', 'Cyrillic', 'Greek',
    'Hebrew', 'Devanagari', 'Gurmukhi', 'Tamil', 'Ethiopic', 'Hangul', 'Hiragana'];
  const count = (text, script) =>
    (text.match(new RegExp(`\\\\p{Script=${script}}`, 'gu')) || []).length;
  const judge = (said, one) => {
    const text = said.replace(/Heard|\\b(PDF|PNG|JPEG|CSV|XLSX|SAV|JSON|ZIP)\\b/g, '');
    const code = one.closest('[lang]')?.lang, own = scripts[code] || 'Latin';
    // A name of a language we only list says which it is, and that is enough.
    if (code && !(code in directions)) return;
    const foreign = others.filter(script => script !== own)
      .reduce((sum, script) => sum + count(text, script), 0);
    if (foreign > count(text, own) && !one.closest('bdi, code, .h-receipt, [dir=auto]'))
      problems.push(`is not ${code}: ${text.trim().slice(0, 60)} in ${name(one)}`);
  };
  if (!(root.lang in directions)) problems.push(`no language: <html lang="${root.lang}">`);
  if (root.dir !== directions[root.lang]) problems.push(`the page runs ${root.dir || 'nowhere'}`);
  let looked = 0;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data, one = walker.currentNode.parentElement;
    if (!text.trim() || one.closest('style, script, title')) continue;
    looked += 1;
    judge(text, one);
  }
  for (const said of ['aria-label', 'alt', 'title'])
    for (const one of document.querySelectorAll(`[${said}]`)) judge(one.getAttribute(said), one);
  for (const one of document.querySelectorAll('body [lang]')) {
    const way = directions[one.lang], around = one.parentElement.closest('[lang]')?.lang;
    if (way && way !== directions[around] && one.dir !== way)
      problems.push(`does not run ${way}: ${name(one)}`);
  }
  for (const one of document.querySelectorAll('a[href*="lang="]')) {
    const to = new URL(one.href).searchParams.get('lang');
    if (to && to !== root.lang && !(one.lang === to && one.hreflang === to))
      problems.push(`leads to ${to} and does not say so: ${name(one)}`);
  }
  return [looked, problems];
}"""


def languages_of_parts(page: Page) -> Outcome:
    """3.1.1, 3.1.2: the page, and all in another script or leading to another language, say so."""
    looked_at, problems = page.evaluate(PARTS, [SCRIPTS, DIRECTIONS])
    return Outcome(looked_at, tuple(problems))


# Every control gets a number, and we learn the words a person sees on it.
LABELS = """() => {
  const words = one => one.innerText.trim().replace(/\\s+/g, ' ');
  return [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden')
    .map((one, number) => {
      one.dataset.number = number;
      return one.labels && one.labels.length ? [...one.labels].map(words).join(' ') : words(one);
    });
}"""


def visible_words_are_in_the_name(page: Page) -> Outcome:
    """2.5.3: what is written on a control is in the name that is spoken for it."""
    labels: list[str] = page.evaluate(LABELS)
    devtools = page.context.new_cdp_session(page)
    root = devtools.send("DOM.getDocument", {"depth": -1})["root"]
    numbers = {node: number for node, number in _numbered(root)}
    tree = devtools.send("Accessibility.getFullAXTree")["nodes"]
    devtools.detach()
    names = {
        numbers[node["backendDOMNodeId"]]: " ".join(node.get("name", {}).get("value", "").split())
        for node in tree
        if node.get("backendDOMNodeId") in numbers and not node["ignored"]
    }
    problems = [
        f"{labels[number]!r} is spoken as {name!r}"
        for number, name in names.items()
        if labels[number].casefold() not in name.casefold()
    ]
    return Outcome(len(names), tuple(problems))


def _numbered(node: dict[str, Any]) -> list[tuple[int, int]]:
    """The controls below this node, as the browser's own numbers and as ours."""
    said = node.get("attributes", [])
    own = dict(zip(said[::2], said[1::2], strict=True))
    found = [(node["backendNodeId"], int(own["data-number"]))] if "data-number" in own else []
    return found + [pair for child in node.get("children", []) for pair in _numbered(child)]

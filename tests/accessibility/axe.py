"""Run axe on a page, and say what it found in words a test can compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.accessibility.pages import Visit
from tests.accessibility.screen import Outcome

SOURCE = Path(__file__).with_name("vendor").joinpath("axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Off unless asked for; without it nothing looks at 2.5.8.
ASKED_FOR = "target-size"

UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"

RUN = """async ([tags, rule]) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, rules: {[rule]: {enabled: true}},
  });
  const key = check => (check.data && check.data.messageKey) || check.id;
  const rows = kind => found[kind].flatMap(rule => rule.nodes.map(node => [
    rule.id,
    [...node.any, ...node.all, ...node.none].map(key).join(' '),
    node.html.slice(0, 160),
  ]));
  const kinds = ['passes', 'violations', 'incomplete', 'inapplicable'];
  return {
    violations: rows('violations'),
    incomplete: rows('incomplete'),
    ran: kinds.flatMap(kind => found[kind].map(rule => rule.id)),
  };
}"""


@dataclass(frozen=True)
class Finding:
    """One thing axe says about one element: its rule, and why."""

    rule: str
    key: str
    html: str


@dataclass(frozen=True)
class Audit:
    """What axe is sure of, and what it leaves to a person."""

    violations: tuple[Finding, ...]
    incomplete: tuple[Finding, ...]


def run_axe(page: Page) -> Audit:
    """Judge the page as it stands, with all that folds away unfolded."""
    page.evaluate(UNFOLD)
    # A script tag would be stopped by our own content security policy; this is not.
    page.evaluate(SOURCE)
    found = page.evaluate(RUN, [list(TAGS), ASKED_FOR])
    assert ASKED_FOR in found["ran"]
    assert len(found["ran"]) > 60, "axe ran next to nothing"
    return Audit(
        tuple(Finding(*row) for row in found["violations"]),
        tuple(Finding(*row) for row in found["incomplete"]),
    )


def axe(page: Page) -> Outcome:
    """What axe is sure of and what it leaves to a person: we explain none of either away."""
    audit = run_axe(page)
    said = (*audit.violations, *audit.incomplete)
    return Outcome(1, tuple(f"{each.rule}, {each.key}: {each.html}" for each in said))


def audits(context: BrowserContext, visits: Iterable[Visit]) -> dict[str, Audit]:
    """What axe says about each page, by its name; two pages of one name are a mistake."""
    page = context.new_page()
    found: dict[str, Audit] = {}
    for visit in visits:
        assert visit.name not in found, visit.name
        visit.open(page)
        found[visit.name] = run_axe(page)
    page.close()
    return found

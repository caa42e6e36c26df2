"""The pages that anybody may open, as the accessibility checks look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.accessibility.open_places import PUBLIC_RELEASE
from tests.accessibility.visit import Visit

# What the sample data and `places` have something of, and what proves it.
OPEN_PAGES = {
    "you said, we did": ("/you-said-we-did", ".h-said"),
    "you said, we did, nothing found": ("/you-said-we-did?q=zzz", "main p a[href^='/you']"),
    "made together": ("/made-together", "main li li"),
    "public results": ("/results", "main li a"),
    "a public release": (f"/results/{PUBLIC_RELEASE}", "main blockquote"),
    "quotes": ("/quotes", "main blockquote[lang=ar]"),
    "the public's action plan": ("/action-plan", "main h2"),
    "local offer statement": ("/local-offer", ".h-said"),
    "a version of it": ("/local-offer/2025-26/1", ".h-said"),
    "contact": ("/contact", "h1"),
    "all pages": ("/all-pages", "main li a"),
}


def open_visits(language: str) -> Iterator[Visit]:
    """Every page that anybody may open, but the survey's own."""
    for name, (path, shows) in OPEN_PAGES.items():
        address = f"{path}{'&' if '?' in path else '?'}lang={language}"
        yield Visit(f"{name}, {language}", language, _at(address), shows)
    yield Visit(f"one reply, {language}", language, _reply(language), ".h-said")


def _at(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _reply(language: str) -> Callable[[Page], None]:
    """Where the newest entry of the feed leads."""

    def go(page: Page) -> None:
        feed = page.request.get(f"/you-said-we-did/feed.atom?lang={language}").text()
        page.goto(feed.partition("<entry>")[2].partition('href="')[2].partition('"')[0])

    return go

"""The pages about conversations, as the accessibility checks look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.accessibility.visit import Visit

TALKS = "/staff/conversations"
LOOKS = "/staff/comments/conversations"
PROBLEM = "[id$=-error]"


def conversation_visits(language: str) -> Iterator[Visit]:
    """The list, one that officers noted, and every form about it, with and without a mistake."""
    yield Visit(f"conversations, {language}", language, _at(TALKS, language), ".h-card")
    new = _at(f"{TALKS}/new", language)
    yield Visit(f"note a conversation, {language}", language, new, "#title")
    yield Visit(f"note one, with a mistake, {language}", language, _pressed(new), PROBLEM)
    yield Visit(f"a conversation, {language}", language, _one("", language), "blockquote")
    for name in ("edit", "delete", "quotes/new", "themes"):
        go = _one(f"/{name}", language)
        yield Visit(f"a conversation, {name}, {language}", language, go, "main form")
    wrong = _pressed(_one("/quotes/new", language))
    yield Visit(f"a quote, with a mistake, {language}", language, wrong, PROBLEM)
    yield Visit(f"take a quote out, {language}", language, _quote(language), "main form")
    waiting = _at(LOOKS, language)
    yield Visit(f"quotes that wait for an officer, {language}", language, waiting, ".h-rows")
    look = _waiting(language)
    yield Visit(f"look at a quote, {language}", language, look, "textarea")
    wrong = _pressed(look)
    yield Visit(f"look at a quote, with a mistake, {language}", language, wrong, PROBLEM)


def _at(path: str, language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"{path}?lang={language}")

    return go


def _one(rest: str, language: str) -> Callable[[Page], None]:
    """The newest in the list: the sample's coffee morning, which an officer noted."""

    def go(page: Page) -> None:
        page.goto(TALKS)
        link = page.locator(".h-card a").first
        expect(link).to_be_visible()
        page.goto(f"{link.get_attribute('href')}{rest}?lang={language}")

    return go


def _quote(language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        _one("", language)(page)
        link = page.locator("a[href*='/quotes/'][href$='/delete']").first
        expect(link).to_be_visible()
        page.goto(f"{link.get_attribute('href')}?lang={language}")

    return go


def _waiting(language: str) -> Callable[[Page], None]:
    """The sample's quote from a meeting of the Forum."""

    def go(page: Page) -> None:
        page.goto(f"{LOOKS}?lang={language}")
        link = page.locator(".h-rows a").first
        expect(link).to_be_visible()
        page.goto(f"{link.get_attribute('href')}?lang={language}")

    return go


def _pressed(go_there: Callable[[Page], None]) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        go_there(page)
        with page.expect_navigation():
            page.locator("main form button").click()

    return go

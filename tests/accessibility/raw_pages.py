"""The pages on which an administrator asks for answers as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from tests.accessibility.visit import Visit

ASKED = "/staff/raw-exports"
REASON = "The court has ordered us to hand over this file."


def raw_visits(language: str) -> Iterator[Visit]:
    """Asking, with and without a mistake, looking once more, and all that was asked for."""
    new = f"{ASKED}/new?lang={language}"
    yield Visit(f"ask for answers, {language}", language, _at(new), "#reason")
    mistake = _pressed(_at(new))
    yield Visit(f"ask for answers, with a mistake, {language}", language, mistake, "[id$=-error]")
    look = _asked(new)
    yield Visit(f"look once more, {language}", language, look, "#password")
    wrong = _pressed(look)
    yield Visit(f"look once more, with a mistake, {language}", language, wrong, "#password-error")
    everything = _at(f"{ASKED}?lang={language}")
    yield Visit(f"answers as stored, {language}", language, everything, "a[href*='/take/']")


def _at(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _asked(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#collection").select_option(index=1)
        page.locator("#reason").fill(REASON)
        page.locator("#is_controller").check()
        _press(page)

    return go


def _pressed(go_there: Callable[[Page], None]) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        go_there(page)
        _press(page)

    return go


def _press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").click()

"""Every survey is answered with scripts switched off; `test_html` opens every page so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from playwright.sync_api import TimeoutError as NothingHappened

from tests.accessibility.pages import (
    SURVEYS,
    Visit,
    survey_visits,
)
from tests.accessibility.places import phone
from tests.server import Server


@pytest.fixture
def plain_phone(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """A family's phone with scripts switched off."""
    context = phone(browser, live_server, scripts=False)
    yield context
    context.close()


def open_all(page: Page, visits: Iterator[Visit]) -> int:
    """Open each page as its visit says, forms sent and all; how many there were."""
    opened = 0
    for visit in visits:
        visit.open(page)
        opened += 1
    return opened


@pytest.mark.parametrize("survey", SURVEYS)
def test_each_survey_is_answered_without_scripts(plain_phone: BrowserContext, survey: str) -> None:
    page = plain_phone.new_page()
    open_all(page, survey_visits("en", survey))
    page.goto(f"/S/{SURVEYS[survey]}?lang=en")
    for group in page.locator("main fieldset").all():
        if group.is_visible():
            group.locator("input").first.check()
    for box in page.locator("textarea").all():
        box.fill("More time, please.")
    page.locator("#send").click()

    page.locator(".h-receipt").wait_for()


def _with_a_button_for_scripts(route: Route) -> None:
    answer = route.fetch()
    scripted = answer.text().replace('type="submit" id="send"', 'type="button" id="send"')
    route.fulfill(response=answer, body=scripted)


def test_a_form_that_needs_a_script_is_noticed(plain_phone: BrowserContext) -> None:
    page = plain_phone.new_page()
    page.route("**/S/*", _with_a_button_for_scripts)
    page.set_default_timeout(2_000)

    with pytest.raises(NothingHappened):
        open_all(page, survey_visits("en", "post_session"))

"""A real browser for the journeys."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.server import Server

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: a browser build of its own could not be fetched everywhere."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; `make test` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            # Containers have no sandbox to give and little shared memory.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """A small phone with nothing remembered."""
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, reduced_motion="reduce", locale="en-GB"
    )
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """A page on that phone."""
    return phone.new_page()

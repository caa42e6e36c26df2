"""A small phone for the journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.server import Server

PHONE: ViewportSize = {"width": 360, "height": 740}


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

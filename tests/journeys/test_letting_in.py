"""From an invitation to the second step, on a small phone without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.letting_in import invited, walk_in
from tests.journeys.test_staff import sign_in
from tests.server import Server


def new_page(browser: Browser, server: Server) -> Page:
    """A browser with nothing remembered, and no scripts."""
    context = browser.new_context(
        base_url=server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    return context.new_page()


@pytest.fixture
def administrator(browser: Browser, live_server: Server) -> Iterator[Page]:
    """The sample administrator, signed in."""
    page = new_page(browser, live_server)
    sign_in(page, live_server, "administrator")
    yield page
    page.context.close()


def test_whoever_is_invited_gets_in_and_takes_up_a_second_step(
    browser: Browser, live_server: Server, administrator: Page, tmp_path: Path
) -> None:
    email = "robin@example.org"
    page = new_page(browser, live_server)
    headings: list[str] = []

    phone = walk_in(
        page,
        invited(administrator, email),
        email,
        tmp_path,
        lambda _name: headings.append(page.get_by_role("heading", level=1).inner_text()),
    )

    expect(page).to_have_url(f"{live_server.url}/staff")
    expect(page.locator("main")).to_contain_text("You are signed in as Robin.")
    assert (phone.name, phone.issuer) == (email, "Heard City of London")
    assert headings[-2:] == ["Type your code"] * 2
    page.context.close()

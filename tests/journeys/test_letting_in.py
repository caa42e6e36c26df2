"""From an invitation to the second step, on a small phone without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_staff import sign_in
from tests.server import Server

PASSWORD = "seven slow orange tractors"


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


def invited(administrator: Page, email: str) -> str:
    """Invite somebody; the link the administrator hands over."""
    administrator.goto("/staff/people")
    administrator.get_by_role("link", name="Invite somebody").click()
    administrator.get_by_label("Name").fill("Robin")
    administrator.get_by_label("Email address").fill(email)
    administrator.get_by_label("Officer").check()
    administrator.get_by_role("button", name="Invite").click()
    return administrator.locator("#link").inner_text()


def password_given(page: Page, email: str) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def phone_reads(page: Page, tmp_path: str) -> pyotp.TOTP:
    """What an app on a phone makes of the square on the page."""
    page.locator("main svg").screenshot(path=tmp_path)
    with Image.open(tmp_path) as picture:
        [read] = zxingcpp.read_barcodes(picture)
    found = pyotp.parse_uri(read.text)
    assert isinstance(found, pyotp.TOTP)
    return found


def test_whoever_is_invited_gets_in_and_takes_up_a_second_step(
    browser: Browser, live_server: Server, administrator: Page, tmp_path: str
) -> None:
    email = "robin@example.org"
    page = new_page(browser, live_server)

    page.goto(invited(administrator, email))
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    password_given(page, email)
    page.get_by_role("link", name="Your account").first.click()
    page.get_by_role("link", name="Set up your second step").click()
    phone = phone_reads(page, f"{tmp_path}/square.png")
    page.get_by_label("Code").fill(phone.at(datetime.now(UTC) - timedelta(seconds=30)))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#codes li")).to_have_count(10)
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Sign out").click()
    password_given(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your code")
    page.get_by_label("Code").fill(phone.now())
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(f"{live_server.url}/staff")
    expect(page.locator("main")).to_contain_text("You are signed in as Robin.")
    assert (phone.name, phone.issuer) == (email, "Heard City of London")
    page.context.close()

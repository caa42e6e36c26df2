"""Somebody invited connects their work account, and signs in with it from then on."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PHONE
from tests.journeys.letting_in import invited
from tests.journeys.test_staff import sign_in
from tests.server import Server
from tests.stand_in_provider import StandIn


def test_from_an_invitation_to_signing_in_with_a_work_account(
    browser: Browser, live_server: Server, work_provider: StandIn
) -> None:
    email = "kim@example.org"
    work_provider.person = {"sub": "pairwise-of-kim", "preferred_username": email}
    office = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    administrator = office.new_page()
    sign_in(administrator, live_server, "administrator")
    phone = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    page = phone.new_page()

    page.goto(invited(administrator, email))
    page.get_by_role("link", name="Connect your work account instead").click()
    page.get_by_role("link", name="Sign in to your work account").click()
    page.get_by_role("link", name="Yes, me").click()
    page.get_by_role("button", name="Connect").click()
    expect(page).to_have_url(f"{live_server.url}/staff")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/staff/initiatives")
    page.get_by_role("link", name="Sign in with your work account").click()
    page.get_by_role("link", name="Yes, me").click()

    expect(page).to_have_url(f"{live_server.url}/staff/initiatives")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    office.close()
    phone.close()

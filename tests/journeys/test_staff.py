"""The main job from end to end: an officer asks, families answer, the Forum sees honest results."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.server import Server


def sign_in(page: Page, server: Server, role: str) -> None:
    """Sign in as one of the sample staff, with the password that the start printed."""
    email = f"{role}@sample.example"
    password = re.search(rf"{email}\s+(\S+)", server.output())
    assert password, "the start prints no password for this role"
    page.goto("/staff/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{server.url}/staff")


def open_collection(page: Page, occasion: str) -> str:
    """Open a post-session collection with a placement at a clinic; returns its code."""
    now = datetime.now(UTC)
    page.goto("/staff/collections/new")
    page.get_by_label("Which survey?").select_option(label="After a session or event")
    page.get_by_label("What is it about?").fill(occasion)
    for which, day in (("opens", now - timedelta(days=1)), ("closes", now + timedelta(days=9))):
        page.locator(f"[name={which}_on]").fill(day.strftime("%Y-%m-%d"))
        page.locator(f"[name={which}_time]").fill("09:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("What kind of place?").select_option(label="Clinic")
    page.get_by_label("Which one?").fill("Waiting room")
    page.get_by_role("button", name="Add this place").click()
    return page.locator("dd", has_text=re.compile(r"^[A-Z0-9]{6}$")).first.inner_text()


def answer(page: Page, code: str, **answers: str) -> None:
    """Answer as one family, through the family's own form."""
    form = page.request.get(f"/S/{code}").text()
    stamp = re.search(r'name="nonce" value="([^"]+)"', form)
    assert stamp
    sent = page.request.post(f"/S/{code}", form={"nonce": stamp[1], "lang": "en", **answers})
    assert sent.ok


def test_from_the_qr_code_to_the_forums_results(
    browser: Browser, live_server: Server, page: Page
) -> None:
    sign_in(page, live_server, "officer")
    code = open_collection(page, "Sleep workshop")
    collection = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("PNG")).click()
    picture = Image.open(BytesIO(download.value.path().read_bytes()))
    scanned = zxingcpp.read_barcodes(picture)[0].text
    assert scanned.lower() == f"{live_server.url}/s/{code}".lower()

    family = browser.new_context(base_url=live_server.url).new_page()
    family.goto(scanned)
    expect(family.get_by_text("Sleep workshop")).to_be_visible()
    for number in range(9):
        answer(family, code, ps_overall="good" if number < 6 else "poor")
    page.goto(collection)
    page.get_by_role("link", name="See results").click()
    results = page.url
    expect(page.get_by_text("So far: fewer than 10 answers")).to_be_visible()

    answer(family, code, ps_overall="good", ps_better="It was a lovely helpful evening")
    forum = browser.new_context(base_url=live_server.url).new_page()
    sign_in(forum, live_server, "forum")
    forum.goto(results)

    # Nobody reads a number before the term is over; what is over was released by itself.
    expect(forum.get_by_text("So far: 10 answers or more")).to_be_visible()
    expect(forum.locator("main table")).to_have_count(0)
    forum.goto("/staff/results")
    forum.get_by_role("link", name="After a session or event:").first.click()
    table = forum.get_by_role("table", name="Overall, how was this session?", exact=True)
    expect(table.get_by_role("row", name="Very good or Good")).to_be_visible()
    expect(forum.get_by_text("lovely helpful")).to_have_count(0)
    refused = forum.goto(f"{collection}/comments")
    assert refused is not None
    assert refused.status == 403
    page.goto(f"{collection}/comments")
    expect(page.get_by_text("lovely helpful evening")).to_be_visible()


def test_nothing_seeded_counts_toward_three(page: Page, live_server: Server) -> None:
    sign_in(page, live_server, "forum")
    page.goto("/staff/initiatives")

    expect(page.get_by_text("0 of 3 count so far")).to_be_visible()
    expect(page.get_by_text("St Paul’s Gyratory")).to_be_visible()
    expect(page.get_by_role("link", name="Add an initiative")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "path", ["/staff", "/staff/collections", "/staff/results", "/staff/initiatives"]
)
def test_staff_pages_fit_a_phone(page: Page, live_server: Server, language: str, path: str) -> None:
    sign_in(page, live_server, "officer")
    page.goto(f"{path}?lang={language}")

    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 360

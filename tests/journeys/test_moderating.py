"""An officer decides about comments by keyboard alone, without script, sixty in fifteen minutes."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_paper import STROKES_IN_A_MINUTE, Keyboard
from tests.journeys.test_staff import sign_in
from tests.server import Server

MEASURED = 8
SECONDS_A_COMMENT = 15 * 60 / 60
# Ten words of a comment and the heading, for somebody who reads 200 words a minute.
SECONDS_TO_READ = 6


def test_a_comment_takes_few_strokes_and_the_next_one_comes_by_itself(
    browser: Browser, live_server: Server
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "officer")
    page.goto("/staff/comments")
    page.get_by_role("link", name="Start with the first").click()
    page.locator("#tone").focus()
    decide(page)

    strokes, began = 0, time.monotonic()
    for _comment in range(MEASURED):
        expect(page.locator("#tone")).to_be_focused()
        expect(page.get_by_text("The computer said:")).to_be_visible()
        strokes += decide(page)
    seconds_served = (time.monotonic() - began) / MEASURED

    typing = strokes / MEASURED / STROKES_IN_A_MINUTE * 60
    print(f"{strokes / MEASURED:.1f} strokes, {seconds_served:.1f} s to serve")
    assert strokes / MEASURED <= 6
    assert typing + SECONDS_TO_READ < SECONDS_A_COMMENT


def decide(page: Page) -> int:
    """Negative, and for its themes only: the longest way through the choices people need most."""
    keyboard = Keyboard(page)
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    can_be_quoted = page.locator("[value=publish]").count()
    keyboard.press("ArrowDown" if can_be_quoted else "Space")
    before = page.url
    with page.expect_navigation():
        keyboard.press("Enter")
    assert page.url != before
    return keyboard.strokes

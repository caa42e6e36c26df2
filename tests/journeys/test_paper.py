"""An officer types a form from paper in by keyboard alone, without script, in under a minute."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_staff import open_collection, sign_in
from tests.server import Server

# What is on the paper, in the order of its questions; "" is a question nobody answered.
ON_PAPER = ("1", "2", "1", "2", "1", "", "1", None, "2", "1", "4", "3", "1")
COMMENT = "More chairs"
# A slow typist: 40 words of five letters a minute are 200 strokes.
STROKES_IN_A_MINUTE = 200


class Keyboard:
    """The only way to the page, counting every stroke."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.strokes += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter if letter != " " else "Space")


def test_a_form_is_typed_in_by_keyboard_in_under_a_minute(
    browser: Browser, live_server: Server
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "officer")
    open_collection(page, "Paper morning")
    page.get_by_role("link", name="Type in a form from paper").click()
    page.locator("#version").focus()

    first = fill_in(page)
    number = page.locator("#saved").inner_text()[-9:]
    expect(page.locator("#role")).to_be_focused()
    second = fill_in(page, starts_at_the_first_question=True)

    assert page.locator("#saved").inner_text()[-9:] != number
    assert first.strokes - 1 == second.strokes == 38 < STROKES_IN_A_MINUTE


def fill_in(page: Page, *, starts_at_the_first_question: bool = False) -> Keyboard:
    """Type everything that is on the paper, and send it."""
    keyboard = Keyboard(page)
    if not starts_at_the_first_question:
        keyboard.press("Tab")
    for number in ON_PAPER:
        keyboard.type(COMMENT if number is None else number)
        keyboard.press("Tab")
    keyboard.press("Tab")  # Past the language of the comments, which is the form's.
    keyboard.press("Space")  # The box that lets us quote.
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.locator("#saved")).to_be_visible()
    return keyboard

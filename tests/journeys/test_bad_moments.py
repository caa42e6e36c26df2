"""When the connection fails at the moment of sending, nothing typed is lost or counted twice."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.connection import Connection, Line, connection_to
from tests.server import Server

# The browser notes what is in a form a second after the last change; people are slower than that.
NOTED = 1_500  # Milliseconds.
CODE = "GARDEN"  # The sample area's open post-session survey.
NO_PAGE = re.compile("^chrome-error:")
WORDS = "Please start later\nMy son is tired by four"


@pytest.fixture
def connection(live_server: Server) -> Iterator[Connection]:
    """The phone's way to the server."""
    address = urlsplit(live_server.url)
    assert address.hostname
    assert address.port
    with connection_to(address.hostname, address.port) as connection:
        yield connection


@pytest.fixture
def family(browser: Browser, connection: Connection) -> Iterator[BrowserContext]:
    """A family's phone with scripts switched off, somewhere with a bad connection."""
    context = browser.new_context(
        base_url=connection.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    yield context
    context.close()


def responses(server: Server) -> int:
    """How many responses are stored."""
    with sqlite3.connect(server.data_dir / "heard.sqlite3") as database:
        [(number,)] = database.execute("SELECT count(*) FROM response").fetchall()
    return int(number)


def stored_words(server: Server) -> list[str]:
    """Every comment that holds our words."""
    with sqlite3.connect(server.data_dir / "heard.sqlite3") as database:
        found = database.execute("SELECT text FROM comment WHERE text LIKE 'Please start%'")
        return [text for (text,) in found]


def filled_in(phone: BrowserContext, *, version: str = "standard", words: str = WORDS) -> Page:
    """The survey with answers in it, come to by a link."""
    page = phone.new_page()
    page.goto(f"/S/{CODE}?version={version}")
    fill_in(page, words)
    return page


def fill_in(page: Page, words: str) -> None:
    """Answer one question of each kind."""
    page.locator("#ps_overall").check()
    page.locator("#ps_better").fill(words)
    page.locator("summary").click()
    page.locator("#child_age").check()
    page.wait_for_timeout(NOTED)


def press_send(page: Page) -> None:
    """Press the button whatever comes of it."""
    page.locator("#send").click(no_wait_after=True)


def expect_everything_still_there(page: Page) -> None:
    expect(page.locator("#ps_better")).to_have_value(WORDS)
    expect(page.locator("#ps_overall")).to_be_checked()
    expect(page.locator("#child_age")).to_be_checked()


@pytest.mark.parametrize("version", ["standard", "easy"])
def test_a_family_without_a_connection_goes_back_to_all_they_typed_and_is_counted_once(
    family: BrowserContext, connection: Connection, live_server: Server, version: str
) -> None:
    before = responses(live_server)
    page = filled_in(family, version=version)
    connection.line = Line.DEAD
    press_send(page)
    expect(page).to_have_url(NO_PAGE)

    # The form comes back while there is still no connection.
    page.go_back()
    expect_everything_still_there(page)
    assert responses(live_server) == before
    connection.line = Line.GOOD
    press_send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert responses(live_server) == before + 1


def test_an_answer_lost_on_its_way_back_is_stored_once_and_the_receipt_comes_with_the_retry(
    family: BrowserContext, connection: Connection, live_server: Server
) -> None:
    before = responses(live_server)
    page = filled_in(family)
    connection.line = Line.ANSWERS_LOST
    press_send(page)
    expect(page).to_have_url(NO_PAGE)
    assert connection.posts_delivered >= 1
    assert responses(live_server) == before + 1

    connection.line = Line.GOOD
    page.go_back()
    expect_everything_still_there(page)
    press_send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator(".h-receipt")).to_be_visible()
    assert responses(live_server) == before + 1


def test_loading_the_failed_page_again_sends_the_same_answers(
    family: BrowserContext, connection: Connection, live_server: Server
) -> None:
    before = responses(live_server)
    page = filled_in(family)
    connection.line = Line.ANSWERS_LOST
    press_send(page)
    expect(page).to_have_url(NO_PAGE)

    connection.line = Line.GOOD
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert responses(live_server) == before + 1


def test_what_was_typed_after_choosing_a_language_is_kept_too(
    family: BrowserContext, connection: Connection, live_server: Server
) -> None:
    before = responses(live_server)
    page = family.new_page()
    page.goto(f"/S/{CODE}")
    page.locator("#role").check()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    fill_in(page, WORDS)
    connection.line = Line.DEAD
    press_send(page)
    expect(page).to_have_url(NO_PAGE)

    page.go_back()
    expect(page.locator("#role")).to_be_checked()
    expect_everything_still_there(page)
    connection.line = Line.GOOD
    press_send(page)

    expect(page.locator(".h-receipt")).to_be_visible()
    assert responses(live_server) == before + 1


def test_going_back_after_the_thanks_and_sending_the_same_is_the_same_response(
    family: BrowserContext, live_server: Server
) -> None:
    before = responses(live_server)
    page = filled_in(family)
    press_send(page)
    receipt = page.locator(".h-receipt").inner_text()

    page.go_back()
    press_send(page)

    expect(page.locator(".h-receipt")).to_have_text(receipt)
    assert responses(live_server) == before + 1


def test_going_back_and_changing_an_answer_asks_first_and_then_changes_it(
    family: BrowserContext, live_server: Server
) -> None:
    page = filled_in(family, words="Please start at two")
    press_send(page)
    receipt = page.locator(".h-receipt").inner_text()
    before = responses(live_server)

    page.go_back()
    page.locator("#ps_better").fill("Please start at three")
    press_send(page)
    expect(page.get_by_role("alert")).to_contain_text("This form was sent before")
    expect(page.locator("#ps_better")).to_have_value("Please start at three")
    page.get_by_role("button", name="Change the answers I sent before").click()

    expect(page.locator(".h-receipt")).to_have_text(receipt)
    assert responses(live_server) == before
    assert "Please start at two" not in stored_words(live_server)
    assert stored_words(live_server).count("Please start at three") == 1


def test_another_person_on_the_same_device_is_another_response(
    family: BrowserContext, live_server: Server
) -> None:
    page = filled_in(family, words="Please start at five")
    press_send(page)
    receipt = page.locator(".h-receipt").inner_text()
    before = responses(live_server)

    page.go_back()
    page.locator("#ps_better").fill("Please start at six")
    press_send(page)
    page.get_by_role("button", name="Send these for another person").click()

    expect(page.locator(".h-receipt")).to_be_visible()
    expect(page.locator(".h-receipt")).not_to_have_text(receipt)
    assert responses(live_server) == before + 1
    assert {"Please start at five", "Please start at six"} <= set(stored_words(live_server))


def test_opening_the_survey_again_is_a_fresh_form(family: BrowserContext) -> None:
    page = filled_in(family)
    stamp = page.locator("input[name=nonce]").get_attribute("value")

    page.goto(f"/S/{CODE}?version=standard")

    expect(page.locator("#ps_better")).to_have_value("")
    assert page.locator("input[name=nonce]").get_attribute("value") != stamp

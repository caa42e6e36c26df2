"""A tablet passed from family to family: whatever the next one presses, the last one is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, expect

from tests.server import Server

CODE = "GARDEN"  # The sample area's open post-session survey.
START = f"/tablet/{CODE}"
WORDS = "The zebra canary was too loud"
TABLET: ViewportSize = {"width": 768, "height": 1024}


@pytest.fixture
def remembering(browser: Browser) -> Iterator[Browser]:
    """Chromium with the memory of pages that people have, and tests usually switch off."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; `make test` installs it"
    started = browser.browser_type.launch(
        executable_path=chromium,
        args=["--no-sandbox", "--disable-dev-shm-usage"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield started
    started.close()


@pytest.fixture(params=["with scripts", "without scripts"])
def handed(
    request: pytest.FixtureRequest, remembering: Browser, live_server: Server
) -> Iterator[BrowserContext]:
    """A tablet that an officer hands to a family."""
    context = remembering.new_context(
        base_url=live_server.url,
        viewport=TABLET,
        locale="en-GB",
        java_script_enabled=request.param == "with scripts",
    )
    yield context
    context.close()


def begin(page: Page, start: str = START) -> None:
    """A family takes the tablet, and writes before it has answered what it has to."""
    page.goto(start)
    if start == START:
        page.get_by_role("link", name="Start", exact=True).click()
    page.get_by_label("What is one thing we should change?").fill(WORDS)
    page.get_by_label("Parent or carer").check()


def everything_shown(page: Page) -> str:
    """What is on the screen, and what is in every box."""
    typed = [box.input_value() for box in page.locator("textarea, input:not([type])").all()]
    chosen = page.locator("input:checked").count()
    return " ".join([page.locator("body").inner_text(), *typed, "chosen" * chosen])


def seen_going_back(page: Page) -> list[str]:
    """Go back step by step, and at each let the browser send again whatever it asks about."""
    seen: list[str] = []
    for _step in range(8):
        # An error is Chromium's own page: it asks before it sends a form again.
        with suppress(Error):
            page.go_back(wait_until="load", timeout=5000)
        if page.url == "about:blank":
            break
        if page.url.startswith("http"):
            seen.append(everything_shown(page))
        page.reload(wait_until="load")
        seen.append(everything_shown(page))
    return seen


def test_after_done_nobody_can_go_back_to_a_familys_answers(handed: BrowserContext) -> None:
    page = handed.new_page()
    begin(page)
    page.locator("#send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea")).to_have_value(WORDS)
    page.locator("#ps_overall").check()
    page.locator("#send").click()
    receipt = page.locator(".h-receipt").inner_text()
    page.get_by_role("button", name="Done: clear the screen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pass the tablet to the family")

    seen = seen_going_back(page)

    assert seen
    assert not [text for text in seen if WORDS in text or receipt in text or "chosen" in text]
    assert handed.cookies() == []


def test_after_start_again_nobody_can_go_back_to_a_half_filled_form(
    handed: BrowserContext,
) -> None:
    page = handed.new_page()
    begin(page)
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("textarea")).to_have_value(WORDS)
    page.locator("[data-clear]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pass the tablet to the family")

    seen = seen_going_back(page)
    page.goto(START)
    page.get_by_role("link", name="Start", exact=True).click()

    assert seen
    assert not [text for text in (*seen, everything_shown(page)) if WORDS in text]
    assert page.locator("input:checked").count() == 0


def test_a_page_without_these_promises_does_bring_answers_back(
    remembering: Browser, live_server: Server
) -> None:
    # The ordinary survey on a family's own phone: what the tests above look for can be seen.
    phone = remembering.new_context(base_url=live_server.url, locale="en-GB")
    page = phone.new_page()
    begin(page, f"/S/{CODE}")
    page.locator("#send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/")

    seen = seen_going_back(page)

    assert any(WORDS in text for text in seen)
    phone.close()


def test_a_page_everybody_left_asks_and_then_clears_itself(
    browser: Browser, live_server: Server
) -> None:
    tablet = browser.new_context(base_url=live_server.url, viewport=TABLET, locale="en-GB")
    page = tablet.new_page()
    page.clock.install()
    begin(page)

    page.clock.fast_forward("10:30")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="I need more time").click()
    page.clock.fast_forward("01:30")
    expect(page.locator("textarea")).to_have_value(WORDS)
    page.clock.fast_forward("10:00")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.clock.fast_forward("01:30")

    expect(page.get_by_role("heading", level=1)).to_have_text("Pass the tablet to the family")
    tablet.close()


def test_no_link_leads_out_of_the_tablets_pages(browser: Browser, live_server: Server) -> None:
    tablet = browser.new_context(base_url=live_server.url, viewport=TABLET, locale="en-GB")
    page = tablet.new_page()
    waiting, visited = {START}, set[str]()
    while waiting:
        address = waiting.pop()
        visited.add(address)
        page.goto(address)
        links = page.locator("a[href]").evaluate_all("all => all.map(each => each.href)")
        buttons = page.locator("[formaction]").evaluate_all(
            "all => all.map(each => each.formAction)"
        )
        forms = page.locator("form[method=post]").evaluate_all(
            "all => all.map(each => each.action)"
        )
        assert [
            to for to in (*links, *buttons, *forms) if not to.startswith(tablets(live_server))
        ] == []
        paths = {to.removeprefix(live_server.url).split("#")[0] for to in links}
        waiting |= {path for path in paths if "lang=" not in path.replace("lang=en", "")} - visited

    # The start, three forms, what happens to answers, accessibility, the missing language.
    assert len(visited) >= 7
    tablet.close()


def tablets(server: Server) -> str:
    """Where every address of the mode begins."""
    return f"{server.url}{START}"

"""A family on a small phone: scan, answer, thank you; without scripts, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.server import Server

CODE = "GARDEN"  # The sample area's open post-session survey.
MOST_BYTES = 10_000
LANGUAGES_OFFERED = ["en", "bn", "es", "zh-Hans", "fr", "it", "pt", "ar", "tr", "so", "pl", "ur"]


@pytest.fixture
def plain(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """The same phone with scripts switched off."""
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    yield context
    context.close()


@pytest.mark.parametrize("address", [f"/S/{CODE}", f"/S/{CODE.lower()}"])
def test_a_family_answers_without_scripts_and_leaves_no_cookie(
    plain: BrowserContext, address: str
) -> None:
    page = plain.new_page()
    page.goto(address)
    page.get_by_label("Parent or carer").check()
    page.get_by_role("group", name="Overall, how was this session?").get_by_label(
        "Good", exact=True
    ).check()
    page.get_by_label("What is one thing we should change?").fill("Please start later")
    page.get_by_text("A few questions about you").click()
    page.get_by_role("group", name="How old is your child?").get_by_label("5 to 11").check()
    page.get_by_role("button", name="Send my answers").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator("[class*=receipt]")).to_be_visible()
    assert plain.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES_OFFERED)
@pytest.mark.parametrize("version", ["standard", "easy"])
def test_the_survey_is_one_small_request(
    phone: BrowserContext, language: str, version: str
) -> None:
    page = phone.new_page()
    devtools = phone.new_cdp_session(page)
    devtools.send("Network.enable")
    requests: list[str] = []
    pages: list[str] = []
    received: dict[str, float] = {}
    page.on("request", lambda request: requests.append(request.url))
    devtools.on(
        "Network.requestWillBeSent",
        lambda event: pages.append(event["requestId"]) if event["type"] == "Document" else None,
    )
    devtools.on(
        "Network.loadingFinished",
        lambda event: received.update({event["requestId"]: event["encodedDataLength"]}),
    )

    page.goto(f"/S/{CODE}?lang={language}&version={version}")
    page.wait_for_load_state("networkidle")

    pictures = [url for url in requests if "/static/pictures/" in url]
    assert len([url for url in requests if not url.endswith("/favicon.ico")]) == 1 + len(pictures)
    assert bool(pictures) is (version == "easy")
    # The page comes first; what it needs nothing of comes after.
    assert requests[0].partition("?")[0].endswith(f"/S/{CODE}")
    assert len(pages) == 1
    assert 0 < received[pages[0]] <= MOST_BYTES


def test_arabic_runs_from_the_right_and_keeps_what_was_typed(plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"/S/{CODE}")
    page.get_by_label("What is one thing we should change?").fill("Start later\n<b>& softer</b>")
    page.get_by_role("button", name="العربية").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("textarea")).to_have_value("Start later\n<b>& softer</b>")
    ring, label = _first_choice(page)
    assert ring > label, "the ring of a choice stands to the right of its words"


def test_english_runs_from_the_left(plain: BrowserContext) -> None:
    page = plain.new_page()
    page.goto(f"/S/{CODE}")

    ring, label = _first_choice(page)

    assert ring < label


@pytest.mark.parametrize("language", LANGUAGES_OFFERED)
@pytest.mark.parametrize("version", ["standard", "easy"])
def test_nothing_is_cut_off_on_a_narrow_phone(
    plain: BrowserContext, language: str, version: str
) -> None:
    page = plain.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/S/{CODE}?lang={language}&version={version}")

    width = page.locator("html").evaluate("page => page.scrollWidth")

    assert width <= 320


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(f"/S/{CODE}")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.id"))
        if seen[-1] == "ps_overall":
            page.keyboard.press("Space")
        if seen[-1] == "ps_better":
            page.keyboard.type("By keyboard")
        if seen[-1] == "send":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_enter_in_a_choice_sends_the_answers_and_never_changes_the_language(page: Page) -> None:
    page.goto(f"/S/{CODE}")
    page.locator("#ps_overall").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_an_error_takes_the_reader_to_the_question(page: Page) -> None:
    page.goto(f"/S/{CODE}")
    page.get_by_label("What is one thing we should change?").fill("Still here")
    page.get_by_role("button", name="Send my answers").last.click()

    expect(page).to_have_title("Error: After a session or event – City of London")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("location.hash") == "#ps_overall"
    expect(page.locator("textarea")).to_have_value("Still here")


def test_pressing_back_and_sending_again_is_the_same_response(page: Page) -> None:
    page.goto(f"/S/{CODE}")
    page.locator("#ps_overall").check()
    stamp = page.locator("input[name=nonce]").input_value()
    form: dict[str, str | float | bool] = {"nonce": stamp, "lang": "en", "ps_overall": "good"}

    answers = [page.request.post(f"/S/{CODE}", form=form).text() for _ in range(2)]

    receipts = [text.partition("h-receipt")[2][:60] for text in answers]
    assert receipts[0]
    assert receipts[0] == receipts[1]


def _first_choice(page: Page) -> tuple[float, float]:
    """Where the drawn ring and the words of the first choice are: their middles, from the left."""
    ring = page.locator("#role").bounding_box()
    words = page.locator("label[for=role]").bounding_box()
    assert ring is not None
    assert words is not None
    return ring["x"] + ring["width"] / 2, words["x"] + words["width"] / 2

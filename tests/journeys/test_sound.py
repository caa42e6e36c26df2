"""A family listens: to a recording without any script, to the device's own voice if asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from feedback.models import Role
from tests.accessibility.places import sign_in
from tests.feedback.recording import M4A, MP3, OGG, place
from tests.journeys.conftest import PHONE
from tests.server import Server

CODE = "GARDEN"
QUESTION = "Overall, how was this session?"
TONES = {"ps_overall": OGG, "ps_know_more": MP3, "ps_confident": M4A}

# Chromium here has no voice at all: these stand in for what a phone has.
FAKE_VOICES = """
window.spoken = [];
const voices = VOICES.map(([lang, localService]) => ({lang, localService, name: lang}));
const speech = {
  getVoices: () => voices,
  speak(said) { window.spoken.push([said.text, said.lang]); this.last = said; },
  cancel() { window.cancelled = (window.cancelled || 0) + 1; },
};
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def with_voices(page: Page, *voices: tuple[str, bool]) -> None:
    """Give the device these voices: language, and whether it is on the device itself."""
    listed = (
        str([list(voice) for voice in voices]).replace("True", "true").replace("False", "false")
    )
    page.add_init_script(FAKE_VOICES.replace("VOICES", listed))


def ask_for_voice(page: Page, language: str = "en") -> None:
    """Open the survey, and press the button that asks the device to read."""
    page.goto(f"/S/{CODE}?lang={language}")
    page.locator("button[value='sound:on']").click()
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def recorded(browser: Browser, live_server: Server) -> Iterator[None]:
    """Three questions that an officer has recorded through the page, one in each kind of file."""
    desk = sign_in(browser, live_server, Role.OFFICER)
    page = desk.new_page()
    for question, tone in TONES.items():
        page.goto(place(question))
        page.get_by_label("Who is speaking?").fill("Amina")
        page.get_by_label("This is a person").check()
        file: Any = {"name": "voice memo", "mimeType": "text/plain", "buffer": tone}
        page.get_by_label("Sound file").set_input_files(file)
        page.get_by_role("button", name="Let families hear it").click()
        expect(page.get_by_role("status")).to_contain_text("Families can listen to it now.")
    yield
    for question in TONES:
        page.goto(f"{place(question)}/delete")
        page.get_by_role("button", name="Delete this recording").click()
    desk.close()


@pytest.mark.usefixtures("recorded")
def test_every_kind_of_recording_plays_and_nothing_is_fetched_before(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/S/{CODE}")
    page.wait_for_load_state("networkidle")
    before = [url for url in asked if not url.endswith("/favicon.ico")]

    played = page.evaluate(
        """async () => Promise.all([...document.querySelectorAll("audio")].map(async (audio) => {
          audio.muted = true;
          await audio.play();
          return [audio.duration > 0.2, audio.error === null];
        }))"""
    )

    assert len(before) == 1
    assert played == [[True, True]] * len(TONES)
    assert sum("/sound/" in url for url in asked) >= len(TONES)


@pytest.mark.usefixtures("recorded")
def test_a_policy_without_sound_would_be_noticed(page: Page) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        policy = answer.headers["content-security-policy"].replace("media-src 'self'; ", "")
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.route(f"**/S/{CODE}", without)
    page.goto(f"/S/{CODE}")

    error = page.locator("audio").first.evaluate(
        "audio => { audio.muted = true; return audio.play().then(() => '', error => error.name) }"
    )

    assert error == "NotSupportedError"


@pytest.mark.usefixtures("recorded")
def test_a_recording_is_there_without_scripts(browser: Browser, live_server: Server) -> None:
    phone = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    page = phone.new_page()
    page.goto(f"/S/{CODE}")

    player = page.get_by_role("group", name=QUESTION).locator("audio")

    expect(player).to_be_visible()
    box = player.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    phone.close()


def test_a_device_with_a_voice_reads_a_question_and_stops_when_told(page: Page) -> None:
    with_voices(page, ("fr_FR", True), ("en_US", True), ("en-GB", True))
    ask_for_voice(page)

    group = page.get_by_role("group", name=QUESTION)
    group.get_by_role("button", name="Read aloud").click()

    spoken = page.evaluate("window.spoken")
    assert [spoken[0], spoken[2]] == [[QUESTION, "en-GB"], ["Very good", "en-GB"]]
    group.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("window.cancelled") >= 2
    expect(group.get_by_role("button", name="Read aloud")).to_be_visible()
    expect(page.get_by_text("We found no voice")).to_be_hidden()
    expect(page.get_by_text("This is your device’s own voice, not a person.")).to_be_visible()


def test_what_a_family_typed_is_never_read_and_never_lost(page: Page) -> None:
    with_voices(page, ("en-GB", True))
    page.goto(f"/S/{CODE}")
    page.get_by_label("What is one thing we should change?").fill("My own words")
    page.locator("button[value='sound:on']").click()
    buttons = page.get_by_role("button", name="Read aloud")
    # The next page has to be there first: all() does not wait, and nothing to read would be found.
    expect(buttons.last).to_be_visible()

    for button in buttons.all():
        button.click()
        page.evaluate("window.speechSynthesis.last.onend()")

    spoken = [text for text, _language in page.evaluate("window.spoken")]
    assert len(spoken) > 30
    assert "My own words" not in " ".join(spoken)
    assert any("call 999" in text for text in spoken)
    expect(page.locator("textarea").first).to_have_value("My own words")


@pytest.mark.parametrize(
    "voices",
    [
        [],
        [("fr-FR", True)],
        # A voice elsewhere would be sent the words, and is not the device's own.
        [("en-GB", False)],
    ],
)
def test_a_device_without_a_voice_says_so_and_shows_no_button(
    page: Page, voices: list[tuple[str, bool]]
) -> None:
    with_voices(page, *voices)
    ask_for_voice(page)
    page.wait_for_load_state("networkidle")

    expect(page.get_by_text("We found no voice for this language")).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "voice"), [("ar", "ar_SA"), ("zh-Hans", "cmn-Hans-CN"), ("pt", "pt-PT")]
)
def test_a_voice_is_found_by_its_language_however_the_device_writes_it(
    page: Page, language: str, voice: str
) -> None:
    with_voices(page, ("en-GB", True), (voice, True))
    ask_for_voice(page, language)

    page.locator("fieldset button").first.click()

    assert {lang for _text, lang in page.evaluate("window.spoken")} == {voice}


def test_without_scripts_the_switch_still_sends_the_form(
    browser: Browser, live_server: Server
) -> None:
    phone: BrowserContext = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB"
    )
    page = phone.new_page()
    ask_for_voice(page)

    expect(page.get_by_text("We found no voice for this language")).to_be_visible()
    page.get_by_label("Good", exact=True).first.check()
    page.locator("#send").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    phone.close()

"""A phone set to dark gets pages that are dark, and still pass; paper stays white."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.accessibility.axe import UNFOLD, Audit, audits, run_axe
from tests.accessibility.drawing import controls_contrast
from tests.accessibility.pages import OPEN, PROBLEM, Visit, survey_visits
from tests.accessibility.screen import luminance, pixels, styled
from tests.server import Server

DARK, LIGHT = 0.05, 0.9


@pytest.fixture
def night(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """A family's phone that is set to dark."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",
        color_scheme="dark",
        locale="en-GB",
        bypass_csp=True,  # Only so that a test can add a mistake.
    )
    yield context
    context.close()


def found_wrong(found: dict[str, Audit]) -> dict[str, Audit]:
    return {name: audit for name, audit in found.items() if audit.violations or audit.incomplete}


def brightness(page: Page) -> float:
    """How bright the page is for the most part, from 0 to 1."""
    colours = luminance(pixels(page)).round(3).ravel().tolist()
    return max(set(colours), key=colours.count)


def sent_before(language: str) -> Visit:
    """The page that asks whose answers these are."""

    def go(page: Page) -> None:
        page.goto(f"/S/{OPEN}?lang={language}")
        page.locator("#ps_overall").check()
        with page.expect_navigation():
            page.locator("#send").click()
        page.go_back()
        page.locator("#ps_better").fill("something else")
        with page.expect_navigation():
            page.locator("#send").click()

    return Visit(f"sent before, {language}", language, go, f"{PROBLEM} ~ h1")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_dark(night: BrowserContext, language: str) -> None:
    # The other pages have no colour that these have not.
    found = audits(night, (*survey_visits(language, "post_session"), sent_before(language)))

    assert len(found) == 5
    assert found_wrong(found) == {}


def test_a_page_is_dark_for_those_who_ask_and_light_for_the_rest(
    night: BrowserContext, family: BrowserContext
) -> None:
    for version in ("standard", "easy"):
        dark, light = night.new_page(), family.new_page()
        dark.goto(f"/S/{OPEN}?version={version}")
        light.goto(f"/S/{OPEN}?version={version}")

        assert brightness(dark) < DARK
        assert brightness(light) > LIGHT


def test_words_that_stay_dark_would_be_noticed(night: BrowserContext) -> None:
    page = night.new_page()
    page.goto(f"/S/{OPEN}")
    page.add_style_tag(content=".h-label { color: #1c1b2e !important; }")

    assert "color-contrast" in {finding.rule for finding in run_axe(page).violations}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_controls_stand_out_in_the_dark(night: BrowserContext, language: str) -> None:
    page = night.new_page()
    page.goto(f"/S/{OPEN}?lang={language}")
    page.evaluate(UNFOLD)

    outcome = controls_contrast(page)
    with styled(page, ".h-textarea { border-color: #333 !important; }"):
        spoilt = controls_contrast(page)

    assert outcome.looked_at >= 30
    assert outcome.problems == ()
    assert spoilt.problems


def test_a_dark_phone_still_prints_on_white_and_without_buttons(night: BrowserContext) -> None:
    page = night.new_page()
    page.goto(f"/S/{OPEN}?version=easy")
    page.emulate_media(media="print")
    folded = page.locator("summary").is_visible()
    page.evaluate(UNFOLD)

    assert brightness(page) > LIGHT
    assert page.locator("button:visible").count() == 0
    assert page.locator("textarea").is_visible()
    assert not folded

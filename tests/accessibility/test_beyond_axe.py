"""What axe cannot see: how the survey holds up on real screens, in geometry and in pixels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.accessibility.axe import run_axe
from tests.accessibility.drawing import (
    controls_contrast,
    focus_visible,
    forced_colours,
    ring_side,
)
from tests.accessibility.layout import (
    focus_not_covered,
    reflow,
    text_at_200_percent,
    text_spacing,
)
from tests.accessibility.pages import OPEN
from tests.accessibility.screen import Outcome, Screen
from tests.server import Server

Check = Callable[[Screen], Outcome]

# Each check, and the fewest things it has to look at on the survey: an empty run is no pass.
FEWEST: dict[Check, int] = {
    reflow: 40,
    text_at_200_percent: 40,
    text_spacing: 40,
    focus_not_covered: 18,
    focus_visible: 18,
    ring_side: 8,
    controls_contrast: 30,
    forced_colours: 30,
}


def survey(browser: Browser, server: Server, language: str) -> Screen:
    return Screen(browser, f"{server.url}/S/{OPEN}?lang={language}")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("check", FEWEST, ids=lambda check: str(check.__name__))
def test_the_survey_holds(
    browser: Browser, live_server: Server, check: Check, language: str
) -> None:
    outcome = check(survey(browser, live_server, language))

    assert outcome.looked_at >= FEWEST[check]
    assert outcome.problems == ()


# A mistake in the style that somebody could make, the language to make it in, and who notices.
MISTAKES = {
    "no outline on focus": (
        "*:focus, *:focus + *::before { outline: 0 !important; }",
        "en",
        focus_visible,
    ),
    "a page with a least width": ("main { min-width: 500px; }", "en", reflow),
    "a page with a least width, Arabic": ("main { min-width: 500px; }", "ar", reflow),
    "a question in pixels": ("legend { font-size: 14px !important; }", "en", text_at_200_percent),
    "a clipped question": (
        ".h-ask { height: 1.35em; overflow: hidden; }",
        "en",
        text_spacing,
    ),
    "a clipped question, large text": (
        ".h-ask { height: 30px; overflow: hidden; }",
        "ar",
        text_at_200_percent,
    ),
    "rings on the wrong side": (".h-radios__item { direction: ltr; }", "ar", ring_side),
    "rings drawn away from where they are pressed": (
        ".h-radios__label::before, .h-radios__label::after "
        "{ inset-inline: auto 0 !important; }",
        "ar",
        ring_side,
    ),
    "a footer that covers the page": (
        ".h-footer { position: sticky; bottom: 0; min-height: 80vh; }",
        "en",
        focus_not_covered,
    ),
    "pale rings": (".h-radios__label::before { border-color: #bbb !important; }", "en",
                   controls_contrast),
    "a pale field": (".h-textarea { border-color: #bbb !important; }", "en", controls_contrast),
    "rings that are only a colour": (
        ".h-radios__label::before { border: 0 !important; background: #ddd; border-radius: 50%; }",
        "en",
        forced_colours,
    ),
    "a choice that is marked only by a colour": (
        ".h-radios__label::after { border: 0 !important; background: #000; }",
        "en",
        forced_colours,
    ),
    "buttons that are only a colour": (".h-button { border: 0 !important; }", "en",
                                       forced_colours),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_noticed(browser: Browser, live_server: Server, mistake: str) -> None:
    css, language, check = MISTAKES[mistake]

    outcome = check(survey(browser, live_server, language).spoilt(css))

    assert outcome.looked_at >= FEWEST[check]
    assert outcome.problems


# What axe must be sure of, and what it must at least leave to a person.
AXE_MISTAKES = {
    # Small ones far apart are allowed: the room round each counts.
    "small links, close together": (
        ".h-switches { gap: 0 4px; font-size: 9px; line-height: 1; } "
        ".h-switch { font-size: 9px !important; line-height: 1 !important; "
        "min-width: 0 !important; min-height: 0 !important; padding: 0 !important; }",
        "target-size",
        "violations",
    ),
    "a pale hint": (".h-hint { color: #bbb !important; }", "color-contrast", "violations"),
    "words on a picture": (
        "main { background: linear-gradient(#fff, #000); }",
        "color-contrast",
        "incomplete",
    ),
}


@pytest.mark.parametrize("mistake", AXE_MISTAKES)
def test_axe_notices_a_mistake(browser: Browser, live_server: Server, mistake: str) -> None:
    css, rule, kind = AXE_MISTAKES[mistake]

    with survey(browser, live_server, "en").spoilt(css).page() as page:
        audit = run_axe(page)

    assert rule in {each.rule for each in getattr(audit, kind)}

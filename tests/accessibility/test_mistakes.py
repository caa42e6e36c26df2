"""Every check is run on a page with a mistake in it that somebody could make, and notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.accessibility.axe import UNFOLD, axe, run_axe
from tests.accessibility.drawing import (
    controls_contrast,
    focus_visible,
    forced_colours,
    ring_side,
)
from tests.accessibility.fonts import missing_glyphs
from tests.accessibility.gate import CHECKS
from tests.accessibility.keyboard import keyboard
from tests.accessibility.layout import (
    reflow,
    stillness,
    target_size,
    text_at_200_percent,
    text_spacing,
    without_pictures,
)
from tests.accessibility.pages import survey_visits
from tests.accessibility.places import phone
from tests.accessibility.screen import Check
from tests.accessibility.speech import (
    languages_of_parts,
    title,
    visible_words_are_in_the_name,
)
from tests.server import Server


@dataclass(frozen=True)
class Mistake:
    """A mistake in the style or the markup of the survey, and the check that has to see it."""

    check: Check
    style: str = ""
    script: str = ""
    language: str = "en"
    sent: bool = False  # Whether the survey has been sent with something wrong.


MISTAKES = {
    "a button without a name": Mistake(
        axe, script="document.querySelector('#send').textContent = ''"
    ),
    "no outline on focus": Mistake(
        focus_visible, "*:focus, *:focus + *::before { outline: 0 !important; }"
    ),
    "a page with a least width": Mistake(reflow, "main { min-width: 500px; }"),
    "a page with a least width, Arabic": Mistake(
        reflow, "main { min-width: 500px; }", language="ar"
    ),
    "a question in pixels": Mistake(
        text_at_200_percent, "legend { font-size: 14px !important; }"
    ),
    "a clipped question": Mistake(text_spacing, ".h-ask { height: 1.35em; overflow: hidden; }"),
    "a clipped question, large text": Mistake(
        text_at_200_percent, ".h-ask { height: 30px; overflow: hidden; }", language="ar"
    ),
    "rings on the wrong side": Mistake(
        ring_side, ".h-radios__item { direction: ltr; }", language="ar"
    ),
    "rings drawn away from where they are pressed": Mistake(
        ring_side,
        ".h-radios__label::before, .h-radios__label::after "
        "{ inset-inline: auto 0 !important; }",
        language="ar",
    ),
    "pale rings": Mistake(
        controls_contrast, ".h-radios__label::before { border-color: #bbb !important; }"
    ),
    "a pale field": Mistake(
        controls_contrast, ".h-textarea { border-color: #bbb !important; }"
    ),
    "rings that are only a colour": Mistake(
        forced_colours,
        ".h-radios__label::before { border: 0 !important; background: #ddd; border-radius: 50%; }",
    ),
    "a choice that is marked only by a colour": Mistake(
        forced_colours, ".h-radios__label::after { border: 0 !important; background: #000; }"
    ),
    "buttons that are only a colour": Mistake(
        forced_colours, ".h-button { border: 0 !important; }"
    ),
    "a footer that covers the page": Mistake(
        keyboard, ".h-footer { position: sticky; bottom: 0; min-height: 80vh; }"
    ),
    "an order of its own": Mistake(
        keyboard, script="document.querySelector('#send').tabIndex = 5"
    ),
    "a button out of reach": Mistake(
        keyboard,
        script="""document.querySelector('#send').outerHTML =
          '<a id="send" class="h-button" tabindex="0" href="#send">Send</a>';
          document.addEventListener('focusin', event => {
            if (event.target.id === 'send') event.target.blur();
          })""",
    ),
    "a trap": Mistake(
        keyboard,
        script="""document.querySelector('textarea').addEventListener(
          'keydown', event => { if (event.key === 'Tab') event.preventDefault(); })""",
    ),
    "a page drawn backwards": Mistake(
        keyboard, "main form { display: flex; flex-direction: column-reverse; }"
    ),
    "languages drawn backwards": Mistake(
        keyboard, ".h-switches { display: flex; flex-direction: row-reverse; }"
    ),
    "small links, close together": Mistake(
        target_size,
        ".h-switches { gap: 0 4px; font-size: 9px; line-height: 1; } "
        ".h-switch { font-size: 9px !important; line-height: 1 !important; "
        "min-width: 0 !important; min-height: 0 !important; padding: 0 !important; }",
    ),
    "small rings": Mistake(
        target_size,
        ".h-radios__item, .h-radios__item * { min-height: 0 !important; height: 14px !important; "
        "line-height: 1 !important; padding-block: 0 !important; margin-block: 0 !important; }",
    ),
    "a transition": Mistake(stillness, "button { transition: background 0.3s; }"),
    "something that moves": Mistake(
        stillness,
        "@keyframes turn { to { rotate: 1turn; } } h1::before { content: '*'; "
        "animation: turn 2s infinite; }",
    ),
    "slow scrolling": Mistake(stillness, "html { scroll-behavior: smooth; }"),
    "a picture for a word": Mistake(
        without_pictures,
        script="document.querySelector('#send').innerHTML = '<img src=\"/favicon.ico\" alt=\"\">'",
    ),
    "a picture that says nothing": Mistake(
        without_pictures,
        script="document.querySelector('h1').append(document.createElement('img'))",
    ),
    "no language": Mistake(
        languages_of_parts, script="document.documentElement.removeAttribute('lang')"
    ),
    "no direction": Mistake(
        languages_of_parts, script="document.documentElement.removeAttribute('dir')", language="ar"
    ),
    "the wrong language": Mistake(
        languages_of_parts,
        script="document.documentElement.lang = 'en'; document.documentElement.dir = 'ltr'",
        language="bn",
    ),
    "a name in another script that does not say so": Mistake(
        languages_of_parts, script="document.querySelector('[lang=bn]').removeAttribute('lang')"
    ),
    "a question left in English": Mistake(
        languages_of_parts,
        script="document.querySelector('legend').textContent = 'Who are you?'",
        language="ar",
    ),
    "Arabic that runs the wrong way": Mistake(
        languages_of_parts, script="document.querySelector('[lang=ar]').removeAttribute('dir')"
    ),
    "a link to a language it does not name": Mistake(
        languages_of_parts,
        script="""document.querySelector('h1').insertAdjacentHTML(
          'afterend', '<p><a href="?lang=fr" lang="fr">Français</a></p>')""",
    ),
    "a title that keeps quiet about a mistake": Mistake(
        title, script="document.title = document.querySelector('h1').textContent", sent=True
    ),
    "a title of something else": Mistake(title, script="document.title = 'Heard'"),
    "a name that is not what is written": Mistake(
        visible_words_are_in_the_name,
        script="document.querySelector('#send').ariaLabel = 'Submit'",
    ),
    # Private characters: no font has them.
    "a sign that no font has": Mistake(
        missing_glyphs, script="document.querySelector('h1').append('\\ue123')"
    ),
}  # fmt: skip


@contextmanager
def spoilt_survey(context: BrowserContext, mistake: Mistake) -> Iterator[Page]:
    """The survey with a mistake in it, unfolded as the checks see it."""
    page = context.new_page()
    visits = list(survey_visits(mistake.language, "post_session"))
    visits[1 if mistake.sent else 0].open(page)
    page.evaluate(UNFOLD)
    if mistake.style:
        page.add_style_tag(content=mistake.style)
    if mistake.script:
        page.evaluate(f"() => {{ {mistake.script} }}")
    yield page
    page.close()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_noticed(family: BrowserContext, name: str) -> None:
    mistake = MISTAKES[name]

    with spoilt_survey(family, mistake) as page:
        outcome = mistake.check(page)

    assert outcome.looked_at
    assert outcome.problems


def test_every_check_has_a_mistake_to_notice() -> None:
    assert {mistake.check for mistake in MISTAKES.values()} == set(CHECKS)


@pytest.fixture
def phone_without_fonts(
    browser: Browser, live_server: Server, tmp_path: Path
) -> Iterator[BrowserContext]:
    """A phone on which only DejaVu is installed, which has no Bengali."""
    fonts = Path(mpl.get_data_path()) / "fonts/ttf"
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8"
    )
    poor = browser.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--disable-dev-shm-usage"],
        env={"FONTCONFIG_FILE": str(settings)},
    )
    yield phone(poor, live_server)
    poor.close()


def test_words_drawn_as_empty_boxes_are_noticed(phone_without_fonts: BrowserContext) -> None:
    with spoilt_survey(phone_without_fonts, Mistake(missing_glyphs, language="bn")) as page:
        outcome = missing_glyphs(page)

    assert any("ব" in problem for problem in outcome.problems)


# What axe must be sure of, and what it must at least leave to a person.
AXE_MISTAKES = {
    # Small ones far apart are allowed: the room round each counts.
    "small links, close together": (
        MISTAKES["small links, close together"].style, "target-size", "violations",
    ),
    "a pale hint": (".h-hint { color: #bbb !important; }", "color-contrast", "violations"),
    "words on a picture": (
        "main { background: linear-gradient(#fff, #000); }", "color-contrast", "incomplete",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AXE_MISTAKES)
def test_axe_notices_a_mistake(family: BrowserContext, name: str) -> None:
    style, rule, kind = AXE_MISTAKES[name]

    with spoilt_survey(family, Mistake(target_size, style)) as page:
        audit = run_axe(page)

    assert rule in {each.rule for each in getattr(audit, kind)}

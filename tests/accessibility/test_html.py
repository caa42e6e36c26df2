"""Every page is HTML without an error, as the checker of the people who write HTML sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.accessibility.html_checker import html_errors, sources
from tests.accessibility.pages import (
    SURVEYS,
    Places,
    administrator_visits,
    family_visits,
    forum_visits,
    officer_visits,
    signed_out_visits,
    survey_visits,
)
from tests.accessibility.test_axe import EVERY_LANGUAGE

# Fine for a parser, and wrong: no other check of ours minds.
MISTAKE = b"""<!doctype html><html lang="en" dir="ltr"><head><title>Your review</title></head>
<body><h1>Your review</h1><ul><p>One</p></ul><a href="/"><button>Go</button></a></body></html>"""
SEEN = [
    "line 2: Element \u201cp\u201d not allowed as child of element \u201cul\u201d",
    "line 2: The element \u201cbutton\u201d must not appear as a descendant of the \u201ca\u201d",
]


def errors_beside_a_mistake(pages: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What is wrong with the pages; the checker has to find a mistake among them first."""
    found = html_errors({**pages, "a mistake": MISTAKE}, folder)
    said = found.pop("a mistake", [])
    assert [any(each.startswith(start) for each in said) for start in SEEN] == [True, True], said
    return found


def test_no_page_has_an_error_in_its_html(
    family: BrowserContext,
    officer: BrowserContext,
    forum: BrowserContext,
    administrator: BrowserContext,
    places: Places,
    tmp_path: Path,
) -> None:
    pages: dict[str, bytes] = {}
    for language in ("en", "ar"):
        pages |= sources(family, family_visits(language, places))
        pages |= sources(family, survey_visits(language, "post_session"))
    pages |= sources(family, signed_out_visits("en"))
    pages |= sources(officer, officer_visits("en", places))
    pages |= sources(forum, forum_visits("en", places))
    pages |= sources(administrator, administrator_visits("en"))

    assert len(pages) >= 2 * 15 + 31
    assert all(html.lstrip().startswith(b"<!doctype html>") for html in pages.values())
    assert errors_beside_a_mistake(pages, tmp_path) == {}


@pytest.mark.whole_matrix
def test_no_page_has_an_error_in_its_html_in_any_language(
    family: BrowserContext, officer: BrowserContext, places: Places, tmp_path: Path
) -> None:
    pages = sources(officer, officer_visits("ar", places))
    for language in EVERY_LANGUAGE:
        pages |= sources(family, family_visits(language, places))
        for survey in SURVEYS:
            pages |= sources(family, survey_visits(language, survey))

    assert len(pages) >= 12 * 35 + 27
    assert errors_beside_a_mistake(pages, tmp_path) == {}

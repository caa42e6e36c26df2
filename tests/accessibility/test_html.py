"""Every page is HTML without an error, as the checker of the people who write HTML sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from feedback.models import Role
from tests.accessibility.html_checker import Source, errors_beside_a_mistake, sources
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
from tests.accessibility.places import phone, sign_in
from tests.accessibility.test_axe import EVERY_LANGUAGE
from tests.accessibility.test_visits import assert_all_visited, shown
from tests.server import Server


def as_sent(pages: dict[str, Source]) -> dict[str, bytes]:
    """What the server sent, by name."""
    return {name: page.html for name, page in pages.items()}


# One round for all three promises: opening every page is most of the work.
def test_every_page_is_visited_and_needs_no_script_and_has_no_error_in_its_html(
    app: Flask, browser: Browser, live_server: Server, places: Places, tmp_path: Path
) -> None:
    pages: dict[str, Source] = {}
    stranger = phone(browser, live_server, scripts=False)
    for language in ("en", "ar"):
        pages |= sources(stranger, family_visits(language, places))
        pages |= sources(stranger, survey_visits(language, "post_session"))
    pages |= sources(stranger, signed_out_visits("en"))
    stranger.close()
    for role, visits in (
        (Role.OFFICER, officer_visits("en", places)),
        (Role.FORUM, forum_visits("en", places)),
        (Role.ADMINISTRATOR, administrator_visits("en")),
    ):
        desk = sign_in(browser, live_server, role, scripts=False)
        pages |= sources(desk, visits)
        desk.close()

    assert_all_visited(app.url_map, shown(app.url_map, (page.url for page in pages.values())))
    assert len(pages) >= 2 * 15 + 31
    assert all(page.html.lstrip().startswith(b"<!doctype html>") for page in pages.values())
    assert errors_beside_a_mistake(as_sent(pages), tmp_path) == {}


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
    assert errors_beside_a_mistake(as_sent(pages), tmp_path) == {}

"""axe in surveys of other letters; all other pages are looked at in test_beyond_axe.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.accessibility.axe import axe
from tests.accessibility.gate import judge
from tests.accessibility.pages import survey_visits

EVERY_LANGUAGE = ("en", "bn", "es", "zh-Hans", "fr", "it", "pt", "ar", "tr", "so", "pl", "ur")


# English and Arabic, and all pages but the surveys, are looked at with the other checks.
@pytest.mark.parametrize("language", ["bn", "ur", "zh-Hans"])
def test_axe_finds_nothing_in_a_survey_of_other_letters(
    family: BrowserContext, language: str
) -> None:
    found = judge(family, survey_visits(language, "post_session"), [axe])

    assert found.problems == {}
    assert found.pages == 4

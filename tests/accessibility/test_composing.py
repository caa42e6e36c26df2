"""The composer's pages in the states that the other checks have no time for."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.accessibility.compose_pages import other_compose_visits
from tests.accessibility.gate import judge
from tests.accessibility.pages import Places
from tests.accessibility.test_beyond_axe import EXPLAINED, MOST_CHECKS


@pytest.mark.whole_matrix
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_state_of_the_composer_holds(
    officer: BrowserContext, places: Places, language: str
) -> None:
    assert places.collection
    visits = list(other_compose_visits(language))

    assert judge(officer, visits, MOST_CHECKS[language]).but_for(EXPLAINED[language]) == {}

"""axe and what it cannot see, on every kind of page: order, geometry, glyphs, pixels, speech.

One round for all of it: opening a page takes as long as axe does.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.accessibility.drawing import controls_contrast, focus_visible, forced_colours
from tests.accessibility.gate import CHECKS, Findings, judge, name_of
from tests.accessibility.pages import (
    SURVEYS,
    Places,
    Visit,
    administrator_visits,
    family_visits,
    forum_visits,
    officer_visits,
    signed_out_visits,
    survey_visits,
)
from tests.accessibility.test_axe import EVERY_LANGUAGE

BOTH_WAYS = pytest.mark.parametrize("language", ["en", "ar"])
# Colours are the same whichever way a page runs, and take half the time of a page to look at.
COLOURS = (focus_visible, controls_contrast, forced_colours)
MOST_CHECKS = {"en": CHECKS, "ar": tuple(check for check in CHECKS if check not in COLOURS)}

# What is wrong and known, by a pattern of what a check says, and why it has not been mended.
LISTED = {
    r'in <option (selected="" )?value="[a-zA-Z-]+">[a-zA-Z-]+ – ': "languages by code and name",
}
EXPLAINED = {
    "en": LISTED,
    "ar": LISTED
    | {
        r"is not ar: P\d": "the area's plan is English; its choices cannot say so yet",
        r'in <option (selected="" )?value="20\d\d-': "terms, as the area's file calls them",
        r'in <option value="[0-9a-f-]{36}"': "titles of initiatives, as they were written",
        r'in <dd class="h-summary-list__value"': "what officers wrote about an initiative",
        r"is not ar: [A-Z0-9]{5,} – .* in <option": "places, as officers call them",
        r" in <bdi>": "in the audit: what people are called, and ids",
    },
}


def assert_good(found: Findings, *, pages: int, idle: frozenset[str] = frozenset()) -> None:
    """No check found anything wrong, and each looked at something."""
    assert found.problems == {}
    assert found.pages >= pages
    assert found.idle <= idle


@BOTH_WAYS
def test_the_survey_holds(family: BrowserContext, language: str) -> None:
    found = judge(family, survey_visits(language, "post_session"))

    assert_good(found, pages=4)


@BOTH_WAYS
def test_every_other_page_of_families_holds(
    family: BrowserContext, places: Places, language: str
) -> None:
    found = judge(family, family_visits(language, places), MOST_CHECKS[language])

    assert_good(found, pages=42, idle=frozenset(map(name_of, COLOURS)))


# Every third page in Arabic here, and all of them with `make test-all`: they are many.
@pytest.mark.parametrize(
    ("language", "third"),
    [
        *(("en", third) for third in range(3)),
        *(pytest.param("ar", third, marks=pytest.mark.whole_matrix) for third in range(3)),
    ],
)
def test_every_page_of_officers_holds(
    officer: BrowserContext, places: Places, language: str, third: int
) -> None:
    visits = list(officer_visits(language, places))[third::3]

    found = judge(officer, visits, MOST_CHECKS[language])

    assert found.but_for(EXPLAINED[language]) == {}
    assert found.pages >= 14
    # Not every third of the pages has choices.
    assert found.idle <= {"ring_side", *map(name_of, COLOURS)}


@BOTH_WAYS
def test_every_other_page_of_staff_holds(
    family: BrowserContext,
    forum: BrowserContext,
    administrator: BrowserContext,
    places: Places,
    language: str,
) -> None:
    signing_in = judge(family, signed_out_visits(language), MOST_CHECKS[language])
    answering = judge(forum, forum_visits(language, places), MOST_CHECKS[language])

    looking_back = judge(administrator, administrator_visits(language), MOST_CHECKS[language])

    assert signing_in.problems == {}
    assert looking_back.but_for(EXPLAINED[language]) == {}
    assert answering.but_for(EXPLAINED[language]) == {}
    assert signing_in.pages + answering.pages >= 4


def test_a_problem_that_nobody_explained_stays() -> None:
    found = Findings(problems={"a page: title": ("no title", "no h1")})

    assert found.but_for({"no title": "why"}) == {"a page: title": ("no h1",)}
    assert found.but_for({"^no": "why"}) == {}
    assert found.idle == {name_of(check) for check in CHECKS}


def _all_of(language: str, places: Places) -> Iterator[Visit]:
    for survey in SURVEYS:
        yield from survey_visits(language, survey)
    yield from family_visits(language, places)


@pytest.mark.whole_matrix
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_every_page_of_families_holds_in_every_language(
    family: BrowserContext, places: Places, language: str
) -> None:
    found = judge(family, _all_of(language, places))

    assert_good(found, pages=35)

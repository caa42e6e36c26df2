"""axe finds nothing wrong on any page, and what it cannot judge is known and explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from playwright.sync_api import BrowserContext

from tests.accessibility.axe import Audit, Finding, audits
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

Allowed = Mapping[tuple[str, str], str]

# What axe leaves to a person, by rule and message, and why a person is content.
FAMILY_ALLOWED: Allowed = {}
STAFF_ALLOWED: Allowed = {}

SURVEY_LANGUAGES = ("en", "ar", "bn", "ur", "zh-Hans")
BOTH_WAYS = ("en", "ar")
EVERY_LANGUAGE = ("en", "bn", "es", "zh-Hans", "fr", "it", "pt", "ar", "tr", "so", "pl", "ur")


def problems(found: Mapping[str, Audit], allowed: Allowed) -> dict[str, list[Finding]]:
    """What is wrong, or not yet explained, by page."""
    by_page = {
        name: [
            *audit.violations,
            *(each for each in audit.incomplete if (each.rule, each.key) not in allowed),
        ]
        for name, audit in found.items()
    }
    return {name: findings for name, findings in by_page.items() if findings}


def unused(found: Mapping[str, Audit], allowed: Allowed) -> set[tuple[str, str]]:
    """Explanations of what axe no longer says."""
    said = {(each.rule, each.key) for audit in found.values() for each in audit.incomplete}
    return set(allowed) - said


def _families_pages(places: Places) -> Iterable[Visit]:
    for language in SURVEY_LANGUAGES:
        yield from survey_visits(language, "post_session")
    for language in BOTH_WAYS:
        yield from family_visits(language, places)


def test_axe_finds_nothing_on_the_pages_of_families(family: BrowserContext, places: Places) -> None:
    found = audits(family, _families_pages(places))

    assert len(found) >= 4 * 5 + 42 * 2
    assert problems(found, FAMILY_ALLOWED) == {}
    assert unused(found, FAMILY_ALLOWED) == set()


# In Arabic pages of staff have the checks beyond axe; axe itself has little to add to them.
@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.whole_matrix)])
def test_axe_finds_nothing_on_the_pages_of_staff(
    family: BrowserContext,
    officer: BrowserContext,
    forum: BrowserContext,
    administrator: BrowserContext,
    places: Places,
    language: str,
) -> None:
    found = audits(family, signed_out_visits(language))
    found |= audits(officer, officer_visits(language, places))
    found |= audits(forum, forum_visits(language, places))
    found |= audits(administrator, administrator_visits(language))

    assert len(found) >= 8 + 51 + 2 + 14
    assert problems(found, STAFF_ALLOWED) == {}
    assert unused(found, STAFF_ALLOWED) == set()


@pytest.mark.whole_matrix
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_axe_finds_nothing_in_any_survey_or_language(
    family: BrowserContext, places: Places, language: str
) -> None:
    surveys = (visit for survey in SURVEYS for visit in survey_visits(language, survey))
    found = audits(family, surveys) | audits(family, family_visits(language, places))

    assert len(found) >= 7 * 4 + 42
    assert problems(found, FAMILY_ALLOWED) == {}


def test_an_unexplained_finding_and_an_unused_explanation_are_caught() -> None:
    doubt = Finding("color-contrast", "shortTextContent", "<a>·</a>")
    wrong = Finding("label", "explicit-label", "<input>")
    allowed = {("color-contrast", "shortTextContent"): "a full stop is no word"}
    found = {"doubtful": Audit((), (doubt,)), "wrong": Audit((wrong,), ()), "good": Audit((), ())}

    assert problems(found, allowed) == {"wrong": [wrong]}
    assert problems(found, {}) == {"doubtful": [doubt], "wrong": [wrong]}
    assert unused(found, allowed) == set()
    assert unused({"good": Audit((), ())}, allowed) == set(allowed)

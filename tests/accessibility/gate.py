"""Every check, axe among them, on every page it is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from tests.accessibility.axe import UNFOLD, axe
from tests.accessibility.drawing import (
    controls_contrast,
    focus_visible,
    forced_colours,
    remember_kinds,
    ring_side,
)
from tests.accessibility.fonts import missing_glyphs
from tests.accessibility.keyboard import keyboard
from tests.accessibility.layout import (
    reflow,
    stillness,
    target_size,
    text_at_200_percent,
    text_spacing,
    without_pictures,
)
from tests.accessibility.pages import Visit
from tests.accessibility.screen import Check
from tests.accessibility.speech import (
    languages_of_parts,
    title,
    visible_words_are_in_the_name,
)

# In this order: the last ones leave an answer chosen and the pictures gone.
CHECKS: tuple[Check, ...] = (
    axe,
    title,
    languages_of_parts,
    visible_words_are_in_the_name,
    missing_glyphs,
    stillness,
    target_size,
    reflow,
    text_at_200_percent,
    text_spacing,
    keyboard,
    focus_visible,
    ring_side,
    controls_contrast,
    forced_colours,
    without_pictures,
)


@dataclass
class Findings:
    """What is wrong, by page and check, and how many things each check looked at."""

    pages: int = 0
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    looked_at: Counter[str] = field(default_factory=Counter)

    def but_for(self, explained: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The problems that no pattern of these explains."""
        left = {
            place: tuple(said for said in problems if not _explained_by(said, explained))
            for place, problems in self.problems.items()
        }
        return {place: problems for place, problems in left.items() if problems}

    @property
    def idle(self) -> set[str]:
        """The checks that found nothing to look at on any page: an empty run is no pass."""
        return {name_of(check) for check in CHECKS if not self.looked_at[name_of(check)]}


def _explained_by(said: str, explained: Mapping[str, str]) -> bool:
    return any(re.search(pattern, said) for pattern in explained)


def name_of(check: Check) -> str:
    """The check as a person calls it."""
    return str(check.__name__)


def judge(
    context: BrowserContext, visits: Iterable[Visit], checks: Iterable[Check] = CHECKS
) -> Findings:
    """Open each page once, unfold what folds away, and look at it in every way."""
    found = Findings()
    remember_kinds(context)
    page = context.new_page()
    for visit in visits:
        visit.open(page)
        _judge_page(page, visit, checks, found)
    page.close()
    return found


def _judge_page(page: Page, visit: Visit, checks: Iterable[Check], found: Findings) -> None:
    page.evaluate(UNFOLD)
    found.pages += 1
    for check in checks:
        outcome = check(page)
        found.looked_at[name_of(check)] += outcome.looked_at
        if outcome.problems:
            found.problems[f"{visit.name}: {name_of(check)}"] = outcome.problems

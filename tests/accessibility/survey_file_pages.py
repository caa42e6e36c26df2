"""The pages on which a survey comes in from a file, as the accessibility checks look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import FilePayload, Page

from tests.accessibility.visit import Visit
from tests.conventions.checkout import ROOT

PAGE = "/staff/survey-files"
BROKEN: FilePayload = {
    "name": "broken.json",
    "mimeType": "application/json",
    "buffer": b'{"format": 1,\n"slug": 7}',
}


def survey_file_visits(language: str) -> Iterator[Visit]:
    """Choosing a file, one that is refused, and one of which something is lost."""
    yield Visit(f"choose a survey file, {language}", language, _at(language), "#file")
    refused = _sent(language, BROKEN)
    yield Visit(f"a refused survey file, {language}", language, refused, "#file-error")
    example = str(ROOT / "docs" / "examples" / "surveys" / "limesurvey.lss")
    look = _sent(language, example)
    yield Visit(f"what comes in from a file, {language}", language, look, "#lost")


def _at(language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"{PAGE}?lang={language}")

    return go


def _sent(language: str, file: FilePayload | str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        _at(language)(page)
        page.set_input_files("#file", file)
        with page.expect_navigation():
            page.locator("main form button").click()

    return go

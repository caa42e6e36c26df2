"""One page as a person comes to it, and the places that pages are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response


@dataclass(frozen=True)
class Places:
    """What the checks open besides the sample data, and three of its results."""

    closed: str
    not_yet: str
    collection: str
    posters: str
    paper_number: str
    initiative: str
    confirmed: str
    comment: str
    decided_comment: str
    theme: str
    release: int
    withheld_release: int
    year: str
    scanned: str


@dataclass(frozen=True)
class Visit:
    """One page in one language: how to get there, and what proves that we did."""

    name: str
    language: str
    go: Callable[[Page], None]
    shows: str

    def open(self, page: Page) -> None:
        """Go there; fail when it is another page or another language."""
        self.go(page)
        page.wait_for_load_state()
        assert page.locator(self.shows).count(), f"{self.name}: no {self.shows} at {page.url}"
        assert page.locator("html").get_attribute("lang") == self.language, self.name

    def answer(self, page: Page) -> Response:
        """Go there, and return what the server sent last: scripts may change the address."""
        answers: list[Response] = []

        def keep(answer: Response) -> None:
            if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
                answers.append(answer)

        page.on("response", keep)
        self.open(page)
        page.remove_listener("response", keep)
        return answers[-1]

"""A survey of four questions, two of them own, in three languages to a poster, without a mouse."""

from __future__ import annotations

import re
from time import monotonic

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_staff import sign_in
from tests.server import Server

MOST_INTERACTIONS, MOST_SECONDS = 40, 600
# A slow hand: what each key, each letter and each look at a new page takes.
SECONDS_A_TAB, SECONDS_A_LETTER, SECONDS_A_LOOK = 0.3, 0.4, 5.0
MOST_TABS = 150
FRENCH = {
    "Coffee morning": "Matinée café",
    "Was the room easy to find?": "La salle était-elle facile à trouver ?",
    "Was it easy to find us?": "Était-ce facile de nous trouver ?",
    "What would you like next time?": "Que voulez-vous la prochaine fois ?",
    "What do you want next time?": "Que veux-tu la prochaine fois ?",
}
ARABIC = {
    "Coffee morning": "صباح القهوة",
    "Was the room easy to find?": "هل كان من السهل العثور على الغرفة؟",
    "Was it easy to find us?": "هل وجدتنا بسهولة؟",
    "What would you like next time?": "ماذا تريدون في المرة القادمة؟",
    "What do you want next time?": "ماذا تريد في المرة القادمة؟",
}


class Hand:
    """Somebody without a mouse: every press and every field filled in counts as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = self.tabs = self.letters = self.looks = 0

    @property
    def seconds(self) -> float:
        """How long a slow person would take for the keys and for looking."""
        return (
            self.tabs * SECONDS_A_TAB
            + self.letters * SECONDS_A_LETTER
            + self.looks * SECONDS_A_LOOK
        )

    def reach(self, there: Locator) -> None:
        expect(there).to_be_visible()
        for _tab in range(MOST_TABS):
            if there.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"Tab never comes to {there}")

    def press(self, there: Locator, key: str = "Enter") -> None:
        self.reach(there)
        self.interactions += 1
        self.page.keyboard.press(key)

    def follow(self, there: Locator, shows: Locator) -> None:
        self.press(there)
        self.looks += 1
        expect(shows).to_be_visible()

    def write(self, there: Locator, text: str) -> None:
        self.reach(there)
        self.interactions += 1
        self.letters += len(text)
        self.page.keyboard.insert_text(text)

    def link(self, name: str | re.Pattern[str], heading: str | re.Pattern[str]) -> None:
        shown = self.page.get_by_role("heading", level=1, name=heading)
        main = self.page.locator("main")
        self.follow(main.get_by_role("link", name=name, exact=True), shown)

    def button(self, name: str | re.Pattern[str], heading: str | re.Pattern[str]) -> None:
        shown = self.page.get_by_role("heading", level=1, name=heading)
        self.follow(self.page.get_by_role("button", name=name, exact=True), shown)

    def translate(self, words: dict[str, str]) -> None:
        # Its heading is there already; the boxes below it may not be.
        self.page.wait_for_load_state()
        for box in self.page.locator("main [role=group]").all():
            english = box.locator("p").first.inner_text().removeprefix("In English:").strip()
            there = box.locator("textarea")
            if not there.input_value():
                self.write(there, words.get(english, "…"))


def compose(hand: Hand, page: Page) -> None:
    """Two questions of the bank, and two of one's own."""
    hand.link("Our own surveys", "Our own surveys")
    hand.link("Make a survey", "Make a survey")
    hand.write(page.get_by_label("What is the survey called?"), "Coffee morning")
    hand.button("Make it", "The question bank")
    hand.press(page.get_by_label("Overall, how was this session?"), "Space")
    hand.press(page.get_by_label("Did people listen to what you had to say?"), "Space")
    hand.button("Add what is ticked", "Coffee morning")
    for kind, standard, easy in (
        ("A scale", "Was the room easy to find?", "Was it easy to find us?"),
        ("An open question", "What would you like next time?", "What do you want next time?"),
    ):
        hand.link(f"Write your own: {kind}", kind)
        hand.write(page.get_by_label("The question", exact=True), standard)
        hand.write(page.get_by_label("The question in Easy Read"), easy)
        hand.button("Save", "Coffee morning")


def publish(hand: Hand) -> None:
    """In English, French and Arabic."""
    hand.link("Publish", "Publish: Coffee morning")
    hand.link("Français", "Coffee morning in French")
    hand.translate(FRENCH)
    hand.button("Save", "Publish: Coffee morning")
    hand.link("العربية", "Coffee morning in Arabic")
    hand.translate(ARABIC)
    hand.button("Save", "Publish: Coffee morning")
    hand.button("Publish it for good", "Version 1")


def ask(hand: Hand, page: Page) -> None:
    """Open a collection with one place, and go to its posters."""
    hand.link("Open a collection of it", "Open a collection")
    hand.write(page.get_by_label("What is it about?"), "Tuesday in the library")
    hand.button("Save", "Tuesday in the library")
    hand.press(page.get_by_label("What kind of place?"), "L")
    hand.write(page.get_by_label("Which one?"), "Barbican library")
    hand.button("Add this place", "Tuesday in the library")
    hand.link(re.compile("^Print posters"), "Posters, flyers and cards")


@pytest.mark.whole_matrix
def test_a_survey_in_three_languages_to_a_poster_by_keyboard(
    page: Page, live_server: Server
) -> None:
    sign_in(page, live_server, "officer")
    hand, began = Hand(page), monotonic()

    compose(hand, page)
    publish(hand)
    ask(hand, page)
    with page.expect_download() as poster:
        hand.press(page.get_by_role("button", name="Download"))

    assert poster.value.path().read_bytes().startswith(b"%PDF")
    # What this machine took beside it says how busy it is, so it is told and not judged.
    print(
        f"{hand.interactions} interactions, {hand.tabs} tabs, {hand.letters} letters: "
        f"{hand.seconds / 60:.1f} minutes of a slow hand, and {monotonic() - began:.0f} seconds of "
        "the machine"
    )
    assert hand.interactions <= MOST_INTERACTIONS
    assert hand.seconds <= MOST_SECONDS

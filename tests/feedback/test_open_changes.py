"""You said, we did: only what was told in public, found by any word, and as a feed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from flask import Flask

from feedback.models import Decision, Reply, Telling, Translation
from feedback.publish.changes import folded
from tests.feedback.loops import answered, outcome, told
from tests.feedback.open_pages import one_day as one_day
from tests.feedback.open_pages import opened, read, status
from tests.feedback.staff_pages import store
from translations import ledger

PATH = "/you-said-we-did"
FEED = f"{PATH}/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LETTERS = "The clinic letters are hard to read."


def published(app: Flask, **special: Any) -> UUID:
    """A reply that was told on a website on 16 February."""
    telling = {key: special.pop(key) for key in ("how", "told_on") if key in special}
    row = answered(**special)
    store(app, row, told(row, **{"how": "website", **telling}))
    return row.id


def translated(app: Flask, row: UUID, field: str, english: str, text: str) -> None:
    key = ledger.key(english, text)
    store(app, Translation(reply_id=row, field=field, language="ar", text=text, key=key))


def feed(app: Flask, language: str = "en") -> ElementTree.Element:
    answer = app.test_client().get(f"{FEED}?lang={language}")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ElementTree.fromstring(answer.data)  # noqa: S314 -- ours


def test_everybody_reads_what_was_said_decided_told_and_changed(app: Flask) -> None:
    row = answered(
        decision=Decision.PLANNED, reason="It needs a new template.", due_on=date(2026, 9, 1)
    )
    store(app, row, told(row, how="in_person newsletter"), outcome(row))

    said = read(app, PATH)

    for words in (
        LETTERS,
        "We plan to do it",
        "We write them again.",
        "Why: It needs a new template.",
        "We want to do it by 1 September 2026.",
        "We told families on 16 February 2026.",
        "23 February 2026: The letters are new.",
    ):
        assert words in said
    assert LETTERS in read(app, f"{PATH}/{row.id}")


@pytest.mark.parametrize(
    "telling",
    [
        None,
        {"how": "letter in_person phone message"},
        {"how": "website", "told_on": date(2026, 5, 5)},
    ],
    ids=["told to nobody", "told to those involved alone", "told tomorrow"],
)
def test_what_was_not_told_in_public_is_nowhere(app: Flask, telling: dict[str, Any] | None) -> None:
    row = answered()
    store(app, row, *([told(row, **telling)] if telling else []))

    assert LETTERS not in read(app, PATH)
    assert LETTERS not in read(app, f"{PATH}?q=letters")
    assert status(app, f"{PATH}/{row.id}") == 404
    assert feed(app).findall(f"{ATOM}entry") == []
    assert str(row.id) not in app.test_client().get("/sitemap.xml").get_data(as_text=True)


def test_who_sees_to_it_and_where_it_was_said_stay_with_staff(app: Flask) -> None:
    published(app, owner="Kim Brown's team", source_note="Forum meeting at Amina's")

    everything = app.test_client().get(PATH).get_data(as_text=True)
    everything += app.test_client().get(FEED).get_data(as_text=True)

    assert LETTERS in everything
    assert "Kim" not in everything
    assert "Amina" not in everything


def test_a_link_that_would_run_something_is_no_link(app: Flask) -> None:
    row = answered()
    bad = outcome(row, evidence_link="javascript:alert(1)")
    store(app, row, told(row, how="website"), bad)

    assert opened(app, PATH).select("main a[href^=javascript]") == []


def test_any_word_of_it_is_found_in_any_order_case_and_accent(app: Flask) -> None:
    published(app, we_did="We wrote a résumé of each letter.")
    published(app, theme="The café is loud.")

    assert LETTERS in read(app, f"{PATH}?q=READ+clinic")
    assert "café" not in read(app, f"{PATH}?q=READ+clinic")
    assert LETTERS in read(app, f"{PATH}?q=resume")
    assert "café" in read(app, f"{PATH}?q=CAFE")


@pytest.mark.parametrize("typed", ["%22%3E%3Cscript%3E", "%25_%27--", "%00zz", "x" * 3000])
def test_nonsense_finds_nothing_and_says_so(app: Flask, typed: str) -> None:
    published(app)

    page = opened(app, f"{PATH}?q={typed}")

    assert "We found nothing with these words." in page.main.get_text()
    assert page.select("script") == []
    assert len(page.find(id="q")["value"]) <= 100


def test_what_was_typed_stays_in_its_box_and_in_the_other_languages(app: Flask) -> None:
    published(app)

    page = opened(app, f"{PATH}?q=a%26b")

    assert page.find(id="q")["value"] == "a&b"
    arabic = page.select_one('.h-switches a[hreflang="ar"]')["href"]
    assert opened(app, f"{PATH}{arabic}").find(id="q")["value"] == "a&b"


def test_marks_above_letters_make_no_difference_and_vowel_signs_do() -> None:
    assert folded("العَرَبِيَّة") == folded("العربية")
    assert folded("É") == "e"
    assert folded("কি") != folded("কা")


def test_many_replies_are_on_several_pages_each_once(app: Flask) -> None:
    for number in range(16):
        published(app, theme=f"Theme {number:02}.", told_on=date(2026, 2, 16) - timedelta(number))

    first, second = opened(app, PATH), opened(app, f"{PATH}?page=2")

    assert len(first.select(".h-said")) == 15
    assert len(second.select(".h-said")) == 1
    assert "Theme 15." in second.main.get_text()
    assert first.select_one("nav a[href*='page=2']")
    for typed in ("99", "0", "-1", "many", "1e9"):
        assert opened(app, f"{PATH}?page={typed}").select(".h-said")


def test_a_translation_is_read_and_found_and_what_has_none_is_english(app: Flask) -> None:
    row = published(app)
    translated(app, row, "theme", LETTERS, "الرسائل صعبة القراءة.")

    page = opened(app, f"{PATH}?lang=ar&q=الرسائلَ+again")

    assert page.select_one(".h-said bdi:not([lang])").get_text() == "الرسائل صعبة القراءة."
    english = page.select_one('.h-said bdi[lang="en"]')
    assert (english.get_text(), english["dir"]) == ("We write them again.", "ltr")
    assert len(page.select(".h-said")) == 1


def test_the_feed_has_all_that_a_feed_needs_and_whole_addresses(app: Flask) -> None:
    row = answered()
    store(app, row, told(row, how="website"), told(row, how="letter", told_on=date(2026, 3, 9)))
    store(app, told(row, how="newsletter", told_on=date(2026, 4, 1)))

    found = feed(app)

    base = app.config["HEARD_BASE_URL"]
    assert [found.findtext(f"{ATOM}{name}") for name in ("title", "updated")] == [
        "You said, we did – City of London",
        "2026-04-01T00:00:00Z",
    ]
    assert found.findtext(f"{ATOM}author/{ATOM}name")
    assert str(found.findtext(f"{ATOM}id")).startswith("tag:")
    (entry,) = found.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == LETTERS
    assert entry.findtext(f"{ATOM}published") == "2026-02-16T00:00:00Z"
    # When it was told in public last: a letter to those involved is no news to others.
    assert entry.findtext(f"{ATOM}updated") == "2026-04-01T00:00:00Z"
    assert "We write them again." in str(entry.findtext(f"{ATOM}content"))
    links = [*found.findall(f"{ATOM}link"), *entry.findall(f"{ATOM}link")]
    addresses = [link.attrib["href"] for link in links]
    assert all(address.startswith(f"{base}/you-said-we-did") for address in addresses)
    assert all(status(app, address.removeprefix(base)) == 200 for address in addresses)


def test_an_entry_keeps_its_name_and_another_language_has_another(app: Flask) -> None:
    row = published(app)
    translated(app, row, "theme", LETTERS, "الرسائل صعبة القراءة.")

    once, again, arabic = feed(app), feed(app), feed(app, "ar")

    names = [str(one.findtext(f"{ATOM}entry/{ATOM}id")) for one in (once, again, arabic)]
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("tag:127.0.0.1,2026:")
    assert str(row) in names[0]
    assert arabic.get(LANG) == "ar"
    title = arabic.find(f"{ATOM}entry/{ATOM}title")
    assert title is not None
    assert (title.get(LANG), title.text) == ("ar", "الرسائل صعبة القراءة.")


def test_a_feed_of_nothing_and_of_hostile_words_can_be_read(app: Flask) -> None:
    assert feed(app).findtext(f"{ATOM}updated")

    published(app, theme="]]> <b>&\x0b Café ☕")

    (entry,) = feed(app).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "]]> <b>& Café ☕"


def test_the_feed_has_the_newest_fifty(app: Flask) -> None:
    rows: list[Reply | Telling] = []
    for number in range(51):
        row = answered(theme=f"Theme {number:02}.", created_at=datetime(2026, 1, 1, tzinfo=UTC))
        rows += [row, told(row, how="website", told_on=date(2026, 4, 1) - timedelta(number))]
    store(app, *rows)

    titles = [one.findtext(f"{ATOM}title") for one in feed(app).findall(f"{ATOM}entry")]

    assert (len(titles), titles[0], titles[-1]) == (50, "Theme 00.", "Theme 49.")

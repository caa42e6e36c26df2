"""Raw comments are for officers only, and say nothing of who wrote them or when."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from feedback.models import Role
from feedback.readings import read_pending
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import said
from tests.feedback.families import asked, families_write
from tests.feedback.moderating import decide, written
from tests.feedback.staff_pages import signed_in, store, words


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


@pytest.mark.parametrize("role", list(Role))
def test_raw_comments_are_for_officers_only(app: Flask, role: Role) -> None:
    collection = asked(app)
    families_write(app, collection, 1, "Ask for Sam at the desk.")
    client = signed_in(app, role)

    answer = client.get(f"/staff/collections/{collection.id}/comments")

    assert answer.status_code == (200 if role is Role.OFFICER else 403)
    assert ("Ask for Sam" in answer.get_data(as_text=True)) is (role is Role.OFFICER)


def test_reading_a_collections_comments_is_kept_in_the_audit(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    families_write(app, collection, 3, "Ask for Sam at the desk.")

    officer.get(f"/staff/collections/{collection.id}/comments")

    assert said(app) == [("read_comments", "collection", str(collection.id), 3)]


def test_comments_stand_in_their_own_language_with_no_date_and_nobody_named(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    about = {"ps_overall": "good", "role": "young_person", "ethnic_group": "black"}
    given = factories.response(collection, language="ar", week=date(2026, 3, 2))
    wrote = factories.comment(given, "نعم\nشكرا", question_id="ps_better")
    store(app, given, *factories.answers(given, about), wrote)

    answer = officer.get(f"/staff/collections/{collection.id}/comments")

    quote = soup(answer).select_one("blockquote")
    assert quote and (quote["lang"], quote["dir"]) == ("ar", "rtl")
    assert quote.find("br")
    page = words(answer)
    assert "Only officers see this page. Do not copy names." in page
    assert "What is one thing we should change?" in page
    for telling in ("2026", "March", "young person", "Black", str(given.id), str(wrote.id)):
        assert telling not in answer.get_data(as_text=True).replace(str(collection.id), "")


def test_comments_show_the_tone_once_a_person_decided_and_whether_we_may_quote(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    decided = written(app, collection, "It was terrible.", consent_version=1)
    families_write(app, collection, 1, "It was wonderful.")
    read_pending(database_of(app))
    families_write(app, collection, 1, "Buy pills.", is_quarantined=True)
    decide(officer, decided, tone="neutral_or_mixed")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    shown = {
        quote.get_text(): " ".join(quote.find_parent("section").get_text(" ").split())
        for quote in page.select("blockquote")
    }
    assert "Neutral or mixed" in shown["It was terrible."]
    assert "Yes, the family agreed" in shown["It was terrible."]
    assert "Nobody has decided yet" in shown["It was wonderful."]
    assert "Positive" not in shown["It was wonderful."]
    assert "Yes, the family agreed" not in shown["It was wonderful."]
    assert "Set aside" in shown["Buy pills."]
    assert "Set aside" not in shown["It was wonderful."]


def test_the_order_of_comments_tells_nothing(app: Flask, officer: CheckingClient) -> None:
    collection = asked(app)
    for number in range(12):
        families_write(app, collection, 1, f"Comment number {number:02}")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    shown = [quote.get_text() for quote in page.select("blockquote")]
    assert len(shown) == 12
    assert shown != sorted(shown)
    assert shown != sorted(shown, reverse=True)


def test_what_families_write_is_never_markup(app: Flask, officer: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 1, "<script>alert(1)</script><b>x</b>")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    assert not page.select("main script, main b")
    assert "<script>alert(1)</script>" in page.get_text()


def test_a_question_we_no_longer_have_does_not_break_the_page(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    given = factories.response(collection)
    store(app, given, factories.comment(given, "Old words", question_id="gone", language="xx"))

    page = words(officer.get(f"/staff/collections/{collection.id}/comments"))

    assert "A question we no longer ask" in page

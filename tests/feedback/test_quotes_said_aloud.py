"""What the Forum noted goes public only after an officer said yes, and goes when consent does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlmodel import select

from feedback.conversations import count_waiting
from feedback.evidence import records as packs
from feedback.evidence.hashes import sha256_of
from feedback.models import (
    AuditEntry,
    Conversation,
    ConversationKind,
    ConversationQuote,
    QuoteDecision,
    Role,
)
from feedback.moderate.quotes import public_quotes, quotes
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import NOW
from tests.feedback.staff_pages import send_form, signed_in, store, words

LIST = "/staff/comments/conversations"
TODAY = date(2099, 1, 1)
WORDS = "I wait for weeks, and then I ring Amina Begum again."
EDITED = "I wait for weeks, and then I ring again."


def said(app: Flask, text: str = WORDS, *, noted_as: Role = Role.FORUM, **special: Any) -> UUID:
    """Words of one parent carer, as somebody noted them; which words."""
    talk = Conversation(
        title="Coffee morning",
        kind=ConversationKind.DROP_IN,
        held_on=date(2026, 2, 4),
        noted_as=noted_as,
        created_at=NOW,
        parent_carers=6,
        young_people=0,
    )
    agreed = {"agreed_by": "speaker", "agreed_how": "aloud", "agreed_on": talk.held_on}
    usual: dict[str, Any] = {"language": "en", "role": "parent_carer", **agreed, **special}
    quote = ConversationQuote(id=uuid4(), conversation_id=talk.id, text=text, **usual)
    key = quote.id
    store(app, talk, quote)
    return key


def decide(officer: CheckingClient, quote_id: UUID, ruling: str, **typed: str) -> Any:
    """Decide on the page of these words."""
    return send_form(officer, f"{LIST}/{quote_id}", {"ruling": ruling, **typed})


def in_public(app: Flask, day: date = TODAY) -> list[str]:
    with app.test_request_context():
        return [one.text for one in public_quotes(day)]


def test_words_go_public_as_an_officer_edited_them_and_only_after_a_yes(app: Flask) -> None:
    key, officer = said(app), signed_in(app)
    with app.test_request_context():
        assert count_waiting() == 1
    assert "1 quote from a conversation waits for an officer" in words(officer.get("/staff"))
    assert WORDS in words(officer.get(LIST))
    assert in_public(app) == []
    page = soup(officer.get(f"{LIST}/{key}"))
    assert "Amina Begum (a name?)" in " ".join(page.select_one("mark").get_text().split())
    assert "Amina" not in page.select_one("textarea").get_text()

    named = decide(officer, key, "publish", edited_copy=WORDS)
    assert named.status_code == 400
    assert "may still tell who it is" in words(named)
    assert decide(officer, key, "publish", edited_copy=EDITED).status_code == 303

    assert in_public(app) == [EDITED]
    assert in_public(app, date(2026, 2, 5)) == []
    assert EDITED in words(app.test_client().get("/quotes"))
    with app.test_request_context():
        assert [one.text for one in quotes(to_officer=False)] == [EDITED]
        assert count_waiting() == 0
    with database_of(app).session() as held:
        entry = held.exec(select(AuditEntry).where(AuditEntry.action == "decided_about_quote"))
        assert entry.one().subject == "conversation"


@pytest.mark.parametrize("ruling", ["identifying", "individual", "hold"])
def test_after_a_no_nobody_quotes_the_words(app: Flask, ruling: str) -> None:
    key, officer = said(app), signed_in(app)

    assert decide(officer, key, ruling, why="A name.").status_code == 303

    assert in_public(app) == []
    with app.test_request_context():
        assert quotes(to_officer=True) == []


def test_a_no_after_a_yes_has_a_reason_and_takes_the_words_out_of_packs(app: Flask) -> None:
    key, officer = said(app), signed_in(app)
    decide(officer, key, "publish", edited_copy=EDITED)
    with app.test_request_context():
        agreed = packs.quoted(to_officer=True, as_at=date.max)
    assert sha256_of(EDITED.encode()) in agreed

    assert decide(officer, key, "identifying").status_code == 400
    assert decide(officer, key, "identifying", why="She told us who it is.").status_code == 303

    assert in_public(app) == []
    with app.test_request_context():
        assert packs.quoted(to_officer=True, as_at=date.max) == frozenset()


def test_words_taken_back_go_with_the_copy_and_the_decision(app: Flask) -> None:
    key, officer = said(app), signed_in(app)
    decide(officer, key, "publish", edited_copy=EDITED)
    there = str(soup(officer.get(f"{LIST}/{key}")).select_one("a[href*='/conversations/']")["href"])
    page = officer.get(there)
    assert "Yes, as an officer edited it" in words(page)
    link = soup(page).select_one("a[href$='/delete'][href*='/quotes/']")

    assert send_form(officer, str(link["href"]), {}).status_code == 303

    assert in_public(app) == []
    with database_of(app).session() as held:
        assert held.exec(select(QuoteDecision)).all() == []
    assert officer.get(f"{LIST}/{key}").status_code == 404


def test_only_officers_decide_and_nobody_else_about_their_own(app: Flask) -> None:
    key = said(app)
    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER, Role.ADMINISTRATOR):
        other = signed_in(app, role)
        assert other.get(LIST).status_code == 403
        assert other.get(f"{LIST}/{key}").status_code == 403
        assert other.post(f"{LIST}/{key}", data={"ruling": "publish"}).status_code in (400, 403)
        assert "waits for an officer" not in words(other.get("/staff"))

    assert in_public(app) == []
    # What an officer noted has been looked at.
    assert signed_in(app).get(f"{LIST}/{said(app, noted_as=Role.OFFICER)}").status_code == 404


def test_two_officers_do_not_decide_over_each_other(app: Flask) -> None:
    key, first, second = said(app), signed_in(app), signed_in(app)
    form = soup(second.get(f"{LIST}/{key}"))
    token = form.select_one("main input[name=csrf_token]")["value"]
    decide(first, key, "hold", why="Ask the Forum.")

    typed = {"ruling": "publish", "edited_copy": EDITED, "seen": "", "why": "It is fine."}
    answer = second.post(f"{LIST}/{key}", data={"csrf_token": token, **typed})

    assert answer.status_code == 409
    assert "Ask the Forum." in words(answer)
    assert in_public(app) == []


def test_who_may_be_in_danger_comes_first_and_is_said(app: Flask) -> None:
    said(app, "It was fine.")
    key = said(app, "He hits me when nobody is at home.")
    officer = signed_in(app)

    rows = soup(officer.get(LIST)).select("ol.h-rows li")

    assert "Somebody may not be safe" in rows[0].get_text()
    assert "follow your safeguarding procedure" in words(officer.get(f"{LIST}/{key}"))


def test_words_in_another_language_ask_for_somebody_who_reads_it(app: Flask) -> None:
    key = said(app, "أنتظر أسابيع.", language="ar")

    page = soup(signed_in(app).get(f"{LIST}/{key}"))

    assert page.select_one("blockquote")["lang"] == "ar"
    assert "can read this language" in page.get_text()


def test_a_day_before_the_yes_has_no_quote(app: Flask) -> None:
    key, officer = said(app), signed_in(app)
    decide(officer, key, "publish", edited_copy=EDITED)
    with database_of(app).session() as held:
        on = held.exec(select(QuoteDecision)).one().decided_at.date()

    assert in_public(app, on - timedelta(days=2)) == []
    assert in_public(app, on + timedelta(days=2)) == [EDITED]

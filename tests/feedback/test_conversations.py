"""Families who fill in no form count too: what they said in a conversation is kept and answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlmodel import Session, select

from feedback.conversations import all_quotes
from feedback.models import (
    AuditEntry,
    Conversation,
    ConversationKind,
    ConversationQuote,
    Involvement,
    Role,
    Verdict,
)
from feedback.moderate.quotes import public_quotes, quotes
from feedback.plan.asks import all_asks
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.erasing import counted, erase
from tests.feedback.initiatives import NOW, REGISTER, THEMES, error_at, one_day, send
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

TALKS = "/staff/conversations"
COFFEE: make.Typed = {
    "title": "Coffee morning at the library",
    "kind": "drop_in",
    "held_on": "04/02/2026",
    "parent_carers": "6",
    "young_people": "1",
    "professionals": "2",
    "new_voices": "4",
    "support": ["interpreter", "childcare"],
    "themes": ["waiting", "school"],
    "said": "The letters come late, and nobody can read them.",
    "measure_refs": ["P1.4"],
}
WORDS: make.Typed = {
    "quoted": "I wait for weeks, and then I ring again.",
    "language": "en",
    "role": "parent_carer",
    "agreed_by": "speaker",
    "agreed_how": "aloud",
    "agreed_on": "04/02/2026",
    "is_agreed": "yes",
}


def talk(**special: Any) -> Conversation:
    """Six parent carers at a coffee morning on 4 February 2026, as an officer noted it."""
    usual: dict[str, Any] = {
        "title": "Coffee morning",
        "kind": ConversationKind.DROP_IN,
        "held_on": date(2026, 2, 4),
        "parent_carers": 6,
        "young_people": 0,
        "said": "The letters come late.",
        "noted_as": "officer",
        "created_at": NOW,
    }
    return Conversation(**usual | special)


def noted(client: CheckingClient, **special: Any) -> str:
    """Note a conversation through the page; the address of its own page."""
    answer = send(client, f"{TALKS}/new", {**COFFEE, **special})
    assert answer.status_code == 303, soup(answer).select(".h-error-message")
    return str(answer.headers["Location"])


def rows(app: Flask, table: type[Any]) -> list[Any]:
    with Session(database_of(app).engine) as held:
        return list(held.exec(select(table)))


def stored(app: Flask) -> bytes:
    """Every byte of the database's files."""
    file = Path(str(database_of(app).engine.url.database))
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


def test_what_was_said_is_noted_and_read_by_the_partnership(app: Flask) -> None:
    page = noted(signed_in(app))

    read = words(signed_in(app, Role.VIEWER).get(page))

    for said in (
        "4 February 2026",
        "A coffee morning, a club or another place where people meet",
        "Parent carers 6",
        "Children and young people 1",
        "People who work with families 2",
        "Families who had never given us their views before 4",
        "Interpreter",
        "Waiting and appointments",
        "P1.4",
        "nobody can read them",
        "It is under no theme yet.",
    ):
        assert said in read, said
    listed = words(signed_in(app, Role.ADVOCATE).get(TALKS))
    assert "Waiting and appointments 1" in listed
    assert "Not under “You said, we did” yet" in listed


SLIPS: list[tuple[make.Typed, str, str]] = [
    ({"title": ""}, "title", "Write what to call it."),
    ({"title": "Coffee with Amina Begum"}, "title", "may still tell who it is"),
    ({"said": "Call Amina Begum on 07700 900123."}, "said", "may still tell who it is"),
    ({"kind": ""}, "kind", "Choose how you met."),
    ({"held_on": "03/03/2026"}, "held_on", "This date is still to come"),
    ({"held_on": "yesterday"}, "held_on", "Write the date like 31/12/2026."),
    ({"parent_carers": "many"}, "parent_carers", "Write a whole number."),
    ({"new_voices": "8"}, "new_voices", "more than the parent carers and young people"),
    (
        {"parent_carers": "0", "young_people": "0", "professionals": "0", "new_voices": "0"},
        "professionals",
        "Somebody must have taken part.",
    ),
    ({"initiative": "nonsense"}, "initiative", "Choose one of these"),
    ({"themes": ["nonsense"]}, "themes", "Choose one of these"),
]


def test_a_slip_is_said_at_its_field_and_nothing_is_lost(app: Flask) -> None:
    officer = signed_in(app)

    for slip, field, sentence in SLIPS:
        answer = send(officer, f"{TALKS}/new", {**COFFEE, **slip})
        page = soup(answer)
        assert answer.status_code == 400
        assert sentence in error_at(page, field)
        kept = page.select_one("#professionals")
        assert kept
        assert kept["value"] == slip.get("professionals", "2")

    assert rows(app, Conversation) == []


def test_officers_and_the_forum_note_and_neither_changes_the_others_words(app: Flask) -> None:
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)
    of_the_forum, of_officers = noted(forum, kind="forum_meeting"), noted(officer)

    assert officer.get(of_the_forum).status_code == 200
    assert officer.get(f"{of_the_forum}/edit").status_code == 403
    assert forum.get(f"{of_officers}/delete").status_code == 403
    assert forum.get(f"{of_officers}/quotes/new").status_code == 403
    assert signed_in(app, Role.VIEWER).get(f"{TALKS}/new").status_code == 403
    assert send(forum, f"{of_the_forum}/edit", {"title": "Spring meeting"}).status_code == 303
    assert "Spring meeting" in words(officer.get(of_the_forum))


def test_a_theme_comes_from_a_conversation_without_typing_it_twice(app: Flask) -> None:
    officer = signed_in(app)
    page = noted(officer)
    link = soup(officer.get(page)).select_one("a[href*='/staff/themes/new']")
    assert link

    added = send(officer, str(link["href"]), {"theme": "The letters come late."})

    assert (added.status_code, added.headers["Location"]) == (303, page)
    (theme,) = [
        str(one["href"])
        for one in soup(officer.get(page)).select(f"a[href^='{THEMES}/']")
        if "/new" not in str(one["href"])
    ]
    read = words(officer.get(theme))
    assert "4 February 2026" in read
    assert "A session with families" in read
    assert "Conversations in which it was raised Coffee morning at the library" in read
    assert "Not under" not in words(officer.get(TALKS))


def test_one_theme_can_be_raised_in_several_conversations(app: Flask) -> None:
    officer = signed_in(app)
    first, second = noted(officer), noted(officer, title="Visit to a school", kind="visit")
    send(officer, f"{THEMES}/new?conversation={first.rsplit('/', 1)[1]}", {"theme": "Late letters"})
    box = soup(officer.get(f"{second}/themes")).select_one("input[name=themes]")
    assert box

    assert send(officer, f"{second}/themes", {"themes": [str(box["value"])]}).status_code == 303

    read = words(officer.get(f"{THEMES}/{box['value']}"))
    assert "Coffee morning at the library" in read
    assert "Visit to a school" in read
    send(officer, f"{second}/themes", {"themes": []})
    assert "Visit to a school" not in words(officer.get(f"{THEMES}/{box['value']}"))


def test_a_session_takes_its_day_and_people_from_the_conversation(app: Flask) -> None:
    initiative = make.without_pulse(app)
    officer = signed_in(app)
    page = noted(officer, initiative=str(initiative), held_on="02/06/2025")
    link = soup(officer.get(page)).select_one("a[href*='/involvement/new']")
    assert link
    typed = {"stage": "designed", "rung": "6", "rung_reason": "They chose the hours."}

    answer = send(officer, str(link["href"]), typed)

    assert answer.status_code == 303, soup(answer).select(".h-error-message")
    made = next(row for row in rows(app, Involvement) if row.parent_carers == 6)
    assert (made.happened_on, made.young_people, made.new_voices) == (date(2025, 6, 2), 1, 4)
    assert made.support == "interpreter childcare"
    read = words(officer.get(f"{REGISTER}/{initiative}"))
    assert "Noted as a conversation: Coffee morning at the library" in read

    # What is put right in one place is right in the other.
    assert send(officer, f"{page}/edit", {"parent_carers": "5"}).status_code == 303
    assert "Parent carers: 5." in words(officer.get(f"{REGISTER}/{initiative}"))
    edit = f"{REGISTER}/{initiative}/involvement/{made.id}/edit"
    assert send(officer, edit, {"rung_reason": "They chose the room."}).status_code == 303
    assert not soup(officer.get(edit)).select("#parent_carers, #happened_on")
    nobody = {"parent_carers": "0", "young_people": "0", "new_voices": "0"}
    assert "session of an initiative" in error_at(
        soup(send(officer, f"{page}/edit", nobody)), "professionals"
    )
    # The session is evidence, and stays when the note goes.
    assert send(officer, f"{page}/delete").status_code == 303
    assert "Parent carers: 5." in words(officer.get(f"{REGISTER}/{initiative}"))


def test_a_key_that_was_turned_opens_again_when_the_headcount_is_put_right(app: Flask) -> None:
    initiative, officer = make.complete(app), signed_in(app)
    page = noted(officer, initiative=str(initiative), held_on="02/06/2025")
    path = f"{REGISTER}/{initiative}/involvement/new?conversation={page.rsplit('/', 1)[1]}"
    send(officer, path, {"stage": "designed", "rung": "6", "rung_reason": "They chose."})
    make.turn(app, initiative, Role.OFFICER, Verdict.PROPOSED, at=NOW)
    make.turn(app, initiative, Role.FORUM, Verdict.CONFIRMED, at=NOW.replace(hour=13))
    assert "has been changed since" not in words(officer.get(f"{REGISTER}/{initiative}"))

    send(officer, f"{page}/edit", {"title": "Coffee, put right"})
    same = words(officer.get(f"{REGISTER}/{initiative}"))
    send(officer, f"{page}/edit", {"parent_carers": "5"})

    assert "has been changed since" not in same
    assert "has been changed since" in words(officer.get(f"{REGISTER}/{initiative}"))


def test_no_session_is_made_of_a_conversation_that_is_not_there(app: Flask) -> None:
    initiative, officer = make.without_pulse(app), signed_in(app)

    for asked in ("nonsense", str(UUID(int=0))):
        path = f"{REGISTER}/{initiative}/involvement/new?conversation={asked}"
        assert officer.get(path).status_code == 404


def test_a_conversation_asks_families_for_time_and_a_session_of_it_not_again(app: Flask) -> None:
    initiative = make.without_pulse(app)
    officer = signed_in(app)
    page = noted(officer, initiative=str(initiative), held_on="02/06/2025", title="Coffee in June")
    noted(officer, title="Staff only", parent_carers="0", young_people="0", new_voices="0")
    noted(officer, title="Forum meeting", kind="forum_meeting")
    path = f"{REGISTER}/{initiative}/involvement/new?conversation={page.rsplit('/', 1)[1]}"
    send(officer, path, {"stage": "designed", "rung": "6", "rung_reason": "They chose."})

    with app.test_request_context():
        asks = [(one.on, one.title, one.audience) for one in all_asks()]

    assert (date(2025, 6, 2), "Coffee in June", "families") in asks
    assert (date(2026, 2, 4), "Forum meeting", "forum") in asks
    assert sum(day == date(2025, 6, 2) for day, *_rest in asks) == 1
    assert "Staff only" not in {title for _day, title, _audience in asks}
    assert "Forum meeting" in words(officer.get("/staff/plan/asks"))


def test_a_measure_says_which_conversations_show_it(app: Flask) -> None:
    officer = signed_in(app)
    noted(officer)

    assert "Coffee morning at the library" in words(officer.get("/staff/plan/P1.4"))
    assert "Coffee morning" not in words(officer.get("/staff/plan/P1.1"))


def test_words_are_quoted_only_with_consent_and_go_when_it_goes(app: Flask) -> None:
    officer = signed_in(app)
    page = noted(officer)
    refused: list[tuple[make.Typed, str, str]] = [
        ({"is_agreed": []}, "is_agreed", "Without their agreement"),
        ({"agreed_how": ""}, "agreed_how", "Choose how they agreed."),
        ({"agreed_by": ""}, "agreed_by", "Choose who agreed."),
        ({"agreed_on": "03/02/2026"}, "agreed_on", "This is before the conversation."),
        ({"quoted": "Ring Amina Begum."}, "quoted", "may still tell who it is"),
    ]
    for slip, field, sentence in refused:
        answer = send(officer, f"{page}/quotes/new", {**WORDS, **slip})
        assert sentence in error_at(soup(answer), field)
    assert rows(app, ConversationQuote) == []

    assert send(officer, f"{page}/quotes/new", WORDS).status_code == 303

    read = words(officer.get(page))
    assert "I wait for weeks" in read
    assert "Aloud, and it was noted at once" in read
    assert "I wait for weeks" in words(signed_in(app, Role.FORUM).get("/staff/comments/quotes"))
    with app.test_request_context():
        assert [one.text for one in public_quotes(NOW.date())] == [WORDS["quoted"]]
        assert public_quotes(date(2026, 2, 3)) == []
    gone = soup(officer.get(page)).select_one("a[href*='/quotes/'][href$='/delete']")
    assert gone
    assert send(officer, str(gone["href"])).status_code == 303
    with app.test_request_context():
        assert quotes(to_officer=True) == []


def test_the_public_reads_no_words_that_no_officer_stands_behind(app: Flask) -> None:
    for role in (Role.FORUM, Role.ADVOCATE):
        writer = signed_in(app, role)
        page = noted(writer)
        assert send(writer, f"{page}/quotes/new", WORDS).status_code == 303

    with app.test_request_context():
        assert public_quotes(NOW.date()) == []
        assert len(quotes(to_officer=False)) == 2


def test_an_officer_takes_out_words_that_somebody_else_noted(app: Flask) -> None:
    officer, forum, advocate = (
        signed_in(app, role) for role in (Role.OFFICER, Role.FORUM, Role.ADVOCATE)
    )
    page = noted(forum)
    send(forum, f"{page}/quotes/new", WORDS)
    gone = "a[href*='/quotes/'][href$='/delete']"
    link = soup(officer.get(page)).select_one(gone)
    assert link

    assert soup(advocate.get(page)).select_one(gone) is None
    assert advocate.get(str(link["href"])).status_code == 403
    assert send(officer, str(link["href"])).status_code == 303

    assert rows(app, ConversationQuote) == []


def test_whoever_reads_a_conversation_is_in_the_audit(app: Flask) -> None:
    page = noted(signed_in(app))
    viewer = signed_in(app, Role.VIEWER)

    viewer.get(TALKS)
    viewer.get(page)

    read = [(one.action, one.subject_id) for one in rows(app, AuditEntry)][-2:]
    assert read == [("read_comments", None), ("read_quotes", page.rsplit("/", 1)[1])]


def test_who_said_a_quote_is_told_to_whoever_noted_it_or_where_ten_were_there(app: Flask) -> None:
    officer = signed_in(app)
    few, many = noted(officer), noted(officer, parent_carers="10")
    for page in (few, many):
        send(officer, f"{page}/quotes/new", WORDS)
    viewer = signed_in(app, Role.VIEWER)

    for reader, page, is_told in ((officer, few, 1), (viewer, few, 0), (viewer, many, 1)):
        read = words(reader.get(page))
        assert "I wait for weeks" in read
        assert read.count("Who said it A parent carer") == is_told
        assert read.count("Who agreed The person who said it") == is_told


def test_words_that_are_taken_out_are_in_no_file_of_the_database(app: Flask) -> None:
    officer = signed_in(app)
    page = noted(officer)
    send(officer, f"{page}/quotes/new", WORDS)
    said, quoted = str(COFFEE["said"]).encode(), str(WORDS["quoted"]).encode()
    assert quoted in stored(app)

    link = soup(officer.get(page)).select_one("a[href*='/quotes/'][href$='/delete']")
    assert link
    send(officer, str(link["href"])).close()
    assert quoted not in stored(app)
    assert said in stored(app)
    send(officer, f"{page}/delete").close()

    assert said not in stored(app)


def test_no_time_of_day_is_kept_of_a_note(app: Flask) -> None:
    noted(signed_in(app))

    (row,) = rows(app, Conversation)

    assert row.created_at == datetime.combine(NOW.date(), time.min, UTC)


def test_a_role_is_named_only_where_ten_of_it_were_there(app: Flask) -> None:
    few, many = talk(parent_carers=9), talk(parent_carers=10)
    agreed: dict[str, Any] = {"agreed_by": "speaker", "agreed_how": "aloud"}
    said = {"text": "We wait.", "language": "en", "role": "parent_carer", **agreed}
    for held in (few, many):
        store(app, held)
        store(app, ConversationQuote(conversation_id=held.id, agreed_on=held.held_on, **said))

    with app.test_request_context():
        named = {one.conversation_id: one.role for one in all_quotes()}
        in_public = {one.role for one in public_quotes(NOW.date())}

    assert named == {few.id: None, many.id: "parent_carer"}
    assert in_public == {None}


def test_the_notes_go_after_a_year_and_quotes_after_two_and_the_people_still_count(
    app: Flask,
) -> None:
    held = talk()
    store(app, held)
    agreed: dict[str, Any] = {"agreed_by": "speaker", "agreed_how": "aloud"}
    quote = {"text": "We wait.", "language": "en", "role": "parent_carer", **agreed}
    store(app, ConversationQuote(conversation_id=held.id, agreed_on=held.held_on, **quote))

    erase(app, date(2027, 2, 3))
    before = rows(app, Conversation)[0].said
    erase(app, date(2027, 2, 4))
    (left,) = rows(app, Conversation)
    quoted = len(rows(app, ConversationQuote))
    erase(app, date(2028, 2, 4))

    assert (before, left.said, left.parent_carers) == ("The letters come late.", "", 6)
    assert (quoted, rows(app, ConversationQuote)) == (1, [])


def test_of_a_talk_with_few_neither_the_title_nor_the_day_is_kept_for_good(app: Flask) -> None:
    kind, said = ConversationKind.ONE_TO_ONE, "On the phone"
    store(app, talk(kind=kind, title=said))
    store(app, talk(parent_carers=3, young_people=1, title="Four at the library", said=""))
    store(app, talk(parent_carers=3, young_people=2, title="Five at the library"))

    erase(app, date(2027, 2, 3))
    before = {(one.title, one.held_on) for one in rows(app, Conversation)}
    went = [counted(erase(app, date(2027, 2, 4))), counted(erase(app, date(2027, 2, 5)))]

    day, month = date(2026, 2, 4), date(2026, 2, 1)
    assert before == {(said, day), ("Four at the library", day), ("Five at the library", day)}
    left = {(one.title, one.held_on, one.created_at.date()) for one in rows(app, Conversation)}
    assert left == {
        ("A talk with one person or one family", month, month),
        ("A coffee morning, a club or another place where people meet", month, month),
        ("Five at the library", day, NOW.date()),
    }
    assert ["conversation notes" in one for one in went] == [True, False]


def test_the_day_of_a_talk_that_is_a_session_stays_the_day_of_the_session(app: Flask) -> None:
    initiative, officer = make.without_pulse(app), signed_in(app)
    page = noted(
        officer, initiative=str(initiative), held_on="02/06/2025", parent_carers="1", new_voices="0"
    )
    path = f"{REGISTER}/{initiative}/involvement/new?conversation={page.rsplit('/', 1)[1]}"
    send(officer, path, {"stage": "designed", "rung": "6", "rung_reason": "They chose."})

    erase(app, date(2027, 2, 4))

    (left,) = rows(app, Conversation)
    assert (left.held_on, left.said) == (date(2025, 6, 2), "")
    assert left.title == "A coffee morning, a club or another place where people meet"

"""Whoever holds a receipt code is told what became of the words, never the words nor the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from feedback.models import (
    CommentTheme,
    Decision,
    Outcome,
    Reply,
    Ruling,
    StaffMember,
    ThemeSource,
    Translation,
)
from feedback.respond import what_became
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup, stored
from tests.feedback.initiatives import filled_in
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import store
from translations import ledger

WORDS = "The quokka at the desk was kind"
WHEN = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)


def code_of(thanks: Any) -> str:
    """The code on a thank-you page."""
    return str(soup(thanks).select_one(".h-receipt").get_text())


def a_family_wrote(app: Flask, client: CheckingClient, **special: str) -> str:
    """A family answers and writes one comment; its code."""
    open_collection(app)
    return code_of(send(client, {"ps_overall": "good", "ps_better": WORDS, **special}))


def a_person_decided(app: Flask, ruling: Ruling, **special: Any) -> StaffMember:
    """An officer decides about every comment there is."""
    officer = factories.staff_member(name="Farida Quill")
    store(app, officer)
    rows = [
        judgement(one, officer, ruling=ruling, decided_at=WHEN, **special) for one in stored(app)[2]
    ]
    store(app, *rows)
    return officer


def shown(client: CheckingClient, code: str, query: str = "") -> Any:
    """The page that a code opens."""
    answer = client.post(f"/receipt{query}", data={"receipt": code})
    assert answer.status_code == 200
    return soup(answer)


def words(page: Any) -> str:
    """What the main part says."""
    return " ".join(page.find("main").get_text(" ").split())


def test_nobody_without_the_code_sees_anything(app: Flask, client: CheckingClient) -> None:
    code = a_family_wrote(app, client)

    for wrong in ("", "AAAA", "A" * 26, code[:-1], f"{code}A"):
        answer = client.post("/receipt", data={"receipt": wrong})
        assert answer.status_code == 400
        assert "We cannot find answers with this code." in words(soup(answer))
        assert "Post-session" not in words(soup(answer))
    assert "receipt code" in words(soup(client.get(f"/receipt?receipt={code}")))
    assert "We have your answers" in words(shown(client, code))


def test_the_code_is_in_no_address_and_no_cookie(app: Flask, client: CheckingClient) -> None:
    code = a_family_wrote(app, client)
    answer = client.post("/receipt", data={"receipt": code})
    page, typed = soup(answer), code.replace(" ", "")

    addresses = [str(tag.get(name, "")) for tag in page.find_all(True) for name in ADDRESSES]

    assert [one for one in addresses if typed[:8] in one.replace("-", "").replace(" ", "")] == []
    assert {form["method"] for form in page.find_all("form")} == {"post"}
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


ADDRESSES = ("href", "action", "formaction", "src")


def test_the_thank_you_page_leads_there_without_typing(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    thanks = soup(send(client, {"ps_overall": "good", "ps_better": WORDS}))
    form = thanks.select_one("form[action^='/receipt']")

    answer = client.post(form["action"], data={"receipt": form.input["value"]})

    assert "We have your answers" in words(soup(answer))


def test_what_nobody_has_read_is_said_to_be_waiting(app: Flask, client: CheckingClient) -> None:
    page = shown(client, a_family_wrote(app, client))

    assert "It is waiting for a person to read it." in words(page)
    assert "A person has read it." not in words(page)


def test_a_family_sees_that_a_person_read_it_and_what_it_is_about(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    a_person_decided(app, Ruling.THEMES, themes="waiting school retired_code")

    page = shown(client, code)

    assert "A person has read it." in words(page)
    assert [one.get_text() for one in page.select("main ul li")][-2:] == [
        "Waiting and appointments",
        "School",
    ]
    assert "retired_code" not in words(page)


def test_the_page_never_says_the_comment_who_read_it_or_when(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    a_person_decided(app, Ruling.PUBLISH, edited_copy="The […] was kind", why="Nobody is named")
    whole = client.post("/receipt", data={"receipt": code}).get_data(as_text=True)

    for never in ("quokka", "kind", "Quill", "Nobody is named", "2026", "15:09", "14 March"):
        assert never not in whole
    for never in (str(row.id) for table in stored(app) for row in table if hasattr(row, "id")):
        assert never not in whole


@pytest.mark.parametrize(
    ("ruling", "says", "is_about"),
    [
        (Ruling.INDIVIDUAL, "For help for one child, contact: Tower Hamlets and City", True),
        (Ruling.IDENTIFYING, "It could tell people who you are.", True),
        (Ruling.VEXATIOUS, "We decided not to use it.", False),
        (Ruling.HOLD, "Another person will look at it too.", False),
    ],
)
def test_what_is_kept_back_is_said_kindly_and_truly(
    app: Flask, client: CheckingClient, ruling: Ruling, says: str, is_about: bool
) -> None:
    code = a_family_wrote(app, client)
    a_person_decided(app, ruling, themes="waiting", why="Because")

    page = words(shown(client, code))

    assert says in page
    assert ("Waiting and appointments" in page) is is_about
    assert "Because" not in page
    assert "vexatious" not in page


def test_every_ruling_has_a_fate() -> None:
    assert set(what_became._FATES) == set(Ruling)


def test_answers_without_words_have_a_page_too(app: Flask, client: CheckingClient) -> None:
    page = shown(client, a_family_wrote(app, client, ps_better=""))

    assert "You wrote nothing in the boxes, or we no longer have it." in words(page)


def test_each_box_is_named_by_its_question(app: Flask, client: CheckingClient) -> None:
    page = shown(client, a_family_wrote(app, client))

    assert [one.get_text() for one in page.select("main h2")] == [
        "What is one thing we should change?"
    ]


def test_the_page_deletes_in_two_steps_and_is_gone_then(app: Flask, client: CheckingClient) -> None:
    code = a_family_wrote(app, client)
    form = shown(client, code).select_one("form[action^='/withdraw']")
    typed = {box["name"]: box["value"] for box in form.select("[name]")}

    sure = client.post(form["action"], data=typed)
    assert soup(sure).select_one("#receipt")["value"] == code
    assert len(stored(app)[0]) == 1
    client.post("/withdraw", data={"receipt": code})

    assert stored(app)[0] == []
    assert client.post("/receipt", data={"receipt": code}).status_code == 400


def test_a_deleted_code_and_one_that_never_was_get_the_same_page(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    client.post("/withdraw", data={"receipt": code})
    never = "Z" * 26

    pages = {
        one: client.post("/receipt", data={"receipt": one}).get_data(as_text=True).replace(one, "")
        for one in (code, never)
    }

    assert pages[code] == pages[never]


def test_a_code_is_looked_up_once_whether_anybody_has_it_or_not(
    app: Flask, client: CheckingClient
) -> None:
    a_family_wrote(app, client)
    asked: list[str] = []
    engine = database_of(app).engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_rest: asked.append(said))
    locks: list[bool] = []
    event.listen(
        engine,
        "begin",
        lambda begun: locks.append(begun.get_execution_options().get("heard_writes", True)),
    )

    client.post("/receipt", data={"receipt": "Z" * 26})

    assert len([one for one in asked if one.startswith("SELECT")]) == 1
    # A stranger who tries codes keeps no family from sending answers.
    assert locks == [False]
    client.post("/withdraw", data={"receipt": "Z" * 26})
    assert True in locks


def test_the_page_speaks_the_language_and_the_version_of_the_form(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client, version="easy")

    page = shown(client, code, "?lang=ar")
    english = page.select_one("button[formaction='?lang=en']")

    assert page.html["dir"] == "rtl"
    assert "h-easy" in page.html["class"]
    assert english.find_parent("form").input["value"] == code


def test_a_busy_database_keeps_the_code_that_was_typed(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> None:
        raise OperationalError("busy", {}, Exception())

    code = a_family_wrote(app, client)
    monkeypatch.setattr(what_became, "session", busy)

    answer = client.post("/receipt", data={"receipt": code})

    assert answer.status_code == 503
    assert soup(answer).select_one("#receipt")["value"] == code


def test_other_sites_cannot_ask(app: Flask, client: CheckingClient) -> None:
    code = a_family_wrote(app, client)

    answer = client.post(
        "/receipt", data={"receipt": code}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


def a_theme(app: Flask, **special: Any) -> Reply:
    """What families said, with every comment there is put under it."""
    usual: dict[str, Any] = {
        "theme": "The library closes too early",
        "raised_on": date(2026, 3, 2),
        "source": ThemeSource.COMMENTS,
        "created_at": WHEN,
    }
    reply = Reply(**usual | special)
    store(app, reply)
    store(app, *(CommentTheme(comment_id=one.id, reply_id=reply.id) for one in stored(app)[2]))
    return reply


def test_a_family_sees_what_was_answered_why_and_what_changed(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    said = {"decision": Decision.DOING, "reason": "Many asked", "we_did": "Asked for money"}
    reply = a_theme(app, **said)
    changed = Outcome(
        reply_id=reply.id, changed_on=WHEN.date(), what_changed="Open until 7", created_at=WHEN
    )
    store(app, changed)

    page = words(shown(client, code))

    for one in (
        "A person has read it.",
        "Families said: The library closes too early",
        "We are doing it",
        "Why: Many asked",
        "What we did: Asked for money",
        "What changed: Open until 7",
    ):
        assert one in page
    assert "We have not answered this yet." not in page


def test_whom_it_was_passed_on_to_is_said_only_when_it_was(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    a_theme(app, decision=Decision.PASSED_ON, passed_on_to="The NHS")
    a_theme(app, decision=Decision.PLANNED, passed_on_to="The school")

    page = words(shown(client, code))

    assert "We passed it on to: The NHS" in page
    assert "The school" not in page
    assert "We plan to do it" in page


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        (date(2026, 3, 2), "We are late. We wanted to answer by 13 April 2026."),
        (date(2199, 3, 1), "You can read our answer here by 12 April 2199."),
    ],
)
def test_what_has_no_answer_yet_says_by_when(
    app: Flask, client: CheckingClient, raised: date, says: str
) -> None:
    code = a_family_wrote(app, client)
    a_theme(app, raised_on=raised)

    page = words(shown(client, code))

    assert f"We have not answered this yet. {says}" in page


def test_what_was_read_and_put_under_nothing_has_no_answer_yet(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    a_person_decided(app, Ruling.THEMES)

    assert "We have not answered this yet." in words(shown(client, code))


def test_of_what_is_not_used_no_theme_is_said(app: Flask, client: CheckingClient) -> None:
    code = a_family_wrote(app, client)
    a_theme(app)
    a_person_decided(app, Ruling.VEXATIOUS, why="Because")

    assert "The library closes too early" not in words(shown(client, code))


def test_a_reply_is_read_in_the_language_of_the_page_or_marked_as_english(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    reply = a_theme(app, decision=Decision.DONE, reason="Many asked")
    store(
        app,
        Translation(
            reply_id=reply.id,
            field="theme",
            language="ar",
            text="المكتبة تغلق مبكرا",
            key=ledger.key(reply.theme, "المكتبة تغلق مبكرا"),
        ),
    )

    page = shown(client, code, "?lang=ar")

    assert "المكتبة تغلق مبكرا" in words(page)
    assert page.find("bdi", lang="en", string="Many asked")["dir"] == "ltr"


def test_the_easy_read_version_draws_each_step_and_is_one_button_away(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client)
    plain = shown(client, code)
    button = plain.find("button", string="Show the Easy Read version")

    typed = {"receipt": code, button["name"]: button["value"]}
    easy = soup(client.post("/receipt", data=typed))

    assert plain.select("main img") == []
    assert easy.html["class"] == ["h-easy"]
    assert [str(one["src"]).split("/")[-1] for one in easy.select("main img")]
    for one in easy.select("main img"):
        assert client.get(str(one["src"])).status_code == 200
        assert one["alt"] == ""
    assert easy.find("button", string="Show the standard version")
    french = easy.select_one("button[lang=fr]")
    again = client.post(
        f"/receipt{french['formaction']}", data=filled_in(french.find_parent("form"))
    )
    assert soup(again).html["class"] == ["h-easy"]


def test_who_answered_in_easy_read_is_answered_in_easy_read(
    app: Flask, client: CheckingClient
) -> None:
    code = a_family_wrote(app, client, version="easy")

    assert shown(client, code).html["class"] == ["h-easy"]
    empty = soup(client.get("/receipt?version=easy&lang=fr"))
    assert empty.html["class"] == ["h-easy"]
    assert "version=easy" in empty.select_one("nav a[lang=ar]")["href"]

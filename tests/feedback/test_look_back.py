"""The page of the audit, for administrators: newest first, by kind, in plain words."""

from __future__ import annotations

import pytest
from flask import Flask

from feedback import chain
from feedback.audit import Action, Subject
from feedback.chain import Entry
from feedback.look_back.words import ACTIONS, SUBJECTS
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.staff_pages import new_staff, signed_in, words

PART = "state=waiting page=1"
PATH = "/staff/audit"


def keep(app: Flask, *kept: Entry) -> None:
    with database_of(app).transaction() as connection:
        chain.append(connection, kept)


@pytest.fixture
def administrator(app: Flask) -> CheckingClient:
    return signed_in(app, Role.ADMINISTRATOR)


def test_an_entry_is_told_in_words(app: Flask, administrator: CheckingClient) -> None:
    sam = new_staff(app, name="Sam Green")
    kim = new_staff(app, name="Kim Brown")
    keep(
        app,
        Entry(Action.READ_COMMENTS, str(sam.id), Subject.QUEUE, PART, how_many=25),
        Entry(Action.CHANGED_STAFF, chain.COMMAND_LINE, Subject.STAFF, kim.id, reason="on leave"),
        Entry(Action.SIGN_IN_FAILED, chain.NOBODY, Subject.STAFF, sam.id),
        Entry(Action.EXPORTED, "an id whose account is gone"),
    )

    page = soup(administrator.get(PATH))

    lines = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("tbody tr")
    ]
    assert [when.rpartition(" ")[2] for when, *_rest in lines] == ["5", "4", "3", "2", "1"]
    assert [line[1:] for line in lines[:4]] == [
        ["Exported Somebody who has no account any more: an id whose account is gone", "", ""],
        ["Could not sign in Somebody not signed in", "Member of staff Sam Green", ""],
        [
            "Changed somebody’s account A command on the server",
            "Member of staff Kim Brown",
            "on leave",
        ],
        ["Read a list of comments Sam Green", "List of comments state=waiting page=1 × 25", ""],
    ]


def test_one_kind_of_entry_is_shown_alone(app: Flask, administrator: CheckingClient) -> None:
    keep(app, Entry(Action.EXPORTED, chain.COMMAND_LINE))

    shown = administrator.get(f"{PATH}?action=exported")
    unknown = administrator.get(f"{PATH}?action=made_up")

    assert "1 entry" in words(shown)
    chosen = soup(shown).select_one("#action option[selected]")
    assert chosen
    assert chosen.get_text() == "Exported"
    assert "2 entries" in words(unknown)


def test_many_entries_come_in_pages_that_keep_the_choice(
    app: Flask, administrator: CheckingClient
) -> None:
    keep(app, *(Entry(Action.EXPORTED, chain.COMMAND_LINE) for _one in range(60)))

    first = soup(administrator.get(f"{PATH}?action=exported"))
    following = first.select_one("a[rel=next]")
    assert following
    second = soup(administrator.get(str(following["href"])))

    assert (len(first.select("tbody tr")), len(second.select("tbody tr"))) == (50, 10)


def test_a_choice_without_entries_says_so(administrator: CheckingClient) -> None:
    assert "There are no entries here." in words(administrator.get(f"{PATH}?action=exported"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_opens_it(app: Flask, role: Role) -> None:
    client = signed_in(app, role)

    assert client.get(PATH).status_code == 403
    assert not soup(client.get("/staff")).select(f"nav a[href='{PATH}']")


def test_the_menu_leads_administrators_there(administrator: CheckingClient) -> None:
    assert soup(administrator.get("/staff")).select(f"nav a[href='{PATH}']")


def test_a_name_that_is_markup_is_shown_as_it_is(app: Flask, administrator: CheckingClient) -> None:
    mallory = new_staff(app, name="<script>alert(1)</script>")
    keep(app, Entry(Action.EXPORTED, str(mallory.id), reason="<b>why</b>"))

    page = administrator.get(PATH)

    assert "<script>alert(1)</script>" in words(page)
    assert not soup(page).select("main script, main b")


def test_looking_changes_nothing(app: Flask, administrator: CheckingClient) -> None:
    before = entries(app)

    administrator.get(PATH)

    assert entries(app) == before


def test_every_action_and_subject_has_words() -> None:
    assert set(ACTIONS) == set(Action)
    assert set(SUBJECTS) == set(Subject)
    assert all(len(word) <= 40 for word in (*Action, *Subject))


def test_an_action_of_another_time_is_shown_by_its_own_word(
    app: Flask, administrator: CheckingClient
) -> None:
    keep(app, Entry(Action.EXPORTED, chain.COMMAND_LINE))
    with database_of(app).transaction() as connection:
        last = chain.head(connection)
        old = {
            "number": last.number + 1,
            "at": entries(app)[0]["at"],
            "who": chain.COMMAND_LINE,
            "action": "done_no_more",
            "subject": "gone",
            "subject_id": None,
            "how_many": None,
            "reason": None,
            "previous_hash": last.entry_hash,
        }
        connection.execute(chain.ENTRY.insert().values(**old, entry_hash=chain.hash_of(old)))

    assert "done_no_more A command on the server gone" in words(administrator.get(PATH))

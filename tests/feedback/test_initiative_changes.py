"""What two people confirmed is what is on record: a change to it has to be confirmed again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import SQLModel

from feedback.models import Involvement, Role
from feedback.signing import NOT_EVIDENCE, SIGNED_REPLY, SIGNED_TELLING, fingerprint
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import soup
from tests.feedback.initiatives import REGISTER, THEMES, change, links, one_day, press
from tests.feedback.staff_pages import signed_in, words

__all__ = ["one_day"]

CHANGED = "Changed since it was confirmed: propose it again"
CONFIRM = {"verdict": "confirmed", "comment": "It is true."}


def the_form(client: CheckingClient, page: str, of: str) -> str:
    """The page on which an officer changes the first session or reply, or the initiative."""
    return next(link for link in links(client, page) if of in link and link.endswith("/edit"))


def the_theme(client: CheckingClient, page: str) -> str:
    """The page of the first theme of an initiative."""
    return next(link for link in links(client, page) if link.startswith(f"{THEMES}/"))


EDITS: dict[str, tuple[Callable[[CheckingClient, str], str], make.Typed]] = {
    "the title": (lambda _client, page: f"{page}/edit", {"title": "Another club"}),
    "the description": (lambda _client, page: f"{page}/edit", {"description": "Not that."}),
    "the kind": (lambda _client, page: f"{page}/edit", {"kind": "co_production"}),
    "the audience": (lambda _client, page: f"{page}/edit", {"audience": "families"}),
    "the day": (lambda _client, page: f"{page}/edit", {"delivered_on": "07/10/2025"}),
    "the link": (lambda _client, page: f"{page}/edit", {"delivered_link": "https://a.example"}),
    "a session": (
        lambda client, page: the_form(client, page, "/involvement/"),
        {"rung_reason": "They chose everything."},
    ),
    "a new session": (
        lambda _client, page: f"{page}/involvement/new",
        {
            "happened_on": "2025-11-01",
            "stage": "reviewed",
            "rung": "3",
            "rung_reason": "They were told.",
            "parent_carers": "1",
        },
    ),
    "a reply": (
        lambda client, page: f"{the_theme(client, page)}/reply",
        {"we_did": "There are two.", "replied_on": "2025-07-21"},
    ),
    "a new telling": (
        lambda client, page: f"{the_theme(client, page)}/told/new",
        {"told_on": "2026-01-05", "how": ["letter"]},
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_was_confirmed_and_then_changed_does_not_count(app: Flask, what: str) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer = signed_in(app)
    form, typed = EDITS[what]
    before = words(officer.get(REGISTER))

    sent = make.send(officer, form(officer, page), typed)

    assert sent.status_code == 303, words(sent)
    register, said = words(officer.get(REGISTER)), words(officer.get(page))
    assert "1 of 3 counts so far" in before
    assert "0 of 3 count so far" in register
    assert CHANGED in register
    assert "It has been changed, so an officer has to propose it again." in register
    assert "This was confirmed on 2 February 2026 and has been changed since" in said
    assert "2 March 2026 Changed after it was confirmed." in said


@pytest.mark.parametrize(
    ("of", "typed"),
    [("", {"owner": "Another team"}), ("", {}), ("/involvement/", {})],
)
def test_saving_what_nobody_signed_or_nothing_new_changes_nothing(
    app: Flask, of: str, typed: make.Typed
) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer = signed_in(app)

    sent = make.send(officer, the_form(officer, page, of) if of else f"{page}/edit", typed)

    assert sent.status_code == 303
    assert "1 of 3 counts so far" in words(officer.get(REGISTER))
    assert "Changed after" not in words(officer.get(page))


def test_a_theme_that_comes_or_goes_reopens_what_was_confirmed(app: Flask) -> None:
    made = make.complete(app)
    officer, page = signed_in(app), f"{REGISTER}/{made}"
    theme = the_theme(officer, page)
    light = {"theme": "Light", "raised_on": "2026-01-05", "source": "forum"}

    added = make.send(officer, f"{THEMES}/new?initiative={made}", {**light, "audience": "families"})
    with_one_more = words(officer.get(page))
    deleted = make.send(officer, f"{added.headers['Location']}/delete")
    as_it_was = words(officer.get(REGISTER))
    make.send(officer, f"{theme}/edit", {"initiative": "", "source": "session"})

    assert (added.status_code, deleted.status_code) == (303, 303)
    assert "It does not count now, because a test no longer passes" in with_one_more
    assert "1 of 3 counts so far" in as_it_was
    assert "0 of 3 count so far" in words(officer.get(REGISTER))


def test_an_owner_a_day_and_what_changed_take_nothing_back(app: Flask) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer = signed_in(app)
    theme = the_theme(officer, page)
    new = {"owner": "Early help", "due_on": "2026-04-01", "replied_on": "2025-07-21"}
    changed = {"what_changed": "A quiet room is open.", "changed_on": "2025-08-01"}

    answered = make.send(officer, f"{theme}/reply", new)
    said = make.send(officer, f"{theme}/changes/new", changed)

    assert (answered.status_code, said.status_code) == (303, 303)
    assert "1 of 3 counts so far" in words(officer.get(REGISTER))


def test_the_very_same_evidence_counts_again(app: Flask) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer = signed_in(app)
    make.send(officer, f"{page}/edit", {"title": "Another club"})

    make.send(officer, f"{page}/edit", {"title": f"{make.TITLE}."})
    nearly = words(officer.get(REGISTER))
    make.send(officer, f"{page}/edit", {"title": make.TITLE})

    assert "0 of 3 count so far" in nearly
    assert "1 of 3 counts so far" in words(officer.get(REGISTER))
    assert "Changed after" not in words(officer.get(page))


def test_what_was_changed_counts_when_it_is_proposed_and_confirmed_again(app: Flask) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)
    make.send(officer, f"{page}/edit", {"title": "Another club"})

    too_soon = press(forum, page, "answer", **CONFIRM)
    proposed = press(officer, page, "propose")
    confirmed = press(forum, page, "answer", **CONFIRM)

    assert too_soon.status_code == 400
    assert "It has been changed, so it cannot be confirmed now." in words(too_soon)
    assert "It is true." in words(too_soon)
    assert (proposed.status_code, confirmed.status_code) == (303, 303)
    assert "1 of 3 counts so far" in words(forum.get(REGISTER))


def waiting(app: Flask) -> str:
    """The page of an initiative that an officer has proposed."""
    made = make.without_pulse(app)
    make.ask_if_heard(app, made, "yes", "yes", "yes")
    page = f"{REGISTER}/{made}"
    assert press(signed_in(app), page, "propose").status_code == 303
    return page


def test_a_proposal_does_not_outlive_a_change(app: Flask) -> None:
    page = waiting(app)
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)

    make.send(officer, f"{page}/edit", {"title": "Another club"})

    said = words(officer.get(page))
    assert "This has been changed since an officer proposed it" in said
    assert "2 March 2026 Changed after it was proposed." in said
    assert "Propose that this counts" in said
    assert press(forum, page, "answer", **CONFIRM).status_code == 400
    assert "0 of 3 count so far" in words(forum.get(REGISTER))


def test_nobody_confirms_what_they_have_not_read(app: Flask) -> None:
    page = waiting(app)
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)
    form = soup(forum.get(page)).select_one('main form[action$="/answer"]')
    read_before = {**make.filled_in(form), **CONFIRM}
    make.send(officer, f"{page}/edit", {"title": "Another club"})
    press(officer, page, "propose")

    refused = forum.post(f"{page}/answer", data=read_before)
    not_counted = words(forum.get(REGISTER))
    form = soup(refused).select_one('main form[action$="/answer"]')
    read_again = forum.post(f"{page}/answer", data=make.filled_in(form))

    assert refused.status_code == 400
    assert "Somebody changed this while you were reading: read it again." in words(refused)
    assert "It is true." in words(refused)
    assert "0 of 3 count so far" in not_counted
    assert read_again.status_code == 303
    assert "1 of 3 counts so far" in words(forum.get(REGISTER))


def test_an_answer_that_does_not_say_what_was_read_is_refused(app: Flask) -> None:
    page, forum = waiting(app), signed_in(app, Role.FORUM)

    refused = press(forum, page, "answer", **CONFIRM, fingerprint="")

    assert refused.status_code == 400
    assert "read it again" in words(refused)


def test_a_change_behind_the_pages_back_is_noticed_without_a_day(app: Flask) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer = signed_in(app)

    change(app, Involvement, note="Added by hand.")

    assert CHANGED in words(officer.get(page))
    assert "Changed after it was confirmed" not in words(officer.get(page))


def test_every_column_that_the_tests_read_is_signed() -> None:
    made = make.initiative()
    session, reply = make.session(made), make.reply(made)
    telling = make.telling(reply)
    before = fingerprint(made, [session], [reply], [telling])
    signed: list[tuple[SQLModel, set[str]]] = [
        (session, set(type(session).model_fields) - NOT_EVIDENCE),
        (reply, {*SIGNED_REPLY, "passed_on_to"}),
        (telling, set(SIGNED_TELLING)),
    ]

    for row, columns in signed:
        for column in set(type(row).model_fields) - {"id", "reply_id"}:
            kept = getattr(row, column)
            setattr(row, column, "other")
            is_signed = fingerprint(made, [session], [reply], [telling]) != before
            assert is_signed is (column in columns), column
            setattr(row, column, kept)
    assert fingerprint(made, [session], [reply], [telling]) == before


def test_what_was_confirmed_before_tellings_were_rows_still_counts() -> None:
    made = make.initiative()
    told, waits = make.reply(made), make.reply(made, theme="Snacks", decision=None, we_did="")
    telling = make.telling(told, how="in_person letter")

    signed = fingerprint(made, [make.session(made)], [waits, told], [telling])

    assert signed == "36675eeadb515e4afdfef16db207d70fa6880d3d0aebd7d171fd4ef744ec9682"


def test_every_further_telling_is_signed() -> None:
    made = make.initiative()
    reply = make.reply(made)
    first, again = make.telling(reply), make.telling(reply, told_on=make.LAST_TOLD)

    once = fingerprint(made, (), [reply], [first])
    twice = fingerprint(made, (), [reply], [first, again])
    again.languages = "bn"

    assert twice != once
    assert fingerprint(made, (), [reply], [again, first]) not in {once, twice}


def test_the_same_evidence_in_another_order_or_recorded_again_signs_the_same() -> None:
    made = make.initiative()
    one, two = make.session(made), make.session(made, note="Second.")
    again = make.session(made)

    first = fingerprint(made, [one, two], (), ())

    assert first == fingerprint(made, [two, again], (), ())
    assert first != fingerprint(made, [one], (), ())
    assert first != fingerprint(made, [one, two, again], (), ())
    assert len(first) == 64

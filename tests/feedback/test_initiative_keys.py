"""Two people turn two keys, and everybody may read what only officers may write."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlmodel import col, select

from feedback.models import Confirmation, Involvement, Role, StaffMember, Verdict
from feedback.responses import table_of
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import REGISTER, change, links, one_day, press
from tests.feedback.staff_pages import browser, new_staff, sign_in, signed_in, store, words

__all__ = ["one_day"]
from translations import LANGUAGES

CONFIRM = {"verdict": "confirmed", "comment": "It is true."}
DISPUTE = {"verdict": "disputed", "comment": "Nobody asked us."}


def ready(app: Flask, **special: Any) -> str:
    """The page of an initiative that passes every test."""
    made = make.without_pulse(app, **special)
    make.ask_if_heard(app, made, "yes", "yes", "yes")
    return f"{REGISTER}/{made}"


def proposed(app: Flask, **special: Any) -> str:
    """The page of one that an officer has proposed."""
    page = ready(app, **special)
    assert press(signed_in(app), page, "propose").status_code == 303
    return page


def counted(client: CheckingClient) -> bool:
    return "1 of 3 counts so far" in words(client.get(REGISTER))


def test_the_forum_confirms_what_an_officer_proposed(app: Flask) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)

    assert press(forum, page, "answer", **CONFIRM).status_code == 303
    assert counted(forum)


def test_what_the_forum_refuses_is_on_the_register_with_its_words_and_stays_in_history(
    app: Flask,
) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)
    assert press(forum, page, "answer", **DISPUTE).status_code == 303

    for role in (Role.OFFICER, Role.VIEWER):
        for path in (REGISTER, page):
            [said] = soup(signed_in(app, role).get(path)).select("main .h-notice blockquote")
            assert said.get_text() == DISPUTE["comment"]

    press(signed_in(app), page, "propose")
    after = words(signed_in(app).get(page))
    assert not soup(signed_in(app).get(REGISTER)).select("main .h-notice blockquote")
    assert "A Forum reviewer disputed it." in after
    assert DISPUTE["comment"] in after


def test_an_officer_cannot_confirm(app: Flask) -> None:
    page, officer = proposed(app), signed_in(app)

    assert not soup(officer.get(page)).select("main input[name=verdict]")
    assert press(officer, page, "answer", **CONFIRM).status_code == 403
    assert not counted(officer)


def test_nobody_confirms_their_own_proposal(app: Flask) -> None:
    page, person = ready(app), new_staff(app)
    client = browser(app)
    sign_in(client, person.email)
    press(client, page, "propose")
    # They leave the council and join the Forum.
    change(app, StaffMember, table_of(StaffMember).c.id == person.id, role=Role.FORUM)

    said = words(client.get(page))

    assert "Somebody else has to confirm or dispute it." in said
    assert press(client, page, "answer", **CONFIRM).status_code == 403
    assert not counted(client)


def test_a_youth_advocate_confirms_only_what_young_people_shaped(app: Flask) -> None:
    for_parents, for_young_people = proposed(app), proposed(app, audience="young_people")
    advocate = signed_in(app, Role.ADVOCATE)

    assert press(advocate, for_parents, "answer", **CONFIRM).status_code == 403
    assert press(advocate, for_young_people, "answer", **CONFIRM).status_code == 303
    assert counted(advocate)
    assert "1 of those that count was shaped with children or young people" in words(
        advocate.get(REGISTER)
    )


def test_what_is_disputed_does_not_count_until_it_is_proposed_and_confirmed(app: Flask) -> None:
    page, officer, forum = proposed(app), signed_in(app), signed_in(app, Role.FORUM)
    press(forum, page, "answer", **DISPUTE)
    disputed = words(officer.get(page))

    at_once = press(forum, page, "answer", **CONFIRM)
    press(officer, page, "propose")
    later = press(forum, page, "answer", **CONFIRM)

    assert "Disputed: it does not count" in disputed
    assert "A Forum reviewer disputed it. Nobody asked us." in disputed
    assert (at_once.status_code, later.status_code) == (403, 303)
    assert counted(forum)


def test_the_forum_can_dispute_what_it_confirmed(app: Flask) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)
    press(forum, page, "answer", **CONFIRM)

    press(forum, page, "answer", **DISPUTE)

    said = words(forum.get(page))
    assert not counted(forum)
    assert "A Forum reviewer confirmed it." in said
    assert "A Forum reviewer disputed it." in said


def test_an_officer_cannot_propose_what_lacks_evidence(app: Flask) -> None:
    page, officer = f"{REGISTER}/{make.without_pulse(app)}", signed_in(app)

    refused = press(officer, page, "propose")

    assert refused.status_code == 400
    assert "It cannot be proposed now." in words(refused)
    assert "Propose that this counts" not in words(officer.get(page))


def test_what_was_disputed_is_not_proposed_again_without_evidence(app: Flask) -> None:
    page, officer, forum = proposed(app), signed_in(app), signed_in(app, Role.FORUM)
    press(forum, page, "answer", **DISPUTE)
    change(app, Involvement, rung=4)

    assert press(officer, page, "propose").status_code == 400


def test_nothing_is_confirmed_once_a_test_fails(app: Flask) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)
    change(app, Involvement, rung=4)

    refused = press(forum, page, "answer", **CONFIRM)

    assert refused.status_code == 400
    assert "It cannot be confirmed now." in words(refused)
    assert "It is true." in words(refused)


@pytest.mark.parametrize(("missing", "field"), [("verdict", "verdict"), ("comment", "comment")])
def test_an_answer_needs_a_verdict_and_a_comment(app: Flask, missing: str, field: str) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)
    typed = {name: value for name, value in CONFIRM.items() if name != missing}

    refused = press(forum, page, "answer", **typed)

    assert refused.status_code == 400
    assert make.error_at(soup(refused), field)
    assert not counted(forum)


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_others_read_everything_and_change_nothing(app: Flask, role: Role) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    officer, reader = signed_in(app), signed_in(app, role)
    to_change = {link for link in links(officer, page) if link.startswith(f"{page}/")} | {
        f"{REGISTER}/new"
    }

    assert len(to_change) == 6
    assert words(reader.get(REGISTER)) and words(reader.get(page))
    assert not [link for link in links(reader, page) if link in to_change]
    for link in to_change:
        assert reader.get(link).status_code == 403
        assert press_at(reader, link) == 403
    assert press(reader, page, "propose").status_code == 403
    assert counted(reader)


def press_at(client: CheckingClient, path: str) -> int:
    return client.post(path, data={"csrf_token": make.token(client, REGISTER)}).status_code


def test_a_viewer_cannot_answer(app: Flask) -> None:
    page, viewer = proposed(app), signed_in(app, Role.VIEWER)

    assert press(viewer, page, "answer", **CONFIRM).status_code == 403


def test_nobody_else_gets_in(app: Flask, client: CheckingClient) -> None:
    assert client.get(REGISTER).status_code == 302
    assert signed_in(app, Role.ADMINISTRATOR).get(REGISTER).status_code == 403


def test_an_entry_of_another_initiative_is_not_found(app: Flask) -> None:
    one, other = make.initiative(), make.initiative(title="Another")
    session = make.session(other)
    store(app, one, other, session)
    officer = signed_in(app)

    assert officer.get(f"{REGISTER}/{other.id}/involvement/{session.id}/edit").status_code == 200
    assert officer.get(f"{REGISTER}/{one.id}/involvement/{session.id}/edit").status_code == 404
    assert officer.get(f"{REGISTER}/{uuid4()}").status_code == 404


def test_a_turn_of_a_key_outlives_whoever_turned_it(app: Flask) -> None:
    make.complete(app)
    change(app, StaffMember)

    assert counted(signed_in(app, Role.VIEWER))


def test_the_pages_run_from_right_to_left_in_arabic(app: Flask) -> None:
    page = f"{REGISTER}/{make.complete(app)}"
    languages = app.extensions["heard_languages"]
    languages.offered = (*languages.offered, LANGUAGES["ar"])
    officer = signed_in(app)

    for path in (REGISTER, page, f"{page}/edit", f"{page}/involvement/new"):
        assert soup(officer.get(f"{path}?lang=ar")).select("html[dir=rtl]")


def test_the_keys_are_kept_for_ever(app: Flask) -> None:
    page, forum = proposed(app), signed_in(app, Role.FORUM)
    press(forum, page, "answer", **DISPUTE)

    with database_of(app).session() as session:
        kept = session.exec(select(Confirmation.verdict).order_by(col(Confirmation.at))).all()
    assert list(kept) == [Verdict.PROPOSED, Verdict.DISPUTED]

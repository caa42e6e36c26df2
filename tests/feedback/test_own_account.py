"""Staff change their own password: only by the old one, only to a fit one, everywhere at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlmodel import Session, select

from feedback.models import Role, StaffSession
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.staff_pages import browser, new_staff, send_form, sign_in, signed_in, words

PAGE = "/staff/account/password"
NEW = "seven slow orange tractors"


def typed(new: str = NEW, **special: str) -> dict[str, str]:
    return {"old": factories.PASSWORD, "password": new, "again": new} | special


@pytest.mark.parametrize("role", list(Role))
def test_everybody_signed_in_finds_their_own_account(app: Flask, role: Role) -> None:
    client = signed_in(app, role)

    assert soup(client.get("/staff")).select('main a[href="/staff/account"]')
    assert soup(client.get("/staff/account")).select(f'main a[href="{PAGE}"]')


def test_a_new_password_works_and_the_old_one_and_other_sessions_do_not(
    app: Flask, client: CheckingClient
) -> None:
    person, elsewhere = new_staff(app), browser(app)
    for one in (client, elsewhere):
        sign_in(one, person.email)
    with client.session_transaction() as cookie:
        before = cookie["sid"]

    changed = send_form(client, PAGE, typed())

    assert (changed.status_code, changed.headers["Location"]) == (303, "/staff/account")
    assert "Your new password works" in words(client.get("/staff/account"))
    assert elsewhere.get("/staff").status_code == 302
    with client.session_transaction() as cookie:
        assert cookie["sid"] != before
    with Session(database_of(app).engine) as session:
        assert len(session.exec(select(StaffSession)).all()) == 1
    assert sign_in(browser(app), person.email).status_code == 400
    assert sign_in(browser(app), person.email, NEW).status_code == 303


def test_the_audit_keeps_that_a_password_changed_and_never_which(
    app: Flask, client: CheckingClient
) -> None:
    person = new_staff(app)
    sign_in(client, person.email)

    send_form(client, PAGE, typed())

    [entry] = [one for one in entries(app) if one["action"] == "changed_staff"]
    assert (entry["who"], entry["subject_id"]) == (str(person.id), str(person.id))
    assert NEW not in str(entries(app))


@pytest.mark.parametrize(
    ("special", "field", "said"),
    [
        ({"old": ""}, "old", "Type the password you have now."),
        ({"old": "something else entirely"}, "old", "This is not your password."),
        ({"again": "seven slow orange tractor"}, "again", "The two passwords are not the same."),
        ({"password": "short", "again": "short"}, "password", "This is too short."),
        ({"password": "m" * 129, "again": "m" * 129}, "password", "This is too long."),
        (
            {"password": "iloveyouiloveyou", "again": "iloveyouiloveyou"},
            "password",
            "This is easy to guess.",
        ),
        (
            {"password": "City of London EHCP", "again": "City of London EHCP"},
            "password",
            "This is too close to your name",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_changes(
    app: Flask, special: dict[str, str], field: str, said: str
) -> None:
    person, client = new_staff(app), browser(app)
    sign_in(client, person.email)

    refused = send_form(client, PAGE, typed(**special))

    assert refused.status_code == 400
    assert said in words(refused)
    assert soup(refused).select_one(f'.h-error-summary a[href="#{field}"]')
    assert sign_in(browser(app), person.email).status_code == 303


def test_nobody_guesses_the_old_password_from_an_open_session(app: Flask) -> None:
    client = signed_in(app)

    tries = [send_form(client, PAGE, typed(old="wrong guess")) for _number in range(6)]

    assert [one.status_code for one in tries] == [400] * 5 + [429]
    assert "too many tries" in words(tries[-1])


def test_nobody_signed_out_changes_a_password(client: CheckingClient) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/staff/sign-in")


def test_what_ran_out_long_ago_is_deleted_when_somebody_signs_in(app: Flask) -> None:
    signed_in(app)
    with database_of(app).transaction() as connection:
        old = datetime.now(UTC) - timedelta(minutes=31)
        connection.execute(update(StaffSession).values(last_seen_at=old))

    signed_in(app)

    with Session(database_of(app).engine) as session:
        assert len(session.exec(select(StaffSession)).all()) == 1
    assert [one["action"] for one in entries(app)].count("session_ran_out") == 1

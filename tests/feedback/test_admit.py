"""Administrators let people in, change what they may do and shut them out; nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from feedback import create_app
from feedback.config import Config
from feedback.models import Role, StaffMember
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.posting import Letterbox, letterbox, link_in
from tests.feedback.staff_pages import (
    browser,
    new_staff,
    send_form,
    sign_in,
    signed_in,
    words,
)

PEOPLE = "/staff/people"
NEW = "seven slow orange tractors"
SAM = {"name": "Sam Jones", "email": "Sam@Harbour.example", "role": "forum"}


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Letterbox]:
    """A mail server that takes what Heard sends."""
    with letterbox(tmp_path) as box:
        yield box


@pytest.fixture
def posting_app(config: Config, box: Letterbox) -> Flask:
    """The app, with a mail server."""
    settings = box.settings(HEARD_DATA_DIR=str(config.data_dir))
    app = create_app(Config.from_environment(settings))
    app.testing = True
    app.test_client_class = CheckingClient
    return app


def found(app: Flask, email: str) -> StaffMember:
    with Session(database_of(app).engine) as session:
        return session.exec(select(StaffMember).where(col(StaffMember.email) == email)).one()


def changes(app: Flask) -> list[str]:
    return [one["reason"] for one in entries(app) if one["action"].endswith("_staff")]


def test_whoever_is_invited_chooses_a_password_and_signs_in(
    posting_app: Flask, box: Letterbox
) -> None:
    administrator = signed_in(posting_app, Role.ADMINISTRATOR)

    sent = send_form(administrator, f"{PEOPLE}/new", SAM)
    page = administrator.get(sent.headers["Location"])
    [letter] = box.letters
    client = browser(posting_app)
    early = sign_in(client, "sam@harbour.example", "")
    saved = send_form(client, link_in(letter), {"password": NEW, "again": NEW})
    entered = sign_in(client, "sam@harbour.example", NEW)

    assert "We sent a link to sam@harbour.example." in words(page)
    assert "Invited" in words(page)
    assert letter["To"] == "sam@harbour.example"
    assert (early.status_code, saved.status_code, entered.status_code) == (400, 303, 303)
    assert "Can sign in" in words(administrator.get(sent.headers["Location"]))
    assert changes(posting_app) == [
        "role: forum",
        "link: invitation",
        "password chosen by a link: invitation",
    ]


def test_without_a_mail_server_the_administrator_hands_the_link_over(app: Flask) -> None:
    page = send_form(signed_in(app, Role.ADMINISTRATOR), f"{PEOPLE}/new", SAM)
    link = soup(page).select_one("#link")

    assert page.status_code == 200
    assert "Hand over this link" in words(page)
    assert link
    path = link.get_text().removeprefix("http://127.0.0.1:8000")
    assert send_form(browser(app), path, {"password": NEW, "again": NEW}).status_code == 303


def test_a_letter_that_cannot_be_sent_is_said_and_its_link_is_shown(
    posting_app: Flask, box: Letterbox
) -> None:
    box.refuses = True

    page = send_form(signed_in(posting_app, Role.ADMINISTRATOR), f"{PEOPLE}/new", SAM)

    assert "The email could not be sent." in words(page)
    assert soup(page).select_one("#link")
    assert found(posting_app, "sam@harbour.example").role is Role.FORUM


@pytest.mark.parametrize(
    ("special", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"email": "sam"}, "email"),
        ({"email": "sam@harbour.example, eve@harbour.example"}, "email"),
        ({"email": f"{'s' * 250}@harbour.example"}, "email"),
        ({"role": ""}, "role"),
        ({"role": "king"}, "role"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(
    app: Flask, special: dict[str, str], field: str
) -> None:
    page = send_form(signed_in(app, Role.ADMINISTRATOR), f"{PEOPLE}/new", SAM | special)

    assert page.status_code == 400
    assert soup(page).select_one(f'.h-error-summary a[href="#{field}"]')
    typed = soup(page).select_one("#name")
    assert typed and typed["value"] == (SAM | special)["name"]


def test_nobody_is_invited_twice(app: Flask) -> None:
    administrator = signed_in(app, Role.ADMINISTRATOR)
    person = new_staff(app)

    page = send_form(administrator, f"{PEOPLE}/new", SAM | {"email": person.email.upper()})

    assert page.status_code == 400
    assert "Somebody has an account with this address already." in words(page)


@pytest.mark.parametrize(
    "stranger", [role for role in Role if role is not Role.ADMINISTRATOR], ids=str
)
def test_nobody_else_sees_or_changes_accounts(app: Flask, stranger: Role) -> None:
    client, person = signed_in(app, stranger), new_staff(app)
    csrf = soup(client.get("/staff")).select_one('header [name="csrf_token"]')
    assert csrf
    acts = ("role", "link", "disable", "enable", "sign-out")

    looks = [client.get(path).status_code for path in (PEOPLE, f"{PEOPLE}/new")]
    tries = [
        client.post(
            f"{PEOPLE}/{person.id}/{act}",
            data={"csrf_token": csrf["value"], "role": "administrator"},
        ).status_code
        for act in acts
    ]

    assert looks == [403] * 2
    assert tries == [403] * 5
    assert found(app, person.email) == person


def act(app: Flask, person: StaffMember, name: str, **typed: str) -> CheckingClient:
    """Let an administrator press a button about somebody; the browser of that administrator."""
    client, page = signed_in(app, Role.ADMINISTRATOR), f"{PEOPLE}/{person.id}"
    answer = send_form(client, page, typed, action=f"{page}/{name}")
    assert answer.status_code == 303
    return client


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("role", {"role": "viewer"}, "role: officer to viewer"),
        ("disable", {}, "disabled"),
        ("sign-out", {}, "signed out everywhere"),
    ],
)
def test_every_act_ends_the_sessions_opened_before_and_is_kept(
    app: Flask, name: str, typed: dict[str, str], reason: str
) -> None:
    person, client = new_staff(app), browser(app)
    sign_in(client, person.email)
    cookie = client.get_cookie("heard")

    act(app, person, name, **typed)

    assert cookie and client.get("/staff").status_code == 302
    client.set_cookie("heard", cookie.value)
    assert client.get("/staff").status_code == 302
    assert changes(app)[-1] == reason


def test_a_disabled_account_opens_again_only_when_it_is_enabled(app: Flask) -> None:
    person = new_staff(app)

    act(app, person, "disable")
    shut = sign_in(browser(app), person.email).status_code
    page = act(app, found(app, person.email), "enable").get(f"{PEOPLE}/{person.id}")

    assert shut == 400
    assert "The account works again." in words(page)
    assert sign_in(browser(app), person.email).status_code == 303


def test_a_disabled_account_gets_no_link(app: Flask) -> None:
    client, person = signed_in(app, Role.ADMINISTRATOR), new_staff(app, is_disabled=True)
    csrf = soup(client.get("/staff")).select_one('header [name="csrf_token"]')
    assert csrf

    answer = client.post(f"{PEOPLE}/{person.id}/link", data={"csrf_token": csrf["value"]})

    assert answer.status_code == 403


def test_an_administrator_can_let_somebody_choose_another_password(
    posting_app: Flask, box: Letterbox
) -> None:
    person = new_staff(posting_app)

    act(posting_app, person, "link")

    assert "/staff/links/new-password/" in link_in(box.letters[0])


def test_administrators_cannot_shut_or_demote_themselves(app: Flask) -> None:
    person, client = new_staff(app, Role.ADMINISTRATOR), browser(app)
    sign_in(client, person.email)
    page = client.get(f"{PEOPLE}/{person.id}")
    csrf = soup(page).select_one('header [name="csrf_token"]')
    assert csrf

    answers = [
        client.post(
            f"{PEOPLE}/{person.id}/{name}", data={"csrf_token": csrf["value"], "role": "viewer"}
        ).status_code
        for name in ("role", "disable", "link", "sign-out")
    ]

    assert "This is your own account." in words(page)
    assert answers == [403] * 4
    assert client.get("/staff").status_code == 200


def test_extra_fields_change_nothing(app: Flask) -> None:
    fields = {"id": "1", "is_disabled": "y", "is_sample": "y", "password_hash": "x"}

    send_form(signed_in(app, Role.ADMINISTRATOR), f"{PEOPLE}/new", SAM | fields)

    person = found(app, "sam@harbour.example")
    assert (person.password_hash, person.is_disabled, person.is_sample) == ("", False, False)


def test_nobody_else_is_found(app: Flask) -> None:
    client = signed_in(app, Role.ADMINISTRATOR)

    assert client.get(f"{PEOPLE}/00000000-0000-4000-8000-000000000000").status_code == 404

"""A link lets one person in once, for a short time, for what it was made for; looking is free."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text, update
from sqlmodel import Session, select

from feedback import create_app, links, mail
from feedback.config import Config
from feedback.models import LinkPurpose, Role, StaffLink, StaffMember
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.posting import Letterbox, letterbox, link_in
from tests.feedback.staff_pages import browser, new_staff, send_form, sign_in, store, words

NEW = "seven slow orange tractors"
DEAD = "This link does not work any more"


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Letterbox]:
    """A mail server that takes what Heard sends."""
    with letterbox(tmp_path) as box:
        yield box


@pytest.fixture
def app(config: Config, box: Letterbox) -> Flask:
    """The app, with a mail server."""
    settings = box.settings(HEARD_DATA_DIR=str(config.data_dir))
    app = create_app(Config.from_environment(settings))
    app.testing = True
    app.test_client_class = CheckingClient
    return app


def ask(client: CheckingClient, email: str, purpose: str = "new_password") -> str:
    """Ask for a link, wait until it is sent, and return what the last page says."""
    answer = send_form(client, "/staff/links", {"email": email, "purpose": purpose})
    mail.wait()
    if answer.status_code != 303:
        return words(answer)
    return words(client.get(answer.headers["Location"]))


def choose(client: CheckingClient, path: str) -> int:
    return send_form(client, path, {"password": NEW, "again": NEW}).status_code


def test_whoever_forgot_their_password_chooses_another_by_a_link(
    app: Flask, box: Letterbox, client: CheckingClient
) -> None:
    person, elsewhere = new_staff(app), browser(app)
    sign_in(elsewhere, person.email)

    ask(client, person.email.upper())
    [letter] = box.letters
    saved = send_form(client, link_in(letter), {"password": NEW, "again": NEW})

    assert letter["To"] == person.email
    assert (saved.status_code, saved.headers["Location"]) == (303, "/staff/sign-in")
    assert "Your password is saved." in words(client.get("/staff/sign-in"))
    assert elsewhere.get("/staff").status_code == 302
    assert sign_in(browser(app), person.email).status_code == 400
    assert sign_in(browser(app), person.email, NEW).status_code == 303


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_volunteers_sign_in_by_a_link(
    app: Flask, box: Letterbox, client: CheckingClient, role: Role
) -> None:
    person = new_staff(app, role)

    ask(client, person.email, "sign_in")
    [letter] = box.letters
    entered = send_form(client, link_in(letter))

    assert (entered.status_code, entered.headers["Location"]) == (303, "/staff")
    assert person.name in words(client.get("/staff"))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_officers_are_told_that_they_need_their_password(
    app: Flask, box: Letterbox, client: CheckingClient, role: Role
) -> None:
    ask(client, new_staff(app, role).email, "sign_in")

    [letter] = box.letters
    assert "needs a password" in letter.get_content()
    assert "/staff/links" not in letter.get_content()


def test_nothing_about_an_address_is_looked_up_before_the_page_is_answered(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[object] = []
    monkeypatch.setattr(mail, "later", waiting.append)
    person = new_staff(app)

    ask(client, person.email)

    assert len(waiting) == 1
    with Session(database_of(app).engine) as session:
        assert session.exec(select(StaffLink)).all() == []


@pytest.mark.parametrize("known", [True, False])
def test_the_fourth_letter_in_a_quarter_of_an_hour_is_refused(
    app: Flask, box: Letterbox, known: bool
) -> None:
    email = new_staff(app).email if known else "nobody@harbour.example"

    said = [ask(browser(app), email) for _number in range(4)]

    assert "Wait 15 minutes" in said[3]
    assert not any("Wait" in words for words in said[:3])
    assert len(box.letters) == (3 if known else 0)
    # Links and passwords are counted apart: nobody is kept out by letters.
    assert sign_in(browser(app), email).status_code == (303 if known else 400)


def made(app: Flask, person: StaffMember, purpose: LinkPurpose) -> str:
    with database_of(app).transaction() as connection:
        return links.make(connection, person.id, person.email, purpose)


def test_a_newer_link_takes_the_place_of_the_older_one(app: Flask, client: CheckingClient) -> None:
    person = new_staff(app)

    older, newer = (made(app, person, LinkPurpose.NEW_PASSWORD) for _number in range(2))

    assert (client.get(older).status_code, client.get(newer).status_code) == (404, 200)


@pytest.mark.parametrize(
    "change", [{"email": "other@harbour.example"}, {"is_disabled": True}, {"role": Role.OFFICER}]
)
def test_a_link_dies_with_the_address_the_account_and_the_role(
    app: Flask, client: CheckingClient, change: dict[str, object]
) -> None:
    person = new_staff(app, Role.FORUM)
    path = made(app, person, LinkPurpose.SIGN_IN)

    with database_of(app).transaction() as connection:
        connection.execute(update(StaffMember).values(**change))

    assert client.get(path).status_code == 404


def test_a_bad_password_does_not_use_the_link_up(app: Flask, client: CheckingClient) -> None:
    path = made(app, new_staff(app), LinkPurpose.INVITATION)

    refused = send_form(client, path, {"password": "too short", "again": "too short"})

    assert (refused.status_code, "This is too short." in words(refused)) == (400, True)
    assert choose(client, path) == 303


def test_the_table_of_links_is_no_bunch_of_keys(app: Flask) -> None:
    path = made(app, new_staff(app), LinkPurpose.INVITATION)

    with database_of(app).engine.connect() as connection:
        [row] = connection.execute(text("SELECT * FROM staff_link")).all()

    secret = path.rsplit("/", 1)[1]
    assert len(secret) == 43  # 256 bits.
    assert secret not in str(row)


def test_one_of_many_that_press_at_the_same_moment_gets_in(engine: Engine, config: Config) -> None:
    app = create_app(config, engine=engine)
    person = factories.staff_member()
    store(app, person)
    secret = made(app, person, LinkPurpose.SIGN_IN).rsplit("/", 1)[1]

    def use(_number: int) -> bool:
        with database_of(app).transaction() as connection:
            return links.use(connection, secret, LinkPurpose.SIGN_IN) is not None

    with ThreadPoolExecutor(max_workers=4) as workers:
        assert sum(workers.map(use, range(12))) == 1


def test_a_mail_server_that_fails_loses_nothing_and_is_logged_without_an_address(
    app: Flask, box: Letterbox, client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    person = new_staff(app)
    box.refuses = True

    said = ask(client, person.email)
    box.refuses = False
    ask(client, person.email)

    assert "ask an administrator" in said
    assert "A letter could not be sent: SMTPDataError" in caplog.text
    assert person.email not in caplog.text
    assert choose(client, link_in(box.letters[0])) == 303


def test_the_audit_keeps_links_and_who_used_them_but_not_the_links(
    app: Flask, box: Letterbox, client: CheckingClient
) -> None:
    person = new_staff(app)

    ask(client, person.email)
    ask(client, "nobody@harbour.example")
    path = link_in(box.letters[0])
    choose(client, path)

    kept = [(one["who"], one["reason"]) for one in entries(app)]
    assert kept == [
        ("not signed in", "asked for a link: new_password"),
        (str(person.id), "password chosen by a link: new_password"),
    ]
    assert path.rsplit("/", 1)[1] not in str(entries(app))


def test_the_page_says_where_no_mail_can_be_sent(config: Config) -> None:
    settings = {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_DATA_DIR": str(config.data_dir),
        "HEARD_SECRET_KEY": "a secret of at least thirty-two characters",
        "HEARD_BASE_URL": "https://heard.example.org",
    }
    app = create_app(Config.from_environment(settings))

    page = app.test_client().get("/staff/links", base_url="https://heard.example.org")

    assert "Ask an administrator for a link." in words(page)
    assert not soup(page).select("main form")


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock(datetime):
    """The time as links reads it."""

    present = NOON

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain moment, set
        """When the test says it is."""
        return cls.present


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """A clock that stands at noon until a test moves it."""
    monkeypatch.setattr(links, "datetime", Clock)
    monkeypatch.setattr(Clock, "present", NOON)
    return Clock


def whose(app: Flask, path: str, purpose: LinkPurpose) -> UUID | None:
    with database_of(app).reading.connect() as connection:
        return links.whose(connection, path.rsplit("/", 1)[1], purpose)


def use(app: Flask, path: str, purpose: LinkPurpose) -> UUID | None:
    with database_of(app).transaction() as connection:
        return links.use(connection, path.rsplit("/", 1)[1], purpose)


def kept(app: Flask) -> list[StaffLink]:
    with Session(database_of(app).engine) as session:
        return list(session.exec(select(StaffLink)))


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [
        (LinkPurpose.INVITATION, timedelta(hours=72)),
        (LinkPurpose.NEW_PASSWORD, timedelta(minutes=10)),
        (LinkPurpose.SIGN_IN, timedelta(minutes=10)),
    ],
)
def test_a_link_works_up_to_its_last_moment_and_not_at_it(
    app: Flask, clock: type[Clock], purpose: LinkPurpose, lasts: timedelta
) -> None:
    person = new_staff(app, password_hash="")
    path = made(app, person, purpose)

    clock.present = NOON + lasts - timedelta(microseconds=1)
    before = whose(app, path, purpose)
    clock.present += timedelta(microseconds=1)

    assert before == person.id
    assert whose(app, path, purpose) is None
    assert use(app, path, purpose) is None


def test_a_new_link_takes_out_what_ran_out_and_its_own_kind_and_nothing_else(
    app: Flask, clock: type[Clock]
) -> None:
    one, other = new_staff(app, password_hash=""), new_staff(app, password_hash="")
    ran_out = made(app, other, LinkPurpose.SIGN_IN)
    clock.present = NOON + timedelta(minutes=10)
    older = made(app, one, LinkPurpose.SIGN_IN)
    stays = [(one, LinkPurpose.INVITATION), (other, LinkPurpose.NEW_PASSWORD)]
    paths = [made(app, person, purpose) for person, purpose in stays]

    newer = made(app, one, LinkPurpose.SIGN_IN)

    assert len(kept(app)) == 3
    assert [whose(app, path, LinkPurpose.SIGN_IN) for path in (ran_out, older)] == [None, None]
    assert whose(app, newer, LinkPurpose.SIGN_IN) == one.id
    for path, (person, purpose) in zip(paths, stays, strict=True):
        assert whose(app, path, purpose) == person.id


def test_a_link_is_used_once_by_whoever_it_is_for_and_leaves_the_others(app: Flask) -> None:
    one, other = new_staff(app, password_hash=""), new_staff(app, password_hash="")
    first, second = (made(app, person, LinkPurpose.SIGN_IN) for person in (one, other))

    assert use(app, "/nobodys-secret", LinkPurpose.SIGN_IN) is None
    assert use(app, first, LinkPurpose.INVITATION) is None
    assert len(kept(app)) == 2
    assert use(app, first, LinkPurpose.SIGN_IN) == one.id
    assert use(app, first, LinkPurpose.SIGN_IN) is None
    assert [row.staff_id for row in kept(app)] == [other.id]
    assert use(app, second, LinkPurpose.SIGN_IN) == other.id


def test_a_link_sent_to_an_address_that_is_theirs_no_more_is_of_no_use(app: Flask) -> None:
    person = new_staff(app, password_hash="")
    path = made(app, person, LinkPurpose.SIGN_IN)
    with database_of(app).transaction() as connection:
        connection.execute(update(StaffMember).values(email="Other@harbour.example"))

    assert whose(app, path, LinkPurpose.SIGN_IN) is None
    assert use(app, path, LinkPurpose.SIGN_IN) is None


def test_an_address_is_the_same_however_it_is_written(app: Flask) -> None:
    person = new_staff(app, password_hash="")
    path = made(app, person, LinkPurpose.SIGN_IN)
    with database_of(app).transaction() as connection:
        connection.execute(update(StaffMember).values(email=person.email.upper()))

    assert whose(app, path, LinkPurpose.SIGN_IN) == person.id


def test_all_links_of_one_person_end_and_nobody_elses(app: Flask) -> None:
    one, other = new_staff(app, password_hash=""), new_staff(app, password_hash="")
    for person in (one, other):
        made(app, person, LinkPurpose.SIGN_IN)
        made(app, person, LinkPurpose.INVITATION)

    with database_of(app).transaction() as connection:
        links.end_all(connection, one.id)

    assert [row.staff_id for row in kept(app)] == [other.id] * 2

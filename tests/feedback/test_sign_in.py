"""Staff sign in with a password, nobody can guess on, and signing out ends it everywhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, delete, update
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from feedback import create_app, passwords
from feedback.config import Config
from feedback.models import Role, StaffMember, StaffSession, Throttle
from feedback.sign_in import records
from feedback.sign_in.own_pages import own_page
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.staff_pages import (
    browser,
    new_staff,
    send_form,
    sign_in,
    signed_in,
    store,
    words,
)

WRONG = "The email address or the password is wrong. Check both."
TOO_MANY = "There were too many tries. Wait one minute, then try again."


def test_an_officer_signs_in_and_sees_what_to_do(app: Flask, client: CheckingClient) -> None:
    officer = new_staff(app, Role.OFFICER)

    answer = sign_in(client, f"  {officer.email.upper()} ")
    home = client.get(answer.headers["Location"])

    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff")
    assert officer.name in words(home)
    assert soup(home).select('main a[href="/staff/collections"]')
    assert soup(home).select('main a[href="/staff/results"]')


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_only_officers_are_led_to_collections(app: Flask, role: Role) -> None:
    home = signed_in(app, role).get("/staff")

    assert not soup(home).select('a[href="/staff/collections"]')
    assert soup(home).select('main a[href="/staff/results"]')


def test_an_administrator_is_led_to_no_results(app: Flask) -> None:
    client = signed_in(app, Role.ADMINISTRATOR)

    assert not soup(client.get("/staff")).select('a[href="/staff/results"]')
    assert client.get("/staff/results").status_code == 403


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_sound_the_same(
    app: Flask, client: CheckingClient, known: bool
) -> None:
    email = new_staff(app).email if known else "nobody@example.org"

    answer = sign_in(client, email, "wrong")

    assert answer.status_code == 400
    assert WRONG in words(answer)
    assert form_value(answer, "email") == email
    assert form_value(answer, "password") == ""


def form_value(answer: Any, name: str) -> str:
    found = soup(answer).select_one(f'main [name="{name}"]')
    assert found
    return str(found.get("value", ""))


def test_an_unknown_address_costs_a_hash_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def watch(password: str, *, stored: str | None) -> bool:
        checked.append(stored)
        return passwords.verify_password(password, stored=stored)

    monkeypatch.setattr(records, "verify_password", watch)

    sign_in(browser(app), "nobody@example.org")

    assert checked == [None]


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_box_is_named(app: Flask, client: CheckingClient, missing: str) -> None:
    answer = send_form(
        client, "/staff/sign-in", {"email": "a@example.org", "password": "secret"} | {missing: ""}
    )

    assert answer.status_code == 400
    assert soup(answer).select_one(f'.h-error-summary a[href="#{missing}"]')


def test_a_disabled_account_opens_nothing(app: Flask, client: CheckingClient) -> None:
    person = new_staff(app, is_disabled=True)

    assert sign_in(client, person.email).status_code == 400
    assert client.get("/staff").status_code == 302


def test_disabling_somebody_ends_what_they_have_open(app: Flask, client: CheckingClient) -> None:
    person = new_staff(app)
    sign_in(client, person.email)
    assert client.get("/staff").status_code == 200

    with database_of(app).transaction() as connection:
        connection.execute(
            update(StaffMember).where(col(StaffMember.id) == person.id).values(is_disabled=True)
        )

    assert client.get("/staff").status_code == 302


@pytest.mark.parametrize(("is_sample", "status"), [(True, 400), (False, 303)])
def test_a_sample_account_is_refused_where_families_are_real(
    tmp_path: Path, migrated_sqlite: Path, is_sample: bool, status: int
) -> None:
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    config = Config.from_environment(
        {
            "HEARD_ENVIRONMENT": "production",
            "HEARD_DATA_DIR": str(tmp_path),
            "HEARD_SECRET_KEY": "a secret of at least thirty-two characters",
            "HEARD_BASE_URL": "https://heard.example.org",
        }
    )
    app = create_app(config)
    app.testing = True
    app.test_client_class = CheckingClient
    app.config["SERVER_NAME"] = "heard.example.org"
    app.config["PREFERRED_URL_SCHEME"] = "https"
    person = new_staff(app, is_sample=is_sample)

    answer = sign_in(browser(app), person.email)

    assert answer.status_code == status


def test_the_sixth_wrong_password_in_a_minute_is_refused(
    app: Flask, client: CheckingClient
) -> None:
    person, other = new_staff(app), new_staff(app)

    tries = [sign_in(client, person.email, "wrong") for _number in range(5)]
    sixth = sign_in(client, person.email, "wrong")
    right = sign_in(client, person.email.upper())
    colleague = sign_in(browser(app), other.email)

    assert [answer.status_code for answer in tries] == [400] * 5
    assert (sixth.status_code, right.status_code) == (429, 429)
    assert TOO_MANY in words(sixth)
    assert sixth.headers["Retry-After"] == "60"
    assert colleague.status_code == 303


@pytest.mark.parametrize(("seconds", "status"), [(50, 429), (61, 303)])
def test_waiting_a_minute_is_enough_and_old_tries_are_deleted(
    app: Flask, client: CheckingClient, seconds: int, status: int
) -> None:
    person = new_staff(app)
    for _number in range(6):
        sign_in(client, person.email, "wrong")
    let_pass(app, timedelta(seconds=seconds))

    answer = sign_in(client, person.email)

    assert answer.status_code == status
    with database_of(app).session() as session:
        assert bool(session.exec(select(Throttle)).all()) is (status == 429)


def let_pass(app: Flask, time: timedelta) -> None:
    """Make every try so far this much older."""
    with database_of(app).session() as session:
        for one in session.exec(select(Throttle).order_by(col(Throttle.window_start))).all():
            session.delete(one)
            session.flush()
            older = Throttle(
                key_hash=one.key_hash, window_start=one.window_start - time, tries=one.tries
            )
            session.add(older)


def test_right_passwords_are_never_too_many(app: Flask) -> None:
    person = new_staff(app)

    answers = [sign_in(browser(app), person.email) for _number in range(7)]

    assert {answer.status_code for answer in answers} == {303}


def test_the_throttle_holds_on_both_databases(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(config, engine=engine)

    with app.app_context():
        allowed = [records.take_a_try("a@example.org") for _number in range(7)]
        other = records.take_a_try("b@example.org")
        records.forget_tries("a@example.org")
        afresh = records.take_a_try("a@example.org")

    assert allowed == [True] * 5 + [False] * 2
    assert other
    assert afresh


def test_tries_made_at_the_same_moment_are_all_counted(engine: Engine, config: Config) -> None:
    app = create_app(config, engine=engine)

    def take(_number: int) -> bool:
        with app.app_context():
            return records.take_a_try("a@example.org")

    with ThreadPoolExecutor(max_workers=4) as workers:
        allowed = list(workers.map(take, range(20)))

    assert sum(allowed) == 5


def token(client: CheckingClient) -> str:
    found = soup(client.get("/staff")).select_one('header [name="csrf_token"]')
    assert found
    return str(found["value"])


def test_the_cookie_and_the_tokens_of_forms_are_signed_by_sha_256(app: Flask) -> None:
    client = signed_in(app)
    in_form, cookie, key = token(client), client.get_cookie("heard"), str(app.secret_key)
    assert cookie

    of_cookie = URLSafeTimedSerializer(
        key,
        salt="cookie-session",
        serializer=TaggedJSONSerializer(),
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
    )
    of_token = URLSafeTimedSerializer(
        key, salt="wtf-csrf-token", signer_kwargs={"digest_method": sha256}
    )

    assert of_token.loads(in_form) == of_cookie.loads(cookie.value)["csrf_token"]


def test_a_cookie_signed_as_flask_would_is_nobodys(app: Flask) -> None:
    client, thief = signed_in(app), browser(app)
    with client.session_transaction() as held:
        known = dict(held)
    as_flask_does = SecureCookieSessionInterface().get_signing_serializer(app)
    assert as_flask_does
    thief.set_cookie("heard", str(as_flask_does.dumps(known)))

    assert thief.get("/staff").status_code == 302


def test_signing_out_kills_a_copied_cookie(app: Flask) -> None:
    client, thief = signed_in(app), browser(app)
    cookie = client.get_cookie("heard")
    assert cookie
    thief.set_cookie("heard", cookie.value)
    assert thief.get("/staff").status_code == 200

    out = client.post("/staff/sign-out", data={"csrf_token": token(client)})

    assert (out.status_code, out.headers["Location"]) == (303, "/staff/sign-in")
    assert out.headers["Clear-Site-Data"] == '"cache"'
    assert client.get_cookie("heard") is None
    thief.set_cookie("heard", cookie.value)
    replayed = thief.get("/staff")
    assert replayed.status_code == 302
    assert replayed.headers["Location"].startswith("/staff/sign-in")


def test_another_site_cannot_sign_somebody_out_or_in(app: Flask) -> None:
    client, person = signed_in(app), new_staff(app)

    out = client.post("/staff/sign-out")
    entered = browser(app).post(
        "/staff/sign-in", data={"email": person.email, "password": factories.PASSWORD}
    )

    assert (out.status_code, entered.status_code) == (400, 400)
    assert client.get("/staff").status_code == 200


def test_the_table_of_sessions_is_no_bunch_of_keys(app: Flask) -> None:
    client = signed_in(app)

    with client.session_transaction() as cookie, Session(database_of(app).engine) as session:
        stored = session.exec(select(StaffSession.id_hash)).all()
        assert cookie["sid"] not in stored
        assert len(stored) == 1


def test_signing_in_leads_back_to_the_page_asked_for(app: Flask, client: CheckingClient) -> None:
    sign_in_page = client.get("/staff/results").headers["Location"]

    answer = send_form(
        client,
        sign_in_page,
        {"email": new_staff(app).email, "password": factories.PASSWORD},
    )

    assert answer.headers["Location"] == "/staff/results"
    assert client.get(sign_in_page).headers["Location"] == "/staff/results"


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/\x00/evil.example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(
    app: Flask, client: CheckingClient, wanted: str
) -> None:
    person = new_staff(app)

    answer = send_form(
        client,
        "/staff/sign-in",
        {"email": person.email, "password": factories.PASSWORD, "next": wanted},
    )

    assert answer.headers["Location"] == "/staff"
    assert own_page("/staff/results") == "/staff/results"


def test_every_staff_page_offers_the_languages_and_keeps_where_one_was(
    app: Flask, client: CheckingClient
) -> None:
    before = client.get("/staff/sign-in?next=/staff/results")
    mistaken = sign_in(client, "nobody@sample.example", "wrong")
    officer = signed_in(app)
    pages = [
        officer.get(path) for path in ("/staff/results", "/staff/collections/new?initiative=x")
    ]

    def arabic(page: TestResponse) -> list[str]:
        links = soup(page).select('footer a[lang="ar"]')
        return [str(link["href"]) for link in links]

    assert arabic(before) == ["?next=%2Fstaff%2Fresults&lang=ar"]
    assert arabic(mistaken) == ["?next=%2Fstaff&lang=ar"]
    assert [arabic(page) for page in pages] == [["?lang=ar"], ["?initiative=x&lang=ar"]]


def test_a_page_that_opens_only_from_a_form_offers_no_address_that_would_not_open(
    app: Flask,
) -> None:
    officer, asked = signed_in(app), factories.collection()
    store(app, asked)
    action = f"/staff/collections/{asked.id}/placements"

    refused = send_form(officer, f"/staff/collections/{asked.id}", {"label": ""}, action=action)

    assert refused.status_code == 400
    assert not soup(refused).select("footer a[lang]")


def test_the_language_chosen_is_remembered(app: Flask, client: CheckingClient) -> None:
    arabic = client.get("/staff/sign-in?lang=ar")
    sign_in(client, new_staff(app).email)

    home = client.get("/staff")

    assert [soup(page).html["lang"] for page in (arabic, home)] == ["ar", "ar"]
    assert [soup(page).html["dir"] for page in (arabic, home)] == ["rtl", "rtl"]
    assert soup(home).select('footer a[href="?lang=en"][lang="en"]')


def test_no_staff_page_without_a_person(app: Flask) -> None:
    client = signed_in(app)
    with database_of(app).transaction() as connection:
        connection.execute(delete(StaffMember))

    assert client.get("/staff").status_code == 302


def left_alone(app: Flask) -> CheckingClient:
    """A browser whose person has done nothing for too long; its cookie is still there."""
    client = signed_in(app)
    with database_of(app).transaction() as connection:
        idle = datetime.now(UTC) - timedelta(minutes=31)
        connection.execute(update(StaffSession).values(last_seen_at=idle))
    return client


def test_signing_in_again_leads_back_to_the_same_view_of_a_page(app: Flask) -> None:
    page = "/staff/results?from=2026-09-01&lang=fr"

    sign_in_page = left_alone(app).get(page).headers["Location"]
    entered = send_form(
        browser(app),
        sign_in_page,
        {"email": new_staff(app).email, "password": factories.PASSWORD},
    )

    assert entered.headers["Location"] == page


def test_what_was_typed_when_the_session_ended_can_be_copied(app: Flask) -> None:
    client = signed_in(app)
    csrf = token(client)
    with database_of(app).transaction() as connection:
        connection.execute(delete(StaffSession))
    typed = {"csrf_token": csrf, "occasion": "Coffee <b>& cake", "survey_slug": "post_session"}

    answer = client.post("/staff/collections/new", data=typed)

    page = soup(answer)
    assert answer.status_code == 403
    assert page.h1.get_text() == "You are signed out"
    assert page.select_one("main blockquote").get_text() == "Coffee <b>& cake"
    assert csrf not in page.find("main").get_text()
    assert page.select('main a[href="/staff/sign-in"]')


def test_signing_out_after_the_session_ended_just_works(app: Flask) -> None:
    client = signed_in(app)
    csrf = token(client)
    with database_of(app).transaction() as connection:
        connection.execute(delete(StaffSession))

    outs = [client.post("/staff/sign-out", data={"csrf_token": csrf}) for _press in range(2)]

    assert [out.status_code for out in outs] == [303, 303]
    assert {out.headers["Location"] for out in outs} == {"/staff/sign-in"}

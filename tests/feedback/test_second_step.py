"""Officers and administrators need a phone as well as a password; no address leads around it."""

from __future__ import annotations

import hashlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine, text, update
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from feedback import create_app, links, second_step
from feedback.config import Config
from feedback.models import LinkPurpose, RecoveryCode, Role, StaffMember, StaffSession
from feedback.sign_in import second_step_records
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.staff_pages import (
    browser,
    new_staff,
    send_form,
    sign_in,
    signed_in,
    store,
    words,
)

SECRET_KEY = "a-secret-of-at-least-thirty-two-characters"
CODE, BEGIN = "/staff/sign-in/code", "/staff/sign-in/second-step"
# With SECRET_KEY; were it of no use one day, every phone would be.
LOCKED_BEFORE = (
    "gAAAAABrCn4jg3-hzyLur-b5eNaMpnciS_Fa8P5n6JKWoDRk6X7bsbQw5KUk"
    "P-zaeNvyPXuD8S_EUVtARtYWNWfQIBwwfIReYg=="
)
NEEDS = [Role.OFFICER, Role.ADMINISTRATOR]


def app_of(folder: Path, **special: str) -> Flask:
    """An app that serves real families, whose database lies in this folder."""
    settings = {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_DATA_DIR": str(folder),
        "HEARD_SECRET_KEY": SECRET_KEY,
        "HEARD_BASE_URL": "https://heard.example.org",
    }
    app = create_app(Config.from_environment(settings | special))
    app.testing = True
    app.test_client_class = CheckingClient
    app.config["SERVER_NAME"] = "heard.example.org"
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return app


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All codes of one test are of one moment: on a slow machine the next would come meanwhile."""
    moment = datetime.now(UTC)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Stopped:
            return cls.fromtimestamp(moment.timestamp(), tz)

    for module in (second_step_records, sys.modules[__name__]):
        monkeypatch.setattr(module, "datetime", Stopped)


@pytest.fixture
def app(tmp_path: Path, migrated_sqlite: Path) -> Flask:
    """Such an app, with an empty database."""
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    return app_of(tmp_path)


def key_on(page: TestResponse) -> str:
    found = soup(page).select_one("#key")
    assert found
    return str(found.get_text()).replace(" ", "")


def code_of(secret: str, *, steps: int = 0) -> str:
    return str(pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * steps)))


def set_up(app: Flask, person: StaffMember) -> tuple[CheckingClient, str, list[str]]:
    """Sign in for the first time; the browser, the phone's secret and the recovery codes.

    The phone is a step behind, so that its present code is still to be used.
    """
    client = browser(app)
    sign_in(client, person.email)
    secret = key_on(client.get(BEGIN))
    page = send_form(client, BEGIN, {"code": code_of(secret, steps=-1)})
    assert page.status_code == 200, words(page)
    return client, secret, [one.get_text(strip=True) for one in soup(page).select("#codes li")]


def half_way(app: Flask, person: StaffMember) -> CheckingClient:
    """A browser in which the password was right, and no code was given yet."""
    client = browser(app)
    assert sign_in(client, person.email).headers["Location"] in {CODE, BEGIN}
    return client


@pytest.mark.parametrize("role", NEEDS)
def test_the_first_sign_in_sets_the_second_step_up_before_any_page_opens(
    app: Flask, role: Role
) -> None:
    person, client = new_staff(app, role), browser(app)

    answer = sign_in(client, person.email)
    before = client.get("/staff")
    page = client.get(answer.headers["Location"])
    done = send_form(client, BEGIN, {"code": code_of(key_on(page))})

    assert (answer.headers["Location"], before.status_code) == (BEGIN, 302)
    assert soup(page).select_one("svg[role=img] path")
    assert len(soup(done).select("#codes li")) == 10
    assert client.get("/staff").status_code == 200


@pytest.mark.parametrize("role", NEEDS)
def test_from_then_on_the_password_alone_opens_nothing(app: Flask, role: Role) -> None:
    person = new_staff(app, role)
    _client, secret, _codes = set_up(app, person)
    client = browser(app)

    first = sign_in(client, person.email)
    between = client.get("/staff")
    second = send_form(client, CODE, {"code": code_of(secret)})

    assert (first.headers["Location"], between.status_code) == (CODE, 302)
    assert (second.status_code, second.headers["Location"]) == (303, "/staff")
    assert client.get("/staff").status_code == 200


def test_the_second_step_cannot_be_set_up_anew_by_whoever_knows_only_the_password(
    app: Flask,
) -> None:
    person = new_staff(app)
    set_up(app, person)
    client = half_way(app, person)

    assert client.get(BEGIN).headers["Location"] == "/staff/sign-in"
    assert client.get("/staff/account/second-step").status_code == 302


@pytest.mark.parametrize("path", [CODE, BEGIN])
def test_a_stranger_is_led_to_sign_in(client: CheckingClient, path: str) -> None:
    assert client.get(path).headers["Location"] == "/staff/sign-in"


def test_one_of_two_that_send_the_same_code_at_the_same_moment_gets_in(
    engine: Engine, config: Config
) -> None:
    app, person = create_app(config, engine=engine), factories.staff_member()
    secret = pyotp.random_base32()
    person.totp_secret = second_step.locked(config, secret)
    store(app, person)
    code = code_of(secret)

    def take(_number: int) -> bool:
        with app.app_context():
            return second_step_records.take_code(person, code)

    with ThreadPoolExecutor(max_workers=4) as workers:
        assert sum(workers.map(take, range(8))) == 1


@pytest.mark.parametrize("steps", [-4, -2, 2, 4])
def test_a_code_of_another_time_is_wrong(app: Flask, steps: int) -> None:
    person = new_staff(app)
    _client, secret, _codes = set_up(app, person)
    now = datetime.now(UTC)

    other = pyotp.TOTP(secret).at(now + timedelta(seconds=30 * steps))

    assert second_step.matching_step(secret, other, now=now) is None


def test_guessing_codes_is_over_after_five(app: Flask) -> None:
    person = new_staff(app)
    _client, secret, _codes = set_up(app, person)
    client = half_way(app, person)

    tries = [send_form(client, CODE, {"code": "000000"}).status_code for _number in range(5)]
    right = send_form(client, CODE, {"code": code_of(secret)})
    elsewhere = send_form(half_way(app, person), CODE, {"code": code_of(secret)})

    assert tries == [400] * 5
    assert (right.status_code, elsewhere.status_code) == (429, 429)
    assert "Wait 15 minutes" in words(right)


def test_a_recovery_code_lets_in_once_however_it_is_typed(app: Flask) -> None:
    person = new_staff(app)
    _client, _secret, codes = set_up(app, person)
    client = half_way(app, person)

    entered = send_form(client, CODE, {"code": codes[3].upper().replace("-", " ")})
    again = send_form(half_way(app, person), CODE, {"code": codes[3]})

    assert len(set(codes)) == 10
    assert (entered.status_code, again.status_code) == (303, 400)
    assert "You have 9 recovery codes left." in words(client.get("/staff"))


def test_nobody_uses_the_recovery_code_of_somebody_else(app: Flask) -> None:
    one, other = new_staff(app), new_staff(app)
    _client, _secret, codes = set_up(app, one)
    set_up(app, other)

    assert send_form(half_way(app, other), CODE, {"code": codes[0]}).status_code == 400


def test_the_database_alone_gives_no_code_away(app: Flask) -> None:
    _client, secret, codes = set_up(app, new_staff(app))

    with database_of(app).engine.connect() as connection:
        dump = str(connection.execute(text("SELECT * FROM staff_member")).all())
        dump += str(connection.execute(text("SELECT * FROM recovery_code")).all())
        dump += str(connection.execute(text("SELECT * FROM audit_entry")).all())

    assert secret not in dump
    assert not any(code in dump or code.replace("-", "") in dump for code in codes)


def test_a_new_secret_key_keeps_phones_while_the_old_one_is_named(
    app: Flask, tmp_path: Path
) -> None:
    person, new_key = new_staff(app), "another-secret-of-thirty-two-characters"
    _client, secret, _codes = set_up(app, person)
    moved = app_of(tmp_path, HEARD_SECRET_KEY=new_key, HEARD_OLD_SECRET_KEYS=SECRET_KEY)
    alone = app_of(tmp_path, HEARD_SECRET_KEY=new_key)

    too_early = send_form(half_way(alone, person), CODE, {"code": code_of(secret)})
    entered = send_form(half_way(moved, person), CODE, {"code": code_of(secret)})
    later = send_form(half_way(alone, person), CODE, {"code": code_of(secret, steps=1)})

    # Each code taken locks the secret with the new key, so the old one can go in the end.
    assert [one.status_code for one in (too_early, entered, later)] == [400, 303, 303]


def test_a_lost_secret_key_leaves_the_recovery_codes(app: Flask, tmp_path: Path) -> None:
    person = new_staff(app)
    _client, _secret, codes = set_up(app, person)
    alone = app_of(tmp_path, HEARD_SECRET_KEY="another-secret-of-thirty-two-characters")

    assert send_form(half_way(alone, person), CODE, {"code": codes[0]}).status_code == 303


def test_both_steps_work_while_nothing_may_be_saved(app: Flask, tmp_path: Path) -> None:
    person = new_staff(app)
    _client, secret, _codes = set_up(app, person)
    quiet = app_of(tmp_path, HEARD_READ_ONLY="1")

    assert send_form(half_way(quiet, person), CODE, {"code": code_of(secret)}).status_code == 303


def test_between_the_steps_there_are_ten_minutes(app: Flask) -> None:
    person = new_staff(app)
    set_up(app, person)
    client = half_way(app, person)

    with database_of(app).transaction() as connection:
        late = datetime.now(UTC) - timedelta(minutes=11)
        connection.execute(update(StaffSession).values(created_at=late))

    assert client.get(CODE).headers["Location"] == "/staff/sign-in"


def test_the_session_gets_a_new_id_with_the_code_and_the_half_one_is_dead(app: Flask) -> None:
    person = new_staff(app)
    _client, secret, _codes = set_up(app, person)
    client, thief = half_way(app, person), browser(app)
    cookie = client.get_cookie("__Host-heard", domain="heard.example.org")
    assert cookie

    send_form(client, CODE, {"code": code_of(secret)})
    thief.set_cookie("__Host-heard", cookie.value, domain="heard.example.org", secure=True)

    assert client.get("/staff").status_code == 200
    assert thief.get("/staff").status_code == 302
    assert thief.get(CODE).headers["Location"] == "/staff/sign-in"


def test_signing_in_still_leads_to_the_page_asked_for(app: Flask) -> None:
    person = new_staff(app)
    _client, secret, _codes = set_up(app, person)
    client = browser(app)

    page = client.get("/staff/collections").headers["Location"]
    send_form(client, page, {"email": person.email, "password": factories.PASSWORD})
    entered = send_form(client, CODE, {"code": code_of(secret)})

    assert entered.headers["Location"] == "/staff/collections"


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_others_may_take_a_second_step_and_then_need_it(app: Flask, role: Role) -> None:
    person, client = new_staff(app, role), browser(app)
    assert sign_in(client, person.email).headers["Location"] == "/staff"
    page = "/staff/account/second-step"

    secret = key_on(client.get(page))
    done = send_form(client, page, {"code": code_of(secret, steps=-1), "old": factories.PASSWORD})
    link = _link_to_sign_in(app, person)
    by_link = send_form(browser(app), link)

    assert done.status_code == 200
    assert client.get("/staff").status_code == 200
    assert sign_in(browser(app), person.email).headers["Location"] == CODE
    assert by_link.headers["Location"] == CODE


def _link_to_sign_in(app: Flask, person: StaffMember) -> str:
    with database_of(app).transaction() as connection:
        return links.make(connection, person.id, person.email, LinkPurpose.SIGN_IN)


def test_another_phone_needs_the_password_and_ends_the_first_one(app: Flask) -> None:
    person = new_staff(app)
    client, before, old_codes = set_up(app, person)
    page = "/staff/account/second-step"
    secret = key_on(client.get(page))

    refused = send_form(client, page, {"code": code_of(secret), "old": "not the password"})
    done = send_form(client, page, {"code": code_of(secret), "old": factories.PASSWORD})

    assert (refused.status_code, done.status_code) == (400, 200)
    assert send_form(half_way(app, person), CODE, {"code": code_of(before)}).status_code == 400
    assert send_form(half_way(app, person), CODE, {"code": old_codes[0]}).status_code == 400
    with Session(database_of(app).engine) as session:
        assert len(session.exec(select(RecoveryCode)).all()) == 10


def test_a_wrong_first_code_sets_nothing_up_and_shows_the_same_square(app: Flask) -> None:
    client = half_way(app, new_staff(app))
    before = key_on(client.get(BEGIN))

    refused = send_form(client, BEGIN, {"code": "000000"})

    assert refused.status_code == 400
    assert key_on(refused) == before
    assert client.get("/staff").status_code == 302


def test_an_administrator_helps_whoever_lost_phone_and_paper(app: Flask) -> None:
    person = new_staff(app)
    client, _secret, _codes = set_up(app, person)
    administrator, _key, _paper = set_up(app, new_staff(app, Role.ADMINISTRATOR))
    page = f"/staff/people/{person.id}"

    done = send_form(administrator, page, action=f"{page}/forget-second-step")

    assert done.status_code == 303
    assert client.get("/staff").status_code == 302
    assert sign_in(browser(app), person.email).headers["Location"] == BEGIN
    assert entries(app)[-2]["reason"] == "second step taken away"


def test_the_audit_keeps_each_step(app: Flask) -> None:
    person = new_staff(app)

    set_up(app, person)

    kept = [(one["action"], one["reason"]) for one in entries(app)]
    assert kept == [
        ("passed_first_step", None),
        ("changed_staff", "second step set up"),
        ("signed_in", None),
    ]


def test_sample_mode_needs_no_phone(config: Config) -> None:
    app = create_app(config)
    app.testing = True
    app.test_client_class = CheckingClient

    assert signed_in(app, Role.ADMINISTRATOR).get("/staff").status_code == 200


def test_a_secret_has_160_bits_and_belongs_to_one_session_and_one_key(config: Config) -> None:
    other = replace(config, secret_key="another-secret-of-thirty-two-characters")

    offered = [
        second_step.offered_secret(config, "one"),
        second_step.offered_secret(config, "two"),
        second_step.offered_secret(other, "one"),
    ]

    # Five bits a letter; nothing is left over for padding.
    assert [len(one) for one in offered] == [32] * 3
    assert len(set(offered)) == 3
    assert second_step.offered_secret(config, "one") == offered[0]
    assert not any("=" in one for one in offered)


def test_the_app_on_the_phone_shows_who_and_where() -> None:
    address = second_step.address_for("A" * 32, email="sam@harbour.example", area="Harbour")

    assert address.startswith("otpauth://totp/Heard%20Harbour:sam%40harbour.example?")
    assert f"secret={'A' * 32}" in address
    assert "issuer=Heard%20Harbour" in address


@pytest.mark.parametrize(
    ("second", "steps"),
    [(0, [0, -1, 1]), (29, [0, -1, 1]), (30, [1, 0, 2]), (59, [1, 0, 2])],
)
def test_a_code_of_the_step_before_and_after_is_taken_for_that_step(
    second: int, steps: list[int]
) -> None:
    secret, begin = pyotp.random_base32(), datetime(2026, 6, 1, 12, tzinfo=UTC)
    clock, first = pyotp.TOTP(secret), int(begin.timestamp()) // 30
    now = begin + timedelta(seconds=second)

    def taken(step: int) -> int | None:
        return second_step.matching_step(secret, clock.generate_otp(first + step), now=now)

    found = {step: taken(step) for step in range(-3, 5)}

    assert {step for step, match in found.items() if match is not None} == set(steps)
    assert all(found[step] == first + step for step in steps)


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}\u00a0{1}", "{0}\n{1}"])
def test_a_code_may_be_typed_with_blanks(typed: str) -> None:
    secret, now = pyotp.random_base32(), datetime.now(UTC)
    code = pyotp.TOTP(secret).at(now)

    assert second_step.matching_step(secret, typed.format(code[:3], code[3:]), now=now)


@pytest.mark.parametrize("typed", ["", "{0}", "{0}{1}0", "０{0}", "💧"])
def test_less_more_and_other_letters_are_no_code(typed: str) -> None:
    secret, now = pyotp.random_base32(), datetime.now(UTC)
    code = pyotp.TOTP(secret).at(now)

    assert second_step.matching_step(secret, typed.format(code[:3], code[3:]), now=now) is None


def test_recovery_codes_are_ten_times_120_bits_in_groups_of_four() -> None:
    codes = second_step.new_recovery_codes()

    assert len(set(codes)) == 10
    for code in codes:
        assert re.fullmatch(r"[a-z2-7]{4}(-[a-z2-7]{4}){5}", code)


def test_a_recovery_code_is_kept_as_a_hash_of_its_letters_alone() -> None:
    kept = second_step.hash_of_recovery_code("abcd-efgh")

    assert second_step.hash_of_recovery_code(" ABCD efgh.") == kept
    assert second_step.hash_of_recovery_code("abcd-efgi") != kept
    assert second_step.hash_of_recovery_code("abcd-efg") != kept
    # Codes on paper stay good for years: another hash would make them worthless.
    assert kept == hashlib.sha256(b"recovery code abcdefgh").hexdigest()


def test_what_is_locked_opens_with_the_key_or_an_old_one_and_no_other(config: Config) -> None:
    kept = second_step.locked(config, "ABCDEFGH")
    newer, older = "another-secret-of-thirty-two-characters", config.secret_key
    moved = replace(config, secret_key=newer, old_secret_keys=("x" * 32, older))

    assert "ABCDEFGH" not in kept
    assert second_step.unlocked(config, kept) == "ABCDEFGH"
    assert second_step.unlocked(moved, kept) == "ABCDEFGH"
    assert second_step.unlocked(replace(config, secret_key=newer), kept) is None
    assert second_step.unlocked(config, second_step.locked(moved, "ABCDEFGH")) is None


def test_a_secret_locked_by_an_earlier_version_still_opens(config: Config) -> None:
    earlier = replace(config, secret_key=SECRET_KEY, old_secret_keys=())

    assert second_step.unlocked(earlier, LOCKED_BEFORE) == "ABCDEFGH"

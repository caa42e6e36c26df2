"""Staff sign in with the account of their organisation, and only whoever connected it gets in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback import create_app, links
from feedback.config import Config
from feedback.models import LinkPurpose, Role, StaffMember
from feedback.sign_in import work_account_records
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.staff_pages import browser, new_staff, send_form, sign_in, words
from tests.feedback.test_sign_in import ELSEWHERE
from tests.feedback.work_accounts import BEGIN, app_with, begun, come_back, connected, said_yes
from tests.stand_in_provider import PERSON, Key, StandIn, running_provider

CONNECT = "/staff/account/work-account"
EMAIL = PERSON["email"]


@pytest.fixture
def provider() -> Iterator[StandIn]:
    """A provider that behaves."""
    with running_provider() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, migrated_sqlite: Path, provider: StandIn) -> Flask:
    """An app that believes it, with an empty database."""
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    return app_with(tmp_path, provider)


def reviewer(app: Flask, **special: object) -> StaffMember:
    """Somebody who needs no second step."""
    return new_staff(app, Role.FORUM, email=EMAIL, **special)


def stored(app: Flask, person: StaffMember) -> StaffMember:
    with Session(database_of(app).reading, expire_on_commit=False) as session:
        return session.exec(select(StaffMember).where(StaffMember.id == person.id)).one()


def is_in(client: CheckingClient) -> bool:
    return client.get("/staff").status_code == 200


def test_whoever_connected_their_work_account_signs_in_with_it(
    app: Flask, provider: StandIn
) -> None:
    person = connected(app, provider, reviewer(app))
    client = browser(app)
    [link] = soup(client.get("/staff/sign-in?next=/staff/account")).select("main a.h-button")

    answer = come_back(client, str(link["href"]))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/account")
    assert is_in(client)
    last = entries(app)[-1]
    assert (last["action"], last["who"], last["reason"]) == (
        "signed_in",
        str(person.id),
        "work account",
    )


def test_the_request_asks_for_a_code_with_pkce_state_and_nonce(app: Flask) -> None:
    asked = [parse_qs(urlsplit(begun(browser(app))).query) for _time in range(2)]

    for one in asked:
        assert one["response_type"] == ["code"]
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"] == [
            "https://heard.example.org/staff/sign-in/work-account/answer"
        ]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[0][name][0]) == 43
        assert asked[0][name] != asked[1][name]


def test_keys_of_either_kind_are_believed(app: Flask, provider: StandIn) -> None:
    connected(app, provider, reviewer(app))
    provider.keys = [Key("curve", "ES256")]

    client = browser(app)

    assert come_back(client).status_code == 303
    assert is_in(client)


def test_a_new_key_of_the_provider_is_found_and_nobody_can_make_us_look_again_and_again(
    app: Flask, provider: StandIn
) -> None:
    connected(app, provider, reviewer(app))
    come_back(browser(app))
    provider.keys = [Key("second")]

    client = browser(app)
    assert come_back(client).status_code == 303
    assert is_in(client)
    provider.signs_with = Key("unknown")
    for _time in range(3):
        assert come_back(browser(app)).status_code == 400

    assert provider.asked.count("/keys") == 2
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_signing_in_makes_a_new_session_and_ends_the_one_that_was_planted(
    app: Flask, provider: StandIn
) -> None:
    connected(app, provider, reviewer(app))
    attacker, victim = browser(app), browser(app)
    sign_in(attacker, new_staff(app, Role.VIEWER).email)
    with attacker.session_transaction() as kept:
        planted = kept["sid"]
    address = begun(victim)
    with victim.session_transaction() as kept:
        kept["sid"] = planted

    victim.get(said_yes(address))

    with victim.session_transaction() as kept:
        assert kept["sid"] != planted
        assert set(kept) <= {"sid", "language", "_permanent", "csrf_token"}
    assert is_in(victim)
    assert not is_in(attacker)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_to_another_site_afterwards(
    app: Flask, provider: StandIn, wanted: str
) -> None:
    connected(app, provider, reviewer(app))

    answer = come_back(browser(app), f"{BEGIN}?{urlencode({'next': wanted})}")

    assert answer.headers["Location"] == "/staff"


# Who is let in


def test_an_address_alone_opens_nothing(app: Flask, provider: StandIn) -> None:
    person = reviewer(app)
    client = browser(app)

    answer = come_back(client)

    assert answer.status_code == 403
    assert "does not open anything here" in words(answer)
    assert not is_in(client)
    assert stored(app, person).provider_subject is None
    assert entries(app)[-1]["reason"] == "work account: not connected"


def test_nobody_gets_an_account_by_signing_in_there(app: Flask) -> None:
    assert come_back(browser(app)).status_code == 403

    with Session(database_of(app).reading) as session:
        assert session.exec(select(StaffMember)).all() == []


def test_a_disabled_account_stays_shut_and_the_page_does_not_say_so(
    app: Flask, provider: StandIn
) -> None:
    unknown = words(come_back(browser(app)))
    person = connected(app, provider, reviewer(app, is_disabled=True))
    client = browser(app)

    answer = come_back(client)

    assert (answer.status_code, words(answer)) == (403, unknown)
    assert not is_in(client)
    last = entries(app)[-1]
    assert (last["subject_id"], last["reason"]) == (
        str(person.id),
        "work account: the account is disabled",
    )


def test_somebody_who_took_over_the_address_is_not_let_in(app: Flask, provider: StandIn) -> None:
    connected(app, provider, reviewer(app))
    provider.person = {"sub": "pairwise-2", "email": EMAIL}
    client = browser(app)

    assert come_back(client).status_code == 403
    assert not is_in(client)


def test_somebody_whose_address_changed_is_let_in(app: Flask, provider: StandIn) -> None:
    connected(app, provider, reviewer(app))
    provider.person = {**PERSON, "email": "married@example.org"}
    client = browser(app)

    assert come_back(client).status_code == 303
    assert is_in(client)


# The second step


def test_an_officer_still_needs_a_code_when_the_provider_does_not_speak_of_a_second_step(
    app: Flask, provider: StandIn
) -> None:
    connected(app, provider, new_staff(app, email=EMAIL))
    provider.claims = {"amr": ["pwd", "mfa"]}  # No setting says that this is believed.
    client = browser(app)

    answer = come_back(client)

    assert answer.headers["Location"] == "/staff/sign-in/second-step"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("setting", "claims", "is_enough"),
    [
        ("amr=mfa", {"amr": ["pwd", "mfa"]}, True),
        ("amr=mfa", {"amr": ["pwd"]}, False),
        ("amr=mfa", {}, False),
        ("acrs=c1", {"acrs": ["c1"]}, True),
        ("acrs=c1", {"acrs": ["c10"]}, False),
        ("acr=gold", {"acr": "gold"}, True),
        ("acr=gold", {"acr": "golden"}, False),
    ],
)
def test_an_officer_needs_no_code_of_ours_only_when_the_provider_says_what_is_set(
    tmp_path: Path,
    migrated_sqlite: Path,
    provider: StandIn,
    setting: str,
    claims: dict[str, object],
    is_enough: bool,
) -> None:
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    app = app_with(tmp_path, provider, HEARD_OIDC_SECOND_STEP=setting)
    connected(app, provider, new_staff(app, email=EMAIL))
    provider.claims = claims
    client = browser(app)

    come_back(client)

    assert is_in(client) is is_enough


# Connecting


def invited(app: Flask) -> tuple[StaffMember, str]:
    """Somebody invited who has not come yet, and the address of their invitation."""
    person = new_staff(app, Role.FORUM, email=EMAIL, password_hash="")
    with app.app_context(), database_of(app).transaction() as connection:
        path = links.make(connection, person.id, EMAIL, LinkPurpose.INVITATION)
    return person, path


def test_an_invitation_is_accepted_with_a_work_account(app: Flask, provider: StandIn) -> None:
    person, invitation = invited(app)
    client = browser(app)
    [instead] = soup(client.get(invitation)).select("main a.h-link")
    [go] = soup(client.get(str(instead["href"]))).select("#go")
    back = come_back(client, str(go["href"]))
    # The provider's answer alone has changed nothing: somebody presses a button first.
    assert stored(app, person).provider_subject is None

    answer = send_form(client, back.headers["Location"])

    assert answer.status_code == 303
    assert is_in(client)
    kept = stored(app, person)
    assert (kept.provider_issuer, kept.provider_subject) == (provider.url, PERSON["sub"])
    assert browser(app).get(invitation).status_code == 404
    assert browser(app).get(str(instead["href"])).status_code == 404
    reasons = [entry["reason"] for entry in entries(app)[-2:]]
    assert reasons == ["work account connected by a link: invitation", "work account"]
    again = browser(app)
    come_back(again)
    assert is_in(again)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "pairwise-9", "email": "somebody.else@example.org"},
        {"sub": "pairwise-9"},
        {"sub": "pairwise-9", "email": EMAIL, "email_verified": False},
    ],
)
def test_an_invitation_is_not_accepted_with_somebody_elses_work_account(
    app: Flask, provider: StandIn, person: dict[str, object]
) -> None:
    invitee, invitation = invited(app)
    provider.person = person
    client = browser(app)
    path = f"{invitation}/work-account"

    back = come_back(client, f"{BEGIN}?connect=yes&next={path}")
    page = client.get(back.headers["Location"])

    assert page.status_code == 400
    assert "has another email address" in words(page)
    assert not soup(page).select("main form")
    assert stored(app, invitee).provider_subject is None


def test_an_invitation_alone_is_not_enough(app: Flask) -> None:
    person, invitation = invited(app)
    client = browser(app)
    token = soup(client.get(invitation)).select_one("[name=csrf_token]")
    assert token

    answer = client.post(f"{invitation}/work-account", data={"csrf_token": str(token["value"])})

    assert answer.status_code == 400
    assert stored(app, person).provider_subject is None


def test_somebody_signed_in_connects_their_work_account_and_takes_it_away(
    app: Flask, provider: StandIn
) -> None:
    person = reviewer(app)
    client, elsewhere = browser(app), browser(app)
    for one in (client, elsewhere):
        sign_in(one, EMAIL)
    [go] = soup(client.get(CONNECT)).select("#go")
    back = come_back(client, str(go["href"]))

    send_form(client, back.headers["Location"])

    assert stored(app, person).provider_subject == PERSON["sub"]
    assert is_in(client)
    assert not is_in(elsewhere)
    send_form(client, "/staff/account", action=f"{CONNECT}/disconnect")
    assert stored(app, person).provider_subject is None
    assert come_back(browser(app)).status_code == 403


def test_one_work_account_opens_one_account(app: Flask, provider: StandIn) -> None:
    connected(app, provider, new_staff(app, Role.VIEWER, email="first@example.org"))
    second = reviewer(app)
    client = browser(app)
    sign_in(client, EMAIL)
    back = come_back(client, f"{BEGIN}?connect=yes&next={CONNECT}")

    answer = send_form(client, back.headers["Location"])

    assert answer.status_code == 400
    assert "somebody else’s account" in words(answer)
    assert stored(app, second).provider_subject is None


def test_nobody_takes_away_the_only_way_they_have_to_sign_in(app: Flask, provider: StandIn) -> None:
    person = connected(app, provider, reviewer(app, password_hash=""))
    client = browser(app)
    come_back(client)
    page = soup(client.get("/staff/account"))
    assert not page.select(f"form[action='{CONNECT}/disconnect']")
    token = page.select_one("[name=csrf_token]")
    assert token

    answer = client.post(f"{CONNECT}/disconnect", data={"csrf_token": str(token["value"])})

    assert answer.status_code == 403
    assert stored(app, person).provider_subject == PERSON["sub"]


def test_where_no_provider_is_set_nothing_of_it_is_there(config: Config) -> None:
    app = create_app(config)
    app.testing = True
    app.test_client_class = CheckingClient
    client = browser(app)

    assert not soup(client.get("/staff/sign-in")).select("main a.h-button")
    assert client.get(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}/answer?code=a&state=b").status_code == 404


def all_at_once(app: Flask, ask: Callable[[int], bool]) -> list[bool]:
    """What eight who ask at the same moment are told."""

    def one(number: int) -> bool:
        with app.app_context():
            return ask(number)

    with ThreadPoolExecutor(8) as together:
        return list(together.map(one, range(8)))


@pytest.fixture
def app_on_either(tmp_path: Path, provider: StandIn, engine: Engine) -> Flask:
    """The app on SQLite, and again on PostgreSQL."""
    # A sample: the PostgreSQL of tests does not sync, and production would refuse it.
    return app_with(tmp_path, provider, engine=engine, HEARD_ENVIRONMENT="sample")


def test_of_eight_equal_answers_one_is_the_first(app_on_either: Flask) -> None:
    told = all_at_once(app_on_either, lambda _n: work_account_records.is_first_answer("state"))

    assert sorted(told) == [False] * 7 + [True]


def test_of_eight_who_connect_the_same_work_account_one_succeeds(app_on_either: Flask) -> None:
    people = [new_staff(app_on_either, Role.FORUM) for _one in range(8)]

    told = all_at_once(
        app_on_either, lambda n: work_account_records.connect(people[n].id, "pairwise-1")
    )

    assert sorted(told) == [False] * 7 + [True]
    subjects = [stored(app_on_either, person).provider_subject for person in people]
    assert [subject for subject in subjects if subject] == ["pairwise-1"]


def test_an_invitation_is_accepted_once_and_kept_where_the_work_account_is_taken(
    app_on_either: Flask, provider: StandIn
) -> None:
    connected(app_on_either, provider, new_staff(app_on_either, email="first@example.org"))
    person, invitation = invited(app_on_either)
    secret = invitation.rpartition("/")[2]
    with app_on_either.app_context():
        assert not work_account_records.accept(secret, PERSON["sub"])
        told = all_at_once(app_on_either, lambda n: work_account_records.accept(secret, f"own-{n}"))

    assert sorted(told) == [False] * 7 + [True]
    assert str(stored(app_on_either, person).provider_subject).startswith("own-")

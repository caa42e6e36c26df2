"""Leaving a work account: the way out of it too, and an administrator who takes it away."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from feedback import identity_provider, staff_sessions
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.audited import entries
from tests.feedback.staff_pages import browser, new_staff, send_form, sign_in, words
from tests.feedback.test_sign_in import ELSEWHERE
from tests.feedback.test_work_account import app, invited, is_in, provider, reviewer, stored
from tests.feedback.work_accounts import BEGIN, come_back, connected
from tests.stand_in_provider import StandIn

# The provider and the app of this subject.
__all__ = ["app", "provider"]


def pressed_sign_out(client: CheckingClient) -> TestResponse:
    """Press "Sign out", which is beside the menu."""
    token = soup(client.get("/staff")).select_one(
        "form[action='/staff/sign-out'] [name=csrf_token]"
    )
    assert token
    return client.post("/staff/sign-out", data={"csrf_token": str(token["value"])})


def signed_out_page(client: CheckingClient) -> TestResponse:
    """The page it leads to."""
    return client.get(pressed_sign_out(client).headers["Location"])


def administrator_of(app: Flask) -> CheckingClient:
    """A browser of somebody who has taken both steps."""
    client = browser(app)
    with app.app_context():
        session_id = staff_sessions.begin(new_staff(app, Role.ADMINISTRATOR))
    with client.session_transaction() as kept:
        kept["sid"] = session_id
    return client


def test_whoever_signs_out_is_shown_the_way_out_of_their_work_account_too(
    app: Flask, provider: StandIn
) -> None:
    connected(app, provider, reviewer(app))
    client = browser(app)
    come_back(client)

    page = signed_out_page(client)

    assert not is_in(client)
    [way_out] = soup(page).select("main a.h-button")
    address, _mark, asked = str(way_out["href"]).partition("?")
    assert address == f"{provider.url}/end"
    assert parse_qs(asked) == {
        "client_id": ["heard-client"],
        "post_logout_redirect_uri": ["https://heard.example.org/staff/sign-in"],
    }


ENDS_ELSEWHERE = (
    *("javascript:alert(1)", "//evil.example/end", "http://evil.example/end", "/end", ""),
    *("https://user@evil.example/end", "https://[/end", None, 7, ["https://evil.example"]),
)


@pytest.mark.parametrize("published", ENDS_ELSEWHERE)
def test_a_way_out_that_could_be_anybodys_is_not_shown(
    app: Flask, provider: StandIn, published: object
) -> None:
    provider.metadata = {"end_session_endpoint": published}

    answer = browser(app).get("/staff/sign-in/signed-out")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/sign-in")


def test_without_looking_at_it_the_way_out_would_lead_anywhere(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.metadata = {"end_session_endpoint": "http://evil.example/end"}
    app.extensions["heard_provider"].trouble()
    monkeypatch.setattr(identity_provider, "is_safe_address", lambda _address, *, like: True)

    page = soup(browser(app).get("/staff/sign-in/signed-out"))

    assert "evil.example" in str(page.select_one("main a.h-button"))


@pytest.mark.parametrize("name", ["next", "post_logout_redirect_uri", "way_out", "lang"])
def test_nobody_is_led_to_another_site_when_they_sign_out(app: Flask, name: str) -> None:
    for wanted in ELSEWHERE:
        page = browser(app).get(f"/staff/sign-in/signed-out?{urlencode({name: wanted})}")
        assert [link["href"] for link in soup(page).select("main a")] == [
            link["href"]
            for link in soup(browser(app).get("/staff/sign-in/signed-out")).select("main a")
        ]


def test_signing_out_works_while_the_provider_is_away(app: Flask, provider: StandIn) -> None:
    person = connected(app, provider, reviewer(app))
    client = browser(app)
    sign_in(client, person.email)
    provider.is_broken = {"/.well-known/openid-configuration"}

    page = signed_out_page(client)

    assert page.headers["Location"] == "/staff/sign-in"
    assert not is_in(client)


def test_whoever_has_no_work_account_is_not_asked_about_one(app: Flask) -> None:
    client = browser(app)
    sign_in(client, reviewer(app).email)

    left = pressed_sign_out(client)

    assert left.headers["Location"] == "/staff/sign-in"


def test_an_administrator_takes_a_work_account_away(app: Flask, provider: StandIn) -> None:
    person = connected(app, provider, reviewer(app))
    client, administrator = browser(app), administrator_of(app)
    come_back(client)
    page = f"/staff/people/{person.id}"
    assert "Work account connected Yes" in words(administrator.get(page))

    done = send_form(administrator, page, action=f"{page}/disconnect-work-account")

    assert done.status_code == 303
    assert stored(app, person).provider_subject is None
    assert not is_in(client)
    assert come_back(browser(app)).status_code == 403
    disconnected = [one for one in entries(app) if one["reason"] == "work account disconnected"]
    assert [one["subject_id"] for one in disconnected] == [str(person.id)]
    assert not soup(administrator.get(page)).select(
        f"form[action='{page}/disconnect-work-account']"
    )


def test_nobody_is_told_that_an_account_opens_before_they_press_the_button(app: Flask) -> None:
    _person, invitation = invited(app)
    client = browser(app)
    path = f"{invitation}/work-account"

    page = come_back(client, f"{BEGIN}?connect=yes&next={path}")

    assert "If you connect it, it can open" in words(client.get(page.headers["Location"]))

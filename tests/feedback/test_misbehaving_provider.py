"""Whatever a provider, or somebody between it and us, does wrong: nobody is let in.

Each guard is taken out once, to see that its test would notice.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from flask import Flask
from joserfc.jwt import Token

from feedback import fetching, id_tokens, identity_provider
from feedback.models import Role
from feedback.sign_in import records, work_account, work_account_records
from tests.client import CheckingClient
from tests.feedback.audited import entries
from tests.feedback.staff_pages import browser, new_staff, sign_in, words
from tests.feedback.work_accounts import (
    ANSWER,
    BEGIN,
    app_with,
    begun,
    come_back,
    connected,
    said_yes,
)
from tests.stand_in_provider import CLIENT, PERSON, TENANT, Key, StandIn, running_provider

LONG_AGO, SOON = int(time.time()) - 3600, int(time.time()) + 3600


@pytest.fixture
def provider() -> Iterator[StandIn]:
    """A provider that is to misbehave."""
    with running_provider() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, migrated_sqlite: Path, provider: StandIn) -> Flask:
    """An app that believes it, and one person who connected their work account."""
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    app = app_with(tmp_path, provider)
    connected(app, provider, new_staff(app, Role.FORUM, email=PERSON["email"]))
    return app


def is_in(client: CheckingClient) -> bool:
    return client.get("/staff").status_code == 200


def is_refused(app: Flask, why: str) -> bool:
    """Whether somebody who comes back from the provider is refused, for this reason."""
    client = browser(app)
    answer = come_back(client)
    if is_in(client):
        return False
    assert (answer.status_code, answer.headers.get("Retry-After")) == (400, None)
    assert "You are not signed in" in words(answer)
    last = entries(app)[-1]
    assert last["action"] == "sign_in_failed"
    assert why in last["reason"], last["reason"]
    return True


# What the token says

FALSE_CLAIMS: Mapping[str, tuple[dict[str, Any], str]] = {
    "another nonce": ({"nonce": "another"}, "nonce"),
    "no nonce": ({"nonce": None}, "nonce"),
    "another audience": ({"aud": "another-client"}, "aud"),
    "no audience": ({"aud": None}, "aud"),
    "another issuer": ({"iss": "https://evil.example"}, "iss"),
    "our issuer but for a slash": ({"iss": "http://127.0.0.1/"}, "iss"),
    "no issuer": ({"iss": None}, "iss"),
    "another tenant": ({"tid": "22222222-aaaa-4bbb-8ccc-2"}, "tid"),
    "no tenant": ({"tid": None}, "tid"),
    "expired": ({"exp": LONG_AGO}, "expired"),
    "never expires": ({"exp": None}, "exp"),
    "not yet": ({"nbf": SOON}, "nbf"),
    "of the future": ({"iat": SOON}, "iat"),
    "nobody": ({"sub": None}, "sub"),
    "for another party": ({"azp": "another-client"}, "azp"),
    "another access token": ({"at_hash": "bm90IHRoaXMgb25l"}, "at_hash"),
}
SHARED: Mapping[str, tuple[dict[str, Any], str]] = {
    "shared audience": ({"aud": [CLIENT, "another-client"], "azp": CLIENT}, "aud"),
    "several tenants": ({"tid": [TENANT, "22222222-aaaa-4bbb-8ccc-2"]}, "not a word"),
    "a name too long to keep": ({"sub": "x" * 256}, "sub"),
}


@pytest.mark.parametrize("name", [*FALSE_CLAIMS, *SHARED])
def test_a_token_in_which_one_claim_is_false_is_refused(
    app: Flask, provider: StandIn, name: str
) -> None:
    provider.claims, why = {**FALSE_CLAIMS, **SHARED}[name]

    assert is_refused(app, why)


UNLOOKED_AT = ["another nonce", "another issuer", "another tenant", "expired", "another audience"]


@pytest.mark.parametrize("name", UNLOOKED_AT)
def test_a_false_claim_that_nobody_looks_at_would_be_believed(
    app: Flask, provider: StandIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.claims, why = FALSE_CLAIMS[name]
    monkeypatch.setattr("feedback.id_tokens.CodeIDToken.validate", lambda *_a, **_k: None)
    monkeypatch.setattr(id_tokens, "_refuse_shared", lambda *_a: None)

    assert not is_refused(app, why)


@pytest.mark.parametrize("name", ["shared audience"])
def test_a_shared_token_would_be_believed_without_our_own_check(
    app: Flask, provider: StandIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.claims, why = SHARED[name]
    monkeypatch.setattr(id_tokens, "_refuse_shared", lambda *_a: None)

    assert not is_refused(app, why)


# How the token is signed


def test_a_token_that_nobody_signed_is_refused(app: Flask, provider: StandIn) -> None:
    provider.header = {"alg": "none"}

    assert is_refused(app, "unsupported_algorithm")


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    app: Flask, provider: StandIn
) -> None:
    provider.header = {"alg": "HS256"}

    assert is_refused(app, "unsupported_algorithm")


def test_a_token_of_an_unknown_key_is_refused(app: Flask, provider: StandIn) -> None:
    provider.signs_with = Key("unknown")

    assert is_refused(app, "unknown key")


def test_a_token_that_names_no_key_is_refused(app: Flask, provider: StandIn) -> None:
    provider.header = {"kid": None}

    assert is_refused(app, "no key is named")


def test_a_token_of_another_key_under_a_known_name_is_refused(
    app: Flask, provider: StandIn
) -> None:
    provider.signs_with = Key("first")

    assert is_refused(app, "bad_signature")


def test_a_token_changed_on_the_way_is_refused(app: Flask, provider: StandIn) -> None:
    provider.spoils_signature = True

    assert is_refused(app, "bad_signature")


def test_a_token_that_brings_its_own_key_is_refused(app: Flask, provider: StandIn) -> None:
    own = Key("mine", "ES256")
    provider.signs_with, provider.header = own, {"kid": "first", "jwk": own.published()}
    provider.keys = [Key("first", "ES256")]

    assert is_refused(app, "bad_signature")


def test_a_secret_among_the_published_keys_is_no_key(app: Flask, provider: StandIn) -> None:
    secret = {"kty": "oct", "k": "c2VjcmV0", "kid": "first"}

    assert not id_tokens.keys_in({"keys": [secret, "text", {"kty": "RSA", "kid": "x"}]})
    assert len(id_tokens.keys_in({"keys": [provider.keys[0].published()]}).keys) == 1


def test_a_signature_that_nobody_checks_would_be_believed(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unchecked(token: str, _keys: object) -> Any:
        parts = [part + "=" * (-len(part) % 4) for part in token.split(".")[:2]]
        header, claims = (json.loads(base64.urlsafe_b64decode(part)) for part in parts)
        return Token(header, claims)

    monkeypatch.setattr(id_tokens, "_signed", unchecked)
    for header in ({"alg": "none"}, {"alg": "HS256"}):
        provider.header = header
        assert not is_refused(app, "")


def test_the_library_alone_takes_what_we_name_and_nothing_else(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(id_tokens, "ALGORITHMS", ("ES256",))

    assert is_refused(app, "unsupported_algorithm")


# Whose answer it is


def test_an_answer_in_another_browser_is_refused(app: Flask) -> None:
    mine, theirs = browser(app), browser(app)
    begun(theirs)

    answer = theirs.get(said_yes(begun(mine)))

    assert answer.status_code == 400
    assert not is_in(theirs)
    assert "another browser" in entries(app)[-1]["reason"]


def test_an_answer_in_a_browser_that_began_nothing_is_refused(app: Flask) -> None:
    mine, theirs = browser(app), browser(app)

    answer = theirs.get(said_yes(begun(mine)))

    assert answer.status_code == 400
    assert not is_in(theirs)


def test_without_the_state_the_nonce_and_the_verifier_still_tell_browsers_apart(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.sign_in.work_account.hmac.compare_digest", lambda *_a: True)

    def in_another_browser() -> bool:
        mine, theirs = browser(app), browser(app)
        begun(theirs)
        theirs.get(said_yes(begun(mine)))
        return is_in(theirs)

    assert not in_another_browser()
    provider.forgets_pkce = True
    assert not in_another_browser()
    assert "nonce" in entries(app)[-1]["reason"]
    monkeypatch.setattr("feedback.id_tokens.CodeIDToken.validate", lambda *_a, **_k: None)
    assert in_another_browser()


def test_a_code_put_into_another_answer_is_refused(app: Flask) -> None:
    mine, theirs = browser(app), browser(app)
    [stolen] = parse_qs(urlsplit(said_yes(begun(mine))).query)["code"]
    [state] = parse_qs(urlsplit(begun(theirs)).query)["state"]

    answer = theirs.get(f"{ANSWER}?code={stolen}&state={state}")

    assert answer.status_code == 400
    assert not is_in(theirs)


def test_a_code_without_its_verifier_is_worth_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = prepare_token_request

    def without(*args: Any, code_verifier: str, **kwargs: Any) -> str:
        body: str = whole(*args, **kwargs)
        return body

    monkeypatch.setattr(identity_provider, "prepare_token_request", without)

    assert is_refused(app, "took the code from nobody")


def replayed(app: Flask) -> CheckingClient:
    """A browser whose cookie and answer were both copied, and are used once more."""
    client = browser(app)
    address = begun(client)
    with client.session_transaction() as kept:
        copied = dict(kept)
    path = said_yes(address)
    client.get(path)
    assert is_in(client)
    again = browser(app)
    with again.session_transaction() as kept:
        kept.update(copied)
    again.get(path)
    return again


def test_an_answer_works_once_even_with_the_cookie_of_before(app: Flask, provider: StandIn) -> None:
    provider.takes_codes_again = True

    assert not is_in(replayed(app))
    assert "answered before" in entries(app)[-1]["reason"]


def test_an_answer_nobody_counts_would_work_twice(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.takes_codes_again = True
    monkeypatch.setattr(work_account_records, "is_first_answer", lambda _state: True)

    assert is_in(replayed(app))


def aged(app: Flask, seconds: int) -> CheckingClient:
    """A browser that comes back so long after it began."""
    client = browser(app)
    path = said_yes(begun(client))
    with client.session_transaction() as kept:
        kept[work_account.BEGUN]["at"] -= seconds
        kept.modified = True
    client.get(path)
    return client


def test_an_answer_after_ten_minutes_is_too_late(app: Flask) -> None:
    assert is_in(aged(app, 590))
    assert not is_in(aged(app, 610))
    assert "took too long" in entries(app)[-1]["reason"]


def test_an_attempt_is_forgotten_later_than_it_is_too_old() -> None:
    assert work_account_records.LASTS < records.LONGEST_WINDOW
    assert work_account_records.ONCE.window == records.LONGEST_WINDOW


def test_whoever_says_no_there_is_not_signed_in(app: Flask) -> None:
    client = browser(app)
    [state] = parse_qs(urlsplit(begun(client)).query)["state"]

    answer = client.get(f"{ANSWER}?error=access_denied&state={state}")

    assert answer.status_code == 400
    assert not is_in(client)


def test_an_answer_that_another_issuer_gives_is_refused(app: Flask, provider: StandIn) -> None:
    for extra, lets_in in (("", True), (f"&iss={provider.url}", True), ("&iss=x", False)):
        client = browser(app)
        client.get(said_yes(begun(client)) + extra)
        assert is_in(client) is lets_in


def test_an_answer_names_its_issuer_where_the_provider_says_it_does(
    app: Flask, provider: StandIn
) -> None:
    provider.metadata = {"authorization_response_iss_parameter_supported": True}

    assert is_refused(app, "another issuer")


# What it publishes, and silence


def is_away(client: CheckingClient, path: str = BEGIN) -> bool:
    answer = client.get(path)
    if answer.status_code == 303:
        return False
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "does not answer" in words(answer)
    return True


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": None},
        {"code_challenge_methods_supported": ["plain"]},
    ],
    ids=lambda said: " ".join(said),
)
def test_metadata_that_could_be_anybodys_are_not_used(
    app: Flask, provider: StandIn, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata

    assert is_away(browser(app))
    assert provider.asked == ["/.well-known/openid-configuration"]


def test_metadata_nobody_compares_would_be_used(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.metadata = {"token_endpoint": "http://evil.example/token"}
    monkeypatch.setattr(identity_provider, "is_safe_address", lambda *_a, **_k: True)

    assert not is_away(browser(app))


@pytest.mark.parametrize("page", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize("trouble", ["slow", "broken"])
def test_a_provider_that_does_not_answer_gets_a_clear_page_and_passwords_still_work(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch, page: str, trouble: str
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_FOR_ONE_READ", 0.3)
    if trouble == "slow":
        provider.seconds_slow = {page: 1.5}
    else:
        provider.is_broken = {page}
    client = browser(app)
    started = time.monotonic()

    if page.startswith("/.well-known"):
        assert is_away(client)
    else:
        path = said_yes(begun(client))
        assert is_away(client, path)
        assert entries(app)[-1]["reason"] == "work account: the provider was away"

    assert time.monotonic() - started < 1.4
    assert not is_in(client)
    sign_in(client, PERSON["email"])
    assert is_in(client)


def test_a_provider_that_is_down_is_asked_seldom_and_back_at_once_when_it_is(
    app: Flask, provider: StandIn
) -> None:
    seconds = 1000.0
    known = app.extensions["heard_provider"]
    clock = lambda: seconds  # noqa: E731 -- it has to see the seconds pass
    known._metadata._clock = known._keys._clock = clock
    provider.is_broken = {"/.well-known/openid-configuration"}

    for _time in range(5):
        assert is_away(browser(app))
    assert len(provider.asked) == 1
    provider.is_broken = set()
    assert is_away(browser(app))
    seconds += identity_provider.SECONDS_AFTER_A_FAILURE
    assert not is_away(browser(app))


def test_a_provider_whose_machine_is_off_is_away(app: Flask, tmp_path: Path) -> None:
    with running_provider() as gone:
        pass
    lonely = app_with(tmp_path, gone)

    assert is_away(browser(lonely))


def test_what_is_published_is_asked_for_again_after_an_hour(app: Flask, provider: StandIn) -> None:
    seconds = 1000.0
    known = app.extensions["heard_provider"]
    known._metadata._clock = known._keys._clock = lambda: seconds
    come_back(browser(app))
    come_back(browser(app))
    assert provider.asked.count("/keys") == 1
    seconds += identity_provider.SECONDS_KEPT

    come_back(browser(app))

    assert provider.asked.count("/keys") == 2


def test_a_document_that_does_not_end_is_not_read_to_the_end(
    app: Flask, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 100)

    assert is_away(browser(app))


def test_nobody_is_led_on_by_a_provider_that_redirects(provider: StandIn) -> None:
    class Leading(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", f"{provider.url}/keys")
            self.send_header("Content-Length", "0")
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Leading) as server:
        threading.Thread(target=server.handle_request).start()
        with pytest.raises(fetching.AwayError):
            fetching.fetch_json(f"http://127.0.0.1:{server.server_port}/")

    assert provider.asked == []

"""Whatever a family can send is guarded in the same way, whichever page it is sent from."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from feedback.access import OPEN, Audience, audiences_of, open_to
from feedback.security import MOST_FIELDS_IN_A_FORM, without_token
from tests.client import CheckingClient

FORM = "application/x-www-form-urlencoded"
A_FILE = (
    b'--x\r\nContent-Disposition: form-data; name="receipt"; filename="x"\r\n\r\nx\r\n--x--\r\n'
)
# What is sent, what kind it says it is, from where, and the refusal it has to meet.
Attack = tuple[bytes, str, dict[str, str], int]
FROM_ELSEWHERE: tuple[Attack, ...] = (
    (b"receipt=x", FORM, {"Sec-Fetch-Site": "cross-site"}, 403),
    (b"receipt=x", FORM, {"Sec-Fetch-Site": "same-site"}, 403),
    (b"receipt=x", FORM, {"Origin": "https://evil.example"}, 403),
)
OF_OTHER_KINDS: tuple[Attack, ...] = (
    (b'{"receipt": 1}', "application/json", {}, 415),
    (b'{"receipt": {}}', "application/json", {}, 415),
    (b'["x"]', "application/problem+json", {}, 415),
    (b"receipt=x", "text/plain", {}, 415),
    (b"receipt=x", "", {}, 415),
    (b"--x--", "multipart/form-data; boundary=x", {}, 415),
    (A_FILE, "multipart/form-data; boundary=x", {}, 415),
)
TOO_MUCH: tuple[Attack, ...] = ((b"x=1&" * (MOST_FIELDS_IN_A_FORM + 1), FORM, {}, 413),)
ATTACKS = FROM_ELSEWHERE + OF_OTHER_KINDS + TOO_MUCH

SIGNING_IN = ("sign_in.", "by_link.", "two_steps.", "work_account.")


def posts_of_families(app: Flask) -> list[str]:
    """The address of each form that nobody has to sign in for."""
    places = app.url_map.bind("localhost")
    return sorted(
        {
            places.build(rule.endpoint, dict.fromkeys(rule.arguments, "ABC234"), method="POST")
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ())
            and OPEN & audiences_of(app, rule.endpoint)
            # Whoever signs in or out has a cookie, and so a token guards it.
            and not rule.endpoint.startswith(SIGNING_IN)
        }
    )


def unguarded(app: Flask, address: str, attacks: tuple[Attack, ...]) -> Iterator[str]:
    """Each of these attacks on this address that did not meet its refusal, in sentences."""
    client = app.test_client()
    for data, kind, headers, refusal in attacks:
        answer = client.post(address, data=data, content_type=kind, headers=headers)
        if answer.status_code != refusal:
            yield f"{address}: {kind} with {headers} is answered {answer.status_code}"


def test_every_form_of_families_refuses_more_fields_than_any_has(app: Flask) -> None:
    addresses = posts_of_families(app)

    assert {"/S/ABC234", "/tablet/ABC234/form", "/tablet/ABC234/done", "/missing-language"} < set(
        addresses
    )
    assert [problem for address in addresses for problem in unguarded(app, address, TOO_MUCH)] == []


def test_no_form_of_families_sets_a_cookie(app: Flask) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)

    for address in posts_of_families(app):
        assert "Set-Cookie" not in client.post(address, data={"nonce": "x"}).headers


def test_a_form_that_nobody_guards_is_caught(app: Flask) -> None:
    @without_token
    @open_to(Audience.FAMILY)
    def careless() -> str:
        return "thanks"

    app.add_url_rule("/careless", "careless", careless, methods=["POST"])
    app.test_client_class = None  # Its answer is no page, so nothing checks it.

    assert "/careless" in posts_of_families(app)
    assert len(list(unguarded(app, "/careless", ATTACKS))) == len(FROM_ELSEWHERE)

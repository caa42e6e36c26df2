"""Every refusal is a page in the reader's language, and every page says whom it is for."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import Forbidden

from feedback import access
from feedback.access import audiences_of
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.staff_pages import signed_in


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/.git/config", 404),
        ("PUT", "/privacy", 405),
        ("TRACE", "/", 405),
        ("POST", "/healthz", 405),
    ],
)
def test_a_refusal_is_a_page_that_says_what_to_do(
    client: CheckingClient, method: str, path: str, status: int
) -> None:
    english = client.open(path, method=method)
    arabic = client.open(f"{path}?lang=ar", method=method)

    assert english.status_code == arabic.status_code == status
    if path != "/healthz":
        assert soup(arabic).html["lang"] == "ar"
        assert soup(arabic).h1.get_text() != soup(english).h1.get_text()


def test_staff_who_lose_their_way_stay_among_staff_pages(app: Flask) -> None:
    officer = signed_in(app)

    page = soup(officer.get("/staff/nowhere"))

    assert page.select_one("nav a[href='/staff/results']")
    assert page.select_one("main a[href='/staff']")
    assert "poster" not in page.get_text()


def test_a_refusal_echoes_nothing(client: CheckingClient) -> None:
    page = client.get("/nowhere-canary%3Cscript%3E").get_data(as_text=True)

    assert "canary" not in page


def test_another_host_name_is_refused(client: CheckingClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_form_too_long_is_refused_as_a_page(client: CheckingClient) -> None:
    answer = client.post("/withdraw", data={"receipt": "A" * 300_000})

    assert answer.status_code == 413
    assert soup(answer).h1


def test_a_view_that_does_not_say_whom_it_is_for_is_never_opened(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    assert audiences_of(app, "forgotten") == frozenset()
    with pytest.raises(RuntimeError, match="forgotten"):
        app.test_client().get("/forgotten")


@pytest.mark.parametrize("path", ["/staff", "/staff/results", "/staff/collections"])
def test_staff_pages_ask_a_stranger_to_sign_in(client: CheckingClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/sign-in")


def test_a_page_opens_to_its_roles_and_to_no_other(app: Flask) -> None:
    officer, viewer = signed_in(app, Role.OFFICER), signed_in(app, Role.VIEWER)

    assert officer.get("/staff/collections").status_code == 200
    assert viewer.get("/staff/collections").status_code == 403
    # Whoever is signed in at all.
    assert viewer.get("/staff/account").status_code == 200


def test_nobody_signed_in_is_refused_where_a_person_is_needed(app: Flask) -> None:
    with app.test_request_context("/staff"), pytest.raises(Forbidden):
        access.signed_in()


def test_only_words_with_a_space_are_given_back(app: Flask) -> None:
    typed = {"a": "one", "b": "one two", "c": "one two three", "d": ""}

    with app.test_request_context("/staff/replies", method="POST", data=typed):
        assert access.typed_words() == ["one two", "one two three"]
    for path in access.SECRETS_ARE_TYPED:
        with app.test_request_context(f"{path}/x", method="POST", data=typed):
            assert access.typed_words() == []

"""The test client itself: it lets no bad page, header, cookie or lost change go by."""

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from feedback.access import Audience, open_to
from feedback.database import session
from tests import factories
from tests.client import CheckingClient
from tests.response_headers import header_problems

EXPECTED = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
GOOD = {
    **EXPECTED,
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
}


def found(path: str = "/", *, leave_out: str = "", **added: str) -> list[str]:
    """What is wrong with the good headers, less one, with others added."""
    headers = Headers({name: value for name, value in GOOD.items() if name != leave_out})
    for name, value in added.items():
        headers.add(name.replace("_", "-"), value)
    return header_problems(path=path, headers=headers, expected=EXPECTED)


def test_good_headers_pass() -> None:
    assert found() == []
    assert found("/staff", Set_Cookie="heard=1; HttpOnly; Path=/; SameSite=Lax") == []


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_header_is_caught(name: str) -> None:
    problems = found(leave_out=name)

    # Nothing says utf-8 about an answer of no stated kind, which only a page must state.
    assert problems or name == "Content-Type"


@pytest.mark.parametrize(
    ("path", "name", "value", "words"),
    [
        ("/", "Server", "Werkzeug", "not one we send"),
        ("/", "X_Powered_By", "Flask", "not one we send"),
        ("/", "X_Content_Type_Options", "nosniff", "not just"),
        ("/", "Set_Cookie", "a=1; HttpOnly; SameSite=Lax", "for families sets the cookie a"),
        ("/staffing", "Set_Cookie", "a=1; HttpOnly; SameSite=Lax", "sets the cookie a"),
        ("/staff", "Set_Cookie", "a=1; SameSite=Lax", "not httponly"),
        ("/staff", "Set_Cookie", "a=1; HttpOnly", "not samesite=lax"),
    ],
)
def test_a_wrong_header_is_caught(path: str, name: str, value: str, words: str) -> None:
    problems = found(path, **{name: value})

    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (405, {}, "which ones work"),
        (404, {"Cache-Control": "public, max-age=86400"}, "may be kept"),
        (200, {"Content-Encoding": "gzip"}, "does not take gzip"),
    ],
)
def test_an_answer_that_does_not_fit_its_request_is_caught(
    status: int, headers: dict[str, str], words: str
) -> None:
    problems = header_problems(
        path="/",
        headers=Headers({**GOOD, **headers}),
        expected=EXPECTED,
        status=status,
        takes_gzip=False,
    )

    assert any(words in problem for problem in problems), problems


def test_a_policy_that_allows_anything_unsafe_is_caught() -> None:
    unsafe = {"Content-Security-Policy": "style-src 'unsafe-inline'"}

    problems = header_problems(path="/", headers=Headers({**GOOD, **unsafe}), expected=unsafe)

    assert any("unsafe" in problem for problem in problems)


def test_text_that_does_not_say_utf_8_is_caught() -> None:
    problems = found(leave_out="Content-Type", Content_Type="text/plain")

    assert any("utf-8" in problem for problem in problems)


def test_the_client_refuses_a_bad_page(app: Flask, client: CheckingClient) -> None:
    @open_to(Audience.PUBLIC)
    def bad() -> ResponseReturnValue:
        return "<p>No heading here</p>"

    app.add_url_rule("/bad", view_func=bad)

    with pytest.raises(AssertionError, match="0 h1 elements"):
        client.get("/bad")


def test_the_client_refuses_a_lost_change(app: Flask, client: CheckingClient) -> None:
    @open_to(Audience.PUBLIC)
    def loses() -> ResponseReturnValue:
        session().add(factories.collection())
        return "", 400

    app.add_url_rule("/loses", view_func=loses)

    with pytest.raises(AssertionError, match=r"changed and then lost \['Collection'\]"):
        client.get("/loses")


def test_the_client_refuses_a_change_lost_after_it_was_sent(
    app: Flask, client: CheckingClient
) -> None:
    @open_to(Audience.PUBLIC)
    def loses() -> ResponseReturnValue:
        session().add(factories.collection())
        session().flush()
        return "", 400

    app.add_url_rule("/loses", methods=["POST"], view_func=loses)
    app.config["WTF_CSRF_ENABLED"] = False

    with pytest.raises(AssertionError, match="changed and then lost"):
        client.post("/loses")

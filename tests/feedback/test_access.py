"""Every refusal is a page in the reader's language, and every page says whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, request
from werkzeug.exceptions import Forbidden

from feedback import access, staff_sessions
from feedback.access import Audience, audiences_of, open_to
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.staff_pages import browser, new_staff, sign_in, signed_in


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


def test_whom_of_staff_a_page_refused_is_written_down_and_no_more(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    viewer = new_staff(app, Role.VIEWER)
    hers, stranger = browser(app), browser(app)
    sign_in(hers, viewer.email)

    hers.get("/staff/collections?next=canary")
    hers.post("/staff/sign-out", data={"csrf_token": "canary"})
    stranger.get("/staff/collections")
    stranger.post("/s/ABC234", headers={"Sec-Fetch-Site": "cross-site"}, data={"a": "canary"})

    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert said == [
        f"Staff {viewer.id} may not open invite.collections",
        "A form without its token was sent to sign_in.sign_out",
    ]


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


View = Callable[..., Any]
UPLOAD = "/staff/recordings/en/standard/ps_overall"
ROLES = {
    Audience.FORUM: Role.FORUM,
    Audience.ADVOCATE: Role.ADVOCATE,
    Audience.OFFICER: Role.OFFICER,
    Audience.VIEWER: Role.VIEWER,
    Audience.ADMINISTRATOR: Role.ADMINISTRATOR,
}


def acting_as(monkeypatch: pytest.MonkeyPatch, app: Flask, role: Role | None) -> None:
    """Let the request come from somebody with this role, or from a stranger."""
    person = new_staff(app, role, password_hash="") if role else None
    monkeypatch.setattr(staff_sessions, "staff_for", lambda _session_id: person)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("audience", list(Audience))
def test_a_page_opens_to_those_it_names_and_to_nobody_else(
    app: Flask, monkeypatch: pytest.MonkeyPatch, role: Role | None, audience: Audience
) -> None:
    acting_as(monkeypatch, app, role)
    page: View = open_to(audience)(lambda: "opened")

    with app.test_request_context("/staff/page"):
        try:
            answer: Any = page()
        except Forbidden:
            answer = "forbidden"

    if audience in {Audience.FAMILY, Audience.PUBLIC} or (role and ROLES[audience] is role):
        assert answer == "opened"
    elif role:
        assert answer == "forbidden"
    else:
        assert answer.status_code == 302


def test_a_page_may_name_several(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    page: View = open_to(Audience.OFFICER, Audience.FORUM)(lambda number: number + 1)

    for role in (Role.OFFICER, Role.FORUM):
        acting_as(monkeypatch, app, role)
        with app.test_request_context("/staff/page"):
            assert page(number=1) == page(1) == 2
    acting_as(monkeypatch, app, Role.VIEWER)
    with app.test_request_context("/staff/page"), pytest.raises(Forbidden):
        page(1)


def test_a_marked_view_keeps_its_name() -> None:
    def collections() -> None:
        """Every collection."""

    assert open_to(Audience.OFFICER)(collections).__name__ == "collections"
    assert open_to(Audience.OFFICER)(collections).__doc__ == "Every collection."


def test_files_of_ours_are_for_everybody(app: Flask) -> None:
    assert audiences_of(app, "static") == {Audience.PUBLIC}
    assert audiences_of(app, "sign_in.home") != {Audience.PUBLIC}


def test_who_is_signed_in_is_asked_once_a_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(staff_sessions, "staff_for", asked.append)

    with app.test_request_context("/staff"):
        assert access.current_staff() is access.current_staff() is None

    assert asked == [""]


def test_who_is_signed_in_is_the_person_themselves(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting_as(monkeypatch, app, Role.VIEWER)

    with app.test_request_context("/staff"):
        assert access.signed_in().role is Role.VIEWER


@pytest.mark.parametrize("path", ["/staff/results", "/staff/results?term=a&page=2"])
def test_signing_in_leads_back_to_exactly_the_page_asked_for(
    client: CheckingClient, path: str
) -> None:
    found = urlsplit(client.get(path).headers["Location"])

    assert found.path == "/staff/sign-in"
    assert parse_qs(found.query)["next"] == [path]


def test_a_form_of_somebody_signed_out_is_answered_by_a_page_that_keeps_their_words(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting_as(monkeypatch, app, None)
    page: View = open_to(Audience.OFFICER)(lambda: "opened")
    typed = {"reply": "We have listened."}

    with app.test_request_context("/staff/replies", method="POST", data=typed):
        answer, status = page()
    with app.test_request_context("/staff/replies", method="HEAD"):
        looked = page()

    assert status == 403
    assert "We have listened." in answer
    assert looked.status_code == 302


@pytest.mark.parametrize(
    ("role", "most"),
    [
        (Role.OFFICER, 3_145_728),
        (Role.ADMINISTRATOR, 3_145_728),
        (Role.VIEWER, 262_144),
        (None, 262_144),
    ],
)
def test_a_recording_of_three_megabytes_is_taken_from_those_who_record_only(
    app: Flask, monkeypatch: pytest.MonkeyPatch, role: Role | None, most: int
) -> None:
    acting_as(monkeypatch, app, role)

    with app.test_request_context(UPLOAD, method="POST", data={"spoken_by": "Sam Jones"}):
        answer: Any = None
        try:
            answer = access.take_files_of_staff_only()
        except Forbidden:
            answer = "forbidden"
        length, typed = request.max_content_length, dict(request.form)

    assert length == most
    if most > 262_144:
        assert (answer, typed) == (None, {"spoken_by": "Sam Jones"})
    else:
        assert answer == "forbidden" if role else answer[1] == 403
        # A stranger's file is never read.
        assert typed == {}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", UPLOAD), ("POST", "/staff/replies"), ("POST", "/nowhere")]
)
def test_no_other_form_may_hold_a_file(
    app: Flask, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    acting_as(monkeypatch, app, Role.OFFICER)

    with app.test_request_context(path, method=method, data={"words": "typed"}):
        assert access.take_files_of_staff_only() is None
        assert request.max_content_length == 262_144
        assert request.form["words"] == "typed"


def test_an_address_that_is_no_page_is_not_found_and_never_refused_as_unmarked(app: Flask) -> None:
    assert app.test_client().get("/staff/nowhere").status_code == 404

"""Staff pages as a person works them: sign in, fill in the form that is there, press its button."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask import session as cookie_of
from sqlmodel import SQLModel
from werkzeug.test import TestResponse

from feedback.models import Role, StaffMember
from feedback.sign_in.browsing import let_in
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup


def store(app: Flask, *things: SQLModel) -> None:
    """Put these into the app's database."""
    with database_of(app).session() as session:
        session.expire_on_commit = False
        factories.store(session, things)


def new_staff(app: Flask, role: Role = Role.OFFICER, **special: Any) -> StaffMember:
    """Somebody who may sign in."""
    person = factories.staff_member(role=role, **special)
    store(app, person)
    return person


def browser(app: Flask) -> CheckingClient:
    """Another browser, with no cookies yet."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def signed_in(app: Flask, role: Role = Role.OFFICER) -> CheckingClient:
    """A browser in which somebody with this role is signed in, as after the page of signing in.

    The page itself has tests of its own; every other test would spend a fifth of its time there.
    """
    client, person = browser(app), new_staff(app, role)
    with app.test_request_context(method="POST"):
        let_in(person)
        cookie = dict(cookie_of)
    with client.session_transaction() as kept:
        kept.update(cookie)
    return client


def sign_in(client: CheckingClient, email: str, password: str = factories.PASSWORD) -> TestResponse:
    """Fill in the sign-in page."""
    return send_form(client, "/staff/sign-in", {"email": email, "password": password})


def send_form(
    client: CheckingClient,
    path: str,
    typed: dict[str, str] | None = None,
    *,
    action: str | None = None,
) -> TestResponse:
    """Open a page, fill in its form (the one with this action, if several), and send it."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    form = form_on(soup(page), action)
    values = typed_in(form) | (typed or {})
    target = str(form.get("action") or path)
    return client.post(target, data=values)


def form_on(page: BeautifulSoup, action: str | None) -> Tag:
    """The form in the main part of the page."""
    for form in page.select("main form"):
        if action is None or form.get("action") == action:
            return form
    raise AssertionError(f"no form with action {action}")


def typed_in(form: Tag) -> dict[str, str]:
    """What a browser would send if nobody changed anything."""
    values: dict[str, str] = {}
    for control in form.select("input[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            values[name] = str(chosen["value"]) if chosen else ""
        else:
            values[name] = str(control.get("value", ""))
    return values


def words(answer: TestResponse) -> str:
    """Everything the main part of a page says, on one line."""
    main = soup(answer).find("main")
    assert main
    return " ".join(main.get_text(" ").split())

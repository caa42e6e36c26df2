"""S07 to S09: a session is new at every sign-in, dies for good, and does not last by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlmodel import col

import feedback
from feedback import staff_sessions
from feedback.database import database
from feedback.models import Role, StaffMember, StaffSession
from feedback.sign_in import records
from tests import factories
from tests.attacks.register import attack, control
from tests.attacks.world import carrying, enter_as, token_for
from tests.feedback.staff_pages import new_staff

COOKIE = "heard"


def session_of(client: FlaskClient) -> str:
    """The id in this browser's cookie."""
    with client.session_transaction() as cookie:
        return str(cookie.get("sid", ""))


def opens(client: FlaskClient) -> bool:
    """Whether this browser is let in."""
    return client.get("/staff").status_code == 200


def press(client: FlaskClient, path: str, **typed: str) -> int:
    """Send a form of ours from this browser."""
    return int(client.post(path, data={"csrf_token": token_for(client), **typed}).status_code)


def sign_in(client: FlaskClient, person: StaffMember) -> None:
    """Sign in by the page, whatever the browser has carried before."""
    typed = {"email": person.email, "password": factories.PASSWORD, "next": ""}
    assert press(client, "/staff/sign-in", **typed) == 303


def planted(app: Flask) -> list[str]:
    """Plant a session in somebody's browser, let them sign in, and use the planted one."""
    thief = enter_as(app, Role.VIEWER)
    known = session_of(thief)
    through = []
    for name, value in {"a live session": known, "made up": "made up by somebody"}.items():
        victim = carrying(app.test_client(), value)
        with victim.session_transaction() as cookie:
            cookie["more"] = "kept?"
        sign_in(victim, new_staff(app))
        with victim.session_transaction() as cookie:
            if cookie["sid"] == value or "more" in cookie:
                through.append(f"{name}: kept in the cookie")
        if opens(carrying(app.test_client(), value)):
            through.append(f"{name}: opens pages")
    return through


@attack("S07")
def test_s07_what_was_in_a_browser_before_signing_in_opens_nothing(bare: Flask) -> None:
    assert planted(bare) == []


@control("S07")
def test_s07_control_a_session_that_is_kept_lets_the_planter_in(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(staff: StaffMember, *, instead_of: str, **_steps: bool) -> str:
        with database().transaction() as connection:
            is_it = col(StaffSession.id_hash) == staff_sessions._hashed(instead_of)
            found = connection.execute(
                update(StaffSession).where(is_it).values(staff_id=staff.id).returning(is_it)
            ).first()
        return instead_of if found else staff_sessions.begin(staff)

    monkeypatch.setattr(records, "begin_session", keep)

    assert planted(bare) == ["a live session: kept in the cookie", "a live session: opens pages"]


def signed_out(app: Flask, client: FlaskClient, person: StaffMember) -> None:
    press(client, "/staff/sign-out")


def another_password(app: Flask, client: FlaskClient, person: StaffMember) -> None:
    new = "seven slow orange tractors"
    typed = {"old": factories.PASSWORD, "password": new, "again": new}
    assert press(client, "/staff/account/password", **typed) == 303


def by_an_administrator(act: str, **typed: str) -> Callable[[Flask, FlaskClient, Any], None]:
    def done(app: Flask, client: FlaskClient, person: StaffMember) -> None:
        path = f"/staff/people/{person.id}/{act}"
        assert press(enter_as(app, Role.ADMINISTRATOR), path, **typed) == 303

    return done


ENDINGS: dict[str, Callable[[Flask, FlaskClient, StaffMember], None]] = {
    "signing out": signed_out,
    "another password": another_password,
    "another role": by_an_administrator("role", role="viewer"),
    "disabled": by_an_administrator("disable"),
    "signed out by an administrator": by_an_administrator("sign-out"),
    "the work account disconnected": by_an_administrator("disconnect-work-account"),
    "the phone taken away": by_an_administrator("forget-second-step"),
}


def replayed(app: Flask) -> list[str]:
    """Copy a cookie, end its session in each way there is, and use the copy."""
    through = []
    for name, end in ENDINGS.items():
        person, client, thief = new_staff(app), app.test_client(), app.test_client()
        sign_in(client, person)
        copied = client.get_cookie(COOKIE)
        assert copied and opens(client)
        end(app, client, person)
        thief.set_cookie(COOKIE, copied.value)
        if opens(thief):
            through.append(name)
    return through


@attack("S08")
def test_s08_a_copied_cookie_is_dead_with_its_session(bare: Flask) -> None:
    assert replayed(bare) == []


@control("S08")
def test_s08_control_sessions_that_live_in_the_cookie_alone_are_replayed(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in Flask without a table of sessions: whoever is not disabled is let in."""
    monkeypatch.setattr(staff_sessions, "end", lambda *_anything: None)
    monkeypatch.setattr(staff_sessions, "end_all", lambda *_anything: None)

    assert set(replayed(bare)) == set(ENDINGS) - {"disabled"}


class Clock(datetime):
    """The time as staff_sessions reads it."""

    passed = timedelta(0)

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a plain moment, moved
        """This moment, and what the test lets pass."""
        return datetime.now(tz) + cls.passed


# What a browser, a proxy or a family on the same device may open without anybody's doing.
BY_ITSELF = ("/static/staff.css", "/favicon.ico", "/healthz", "/readyz", "/", "/privacy")
POLLS = re.compile(r"setInterval|fetch\(|XMLHttpRequest|EventSource|sendBeacon|WebSocket")


def outlived(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Wait, go on all day, and let the browser fetch what it fetches by itself."""
    monkeypatch.setattr(staff_sessions, "datetime", Clock)
    monkeypatch.setattr(Clock, "passed", timedelta(0))
    return [name for name, is_so in waits(app, monkeypatch) if is_so] + polling_pages()


def waits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, bool]]:
    """Each wait, and whether the session is still there, or gone too early."""

    def after(**passed: float) -> None:
        monkeypatch.setattr(Clock, "passed", Clock.passed + timedelta(**passed))

    client = enter_as(app, Role.VIEWER)
    after(minutes=29)
    yield "gone before its time", not opens(client)
    after(minutes=31)
    yield "idle for half an hour", opens(client)
    busy = enter_as(app, Role.VIEWER)
    for _twenty_minutes in range(35):
        after(minutes=20)
        yield "gone while at work", not opens(busy)
    after(minutes=21)
    yield "older than twelve hours", opens(busy)
    left = enter_as(app, Role.VIEWER)
    for number in range(7):
        after(minutes=5)
        left.get(BY_ITSELF[number % len(BY_ITSELF)])
    yield "kept up by what browsers fetch", opens(left)


def polling_pages() -> list[str]:
    """Our own scripts and pages that would ask again by themselves."""
    folder = Path(feedback.__file__).parent
    files = [*folder.glob("static/*.js"), *folder.glob("templates/**/*.html")]
    assert len(files) > 40
    return [
        one.name
        for one in files
        if POLLS.search(text := one.read_text("utf-8")) or 'http-equiv="refresh"' in text.lower()
    ]


@attack("S09")
def test_s09_a_session_ends_when_left_alone_and_after_twelve_hours(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outlived(bare, monkeypatch) == []


@control("S09")
@pytest.mark.parametrize(
    ("bound", "through"),
    [
        ("IDLE", ["idle for half an hour", "kept up by what browsers fetch"]),
        ("LONGEST", ["older than twelve hours"]),
    ],
)
def test_s09_control_a_session_without_its_bound_goes_on(
    bare: Flask, monkeypatch: pytest.MonkeyPatch, bound: str, through: list[str]
) -> None:
    monkeypatch.setattr(staff_sessions, bound, timedelta(days=7))

    assert outlived(bare, monkeypatch) == through

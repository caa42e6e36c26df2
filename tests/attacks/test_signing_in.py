"""S03 and S04: the second step, and guessing a password."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlmodel import Session

from feedback import staff_sessions
from feedback.access import OPEN, audiences_of
from feedback.database import create_engine_for
from feedback.models import Role, StaffMember
from feedback.sign_in import second_step_records
from tests import factories
from tests.attacks.register import attack, control
from tests.attacks.routes import addresses
from tests.client import CheckingClient
from tests.feedback.staff_pages import new_staff, send_form
from tests.feedback.test_second_step import CODE, app_of, code_of, half_way, set_up
from tests.production import HOST, serving

HOST_OF_TESTS = "heard.example.org"


@pytest.fixture
def serious(tmp_path: Path, migrated_sqlite: Path) -> Flask:
    """An app that serves real families, with an empty database."""
    (tmp_path / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    return app_of(tmp_path)


def past_the_second_step(app: Flask) -> list[str]:
    """Use codes again, and open every guarded address with nothing but the password."""
    person = new_staff(app, Role.ADMINISTRATOR)
    _client, secret, _codes = set_up(app, person)
    code = code_of(secret)
    assert send_form(half_way(app, person), CODE, {"code": code}).status_code == 303
    again = {"the same code": code, "an earlier code": code_of(secret, steps=-1)}
    used = [
        name
        for name, typed in again.items()
        if send_form(half_way(app, person), CODE, {"code": typed}).status_code == 303
    ]
    return [*used, *opened_half_way(app, half_way(app, person))]


def opened_half_way(app: Flask, client: CheckingClient) -> Iterator[str]:
    """Addresses that do not send whoever has only given a password back to the sign-in page."""
    app.test_client_class = None
    thief = app.test_client()
    cookie = client.get_cookie("__Host-heard", domain=HOST_OF_TESTS)
    assert cookie
    thief.set_cookie("__Host-heard", cookie.value, domain=HOST_OF_TESTS, secure=True)
    for address in addresses(app):
        if OPEN & audiences_of(app, address.endpoint):
            continue
        if "GET" in address.methods:
            where = thief.get(address.path).headers.get("Location", "")
            if not where.startswith("/staff/sign-in?"):
                yield address.path
        elif thief.post(address.path).status_code not in {400, 403}:
            yield address.path


@attack("S03")
def test_s03_a_code_works_once_and_no_address_leads_past_it(serious: Flask) -> None:
    assert past_the_second_step(serious) == []


def forget_that_a_code_was_used(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(second_step_records, "_is_first", lambda *_anything: True)


def forget_that_a_code_is_owed(patch: pytest.MonkeyPatch) -> None:
    def whoever(session_id: str) -> StaffMember | None:
        found = staff_sessions._found(session_id)
        return found[1] if found else None

    patch.setattr(staff_sessions, "staff_for", whoever)


@control("S03")
@pytest.mark.parametrize(
    ("sabotage", "least"), [(forget_that_a_code_was_used, 2), (forget_that_a_code_is_owed, 20)]
)
def test_s03_control_a_second_step_that_forgets_is_passed(
    serious: Flask,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Callable[[pytest.MonkeyPatch], None],
    least: int,
) -> None:
    sabotage(monkeypatch)

    assert len(past_the_second_step(serious)) >= least


@dataclass(frozen=True)
class Guesser:
    """Somebody at the other end of a line, with the cookie and the token of one visit."""

    port: int
    cookie: str
    token: str

    def tries(self, email: str, password: str) -> int:
        """Sign in over a line of its own, so that any worker may answer."""
        typed = {"email": email, "password": password, "csrf_token": self.token, "next": ""}
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return ask(self.port, "POST", headers, urlencode(typed))[0].status


def ask(
    port: int, method: str, headers: dict[str, str], body: str | None = None
) -> tuple[HTTPResponse, str]:
    """One request to the sign-in page of a real server."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request(method, "/staff/sign-in", body, {"Host": HOST, **headers})
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer, page


def guesser(port: int) -> Guesser:
    """Open the page as anybody would."""
    answer, page = ask(port, "GET", {})
    cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return Guesser(port, cookie, found[1])


def guesses(data_dir: Path, emails: tuple[str, str], **special: str) -> list[str]:
    """Guess one account's password on four workers, restart, and go on."""
    known, colleague = emails
    with serving(data_dir, HEARD_WORKERS="4", **special) as (port, _process):
        who = guesser(port)
        judged = [who.tries(known, f"guess {number}") for number in range(25)].count(400)
    with serving(data_dir, HEARD_WORKERS="1", **special) as (port, _process):
        who = guesser(port)
        statuses = {
            f"{judged} guesses were judged": judged != 5,
            "after a restart one may guess on": who.tries(known, factories.PASSWORD) != 429,
            "somebody else was shut out": who.tries(colleague, factories.PASSWORD) != 303,
        }
    return [what for what, is_so in statuses.items() if is_so]


@pytest.fixture
def two_accounts(tmp_path: Path, migrated_sqlite: Path) -> tuple[Path, tuple[str, str]]:
    """A data folder in which two people may sign in."""
    folder = tmp_path / "guessed"
    folder.mkdir()
    (folder / "heard.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    engine = create_engine_for(f"sqlite:///{folder / 'heard.sqlite3'}")
    people = [factories.staff_member(role=Role.VIEWER) for _number in range(2)]
    emails = (people[0].email, people[1].email)
    with Session(engine) as session:
        factories.store(session, people)
    engine.dispose()
    return folder, emails


@attack("S04")
def test_s04_guessing_is_over_after_five_on_all_workers_and_after_a_restart(
    two_accounts: tuple[Path, tuple[str, str]],
) -> None:
    assert guesses(*two_accounts) == []


A_THROTTLE_OF_EACH_WORKER = """
from collections import Counter
from feedback.sign_in import records

tried = Counter()


def take_a_try(email, limit=records.PASSWORDS):
    tried[email, limit] += 1
    return tried[email, limit] <= limit.tries


records.take_a_try = take_a_try
"""


@control("S04")
def test_s04_control_a_throttle_in_each_workers_memory_lets_guess_on(
    two_accounts: tuple[Path, tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(A_THROTTLE_OF_EACH_WORKER)

    through = guesses(*two_accounts, PYTHONPATH=str(tmp_path))

    assert len(through) == 2

"""S05: neither an answer nor the work before it says whether an address has an account."""

from __future__ import annotations

import re
import smtplib
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event
from sqlmodel import col

from feedback import create_app, mail, passwords
from feedback.config import Config
from feedback.models import Role, Throttle
from feedback.passwords import verify_password
from feedback.sign_in import records
from tests.attacks.register import attack, control
from tests.attacks.world import token_for
from tests.feedback.asking import database_of
from tests.feedback.posting import letterbox
from tests.feedback.staff_pages import new_staff

FORMS = {
    "signing in": ("/staff/sign-in", {"password": "a wrong password"}),
    "asking for a new password": ("/staff/links", {"purpose": "new_password"}),
    "asking for a link": ("/staff/links", {"purpose": "sign_in"}),
}


@pytest.fixture
def writing(config: Config, tmp_path: Path) -> Iterator[Flask]:
    """An app that can send letters."""
    with letterbox(tmp_path) as box:
        settings = box.settings(HEARD_DATA_DIR=str(config.data_dir))
        yield create_app(Config.from_environment(settings))


@dataclass
class Work:
    """What is done before an answer goes out: all that takes time enough to be told from outside.

    Seconds wobble on a machine that does other things; these do not.
    """

    passwords: int = 0
    statements: list[str] = field(default_factory=list)
    letters: int = 0


def told_apart(
    app: Flask, patch: pytest.MonkeyPatch, forms: Iterable[str] = tuple(FORMS)
) -> list[str]:
    """Those of the forms whose answer to a known address differs from that to an unknown one."""
    known, unknown = new_staff(app, Role.FORUM).email, "staff0@example.org"
    return [name for name in forms if differs(app, patch, name, known=known, unknown=unknown)]


def differs(app: Flask, patch: pytest.MonkeyPatch, name: str, *, known: str, unknown: str) -> bool:
    """Whether what is answered, or the work before it, tells one address from the other."""
    client = app.test_client()
    said = [ask(app, patch, client, name, email) for email in (known, unknown)]
    return said[0] != said[1]


def ask(
    app: Flask, patch: pytest.MonkeyPatch, client: FlaskClient, name: str, email: str
) -> tuple[str, Work]:
    """One try, never throttled: what is answered but for the address, and what it took."""
    with database_of(app).transaction() as connection:
        connection.execute(delete(Throttle).where(col(Throttle.tries) > 0))
    path, typed = FORMS[name]
    data = {"email": email, "csrf_token": token_for(client), **typed}
    with watched(app, patch) as work:
        answer = client.post(path, data=data)
    mail.wait()
    page = answer.get_data(as_text=True).replace(email, "")
    shown = re.sub(r'name="csrf_token"[^>]*', "", page)
    return f"{answer.status} {answer.headers.get('Location')} {shown}", work


@contextmanager
def watched(app: Flask, patch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count what this thread does; what is done beside it makes nobody wait."""
    work, here = Work(), threading.get_ident()
    hasher, connect = passwords._HASHER, smtplib.SMTP.connect

    class Counting:
        def verify(self, *given: str) -> bool:
            work.passwords += 1
            return hasher.verify(*given)

    def counted(self: smtplib.SMTP, *given: object, **more: object) -> object:
        work.letters += threading.get_ident() == here
        return connect(self, *given, **more)  # type: ignore[arg-type]

    def executed(_c: object, _r: object, statement: str, *_more: object) -> None:
        if threading.get_ident() == here:
            work.statements.append(statement)

    engine = database_of(app).engine
    event.listen(engine, "before_cursor_execute", executed)
    with patch.context() as here_only:
        here_only.setattr(passwords, "_HASHER", Counting())
        here_only.setattr(smtplib.SMTP, "connect", counted)
        yield work
    event.remove(engine, "before_cursor_execute", executed)


@attack("S05")
def test_s05_no_answer_tells_who_has_an_account(
    writing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_apart(writing, monkeypatch) == []


def check_no_password_of_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        records,
        "verify_password",
        lambda password, *, stored: bool(stored) and verify_password(password, stored=stored),
    )


def write_letters_before_answering(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(mail, "later", lambda job: job())


@control("S05")
@pytest.mark.parametrize(
    ("sabotage", "told"),
    [
        (check_no_password_of_nobody, ["signing in"]),
        (write_letters_before_answering, ["asking for a new password", "asking for a link"]),
    ],
)
def test_s05_control_work_done_only_for_known_addresses_tells(
    writing: Flask,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Callable[[pytest.MonkeyPatch], None],
    told: list[str],
) -> None:
    sabotage(monkeypatch)

    assert told_apart(writing, monkeypatch, told) == told

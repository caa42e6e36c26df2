"""S05: neither an answer nor its time says whether an address has an account."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlmodel import col

from feedback import create_app, mail
from feedback.config import Config
from feedback.models import Role, Throttle
from feedback.passwords import verify_password
from feedback.sign_in import records
from tests.attacks.register import attack, control
from tests.attacks.world import token_for
from tests.feedback.asking import database_of
from tests.feedback.posting import letterbox
from tests.feedback.staff_pages import new_staff

TRIES = 30
# Other programs run here too: what tells shows every time, and what disturbs does not.
ROUNDS = 3
MOST_APART = 0.10
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


def told_apart(app: Flask, forms: Iterable[str] = tuple(FORMS)) -> list[str]:
    """Those of the forms whose answer to a known address differs from that to an unknown one."""
    known, unknown = new_staff(app, Role.FORUM).email, "staff0@example.org"
    return [name for name in forms if differs(app, name, known=known, unknown=unknown)]


def differs(app: Flask, name: str, *, known: str, unknown: str) -> bool:
    """Whether what is answered, or its time in every round, tells one address from the other."""
    client = app.test_client()
    said = [ask(app, client, name, email)[0] for email in (known, unknown)]
    return said[0] != said[1] or all(
        is_apart(app, client, name, (known, unknown)) for _round in range(ROUNDS)
    )


def is_apart(app: Flask, client: FlaskClient, name: str, emails: tuple[str, str]) -> bool:
    """Whether the medians of many tries, taken in turns, lie more than a tenth apart."""
    times = [[ask(app, client, name, email)[1] for email in emails] for _try in range(TRIES)]
    known, unknown = (statistics.median(column) for column in zip(*times, strict=True))
    return bool(abs(known - unknown) > MOST_APART * max(known, unknown))


def ask(app: Flask, client: FlaskClient, name: str, email: str) -> tuple[str, float]:
    """One try, never throttled: what is answered but for the address, and how long it took."""
    with database_of(app).transaction() as connection:
        connection.execute(delete(Throttle).where(col(Throttle.tries) > 0))
    path, typed = FORMS[name]
    data = {"email": email, "csrf_token": token_for(client), **typed}
    started = time.perf_counter()
    answer = client.post(path, data=data)
    took = time.perf_counter() - started
    mail.wait()
    page = answer.get_data(as_text=True).replace(email, "")
    shown = re.sub(r'name="csrf_token"[^>]*', "", page)
    return f"{answer.status} {answer.headers.get('Location')} {shown}", took


@attack("S05")
def test_s05_no_answer_tells_who_has_an_account(writing: Flask) -> None:
    assert told_apart(writing) == []


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

    assert told_apart(writing, told) == told

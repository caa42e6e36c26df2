"""`heard add-staff`: a way in for the people who run Heard, and no weak one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from feedback.cli import main
from tests.client import CheckingClient
from tests.feedback.staff_pages import sign_in

PASSWORD = "four quiet green umbrellas"


@pytest.fixture
def data_dir(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app's own data folder, for the command to work on."""
    folder: Path = app.extensions["heard_config"].data_dir
    monkeypatch.setenv("HEARD_DATA_DIR", str(folder))
    return folder


def add(email: str, *, role: str = "forum", password: str = PASSWORD) -> tuple[int, str]:
    """Run the command as an operator does, typing the password twice."""
    done = CliRunner().invoke(
        main, ["add-staff", email, "--name", "Sam", "--role", role], input=f"{password}\n" * 2
    )
    return done.exit_code, done.output


def test_who_was_added_can_sign_in(data_dir: Path, client: CheckingClient) -> None:
    code, said = add(" Sam@Example.org ")

    page = sign_in(client, "sam@example.org", PASSWORD)

    assert (code, "sam@example.org can sign in now, as forum." in said) == (0, True)
    assert PASSWORD not in said
    assert page.headers["Location"] == "/staff"


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("sam@example.org", "too short", "15 to 128 characters; this one has fewer"),
        ("sam@example.org", "x" * 129, "this one has more"),
        ("sam@example.org", "sam sam sam sam 2026", "mostly the name"),
        ("sam@example.org", "iloveyouiloveyou", "too easy to guess"),
        ("sam example.org", PASSWORD, "is not an email address"),
    ],
)
def test_an_unfit_address_or_password_is_refused(
    data_dir: Path, email: str, password: str, said: str
) -> None:
    code, output = add(email, password=password)

    assert code == 2
    assert said in output


def test_nobody_is_added_twice(data_dir: Path) -> None:
    add("sam@example.org")

    code, said = add("SAM@example.org", role="officer")

    assert code == 2
    assert "can sign in already" in said

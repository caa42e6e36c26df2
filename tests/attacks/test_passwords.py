"""S01 and S02: what a stolen table of staff is worth, and which passwords can be chosen at all."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from feedback import links, passwords
from feedback.cli.staffing import add_staff
from feedback.links import STAFF, LinkPurpose
from feedback.models import Role
from feedback.sign_in import new_passwords
from tests.attacks.register import attack, control
from tests.attacks.world import World, token_for
from tests.feedback.asking import database_of
from tests.feedback.staff_pages import new_staff
from tests.feedback.test_password_rules import ABOUT_US, COMMON, FIT, SAM

CHOSEN = "seven slow orange tractors"
NO_HASH = "$argon2id$a password of nobody"
ARGON2ID = re.compile(r"\$argon2id\$v=19\$m=(?P<memory>\d+),t=(?P<passes>\d+),p=\d+\$")
_numbers = count(1)
LEAST_MEMORY, FEWEST_PASSES = 19_456, 2


def weak_hashes(app: Flask, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let passwords be kept in every way there is, then read the table."""
    monkeypatch.setenv("HEARD_DATA_DIR", str(data_dir))
    arguments = ["new@harbour.example", "--name", "New", "--role", "viewer", "--password", CHOSEN]
    assert CliRunner().invoke(add_staff, arguments).exit_code == 0
    assert choose(app, CHOSEN) == 303
    with database_of(app).reading.connect() as connection:
        stored = connection.execute(select(STAFF.c.email, STAFF.c.password_hash)).all()
    assert len(stored) > 3
    return [f"{email}: {kept}" for email, kept in stored if is_weak(kept)]


def is_weak(kept: str) -> bool:
    """Whether guessing this one is cheaper than we promise."""
    found = ARGON2ID.match(kept)
    return (
        found is None
        or int(found["memory"]) < LEAST_MEMORY
        or int(found["passes"]) < FEWEST_PASSES
        or CHOSEN in kept
    )


def choose(app: Flask, password: str) -> int:
    """Choose a password by an invitation; what the page answers."""
    number = next(_numbers)
    person = new_staff(
        app, Role.VIEWER, name=SAM.name, email=f"s.neill@harbour{number}.example", password_hash=""
    )
    with database_of(app).transaction() as connection:
        path = links.make(connection, person.id, person.email, LinkPurpose.INVITATION)
    client = app.test_client()
    form = {"password": password, "again": password, "csrf_token": token_for(client)}
    return int(client.post(path, data=form).status_code)


@attack("S01")
def test_s01_a_stolen_table_of_staff_holds_argon2id_only(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert weak_hashes(world.app, tmp_path / "world", monkeypatch) == []
    # An unknown address is checked against this one, so it must cost the same.
    assert not is_weak(passwords.NOBODYS_HASH)
    assert len(passwords.NOBODYS_HASH) == len(passwords.hash_password(CHOSEN))


@control("S01")
@pytest.mark.parametrize("cheap", [{"memory_cost": 8192}, {"time_cost": 1}])
def test_s01_control_a_cheap_hash_is_noticed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap: dict[str, int]
) -> None:
    kept: dict[str, Any] = {"time_cost": 2, "memory_cost": LEAST_MEMORY, "parallelism": 1}
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(**kept | cheap))

    assert len(weak_hashes(world.app, tmp_path / "world", monkeypatch)) == 2


def wrong_choices(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Weak passwords that were taken, long ones that were hashed, and good ones refused."""
    hashed: list[str] = []

    kept = passwords._HASHER

    class Watching:
        """What hashes, and remembers what."""

        def hash(self, password: str) -> str:
            hashed.append(password)
            return NO_HASH

        def __getattr__(self, name: str) -> Any:
            return getattr(kept, name)

    monkeypatch.setattr(passwords, "_HASHER", Watching())
    endless = ["moss umbrella owl " * 8, "m" * 129, "পাসওয়ার্ড " * 200]
    weak = [*COMMON, *ABOUT_US, "Sam O'Neill-Jones!", "fourteen chars", *endless]
    taken = [f"taken: {one[:40]}" for one in weak if choose(app, one) != 400]
    worked_on = [f"hashed: {one[:40]}" for one in endless if one in hashed]
    refused = [f"refused: {one}" for one in FIT if choose(app, one) != 303]
    cut = [f"cut: {one}" for one in FIT if passwords._as_typed_anywhere(one) not in hashed]
    return [*taken, *worked_on, *refused, *cut]


@attack("S02")
def test_s02_only_long_passwords_that_nobody_would_guess_are_taken(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wrong_choices(bare, monkeypatch) == []


@control("S02")
def test_s02_control_without_the_rules_weak_passwords_are_taken(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_passwords, "problem_with", lambda _password, _person: None)
    monkeypatch.setattr(passwords, "LONGEST", 100_000)

    through = wrong_choices(bare, monkeypatch)

    assert len([one for one in through if one.startswith("taken")]) > len(COMMON)
    assert [one for one in through if one.startswith("hashed")]

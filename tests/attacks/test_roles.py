"""S11: every address, by every method, as every role and as a stranger, against docs/roles.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback import access
from feedback.models import Role
from tests.attacks.register import attack, control
from tests.attacks.routes import METHODS, addresses
from tests.attacks.world import World, enter_as, token_for
from tools import roles

NAMES = {
    Role.OFFICER: "officer",
    Role.FORUM: "forum reviewer",
    Role.ADVOCATE: "youth advocate",
    Role.VIEWER: "viewer",
    Role.ADMINISTRATOR: "administrator",
}
ROLES: Mapping[str, Role | None] = {
    **{name: role for role, name in NAMES.items()},
    "stranger": None,
}
# What ends the session it is asked with.
ENDING = ("/staff/sign-out", "/hand-over")
# To whom most of it is shut: enough to see that the round notices every open door.
FEWEST_DOORS = frozenset({"viewer", "stranger"})
REFUSED_BY_STATE = frozenset({"/staff/account/work-account/disconnect"})
EVERYBODY = frozenset({*NAMES.values(), "stranger"})
ROW = re.compile(r"\|[^|]*\| (?P<methods>[A-Z ]+) \| `(?P<rule>[^`]+)` \|(?P<cells>.*)")


@dataclass(frozen=True)
class Written:
    """What the document says of one address: who may open it, by which method."""

    allowed: Mapping[str, frozenset[str]]

    def expected(self, method: str, who: str) -> str:
        """How an address has to answer."""
        method = "GET" if method == "HEAD" else method
        if method not in self.allowed:
            return "no such method"
        if who in self.allowed[method]:
            return "open"
        return "sign in" if who == "stranger" else "forbidden"


def document() -> Mapping[str, Written]:
    """The tables of docs/roles.md by address; the same address may be in several rows."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for line in roles.PLACE.read_text("utf-8").splitlines():
        row = ROW.fullmatch(line)
        if row is None:
            continue
        cells = [cell.strip() for cell in row["cells"].split("|")[:-1]]
        names = [name for name, cell in zip(roles.ROLES, cells, strict=False) if cell == "yes"]
        who = frozenset(names) if cells else EVERYBODY
        found[row["rule"]].update(dict.fromkeys(row["methods"].split(), who))
    return {rule: Written(allowed) for rule, allowed in found.items()}


def strayed(
    app: Flask,
    methods: tuple[str, ...] = METHODS,
    *,
    people: Iterable[str] = ROLES,
    part: str = "",
) -> list[str]:
    """Every answer that is not what the document says; one line for each.

    With a part, only of the addresses that have it.
    """
    written = document()
    browsers = {name: enter_as(app, ROLES[name]) for name in people}
    found = []
    rules = {one.rule: one.path for one in addresses(app) if part in one.rule}
    for rule, path in rules.items():
        if rule not in written:
            found.append(f"{rule} is not in the document")
            continue
        for who, client in browsers.items():
            for method in worth_asking(methods, written[rule], who):
                if path.endswith(ENDING):
                    client = enter_as(app, ROLES[who])
                said = said_by(ask(client, method, path))
                expected = written[rule].expected(method, who)
                # Open to all staff, and refused to whoever has nothing to disconnect.
                if said == "forbidden" and expected == "open" and rule in REFUSED_BY_STATE:
                    continue
                if said != expected:
                    found.append(f"{method} {rule} as {who}: {said}")
    return found


def worth_asking(methods: tuple[str, ...], said: Written, who: str) -> list[str]:
    """All but HEAD for whoever may read the page: making each of them twice is half the round."""
    may_read = said.expected("GET", who) == "open"
    return [method for method in methods if method != "HEAD" or not may_read]


def ask(client: FlaskClient, method: str, path: str) -> TestResponse:
    """One request; a form has its token, so that only who asks can be refused."""
    typed = {"csrf_token": token_for(client)}
    return client.open(path, method=method, data=typed if method == "POST" else None)


def said_by(answer: TestResponse) -> str:
    """What an answer comes to. Nothing is at these addresses, so an open one may say 404."""
    where = answer.headers.get("Location", "")
    if answer.status_code == 405:
        return "no such method"
    if where.startswith("/staff/sign-in?next") or (answer.status_code == 403 and is_ended(answer)):
        return "sign in"
    if answer.status_code == 403:
        return "forbidden"
    return "open" if answer.status_code < 500 else f"broken: {answer.status_code}"


def is_ended(answer: TestResponse) -> bool:
    """Whether this is the page for whoever is signed out, which keeps what was typed."""
    return "You are signed out" in answer.get_data(as_text=True)


@attack("S11")
def test_s11_every_address_is_open_to_whom_the_document_says_and_nobody_else(
    world: World,
) -> None:
    assert strayed(world.app) == []


@control("S11")
def test_s11_control_without_the_guard_every_page_of_staff_is_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_refusal", lambda _audiences: None)

    through = strayed(world.app, ("GET", "POST"), people=FEWEST_DOORS)

    closed = list(shut_in_the_document())
    assert len(closed) > 200
    assert len(through) == len(closed)


def shut_in_the_document() -> Iterator[tuple[str, str, str]]:
    """Every pair of an address and one of these two it is not for."""
    for rule, written in document().items():
        for method, who in written.allowed.items():
            for name in FEWEST_DOORS - who:
                yield rule, method, name


def test_an_address_nobody_has_listed_is_noticed(world: World) -> None:
    world.app.add_url_rule("/staff/forgotten", "forgotten", lambda: "secret")

    assert "/staff/forgotten is not in the document" in strayed(
        world.app, ("GET",), part="/staff/forgotten"
    )

"""S16: fields that a form does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import Boolean, DateTime, Enum, Integer, Uuid
from sqlmodel import SQLModel

from feedback.coproduce import entries
from tests.accessibility.pages import Places
from tests.attacks.forms import Form, forms_of_staff
from tests.attacks.register import attack, control
from tests.attacks.world import World, copy_of, enter_as, rows, token_for
from tests.feedback.asking import open_collection, stamp_on

PLANTED = "11111111-1111-4111-8111-111111111111"
A_DAY = "1999-01-01"


def extra_fields() -> dict[str, str]:
    """One field for every column there is, with something nobody would have typed."""
    found: dict[str, str] = {"_method": "DELETE"}
    for table in SQLModel.metadata.tables.values():
        for column in table.c:
            # Of two columns with one name, words are seen wherever they get to.
            if found.get(column.name) != PLANTED:
                found[column.name] = planted_in(column.type)
    return found


def planted_in(kind: Any) -> str:
    """A value that fits a column."""
    if isinstance(kind, Enum):
        return str(kind.enums[-1])
    fitting = {Boolean: "y", DateTime: f"{A_DAY}T00:00:00", Integer: "424242", Uuid: PLANTED}
    return next((value for one, value in fitting.items() if isinstance(kind, one)), PLANTED)


def send(client: FlaskClient, form: Form, more: Mapping[str, str]) -> int:
    """Send a form of staff as a browser would, and more than it would."""
    extra = {name: value for name, value in more.items() if name not in form.values}
    data = {**form.values, **extra, "csrf_token": token_for(client)}
    kind = "multipart/form-data" if form.is_upload else None
    return int(client.post(form.action, data=data, content_type=kind).status_code)


def kept_of_extra_fields(plain: World, full: World, part: str = "") -> list[str]:
    """Send every form to two copies, to one with more fields: whatever that has changed.

    With a part, only the forms that are sent to an address that has it.
    """
    forms, fields = forms_of_staff(plain), extra_fields()
    forms = [form for form in forms if part in form.action]
    before = [sizes(world.app) for world in (plain, full)]
    found = []
    for form in forms:
        statuses = [
            send(enter_as(world.app, form.role), form, more)
            for world, more in ((plain, {}), (full, fields))
        ]
        if statuses[0] != statuses[1]:
            found.append(f"{form.action} answers {statuses}")
    families = [by_a_family(world.app, more) for world, more in ((plain, {}), (full, fields))]
    assert families[0] == families[1] == 200
    said = {name: " ".join(lines) for name, lines in rows(full.app).items()}
    found += [f"{name} holds what was planted" for name in said if PLANTED in said[name]]
    found += [f"{name} is of {A_DAY}" for name in said if "1999, 1, 1" in said[name]]
    grown = [
        {name: size - old[name] for name, size in sizes(world.app).items()}
        for world, old in zip((plain, full), before, strict=True)
    ]
    return found + [name for name in grown[0] if grown[0][name] != grown[1][name]]


def sizes(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    return {name: len(lines) for name, lines in rows(app).items()}


def by_a_family(app: Flask, more: Mapping[str, str]) -> int:
    """A family's form, with more fields than it has."""
    open_collection(app, code="EXTRA2")
    client = app.test_client()
    stamp = stamp_on(client, "EXTRA2")
    asked = re.findall(r'name="([^"]+)"', client.get("/S/EXTRA2").get_data(as_text=True))
    extra = {name: value for name, value in more.items() if name not in asked}
    typed = {**extra, "ps_overall": "good", "nonce": stamp}
    return int(client.post("/S/EXTRA2", data=typed).status_code)


@pytest.fixture
def another_world(furnished_folder: tuple[Path, Places], tmp_path: Path) -> Iterator[World]:
    """A second copy, to compare."""
    folder, places = furnished_folder
    with copy_of(folder, places, tmp_path / "another") as world:
        yield world


@attack("S16")
def test_s16_fields_that_a_form_does_not_have_are_ignored(
    world: World, another_world: World
) -> None:
    assert kept_of_extra_fields(world, another_world) == []


@control("S16")
def test_s16_control_a_record_filled_from_the_form_takes_them_all(
    world: World, another_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = entries.initiative_values

    def whatever_was_sent(form: Any) -> dict[str, Any]:
        sent = {name: request.form[name] for name in ("source",) if name in request.form}
        return {**kept(form), **sent}

    monkeypatch.setattr(entries, "initiative_values", whatever_was_sent)

    found = kept_of_extra_fields(world, another_world, "/staff/initiatives")

    assert "initiative holds what was planted" in found

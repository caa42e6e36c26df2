"""The nasty strings in every box that staff and spreadsheets fill, and out on every page and file.

`make test` sends each string somewhere and something nasty into each box; `make test-all` sends
each string into each box.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import Engine, MetaData, select
from sqlalchemy import text as sql

from feedback.models import Role
from feedback.review.files import LIKE_A_FORMULA
from forms.fields import clean_text
from forms.questions import LONGEST_ANSWER
from tests.attacks.examples import TIMES
from tests.attacks.forms import WORDS, Form, forms_of_staff, forms_on
from tests.attacks.strings import OURS, nasty
from tests.attacks.test_looking import direct
from tests.attacks.test_nasty_strings import ACTIVE, as_sent, lost_from, on_the_wire
from tests.attacks.tools import FORM
from tests.attacks.world import World, enter_as, token_for
from tests.feedback.asking import database_of
from tests.feedback.bringing_in import HEADINGS, bring, csv_file, stored
from tests.feedback.recording import OGG

EXPECTED = frozenset({200, 302, 303, 400, 403, 404, 409, 410, 413})
OF_THE_PLAN = ("rate", "counts/new")
# Boxes that hold no words as they are typed: a code, an address, a list of codes.
NOT_WORDS = frozenset({"code", "email"})
# What makes a form as it stands on its page one that is taken.
A_DAY = "01/06/2026"
FITTING = {
    "shown_until": "",
    **dict.fromkeys(("options_fixed_on", "delivered_on", "checked_on", "due_on"), ""),
    **dict.fromkeys(("changed_on", "as_at"), A_DAY),
    **{"parent_carers": "4", "seen": "", "delivered_link": ""},
}
# A second typing of a form on paper that is not the first is shown beside it, and the copy of a
# comment that is held back is nobody's to read: neither is kept.
REFUSED = {
    ("/staff/collections/…/paper/…/check", "ps_better"),
    ("/staff/comments/…", "edited_copy"),
}
# Hidden boxes that say what the page showed: each time another.
OF_THE_PAGE = frozenset({"key", "english", "fingerprint"})
# Forms that add something each time; of the others only what was said last is there.
ADDS = ("/new", "/placements", "/paper")


def forms(world: World) -> list[Form]:
    """Every form of staff with a box for words."""
    officer = enter_as(world.app, Role.OFFICER)
    of_plan = [
        form
        for page in OF_THE_PLAN
        for form in forms_on(officer, Role.OFFICER, f"/staff/plan/1.1/{page}")
    ]
    # What is typed to prove who somebody is, is in test_passwords.py.
    found = [form for form in (*forms_of_staff(world), *of_plan) if "/account/" not in form.action]
    return [
        replace(form, boxes=boxes)
        for form in found
        if (boxes := tuple(one for one in form.boxes if one not in NOT_WORDS))
    ]


@dataclass
class Sending:
    """What came of sending the strings into every box."""

    world: World
    found: list[str] = field(default_factory=list)
    # What must be in the database now, by form and box.
    kept: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    tried: set[tuple[str, str]] = field(default_factory=set)

    def send(self, client: FlaskClient, form: Form, typed: dict[str, str]) -> None:
        """Send a form with something nasty in each of its boxes."""
        values = {**fresh(client, form), **typed, "csrf_token": token_for(client)}
        answer = _post(client, form, values)
        where = shape(form.action)
        self.tried |= {(where, name) for name in typed}
        said = f"{where} {[text[:12] for text in typed.values()]!r}"
        if answer.status_code not in EXPECTED:
            self.found.append(f"{said}: {answer.status}")
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        self.found += [f"{said}: {one}" for one in page.select(ACTIVE)]
        if answer.status_code == 400:
            self.found += [f"{where}: {one}" for one in lost_from(page, shown(page, typed))]
        if answer.status_code == 303 or page.select_one("#link"):
            self._note(form, typed)

    def _note(self, form: Form, typed: dict[str, str]) -> None:
        for name, text in typed.items():
            wanted = clean_text(as_sent(text))
            if wanted and (shape(form.action), name) not in REFUSED:
                kept = self.kept[shape(form.action), name]
                if not form.action.endswith(ADDS):
                    kept.clear()
                kept.append(wanted)


def fresh(client: FlaskClient, form: Form) -> dict[str, Any]:
    """What a browser would send now, so that the form is taken."""
    now = form
    if OF_THE_PAGE & form.values.keys():
        on_page = forms_on(client, form.role, form.path)
        now = next((one for one in on_page if one.action == form.action), form)
    values: dict[str, Any] = {name: list(said) for name, said in now.values.items()}
    # A number, where forms on paper ask for the place of the answer.
    values |= {name: "1" for name, said in values.items() if said == [WORDS]}
    values |= {name: said for name, said in FITTING.items() if name in values}
    if form.action.endswith("/collections/new"):
        values["survey"] = "feeling_heard"  # The one that may be about an initiative.
    if "email" in values:
        values["email"] = f"{uuid4().hex}@harbour.example"
    return values


def shown(page: BeautifulSoup, typed: dict[str, str]) -> dict[str, str]:
    """What was typed, by the boxes that are on the page; a page without the form shows it all."""
    return {name: text for name, text in typed.items() if page.find(None, {"name": name})}


def _post(client: FlaskClient, form: Form, values: dict[str, Any]) -> Any:
    if form.is_upload:
        values["sound"] = (BytesIO(OGG), "sound.ogg")
        sent = {name: as_sent(one) if isinstance(one, str) else one for name, one in values.items()}
        return client.post(form.action, data=sent, content_type="multipart/form-data")
    flat = {name: one if isinstance(one, str) else one[0] for name, one in values.items() if one}
    return client.post(form.action, data=on_the_wire(flat).encode(), content_type=FORM)


def shape(path: str) -> str:
    """The kind of address: without ids, numbers and what follows a question mark."""
    return re.sub(r"[0-9a-f-]{36}|\b[A-Z0-9]{8}\b", "…", path.partition("?")[0])


def sent_everywhere(world: World, strings: list[str], *, rounds: int) -> Sending:
    """Each round fills every box of every form, each with another string."""
    sending, at = Sending(world), 0
    for form in forms(world):
        client = enter_as(world.app, form.role)
        for turn in range(rounds):
            one_by_one = {
                name: strings[(at + turn * len(form.boxes) + place) % len(strings)]
                for place, name in enumerate(form.boxes)
            }
            sending.send(client, form, one_by_one)
        at += rounds * len(form.boxes)
    return sending


def words_in(world: World) -> set[str]:
    """Every text in the database."""
    tables, found = MetaData(), set[str]()
    with database_of(world.app).reading.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            rows = connection.execute(select(table))
            found |= {text for row in rows for value in row for text in texts_of(value)}
    return found


def texts_of(value: object) -> Iterator[str]:
    """A text; of a survey that officers put together, which is kept as JSON, each of its texts."""
    if isinstance(value, str):
        yield value
        with suppress(ValueError):
            yield from texts_inside(json.loads(value) if value.startswith("{") else None)


def texts_inside(value: object) -> Iterator[str]:
    """Every text in what was loaded from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_inside(one)


def gone(sending: Sending) -> list[tuple[tuple[str, str], str]]:
    """What was taken and is not in the database, or is there otherwise than it was typed."""
    there = words_in(sending.world)
    return [
        (where, text[:20])
        for where, kept in sending.kept.items()
        for text in kept
        if text not in there
    ]


def come_out(world: World, role: Role | None) -> Iterator[str]:
    """What is wrong with any page or file that somebody with this role may open."""
    client = enter_as(world.app, role)
    for path in direct(world):
        answer = client.get(path)
        if answer.status_code >= 500:
            yield f"{path}: {answer.status}"
        elif answer.mimetype == "text/html":
            page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
            yield from (f"{path}: {one}" for one in page.select(ACTIVE))
        elif answer.mimetype == "text/csv":
            text = answer.get_data().decode("utf-8-sig")
            cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
            yield from (f"{path}: {one[:20]!r}" for one in cells if is_formula(one))
        elif answer.mimetype == "application/json":
            json.loads(answer.get_data())
        elif answer.mimetype == "application/pdf" and not answer.get_data().startswith(b"%PDF"):
            yield f"{path}: no PDF"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would work this out; a plain number is none."""
    return cell.lstrip().startswith(LIKE_A_FORMULA) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


def test_what_staff_type_is_kept_as_it_is_and_does_nothing_wherever_it_comes_out(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.app.testing = False
    strings = nasty()
    boxes = sum(len(form.boxes) for form in forms(world))
    rounds = len(strings) if TIMES > 1 else -(-len(strings) // boxes)

    sending = sent_everywhere(world, strings, rounds=rounds)

    assert sending.found == []
    assert len(sending.tried) > 30
    # Most kinds of box took some of them, and hold them as they were typed; others need more.
    assert len(sending.kept) > 25
    assert gone(sending) == []
    assert [one for role in (*Role, None) for one in come_out(world, role)] == []
    assert [text for text in OURS if len(text) > 12 and text in caplog.text] == []


def test_a_page_that_does_not_escape_is_noticed(world: World) -> None:
    world.app.testing = False
    world.app.jinja_env.autoescape = False

    client = enter_as(world.app, Role.OFFICER)
    [form] = [one for one in forms(world) if one.action.endswith("/placements")]
    sending = Sending(world)
    sending.send(client, form, {"label": "<script>alert(1)</script>"})

    assert ("/staff/collections/…/placements", "label") in sending.kept
    assert any("alert(1)" in one for one in come_out(world, Role.OFFICER))


def test_words_that_are_stored_otherwise_are_noticed(world: World) -> None:
    client = enter_as(world.app, Role.OFFICER)
    [form] = [one for one in forms(world) if one.action.endswith("/placements")]
    sending = Sending(world)
    sending.send(client, form, {"label": "5 < 6"})
    assert gone(sending) == []

    with database_of(world.app).transaction() as connection:
        connection.execute(sql("UPDATE placement SET label = replace(label, '<', '')"))

    assert gone(sending) == [((shape(form.action), "label"), "5 < 6")]


def test_what_comes_in_a_spreadsheet_is_kept_as_it_is(engine: Engine, tmp_path: Path) -> None:
    said = [text for text in nasty() if 0 < len(clean_text(text)) <= LONGEST_ANSWER]
    # A file holds no half characters, and nothing between its lines but line breaks.
    said = [text for text in said if clean_text(text) == text and "\r" not in text]
    assert len(said) > 500
    path = csv_file(tmp_path, [("1", text, "better") for text in said])

    bring(engine, path)

    kept = {text for (text,) in stored(engine, "comment", "text")}
    assert [text[:20] for text in said if text not in kept] == []


def test_what_comes_in_a_workbook_is_kept_as_it_is(engine: Engine, tmp_path: Path) -> None:
    said = [text for text in nasty() if clean_text(text) == text and len(text) <= LONGEST_ANSWER]
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for one in said:
        cell = WriteOnlyCell(sheet, one)
        cell.data_type = "s"
        sheet.append(["1", cell, "better"])
    path = tmp_path / "comments.xlsx"
    book.save(path)

    bring(engine, path)

    kept = {text for (text,) in stored(engine, "comment", "text")}
    assert [text[:20] for text in said if text and text not in kept] == []

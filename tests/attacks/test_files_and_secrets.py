"""Hostile files that somebody brings in, and secrets where others could read them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import Engine

from feedback import create_app
from feedback.bring_in import ImportRefusedError, csv_file
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.migrations import upgrade
from tests import factories
from tests.attacks.register import attack, control
from tests.attacks.tools import break_page, unchecked
from tests.conventions.checkout import our_text
from tests.feedback.asking import soup
from tests.feedback.bringing_in import MAPPING, bring, contents
from tests.feedback.staff_pages import new_staff
from tests.feedback.test_import_files import BROKEN

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)
GOOD_ROWS = b"rating,said,asked\n1,fine,good\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database into which something is to be brought."""
    engine = create_engine_for(f"sqlite:///{tmp_path / 'heard.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def workbook() -> bytes:
    """A good workbook of one row."""
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(["rating", "said", "asked"])
    book.active.append(["1", "fine", "good"])
    book.save(file)
    return file.getvalue()


def with_entities(content: bytes) -> bytes:
    """The same with entities in its sheet: one that grows, and one that reads a file."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = text.replace(b"<worksheet", ENTITIES.encode() + b"<worksheet", 1)
                text = text.replace(b"<t>fine</t>", b"<t>&c;&f;</t>")
            new.writestr(name, text)
    return file.getvalue()


def that_unpacks_to_4_gb(content: bytes) -> bytes:
    """The same with a size in its list of contents that no list of comments has."""
    place = content.rindex(b"PK\x01\x02") + 24
    return content[:place] + b"\xf0\xff\xff\xff" + content[place + 4 :]


def let_in(engine: Engine, folder: Path) -> list[str]:
    """Hostile files of which anything was taken in, or whose refusal repeats what they hold."""
    files = {f"{name}.csv": content for name, (content, _why) in BROKEN.items()}
    files |= {
        "no workbook.xlsx": b"PK\x03\x04" + b"\0" * 100,
        "entities.xlsx": with_entities(workbook()),
        "a bomb.xlsx": that_unpacks_to_4_gb(workbook()),
        "../outside.csv": b"rating,asked\n1,good\n",
    }
    mappings = {
        "no question": MAPPING.replace("ps_overall", "__class__"),
        "no text": MAPPING.replace("ps_better", "ps_overall"),
        "no column": MAPPING.replace('"said"', '"{0.__class__}"'),
        "no mapping": "<?php",
    }
    before = contents(engine)
    attempts = [(name, content, MAPPING) for name, content in files.items()]
    attempts += [(f"{name}.csv", GOOD_ROWS, mapping) for name, mapping in mappings.items()]
    return [
        problem
        for name, content, mapping in attempts
        for problem in _attempt(engine, folder / Path(name).name, content, mapping, before)
    ]


def _attempt(
    engine: Engine, path: Path, content: bytes, mapping: str, before: Mapping[str, Any]
) -> Iterator[str]:
    path.write_bytes(content)
    try:
        bring(engine, path, mapping=mapping)
        yield f"{path.name} is taken in"
    except ImportRefusedError as refusal:
        if "root:" in str(refusal) or "aaaa" in str(refusal):
            yield f"{path.name}: {refusal}"
    if contents(engine) != before:
        yield f"{path.name} changed something"


@attack("S47")
def test_s47_a_hostile_file_is_refused_whole(engine: Engine, tmp_path: Path) -> None:
    assert let_in(engine, tmp_path) == []
    # The same files without what is wrong with them do come in.
    for name, content in (("good.xlsx", workbook()), ("good.csv", GOOD_ROWS)):
        (tmp_path / name).write_bytes(content)
        assert bring(engine, tmp_path / name, occasion=name).accepted == 1


@control("S47")
def test_s47_a_reader_that_makes_do_lets_broken_files_in(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "_encoding", lambda _content, **_: "latin-1")

    assert {"a NUL byte.csv is taken in", "no known encoding.csv is taken in"} <= set(
        let_in(engine, tmp_path)
    )


SECRET, DATABASE_PASSWORD = "k" * 16 + "secret of this test!", "hunter2hunter2"
IN_CODE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|(?i:secret|passw|token|api_?key)\w*[\"']?\s*[:=]\s*[\"'][A-Za-z0-9+/_-]{16,}[\"']"
    r"|\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{10,})\b"
)


def secrets_found(app: Flask, files: Mapping[str, str], log: str) -> list[str]:
    """Secrets in the code, in a page that broke, in the log, and in objects as they are printed."""
    hits = [(name, hit[0]) for name, text in files.items() for hit in IN_CODE.finditer(text)]
    url = f"postgresql://heard:{DATABASE_PASSWORD}@127.0.0.1/heard"
    places = {
        "the log": log,
        "a page": unchecked(app).get("/privacy").get_data(as_text=True),
        "what is printed": repr(replace(app.extensions["heard_config"], database_url=url)),
    }
    return [f"{name} holds {hit[:20]}" for name, hit in hits] + [
        f"{place} holds {secret}"
        for place, said in places.items()
        for secret in (SECRET, DATABASE_PASSWORD)
        if secret in said
    ]


def ended_by_a_new_key(app: Flask, config: Config, *, old: tuple[str, ...]) -> list[str]:
    """Sessions that end because the key they were signed with is another one now."""
    client = unchecked(app)
    token = soup(client.get("/staff/sign-in")).find("input", {"name": "csrf_token"})["value"]
    typed = {"email": new_staff(app).email, "password": factories.PASSWORD, "csrf_token": token}
    cookie = client.post("/staff/sign-in", data=typed).headers["Set-Cookie"].split(";")[0]
    later = create_app(replace(config, secret_key="a new key " * 4, old_secret_keys=old))
    answer = FlaskClient(later, use_cookies=False).get("/staff", headers={"Cookie": cookie})
    return ["a session ended with its key"] * (answer.status_code != 200)


def keeping_secrets(config: Config, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app with a key that is known here, and a page whose error names secrets."""
    app = create_app(replace(config, secret_key=SECRET))
    error = ValueError(f"{SECRET} and {DATABASE_PASSWORD}")
    break_page(app, monkeypatch, "respond.privacy", error)
    return app


def served_code() -> dict[str, str]:
    """Every text file of the checkout but the tests, which have made-up secrets."""
    return {name: text for name, text in our_text("*").items() if not name.startswith("tests/")}


@attack("S48")
def test_s48_no_secret_is_in_code_logs_or_objects_and_a_new_key_ends_no_session(
    config: Config, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = keeping_secrets(config, monkeypatch)
    unchecked(app).get("/privacy")

    assert secrets_found(app, served_code(), caplog.text) == []
    assert ended_by_a_new_key(app, config, old=(SECRET,)) == []


@control("S48")
def test_s48_planted_secrets_careless_objects_and_forgotten_keys_are_noticed(
    config: Config, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = keeping_secrets(config, monkeypatch)
    monkeypatch.setattr(Config, "__repr__", lambda config: str(vars(config)))
    app.before_request(lambda: app.logger.error("the settings are %s", app.config))
    unchecked(app).get("/privacy")
    planted = {"feedback/planted.py": 'API_KEY = "0123456789abcdef0123"'}

    found = secrets_found(app, planted, caplog.text)

    assert f"the log holds {SECRET}" in found
    assert f"what is printed holds {DATABASE_PASSWORD}" in found
    assert any(one.startswith("feedback/planted.py") for one in found)
    assert ended_by_a_new_key(app, config, old=()) != []

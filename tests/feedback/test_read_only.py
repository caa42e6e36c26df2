"""In read-only mode every page opens, nothing said is saved, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from werkzeug.routing import Rule

from feedback import create_app, migrations, read_only
from feedback.areas import load_area
from feedback.cli.running import prepare
from feedback.config import Config, ConfigError
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup, stored
from tests.feedback.bringing_in import contents
from tests.feedback.staff_pages import form_on, send_form, signed_in, typed_in
from tests.feedback.test_invite import FILLED_IN

WORDS = "Shorter talks please"
ANSWERS = {"ps_overall": "good", "ps_better": WORDS}


@pytest.fixture
def config(config: Config) -> Config:
    """Settings with read-only mode on."""
    return replace(config, is_read_only=True)


def message(page: Any) -> str:
    return " ".join(soup(page).find("main").get_text().split())


def test_a_family_keeps_all_they_typed_and_is_told_to_wait(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    refused = send(client, ANSWERS)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "300")
    assert soup(refused).find(id="ps_better").get_text().strip() == WORDS
    assert soup(refused).find("input", {"name": "ps_overall", "value": "good"}).has_attr("checked")
    assert "We cannot save answers for a while." in message(refused)
    assert stored(app) == ([], [], [])


def test_a_family_cannot_take_answers_back_yet_and_keeps_the_code(
    app: Flask, client: CheckingClient
) -> None:
    receipt = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ"

    refused = client.post("/withdraw", data={"receipt": receipt})

    assert refused.status_code == 503
    assert soup(refused).find(id="receipt")["value"] == receipt


def test_staff_sign_in_and_read(app: Flask) -> None:
    open_collection(app)
    staff = signed_in(app)

    assert staff.get("/staff").status_code == 200
    assert staff.get("/staff/collections").status_code == 200
    page = soup(staff.get("/staff"))
    token = page.select_one("form[action$=sign-out] input[name=csrf_token]")["value"]
    assert staff.post("/staff/sign-out", data={"csrf_token": token}).status_code == 303


def test_what_staff_would_save_is_refused_and_shown_to_be_copied(app: Flask) -> None:
    staff = signed_in(app)
    before = contents(database_of(app).engine)

    typed = {"occasion": "Coffee morning in May"}
    refused = send_form(staff, "/staff/collections/new", typed)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "300")
    assert "Coffee morning in May" in soup(refused).find("blockquote").get_text()
    # The numbers to call about a child's safety lead to no page.
    assert soup(refused).select("a:not(.h-skip, [href^='tel:'])") == []
    assert contents(database_of(app).engine) == before


def test_nothing_but_signing_in_is_saved_by_any_form(app: Flask) -> None:
    staff = signed_in(app)
    app.config["WTF_CSRF_ENABLED"] = False
    before = contents(database_of(app).engine)
    tried = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith(read_only.STILL_WORK)
    ]

    for rule in tried:
        values: dict[str, Any] = {name: _anything(rule, name) for name in rule.arguments}
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        answer = staff.post(address, data={"nonce": "x"})
        assert answer.status_code >= 300, address

    assert len(tried) > 15
    assert contents(database_of(app).engine) == before


def _anything(rule: Rule, name: str) -> str:
    """Something that the address takes."""
    kind = type(rule._converters[name]).__name__
    known = {"UUIDConverter": str(uuid4()), "IntegerConverter": "1"}
    if "scale" in rule.rule:
        return "scale"  # A kind of question.
    return known.get(kind, "collections")


def test_it_starts_only_on_a_database_that_is_up_to_date(engine: Engine, config: Config) -> None:
    area = load_area("city_of_london")
    before = contents(engine)
    prepare(config, engine, area=area)
    after = contents(engine)
    migrations.downgrade(engine, migrations.revisions()[-2])

    with pytest.raises(ConfigError, match="not up to date"):
        prepare(config, engine, area=area)

    assert after == before
    assert not migrations.is_current(engine)


def test_read_only_is_ready(client: CheckingClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_a_database_that_fails_while_saving_shows_staff_what_they_typed(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not read-only: the same page serves whoever meets a full disk.
    app = create_app(replace(config, is_read_only=False))
    app.test_client_class = CheckingClient
    staff = signed_in(app)
    typed = FILLED_IN | {"occasion": "Coffee morning in May"}

    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    form = typed_in(form_on(soup(staff.get("/staff/collections/new")), None))
    monkeypatch.setattr("feedback.database.Session.commit", full)
    # That the change is lost is what this test is about.
    monkeypatch.setattr("tests.client.uncommitted_changes", lambda _app: [])
    refused = staff.post("/staff/collections/new", data=form | typed)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "Coffee morning in May" in soup(refused).find("blockquote").get_text()


def test_no_password_ever_comes_back_on_a_page(app: Flask) -> None:
    staff = signed_in(app)
    app.config["WTF_CSRF_ENABLED"] = False
    typed = dict.fromkeys(("old", "password", "again"), "seven green hills")

    refused = staff.post("/staff/account/password", data=typed)

    assert refused.status_code == 503
    assert b"green hills" not in refused.data

"""When something goes wrong on the way, a family is told what to do and loses nothing."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from feedback import create_app
from feedback.changes import Changes
from feedback.config import Config
from feedback.database import Database
from feedback.respond import nonce, records
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup, stamp_on, stored
from tests.feedback.staff_pages import signed_in

ANSWERS = {"ps_overall": "good", "ps_better": "Shorter talks please"}


@pytest.mark.parametrize("code", ["\0", "ABC\0", "ÄBC234", "A" * 17, "A-B", "١٢٣"])
def test_a_nonsense_code_is_unknown_on_both_databases(
    engine: Engine, config: Config, code: str
) -> None:
    app = create_app(config, engine=engine)
    open_collection(app)

    with app.app_context():
        assert records.find_placement(code) is None
        assert records.find_placement("abc234") is not None


def test_a_page_that_is_not_there_leads_to_where_a_code_is_typed(client: CheckingClient) -> None:
    lost = client.get("/no-such-page?lang=fr")
    in_the_room = client.get("/tablet/ABC234/no-such-page")

    assert (lost.status_code, in_the_room.status_code) == (404, 404)
    assert len(soup(lost).select('main a[href="/?lang=fr"]')) == 1
    assert soup(in_the_room).select('main a[href^="/?"]') == []


def test_a_nonsense_address_says_that_we_do_not_know_the_code(client: CheckingClient) -> None:
    assert client.get("/s/%00").status_code == 404
    assert client.post("/S/%00", data={"nonce": "x"}).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_database_that_is_away_asks_to_try_again(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("the database is away"))

    with monkeypatch.context() as patch:
        patch.setattr(Database, "reading", property(away, lambda *_: None), raising=False)
        patch.setattr(Changes, "kept_until_one", away)
        refused = client.open("/S/ABC234", method=method, data=form if method == "POST" else None)
    thanks = client.post("/S/ABC234", data=form)

    message = soup(refused).find("main").get_text()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "load this page again" in message
    # Loading the answer to a form again sends the same form: it is stored once.
    assert ("send your answers again" in message) is (method == "POST")
    assert soup(thanks).h1.get_text() == "Thank you"
    assert len(stored(app)[0]) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_damaged_file_asks_to_try_again(app: Flask, client: CheckingClient, method: str) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}
    engine = database_of(app).engine
    engine.dispose()
    path = Path(str(engine.url.database))
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * (path.stat().st_size - 100))

    refused = client.open("/S/ABC234", method=method, data=form if method == "POST" else None)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    # Loading the answer to a form again sends the same form, with all that was typed.
    assert "load this page again" in soup(refused).find("main").get_text()


def test_a_busy_database_asks_to_delete_again_and_keeps_the_code(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    receipt = soup(send(client, ANSWERS)).select_one("[class*=receipt]").get_text()
    with database_of(app).reading.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=100")

    with closing(sqlite3.connect(str(database_of(app).engine.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = client.post("/withdraw", data={"receipt": receipt})
    done = client.post("/withdraw", data={"receipt": receipt})

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert soup(refused).find(id="receipt")["value"] == receipt
    assert "press the button again" in soup(refused).find(id="receipt-error").get_text()
    assert done.status_code == 200
    assert stored(app)[0] == []


def test_a_receipt_stays_the_same_when_the_key_changes(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    old_key = str(app.config["SECRET_KEY"])
    form = {"nonce": stamp_on(client), **ANSWERS}
    first = client.post("/S/ABC234", data=form)

    app.config["SECRET_KEY"] = "the next key, long enough to be a good one"
    app.config["SECRET_KEY_FALLBACKS"] = [old_key]
    again = client.post("/S/ABC234", data=form)
    receipt = soup(again).select_one("[class*=receipt]").get_text()

    assert receipt == soup(first).select_one("[class*=receipt]").get_text()
    assert client.post("/withdraw", data={"receipt": receipt}).status_code == 200
    assert stored(app)[0] == []


def test_a_stamp_says_which_key_signed_it() -> None:
    now = datetime.now(UTC)

    found = nonce.read_stamp(
        nonce.new_stamp("the old key", now=now), ("the new key", "the old key")
    )

    assert found is not None
    assert found.key == "the old key"
    # A stamp that is printed by mistake gives no key away.
    assert "the old key" not in repr(found)


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_a_page_is_compressed_only_for_a_browser_that_takes_it(
    app: Flask, client: CheckingClient, accepted: str, is_packed: bool
) -> None:
    open_collection(app)

    page = client.get("/S/ABC234", headers={"Accept-Encoding": accepted})
    html = gzip.decompress(page.data) if is_packed else page.data

    assert (page.headers.get("Content-Encoding") == "gzip") is is_packed
    assert b"<h1>" in html


def test_a_form_with_more_boxes_than_any_of_ours_is_too_long(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    many = {f"extra{number}": "x" for number in range(300)}

    by_a_family = send(client, {**ANSWERS, **many})
    by_staff = signed_in(app).post("/staff/collections/new", data=many | {"one": "more"})

    assert (by_a_family.status_code, by_staff.status_code) == (413, 413)
    assert soup(by_a_family).h1.get_text() == "That was too long to send"
    assert stored(app)[0] == []


def test_one_box_posted_very_often_is_too_long(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    most = client.post("/S/ABC234", data={"ps_overall": ["good"] * 300})
    one_more = client.post("/S/ABC234", data={"ps_overall": ["good"] * 301})

    assert (most.status_code, one_more.status_code) == (400, 413)


def test_a_form_of_unknown_length_is_refused_and_not_taken_for_an_empty_one(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    answer = client.post(
        "/S/ABC234",
        data=b"ps_overall=good",
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
    )

    assert answer.status_code == 411
    assert soup(answer).h1


@pytest.mark.parametrize("path", ["/static/missing", "/static/", "/favicon.ico?x"])
def test_only_a_file_that_is_there_may_be_kept(client: CheckingClient, path: str) -> None:
    answer = client.get(path)

    may_be_kept = answer.headers["Cache-Control"] != "no-store"
    assert may_be_kept is (answer.status_code == 200)


def test_a_refused_method_says_which_ones_work(client: CheckingClient) -> None:
    answer = client.put("/privacy")

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}

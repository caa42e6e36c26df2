"""Scans are sums: looking writes nothing, no machine is counted, and nothing tells who came."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, inspect
from sqlalchemy.exc import OperationalError

from feedback import create_app, pace
from feedback.config import Config
from feedback.database import Database
from feedback.scans import Scans, Stage, is_of_a_person
from tests import factories
from tests.attacks.world import changed, rows
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection
from tests.feedback.counting_scans import (
    PHONE,
    after_writing,
    days,
    opened,
    press,
    scans_of,
    written,
)

GOOD = {"ps_overall": "good", "ps_better": "More chairs, please."}
MOMENT = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def test_opening_a_page_writes_nothing_until_the_process_writes_its_sums(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    opened(client)  # The first to come waits until the page is made.
    before, statements = rows(app), list[str]()
    event.listen(
        database_of(app).engine,
        "before_cursor_execute",
        lambda _c, _cursor, said, *_rest: statements.append(said.split()[0]),
    )

    opened(client)

    assert set(statements) <= {"SELECT", "BEGIN"}
    assert changed(before, rows(app)) == []
    assert after_writing(app) == [("so", 2, 0, 0)]
    assert changed(before, rows(app)) == ["scan_count", "scan_day"]


def test_an_answer_is_still_one_transaction(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    page, commits = opened(client), list[object]()
    event.listen(database_of(app).engine, "commit", commits.append)

    press(client, page, GOOD)

    assert len(commits) == 1
    assert after_writing(app) == [("so", 1, 1, 1)]


def test_begun_is_said_once_however_often_a_form_comes_back(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    nothing = press(client, opened(client), {"switch": "lang:ar"}).get_data(as_text=True)
    assert after_writing(app) == [("so", 1, 0, 0)]
    half = press(client, nothing, {"ps_better": "شكرا"}).get_data(as_text=True)
    assert after_writing(app) == [("so", 1, 1, 0)]
    press(client, press(client, half, {}).get_data(as_text=True), GOOD)

    # In the language in which it first opened, so that the three are of the same visit.
    assert after_writing(app) == [("so", 1, 1, 1)]


def test_a_retry_and_a_change_are_no_second_sending(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    page = opened(client)

    for answers in (GOOD, GOOD, {**GOOD, "ps_overall": "poor", "change": "yes"}):
        press(client, page, answers)

    assert after_writing(app) == [("so", 1, 1, 1)]


def test_what_is_set_aside_is_not_counted(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)

    press(client, opened(client), {**GOOD, "website": "https://example.org"})
    monkeypatch.setattr(pace, "AT_ONCE", 0)
    press(client, opened(client), GOOD)

    assert after_writing(app) == [("so", 2, 0, 0)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
        {"Sec-Fetch-Dest": "image"},
        {"User-Agent": ""},
        {"User-Agent": "WhatsApp/2.24.11.78 A"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5"},
        {"User-Agent": "TelegramBot (like TwitterBot)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36"},
    ],
    ids=str,
)
def test_a_machine_is_not_counted(headers: dict[str, str]) -> None:
    assert is_of_a_person(PHONE.get)
    assert not is_of_a_person({**PHONE, **headers}.get)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        " Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120 Safari/537",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Version/4.0 Chrome/126 Mobile Safari/"
        "537.36 [FB_IAB/FB4A;FBAV/469.0.0.0.0;]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) GSA/320.0 Mobile/15E148 Safari/604",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/8.0.35158/191.283; U; en) Presto/2.8.119 Version/11.10",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ],
)
def test_a_family_is_counted_whatever_its_phone(agent: str) -> None:
    assert is_of_a_person({"User-Agent": agent, "Accept-Language": "en"}.get)


def test_a_preview_a_head_a_staff_look_and_a_closed_form_are_not_openings(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    long_ago = datetime(2025, 1, 6, tzinfo=UTC)
    open_collection(app, "BBB234", opens_at=long_ago, closes_at=long_ago + timedelta(days=9))

    opened(client, User_Agent="WhatsApp/2.24.11.78 A")
    client.head("/S/ABC234", headers=PHONE)
    opened(client, "/S/ABC234?look=1")
    opened(client, "/S/BBB234")
    opened(client, "/S/QQQ234")
    assert after_writing(app) == []

    opened(client, "/s/abc234?lang=en")
    opened(client, "/tablet/ABC234/form")

    assert after_writing(app) == [("en", 1, 0, 0), ("so", 1, 0, 0)]


def test_nothing_is_stored_but_sums_and_no_time_finer_than_the_day(
    app: Flask, client: CheckingClient, config: Config
) -> None:
    open_collection(app)
    press(client, opened(client), GOOD)
    after_writing(app)

    found = {
        table: {
            column["name"]: str(column["type"]) for column in inspect(engine).get_columns(table)
        }
        for engine in [database_of(app).engine]
        for table in ("scan_count", "scan_day")
    }
    with closing(sqlite3.connect(config.data_dir / "heard.sqlite3")) as connection:
        counted = connection.execute("SELECT * FROM scan_count").fetchall()
        opened_on = connection.execute("SELECT * FROM scan_day").fetchall()
        everything = "\n".join(connection.iterdump())

    assert set(found["scan_count"]) == {
        "placement_id", "week", "language", "opened", "begun", "sent",
    }  # fmt: skip
    assert found["scan_day"] == {"collection_id": "CHAR(32)", "day": "DATE", "opened": "INTEGER"}
    assert [len(one) for one in counted] == [6]
    assert [len(one) for one in opened_on] == [3]
    assert counted[0][2:] == ("so", 1, 1, 1)
    assert "Android" not in everything
    assert "127.0.0.1" not in everything


def test_sums_of_two_processes_add_up_on_both_databases(engine: Engine) -> None:
    place = _placement(engine)
    processes = [Scans(Database(engine)), Scans(Database(engine))]

    for each, often in zip(processes, (3, 4), strict=True):
        for _one in range(often):
            each.count(Stage.OPENED, **place, now=MOMENT)
        each.count(Stage.BEGUN, Stage.SENT, **place, now=MOMENT)
        each.write()
        each.write()

    assert written(engine) == [("so", 7, 2, 2)]
    assert days(engine) == [7]


def test_what_was_written_holds_over_a_restart_and_only_the_rest_is_lost(engine: Engine) -> None:
    place = _placement(engine)
    before = Scans(Database(engine))
    before.count(Stage.OPENED, **place, now=MOMENT)
    before.write()
    before.count(Stage.OPENED, **place, now=MOMENT)  # And then the power goes.

    after = Scans(Database(engine))
    after.count(Stage.OPENED, **place, now=MOMENT)
    after.write()

    assert written(engine) == [("so", 2, 0, 0)]


def test_what_cannot_be_written_waits_for_the_next_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, scans = _placement(engine), Scans(Database(engine))
    scans.count(Stage.OPENED, **place, now=MOMENT)

    def gone(_self: Database) -> None:
        raise OperationalError("x", None, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(Database, "transaction", gone)
        scans.write()
    assert written(engine) == []
    scans.write()

    assert written(engine) == [("so", 1, 0, 0)]


def test_where_nothing_may_be_saved_nothing_is_counted(config: Config, app: Flask) -> None:
    open_collection(app)
    resting = create_app(replace(config, is_read_only=True))

    resting.test_client().get("/S/ABC234", headers=PHONE)

    assert after_writing(resting) == []
    assert scans_of(resting) is not scans_of(app)


def _placement(engine: Engine) -> dict[str, Any]:
    """What is counted of one placement: its ids and a language."""
    asked = factories.collection()
    placed = factories.placement(asked)
    with Database(engine).session() as session:
        session.add(asked)
        session.flush()
        session.add(placed)
        session.flush()
        return {"placement_id": placed.id, "collection_id": asked.id, "language": "so"}

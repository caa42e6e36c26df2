"""Crowds: of stalled phones, of one script's answers, of families who all scan one code."""

from __future__ import annotations

import http.client
import sqlite3
import ssl
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from feedback import create_app, pace
from feedback.config import Config
from feedback.counts import waiting
from feedback.respond import nonce
from tests.attacks.register import attack, control
from tests.attacks.tools import FORM, unchecked
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.staff_pages import send_form, signed_in
from tests.journeys.test_proxy import Proxy, data_dir, nginx, proxy
from tests.production import HOST, KEY, serving

__all__ = ["data_dir", "proxy"]  # Fixtures: the recipe for production, on loopback.

STALLED, SECONDS = 800, 1.0


def kept_waiting(proxy: Proxy) -> list[str]:
    """Pages that took more than a second while eight hundred phones are stalled."""
    trusted = ssl.create_default_context(cafile=str(proxy.folder / "fullchain.pem"))
    list(_late(proxy, "/S/ABC234"))  # The first to ask waits until the page is made.
    with ExitStack() as held:
        for number in range(STALLED):
            line = held.enter_context(proxy.socket())
            if number % 8 == 0:
                line = held.enter_context(trusted.wrap_socket(line, server_hostname=HOST))
                line.sendall(f"POST /S/ABC234 HTTP/1.1\r\nHost: {HOST}\r\nContent-Le".encode())
        return [problem for path in ("/healthz", "/S/ABC234") for problem in _late(proxy, path)]


def _late(proxy: Proxy, path: str) -> Iterator[str]:
    began = time.perf_counter()
    try:
        with closing(proxy.connection()) as line:
            line.request("GET", path, headers={"Host": HOST})
            status = line.getresponse().status
    except OSError as error:
        yield f"{path}: {error!r}"
        return
    took = time.perf_counter() - began
    print(f"{path} took {took * 1000:.0f} ms with {STALLED} connections held open")
    if status != 200 or took > SECONDS:
        yield f"{path}: {status} after {took:.1f} seconds"


@attack("S40")
def test_s40_eight_hundred_stalled_phones_keep_nobody_waiting(proxy: Proxy) -> None:
    assert kept_waiting(proxy) == []


@control("S40")
def test_s40_a_proxy_that_may_open_fewer_files_does_keep_others_out(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.journeys.test_proxy.PATIENCE", 5)
    fewer = ("worker_rlimit_nofile 16384;", "worker_rlimit_nofile 200;")

    with nginx(tmp_path / "nginx", upstream=proxy.upstream_port, change=fewer) as small:
        try:
            found = kept_waiting(small)
        except OSError as error:  # It has already stopped answering the stalled ones.
            found = [repr(error)]

    assert any("/healthz" in one or "Error" in one for one in found)


FAMILIES, SCRIPTED = 30, 190


def crowded_out(data_dir: Path) -> list[str]:
    """Families who were not thanked beside a script, and what the script got through."""
    with serving(data_dir) as (port, _process):
        send_to = Sender(port)
        families = [send_to.answer(minutes_ago=3) for _one in range(FAMILIES)]
        with ThreadPoolExecutor(8) as pool:
            script = list(pool.map(lambda _: send_to.answer(minutes_ago=0), range(SCRIPTED)))
        families += [send_to.answer(minutes_ago=4) for _late in range(3)]
    with closing(sqlite3.connect(data_dir / "heard.sqlite3")) as connection:
        rows = connection.execute("SELECT is_quarantined, is_in_burst FROM response").fetchall()
    counted = rows.count((0, 0))
    print(f"{counted} counted, {rows.count((1, 1))} set aside, {script.count(503)} told to wait")
    # A minute or two may have passed, and emptied the bucket a little.
    most = pace.AT_ONCE + 3 * pace.PER_MINUTE
    return [
        *[f"a family is answered {status}" for status in families if status != 200],
        *["nothing of the script was slowed"] * (503 not in script),
        *[f"{counted} of them are counted"] * (counted > most),
        *["a family at first was set aside"] * (counted < FAMILIES),
        *["an answer was thanked and lost"] * (len(rows) < (families + script).count(200)),
    ]


class Sender:
    """Sends good forms to a server in production, each on a line of its own, as phones do."""

    def __init__(self, port: int) -> None:
        """To this port."""
        self.port = port

    def answer(self, *, minutes_ago: int) -> int:
        """Send a form that was opened so long ago; the status of the answer."""
        stamp = nonce.new_stamp(KEY, now=datetime.now(UTC) - timedelta(minutes=minutes_ago))
        form = urllib.parse.urlencode({"nonce": stamp, "ps_overall": "good"})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(line):
            line.request("POST", "/S/ABC234", form, {"Host": HOST, "Content-Type": FORM})
            return line.getresponse().status


@attack("S41")
def test_s41_a_script_is_slowed_and_counted_apart_and_thirty_families_get_in(
    config: Config,
) -> None:
    open_collection(create_app(config), opens_at=datetime.now(UTC) - timedelta(hours=1))

    assert crowded_out(config.data_dir) == []


@control("S41")
def test_s41_without_a_count_that_all_processes_share_the_script_is_counted(
    config: Config,
) -> None:
    open_collection(create_app(config), opens_at=datetime.now(UTC) - timedelta(hours=1))
    with closing(sqlite3.connect(config.data_dir / "heard.sqlite3")) as connection:
        connection.execute(
            "CREATE TRIGGER forgetful AFTER INSERT ON pace BEGIN DELETE FROM pace; END"
        )

    assert "nothing of the script was slowed" in crowded_out(config.data_dir)


STUFFED = 50


def stuffed(app: Flask) -> list[str]:
    """What fifty answers to one open code, sent in a rush, did to results without a word."""
    collection = open_collection(app)
    robot, key = unchecked(app), str(app.config["SECRET_KEY"])
    for _one in range(STUFFED):
        stamp = nonce.new_stamp(key, now=datetime.now(UTC))
        robot.post("/S/ABC234", data={"nonce": stamp, "ps_overall": "very_poor"})
    officer = signed_in(app)
    page = f"/staff/collections/{collection}"
    shown = soup(officer.get(page)).main.get_text()
    without = _counted(app)
    told = [
        *["some were lost"] * (len(stored(app)[0]) != STUFFED),
        *[f"{without} are counted"] * (without > pace.AT_ONCE + pace.PER_MINUTE),
        *["no officer is told"] * (f"{STUFFED - without} answers were set aside" not in shown),
    ]
    if not told:
        send_form(officer, page, action=f"{page}/count-the-burst")
        told += ["an officer cannot count them"] * (_counted(app) != STUFFED)
    return told


def _counted(app: Flask) -> int:
    with database_of(app).session() as session:
        until = date(2100, 1, 1)
        return waiting(session, "post_session", overall="ps_overall", until=until).total


@attack("S43")
def test_s43_answers_in_a_rush_are_kept_told_of_and_counted_only_by_a_person(
    app: Flask,
) -> None:
    assert stuffed(app) == []


@control("S43")
def test_s43_where_nobody_counts_how_fast_they_come_all_are_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "note_one", lambda *_: 1)

    assert stuffed(app) == [f"{STUFFED} are counted", "no officer is told"]

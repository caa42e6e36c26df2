"""After a power cut at any moment, every family that was thanked is in the database, and whole."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from feedback import create_app
from feedback.config import Config
from feedback.respond.nonce import receipt_hash
from tests.client import CheckingClient
from tests.crash.disk import FULL, IOERR_FSYNC, OK, Disk, forgetful_disk
from tests.feedback.asking import database_of, open_collection, soup, stamp_on

WORDS = "Please start later"
ANSWERS = {"ps_overall": "good", "ps_better": WORDS}
FAMILIES_BETWEEN_CHECKPOINTS = 7


@pytest.fixture
def disk(config: Config) -> Iterator[Disk]:
    """The disk under the app's database."""
    with forgetful_disk(config.data_dir) as found:
        yield found


@pytest.fixture
def app(disk: Disk, config: Config) -> Iterator[Flask]:
    """An app whose database lies on that disk, with an open collection."""
    app = create_app(config)
    app.test_client_class = CheckingClient
    open_collection(app)
    yield app
    database_of(app).engine.dispose()


def thanked(client: CheckingClient) -> str:
    """Answer as a family does; the hash of the receipt we are thanked with."""
    page = client.post("/S/ABC234", data={"nonce": stamp_on(client), **ANSWERS})
    assert page.status_code == 200
    hashed = receipt_hash(soup(page).select_one("[class*=receipt]").get_text())
    assert hashed
    return hashed


def left(place: Path) -> set[str]:
    """The receipts of whole responses after a cut."""
    with closing(sqlite3.connect(place / "heard.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            receipt
            for (receipt,) in connection.execute(
                "SELECT receipt_hash FROM response "
                "WHERE (SELECT count(*) FROM answer WHERE response_id = response.id) = 1 "
                "AND (SELECT count(*) FROM comment WHERE response_id = response.id) = 1"
            )
        }


def lost_in(app: Flask, disk: Disk, place: Path, *, cuts: int) -> int:
    """Cut the power this often, while families answer; how many thanked ones were lost in all."""
    chance = random.Random(6)  # noqa: S311 -- the same cuts each time
    known: set[str] = set()
    found: list[tuple[Path, set[str]]] = []

    def cut(some: random.Random | None = None) -> None:
        if len(found) < cuts:
            into = place / str(len(found))
            disk.cut(into, chance=some)
            found.append((into, set(known)))

    def now_and_then(_what: str) -> int:
        if chance.random() < 0.08:
            cut(chance)
        return OK

    disk.before = now_and_then
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    while len(found) < cuts:
        known.add(thanked(client))
        cut()
        if len(known) % FAMILIES_BETWEEN_CHECKPOINTS == 0:
            database_of(app).empty_journal()
    disk.before = lambda _what: OK
    lost = 0
    for into, expected in found:
        lost += len(expected - left(into))
        shutil.rmtree(into)
    print(f"{len(found)} power cuts, {len(known)} families thanked, {lost} lost at some cut")
    return lost


def test_no_thanked_family_is_lost_by_a_power_cut(app: Flask, disk: Disk, tmp_path: Path) -> None:
    assert lost_in(app, disk, tmp_path, cuts=24) == 0


@pytest.mark.whole_crash
def test_no_thanked_family_is_lost_by_very_many_power_cuts(
    app: Flask, disk: Disk, tmp_path: Path
) -> None:
    assert lost_in(app, disk, tmp_path, cuts=240) == 0


def test_a_database_that_syncs_less_often_would_lose_some(
    app: Flask, disk: Disk, tmp_path: Path
) -> None:
    engine = database_of(app).engine
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous=NORMAL"))
    engine.dispose()

    assert lost_in(app, disk, tmp_path, cuts=24) > 0


def after(number: int, what: str, answer: int) -> Callable[[str], int]:
    """A disk that fails from the nth such call on."""
    calls = iter(range(10_000))
    return lambda asked: answer if asked == what and next(calls) >= number else OK


@pytest.mark.parametrize(("what", "answer"), [("write", FULL), ("sync", IOERR_FSYNC)])
@pytest.mark.parametrize("number", range(4))
def test_a_disk_that_fails_while_saving_thanks_nobody_and_keeps_every_word(
    app: Flask, disk: Disk, tmp_path: Path, what: str, answer: int, number: int
) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    kept = {thanked(client)}
    form = {"nonce": stamp_on(client), **ANSWERS}

    disk.before = after(number, what, answer)
    page = client.post("/S/ABC234", data=form)
    disk.before = lambda _what: OK
    again = client.post("/S/ABC234", data=form)
    disk.cut(tmp_path / "cut")

    # Some writes come after the one commit: then the family is thanked, and rightly.
    assert page.status_code in ({200, 503} if number else {503})
    if page.status_code == 503:
        assert page.headers["Retry-After"] == "5"
        assert soup(page).find(id="ps_better").get_text().strip() == WORDS
    assert again.status_code == 200
    assert len(left(tmp_path / "cut")) == 2
    assert kept < left(tmp_path / "cut")

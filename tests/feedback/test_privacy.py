"""What is kept about a family is what the privacy page says: no finer, no longer, no more."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import DateTime, Engine, Time, inspect

from feedback.database import Database
from feedback.respond import records
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup

ABOUT_ONE_FAMILY = (
    "response",
    "answer",
    "comment",
    "reading",
    "noticing",
    "translation_reading",
    "missing_language",
    "cleared_form",
)
CANARY = "the zebra canary words"


def moments(engine: Engine, table: str) -> list[str]:
    """The columns of a stored table that hold a time finer than a day."""
    return [
        f"{table}.{column['name']}"
        for column in inspect(engine).get_columns(table)
        if isinstance(column["type"], DateTime | Time)
    ]


def test_no_time_finer_than_a_week_is_kept_with_an_answer(engine: Engine) -> None:
    days = [
        f"{table}.{column['name']}"
        for table in ABOUT_ONE_FAMILY
        for column in inspect(engine).get_columns(table)
        if column["type"].python_type is date
    ]

    assert [found for table in ABOUT_ONE_FAMILY for found in moments(engine, table)] == []
    # The one day kept is the Monday of its week, as the tests of answering say.
    assert days == ["response.week", "missing_language.week", "cleared_form.week"]


def test_a_moment_kept_anywhere_would_be_noticed(engine: Engine) -> None:
    assert "collection.opens_at" in moments(engine, "collection")


def test_the_page_says_that_place_language_and_week_are_kept(
    app: Flask, client: CheckingClient
) -> None:
    page = soup(client.get("/privacy")).find("main").get_text(" ", strip=True)

    assert "which poster or letter you used" in page
    assert "your language" in page
    assert "the week" in page
    assert "where you are" not in page


@pytest.mark.parametrize(
    "promise", ["nobody can work out", "take out names", "only while we need them", "has checked"]
)
def test_the_page_promises_nothing_that_is_not_so(client: CheckingClient, promise: str) -> None:
    page = soup(client.get("/privacy")).find("main").get_text(" ", strip=True)

    assert promise not in page


def receipt(thanks: object) -> str:
    """The code on a thank-you page."""
    found = soup(thanks).select_one("[class*=receipt]")
    assert found is not None
    return str(found.get_text())


def kept_in(data_dir: Path) -> bytes:
    """Every byte of the database, the file beside it included."""
    return b"".join(path.read_bytes() for path in sorted(data_dir.glob("heard.sqlite3*")))


def test_withdrawn_words_leave_every_file_at_once(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    code = receipt(send(client, {"ps_overall": "good", "ps_better": CANARY}))
    data_dir = app.extensions["heard_config"].data_dir
    assert CANARY.encode() in kept_in(data_dir)

    client.post("/withdraw", data={"receipt": code})

    assert CANARY.encode() not in kept_in(data_dir)


def test_a_withdrawal_is_done_even_while_somebody_reads(
    app: Flask, client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    open_collection(app)
    code = receipt(send(client, {"ps_overall": "good", "ps_better": CANARY}))
    data_dir = app.extensions["heard_config"].data_dir
    reader = sqlite3.connect(data_dir / "heard.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM comment").fetchone()

    done = client.post("/withdraw", data={"receipt": code})
    reader.close()

    assert done.status_code == 200
    assert soup(done).h1.get_text() == "Your answers are deleted"
    assert "journal" in caplog.text
    assert CANARY not in caplog.text


def test_a_withdrawal_needs_no_journal_on_the_other_database(postgres_url: str) -> None:
    from feedback import migrations
    from feedback.database import create_engine_for

    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)

    assert Database(engine).empty_journal()
    engine.dispose()


def test_nothing_is_emptied_for_a_wrong_code(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def emptied(_database: Database) -> bool:
        raise AssertionError("a stranger could keep the database busy")

    monkeypatch.setattr(Database, "empty_journal", emptied)

    with app.app_context():
        assert not records.withdraw("no such hash")
    assert database_of(app)

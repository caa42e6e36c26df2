"""What is kept about a family is what the privacy page says: no finer, no longer, no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import DateTime, Engine, Time, inspect

import translations
from feedback.config import Environment, Erasing
from feedback.database import Database
from feedback.respond import keeping, records
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


def available_codes() -> Iterator[str]:
    """The languages that families are offered."""
    return (language.code for language in translations.available())


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


def settings_of(app: Flask, **changes: Any) -> None:
    """Change what the operator set."""
    app.extensions["heard_config"] = replace(app.extensions["heard_config"], **changes)


def test_families_are_told_how_long_in_plain_words(client: CheckingClient) -> None:
    page = soup(client.get("/privacy")).find("main").get_text(" ", strip=True)

    for said in (
        "What you write: 1 year",
        "Your words, if you say we can use them: 2 years",
        "The answers you choose: 3 years",
        "A form on paper: 6 months",
        "A safety copy, after that: 35 days",
        "ico.org.uk",
        "staff type in what you wrote",
    ):
        assert said in page
    assert "no fixed date" not in page
    assert "anonym" not in page.lower()


def test_no_time_is_named_where_nobody_erases(app: Flask, client: CheckingClient) -> None:
    settings_of(app, environment=Environment.PRODUCTION)
    before = soup(client.get("/privacy", headers={"Host": "127.0.0.1"})).find("main").get_text()
    settings_of(app, erasing=Erasing.DAILY)
    after = soup(client.get("/privacy")).find("main").get_text()

    assert "no fixed date" in before
    assert "1 year" not in before
    assert "1 year" in after


def test_the_times_are_those_of_the_area(app: Flask, client: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    kept = replace(area.retention, comments=200, backups=14)
    app.extensions["heard_area"] = replace(area, retention=kept)

    page = soup(client.get("/privacy")).find("main").get_text()

    assert "What you write: 200 days" in page
    assert "A safety copy, after that: 14 days" in page


@pytest.mark.parametrize("code", list(available_codes()))
def test_every_language_says_the_times_in_its_own_words(app: Flask, code: str) -> None:
    with app.test_request_context(f"/privacy?lang={code}"):
        found = keeping.times()

    assert found is not None
    for said in (found.comments, found.responses, found.paper, found.backups):
        assert "duration" not in said
        assert said.strip()


def test_whoever_deletes_is_told_what_stays_and_until_when(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    code = receipt(send(client, {"ps_overall": "good", "ps_better": CANARY}))

    page = soup(client.post("/withdraw", data={"receipt": code})).find("main").get_text(" ")

    last = datetime.now(UTC).date() + timedelta(days=35)
    assert "Numbers that we worked out before stay as they are." in page
    assert f"The last one is gone on {last.day} {last:%B %Y}." in page
